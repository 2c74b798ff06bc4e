namespace DerivativeTests.Harness;

/// <summary>
/// The method at one point as a function between vectors. Inputs: the differentiated scalars and elements of differentiated buffers, in parameter
/// order. Outputs: the real results, then the final state of every input. What the primal does not write is the identity there, which is how
/// "a gradient is added to what was there" comes out as one more row of the same Jacobian.
/// </summary>
internal sealed class Layout
{
    private readonly int[] _offsets;

    public Layout(MethodCase method, object[] slots)
    {
        Method = method;
        ResultCount = method.ResultCount;
        _offsets = new int[slots.Length];
        var names = new List<string>();
        foreach (Parameter parameter in method.Differentiated)
        {
            _offsets[parameter.Index] = names.Count;
            for (int i = 0; i < Slots.Count(slots[parameter.Index]); i++)
            {
                names.Add(parameter.IsBuffer ? $"{parameter.Name}[{i}]" : parameter.Name);
            }
        }

        InputNames = names;
    }

    public MethodCase Method { get; }

    public int ResultCount { get; }

    public int InputCount => InputNames.Count;

    public int OutputCount => ResultCount + InputCount;

    public IReadOnlyList<string> InputNames { get; }

    public string OutputName(int output) => output < ResultCount ? $"result {output}" : $"final {InputNames[output - ResultCount]}";

    /// <summary>Whether the primal can make this output anything but the identity.</summary>
    public bool IsComputed(int output) => output < ResultCount || OwnerOf(output - ResultCount).IsOutput;

    public Parameter OwnerOf(int input) => Method.Differentiated.Last(p => _offsets[p.Index] <= input && (Size(p) > 0));

    public Range RangeOf(Parameter parameter) => _offsets[parameter.Index]..(_offsets[parameter.Index] + Size(parameter));

    /// <summary>One vector out of what is kept for each parameter (indexed as the primal's parameters).</summary>
    public double[] Gather(object?[] perParameter)
    {
        var vector = new double[InputCount];
        foreach (Parameter parameter in Method.Differentiated)
        {
            object slot = perParameter[parameter.Index]!;
            for (int i = 0; i < Slots.Count(slot); i++) vector[_offsets[parameter.Index] + i] = Slots.Get(slot, i);
        }

        return vector;
    }

    public void Scatter(ReadOnlySpan<double> vector, object?[] perParameter)
    {
        foreach (Parameter parameter in Method.Differentiated)
        {
            object slot = perParameter[parameter.Index]!;
            for (int i = 0; i < Slots.Count(slot); i++) Slots.Set(slot, i, vector[_offsets[parameter.Index] + i]);
        }
    }

    private int Size(Parameter parameter)
    {
        Parameter? next = Method.Differentiated.FirstOrDefault(p => p.Index > parameter.Index);
        return (next is null ? InputNames.Count : _offsets[next.Index]) - _offsets[parameter.Index];
    }
}
