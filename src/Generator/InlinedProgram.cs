using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;

namespace SourceAutodiff.Generator;

/// <summary>A program as one function, and which of its derivatives are lost: what derivatives and diagnostics both start from.</summary>
internal sealed class InlinedProgram
{
    private readonly string _primal;
    private readonly HashSet<(string Function, int ValueId)> _cuts;

    public InlinedProgram(DifferentiableProgram program)
    {
        _primal = program.Primal.Name;
        Function = Inlining.Inline(program, out IReadOnlyDictionary<int, (string Function, int ValueId)> origins);
        Lost = new LostDerivatives(Function, BuiltInRules.Table);
        _cuts = [.. Lost.CutConversions.Select(id => origins.TryGetValue(id, out (string, int) origin) ? origin : (_primal, id))];
    }

    public Function Function { get; }

    public LostDerivatives Lost { get; }

    public bool IsInactive(Site parameter) =>
        parameter.Function == _primal && Lost.InactiveParameters.Any(index => Function.Parameters[index].Value.Id == parameter.ValueId);

    /// <summary>Whether a gradient would pass the conversion, did it not cut it.</summary>
    public bool IsCut(Site conversion) => _cuts.Contains((conversion.Function, conversion.ValueId));
}
