using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>
/// The method at one point as a function between vectors. Inputs: the reals in the differentiated parameters, in parameter
/// order. Outputs: the real results, then the final state of every input. What the primal does not write is the identity there, which is how
/// "a gradient is added to what was there" comes out as one more row of the same Jacobian.
/// </summary>
internal sealed class Layout
{
    private readonly Parameter[] _differentiated;
    private readonly int[] _offsets;
    private readonly object[] _point;
    private readonly List<int> _owners = [];
    private IReadOnlyList<string>? _names;

    public Layout(MethodCase method, object[] slots)
    {
        Method = method;
        _point = slots;
        _differentiated = [.. method.Differentiated];
        _offsets = new int[_differentiated.Length + 1];
        for (int i = 0; i < _differentiated.Length; i++)
        {
            int count = Slots.Count(slots[_differentiated[i].Index]);
            _offsets[i + 1] = _offsets[i] + count;
            _owners.AddRange(Enumerable.Repeat(i, count));
        }

        // The shape of a result that holds arrays or objects is known only once it is there.
        Type result = method.Primal.ReturnType;
        Result = result == typeof(void) ? null
            : TreeTypes.IsFixed(result) ? RuntimeHelpers.GetUninitializedObject(result)
            : method.Call.Call(Slots.Clone(slots));
        ResultCount = Slots.Read(Result).Length;
    }

    public MethodCase Method { get; }

    /// <summary>Something of the shape that the primal returns here.</summary>
    public object? Result { get; }

    public int ResultCount { get; }

    public int InputCount => _offsets[^1];

    public int OutputCount => ResultCount + InputCount;

    public IReadOnlyList<string> InputNames => _names ??= [.. _differentiated.SelectMany(p => Slots.Names(_point[p.Index], p.Name))];

    public string OutputName(int output) => output < ResultCount ? $"result {output}" : $"final {InputNames[output - ResultCount]}";

    /// <summary>Whether the primal can make this output anything but the identity.</summary>
    public bool IsComputed(int output) => output < ResultCount || OwnerOf(output - ResultCount).IsOutput;

    public Parameter OwnerOf(int input) => _differentiated[_owners[input]];

    public Range RangeOf(Parameter parameter)
    {
        int place = Array.IndexOf(_differentiated, parameter);
        return _offsets[place].._offsets[place + 1];
    }

    /// <summary>One vector out of what is kept for each parameter (indexed as the primal's parameters).</summary>
    public double[] Gather(object?[] perParameter)
    {
        var vector = new double[InputCount];
        for (int i = 0; i < _differentiated.Length; i++)
        {
            double[] reals = Slots.Read(perParameter[_differentiated[i].Index]);
            int size = _offsets[i + 1] - _offsets[i];
            if (reals.Length != size) throw new HarnessException($"{_differentiated[i].Name} has {reals.Length} reals, had {size}");
            reals.CopyTo(vector, _offsets[i]);
        }

        return vector;
    }

    public void Scatter(ReadOnlySpan<double> vector, object?[] perParameter)
    {
        for (int i = 0; i < _differentiated.Length; i++) Slots.Write(perParameter[_differentiated[i].Index]!, vector[_offsets[i].._offsets[i + 1]]);
    }
}
