using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// The residual memory of a generated method: one scope for each element type, declared at the top. What is allocated inside a loop is declared
/// there too, and used again in every iteration.
/// </summary>
internal sealed class WorkMemory
{
    private readonly Dictionary<IrType, string> _scopes = [];
    private readonly Dictionary<int, string> _scratch = [];
    private readonly Dictionary<int, string> _kept = [];
    private readonly NameScope _names;

    public WorkMemory(NameScope names) => _names = names;

    /// <summary>An allocation that outlives the function, in a frame.</summary>
    public void Keep(Value memory, string frame) => _kept.Add(memory.Id, frame);

    /// <summary>Declares what the function needs.</summary>
    public void Declare(Schedule schedule, Variables variables, SourceWriter writer)
    {
        List<Step> allocations = schedule.AllSteps().Where(step => step.IsStatement && step.Operation is Allocate or IR.NewStack && !_kept.ContainsKey(step.Operation.Results[0].Id)).ToList();
        DeclareScopes(allocations.Select(step => Element(step.Operation.Results[0])), writer);
        foreach (Step step in allocations)
        {
            if (step.Block.LoopDepth == 0) continue;
            Value result = step.Operation.Results[0];
            string type = CSharpTypes.Name(Element(result));
            string name = step.Operation is IR.NewStack ? variables.Of(result)!.Name : _names.Take(variables.Of(result)!.Name + "Memory");
            _scratch.Add(result.Id, NameScope.Escape(name));
            writer.Line(step.Operation is IR.NewStack
                ? $"{CSharpTypes.Name(result.Type)} {NameScope.Escape(name)} = {Scope(result)}.NewStack();"
                : $"{CSharpTypes.Residuals}ScratchBuffer<{type}> {NameScope.Escape(name)} = {Scope(result)}.NewScratch();");
        }
    }

    public void DeclareScopes(IEnumerable<IrType> elements, SourceWriter writer)
    {
        List<IrType> types = elements.Distinct().ToList();
        foreach (IrType type in types)
        {
            _scopes.Add(type, _names.Take(types.Count == 1 ? "scope" : NamePart(type) + "Scope"));
            writer.Line($"using var {_scopes[type]} = {CSharpTypes.Residuals}ResidualMemory.Enter<{CSharpTypes.Name(type)}>();");
        }
    }

    /// <summary>The expression that takes memory for an allocation.</summary>
    public string Rent(Allocate allocate, string count)
    {
        string suffix = allocate.Zeroed ? "Zeroed" : "";
        if (_kept.TryGetValue(allocate.Result.Id, out string frame)) return $"{frame}.Rent{suffix}({count})";
        return _scratch.TryGetValue(allocate.Result.Id, out string scratch)
            ? $"{scratch}.Get{suffix}({count})"
            : Rent(Element(allocate.Result), count, allocate.Zeroed);
    }

    public string Rent(IrType element, string count, bool zeroed) => $"{_scopes[element]}.Rent{(zeroed ? "Zeroed" : "")}({count})";

    public string NewStack(IR.NewStack stack) => _kept.TryGetValue(stack.Result.Id, out string frame) ? $"{frame}.NewStack()" : $"{Scope(stack.Result)}.NewStack()";

    /// <summary>A stack inside a loop: declared before it, emptied where it begins.</summary>
    public bool IsDeclaredAtTop(IR.NewStack stack) => _scratch.ContainsKey(stack.Result.Id);

    private string Scope(Value value) => _scopes[Element(value)];

    private static IrType Element(Value value) => value.Type is StackType stack ? stack.Element : ((BufferType)value.Type).Element;

    private static string NamePart(IrType type) => type switch
    {
        LanesType => "lanes",
        VectorType vector => $"{CSharpTypes.Name(vector.Element)}Vector{(vector.Bits == 0 ? "" : vector.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture))}",
        MaskType mask => NamePart(mask.Vector) + "Mask",
        RealParameterType parameter => parameter.Name.ToLowerInvariant(),
        _ => CSharpTypes.Name(type),
    };
}
