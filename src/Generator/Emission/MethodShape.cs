using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A number or buffer inside an argument of the user's method, and what the method does with it.</summary>
/// <param name="IsWritten">A buffer that the method stores into.</param>
/// <param name="IsRead">A buffer whose contents on entry the method may read.</param>
/// <param name="IsUsed">The method's result depends on it, or it is written.</param>
internal sealed record PrimalParameter(int Index, ParameterRequest Request, PrimalArgument Argument, LeafPath Path, bool IsWritten, bool IsRead, bool IsUsed)
{
    /// <summary>What the user calls it.</summary>
    public string Name => Request.Name;

    /// <summary>The name as C# code has to write it, for an argument that is a number or buffer.</summary>
    public string Text => Argument.Text;

    public bool IsBuffer => Request.Type is BufferType;

    public bool IsCell => Request.Type is BufferType { Kind: BufferKind.Cell };

    /// <summary>The type of the number, or of the buffer's elements.</summary>
    public IrType Scalar => Request.Type is BufferType buffer ? buffer.Element : Request.Type;

    public bool IsReal => Request.Type.IsReal || Request.Type.IsRealBuffer;

    /// <summary>How many elements a buffer argument has.</summary>
    public string LengthText
    {
        get
        {
            string length = Request.Type is BufferType { Kind: BufferKind.List or BufferKind.ReadOnlyList } ? "Count" : "Length";
            return Path.RootMayBeNull ? $"({Text}?.{length} ?? 0)" : $"{Text}.{length}";
        }
    }

    /// <summary>A buffer argument as an expression that converts to a span.</summary>
    public string SpanText => Request.Type is BufferType buffer ? CSharpTypes.AsSpan(buffer, Text) : Text;
}

/// <summary>In what an argument's derivatives are handed over.</summary>
internal enum ArgumentForm
{
    /// <summary>A number, or a struct of numbers, by value: gradients are returned.</summary>
    Value,

    /// <summary>The same by reference: its gradient goes in and out.</summary>
    Reference,

    /// <summary>An array, span, memory or list of numbers or of structs of numbers: a span.</summary>
    Buffer,

    /// <summary>An object, a matrix, an array of arrays, a struct with arrays in it: another of the same type.</summary>
    Memory,
}

/// <summary>A parameter of the user's method, or its receiver.</summary>
internal sealed class PrimalArgument(ArgumentRequest request)
{
    public ArgumentRequest Request { get; } = request;

    public List<PrimalParameter> Leaves { get; } = [];

    public string Name => Request.Name;

    /// <summary>As C# code has to write it.</summary>
    public string Text => Request.IsReceiver ? "this" : NameScope.Escape(Request.Name);

    public string TypeText => Request.TypeText;

    public bool IsReal => Leaves.Any(leaf => leaf.IsReal);

    public bool IsWritten => Leaves.Any(leaf => leaf.IsWritten);

    public bool IsOut => Request.Passing == Passing.Out;

    public ArgumentForm Form { get; } = request.Layout switch
    {
        BufferLayout buffer => IsFlat(buffer) ? ArgumentForm.Buffer : ArgumentForm.Memory,
        ScalarLayout => request.InMemory ? ArgumentForm.Reference : ArgumentForm.Value,
        StructLayout composite when composite.Leaves().All(leaf => leaf.Type is not BufferType) => request.InMemory ? ArgumentForm.Reference : ArgumentForm.Value,
        _ => ArgumentForm.Memory,
    };

    /// <summary>Derivatives with respect to it are asked for. What is not used of an object is none of the method's concern.</summary>
    public bool IsDifferentiated => Leaves.Any(leaf => leaf.Request.Differentiated && (leaf.IsUsed || !Request.IsReceiver));

    /// <summary>What the elements of its span are.</summary>
    public string ElementText => ((BufferLayout)Request.Layout).Element.TypeText;

    private static bool IsFlat(BufferLayout buffer) => buffer.Element switch
    {
        ScalarLayout => true,
        StructLayout composite => composite.Leaves().All(leaf => leaf.Type is not BufferType),
        OpaqueLayout => true,
        _ => false,
    };
}

/// <summary>The user's method as the generated members see it.</summary>
internal sealed class MethodShape
{
    public MethodShape(DerivedFunctions functions)
    {
        Functions = functions;
        Request = functions.Request;
        Arguments = Request.Arguments.Select(argument => new PrimalArgument(argument)).ToList();
        HashSet<int> written = WrittenBuffers(functions.Primal);
        var overwrites = new Overwrites(new Structure(functions.Primal));
        HashSet<int> read = [.. functions.Primal.Parameters.Select(parameter => parameter.Value)
            .Where(value => value.Type is BufferType && overwrites.ReadsInitialContents(value)).Select(value => value.Id)];
        var used = new HashSet<int>();
        IrWalk.ForEachUse(functions.Primal.Body, value => used.Add(value.Id));
        foreach (PrimalArgument argument in Arguments)
        {
            IReadOnlyList<LeafPath> paths = argument.Request.Paths;
            bool mayBeNull = paths.LastOrDefault() is { IsPresence: true } && HasRole(used, functions.Primal, ParameterRole.Primal, argument.Request.FirstLeaf + paths.Count - 1);
            for (int i = 0; i < paths.Count; i++)
            {
                int index = argument.Request.FirstLeaf + i;
                bool Has(HashSet<int> ids) => HasRole(ids, functions.Primal, ParameterRole.Primal, index);
                argument.Leaves.Add(new PrimalParameter(index, Request.Parameters[index], argument, paths[i] with { RootMayBeNull = mayBeNull }, Has(written), Has(read), Has(used)));
            }
        }
    }

    public DerivedFunctions Functions { get; }

    public MethodRequest Request { get; }

    public IReadOnlyList<PrimalArgument> Arguments { get; }

    /// <summary>The leaves of all arguments.</summary>
    public IEnumerable<PrimalParameter> Parameters => Arguments.SelectMany(argument => argument.Leaves);

    /// <summary>The numbers of the real results.</summary>
    public IEnumerable<int> RealResults => Enumerable.Range(0, Request.Results.Count).Where(index => Request.Results[index].Type.IsReal);

    /// <summary>The numbers of the results that an output is made of.</summary>
    public IEnumerable<int> ResultsOf(int output) => Enumerable.Range(0, Request.Results.Count).Where(index => Request.Results[index].Output == output);

    /// <summary>The buffers among a function's parameters that it changes.</summary>
    public static HashSet<int> WrittenBuffers(Function function) => RootsOf(function, operation => operation.WrittenBuffers);

    private static bool HasRole(HashSet<int> ids, Function function, ParameterRole role, int source) =>
        function.Parameters.Any(parameter => parameter.Role == role && parameter.Source == source && ids.Contains(parameter.Value.Id));

    /// <summary>The ids of the buffers that <paramref name="touched"/> picks out, slices traced back to what they are part of.</summary>
    private static HashSet<int> RootsOf(Function function, Func<Operation, EquatableArray<Value>> touched)
    {
        var sliced = new Dictionary<int, Value>();
        var roots = new HashSet<int>();
        IrWalk.ForEachOperation(function.Body, operation =>
        {
            if (operation.PartOf is { } part) sliced[operation.Results[0].Id] = part;
            foreach (Value written in touched(operation))
            {
                Value buffer = written;
                while (sliced.TryGetValue(buffer.Id, out Value whole)) buffer = whole;
                roots.Add(buffer.Id);
            }
        });
        return roots;
    }
}
