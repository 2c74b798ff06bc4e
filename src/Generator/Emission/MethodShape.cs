using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A parameter of the user's method and what the method does with it.</summary>
/// <param name="IsWritten">A buffer that the method stores into.</param>
/// <param name="IsRead">A buffer whose contents on entry the method may read.</param>
internal sealed record PrimalParameter(int Index, ParameterRequest Request, bool IsWritten, bool IsRead)
{
    public string Name => Request.Name;

    /// <summary>The name as C# code has to write it.</summary>
    public string Text => NameScope.Escape(Request.Name);

    public bool IsBuffer => Request.Type is BufferType;

    /// <summary>The type of the number, or of the buffer's elements.</summary>
    public IrType Scalar => Request.Type is BufferType buffer ? buffer.Element : Request.Type;

    public bool IsReal => Scalar.IsReal;
}

/// <summary>The user's method as the generated members see it.</summary>
internal sealed class MethodShape
{
    public MethodShape(DerivedFunctions functions)
    {
        Functions = functions;
        Request = functions.Request;
        HashSet<int> written = WrittenBuffers(functions.Primal);
        var overwrites = new Overwrites(new Structure(functions.Primal));
        HashSet<int> read = [.. functions.Primal.Parameters.Select(parameter => parameter.Value)
            .Where(value => value.Type is BufferType && overwrites.ReadsInitialContents(value)).Select(value => value.Id)];
        Parameters = Request.Parameters.Select((parameter, index) => new PrimalParameter(
            index,
            parameter,
            HasRole(written, functions.Primal, ParameterRole.Primal, index),
            HasRole(read, functions.Primal, ParameterRole.Primal, index))).ToList();
    }

    public DerivedFunctions Functions { get; }

    public MethodRequest Request { get; }

    public IReadOnlyList<PrimalParameter> Parameters { get; }

    /// <summary>The numbers of the real results.</summary>
    public IEnumerable<int> RealResults => Enumerable.Range(0, Request.Results.Count).Where(index => Request.Results[index].Type.IsReal);

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
