using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// The user's rules that a program needs. A call of a function with such a rule is an <see cref="Apply"/> of an op that is called as the function is; the rule
/// itself is lowered when all calls are, so that it may call functions whose rules call it.
/// </summary>
internal sealed class RuleLowering(DiagnosticBag diagnostics, Func<UserRule, Function?> lower, Func<string, Function?> callee)
{
    private readonly List<(string Op, UserRule Rule, IMethodSymbol Primal, Location Call)> _needed = [];

    /// <summary>The op of a function that has a rule.</summary>
    public string Need(UserRule rule, IMethodSymbol primal, Location call)
    {
        string overload = string.Join(",", primal.OriginalDefinition.Parameters.Select(parameter => parameter.Type.Name));
        string op = PrimalNames.UserOp(DeclarationText.Type(primal.ContainingType), DeclarationText.Name(primal), overload);
        if (_needed.All(known => known.Op != op)) _needed.Add((op, rule, primal, call));
        return op;
    }

    /// <summary>Lowers what is needed, and what that needs. Fails where a rule is not as it should be.</summary>
    public EquatableArray<Rule> Complete()
    {
        Dictionary<UserRule, Function?> lowered = [];
        List<Rule> rules = [];
        for (int i = 0; i < _needed.Count; i++)
        {
            (string op, UserRule row, IMethodSymbol primal, Location call) = _needed[i];
            if (!lowered.TryGetValue(row, out Function? partials)) lowered.Add(row, partials = lower(row));
            if (partials is null || Problem(partials) is not null)
            {
                diagnostics.Report(Descriptors.CalleeHasErrors, call, primal.Name, "its derivative rule has errors of its own");
                continue;
            }

            EquatableArray<bool> real = row.Arguments.Select(parameter => parameter.Type.SpecialType != SpecialType.System_Int32).ToEquatableArray();
            rules.Add(new Rule(op, real, row.UsesResult, partials) { DiscreteResult = row.Discrete });
        }

        return rules.ToEquatableArray();
    }

    /// <summary>Why the lowered row cannot be put into derivatives; null if it can.</summary>
    public string? Problem(Function partials) => IsExpression(partials.Body, 0) ? null : "it must be an expression of numbers, without loops, arrays and exceptions";

    private bool IsExpression(Region region, int depth)
    {
        bool holds = depth < 50;
        IrWalk.ForEachOperation(region, operation => holds &= operation is Constant or Apply or IR.Convert or If
            || (operation is Call call && callee(call.Callee) is { } called && IsExpression(called.Body, depth + 1)));
        return holds;
    }
}
