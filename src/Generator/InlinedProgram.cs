using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.Infrastructure;
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
    private readonly IReadOnlyDictionary<int, (string Function, int ValueId)> _origins;

    public InlinedProgram(DifferentiableProgram program)
    {
        _primal = program.Primal.Name;
        Rules = program.Rules.Count == 0 ? BuiltInRules.Table : new RuleTable(BuiltInRules.Table.Rules.Concat(program.Rules.Select(rule => WithoutCalls(rule, program))));
        Function primal = Inlining.Inline(program, out IReadOnlyDictionary<int, (string Function, int ValueId)> origins, out IReadOnlyList<Function> recursive);
        _origins = origins;
        string hash = Enumerable.Reverse(program.Request.HintName.Split('.')).Skip(2).FirstOrDefault() ?? "";
        (Function, Recursive) = Recursion.Link(primal, recursive, Rules, name => $"{name}_{hash}", program.Request.TypeParameters);
        (Function, Recursive) = (Tables.Hoist(Function), Recursive.Select(member => member with { Function = Tables.Hoist(member.Function) }).ToEquatableArray());
        Lost = new LostDerivatives(Function, Rules);
        WrittenTables = [.. Recursive.Select(member => member.Function).Append(Function).SelectMany(WrittenTablesOf)];
        _cuts = [.. Lost.CutConversions.Select(Origin)];
    }

    public Function Function { get; }

    /// <summary>All rules that hold in the program.</summary>
    public RuleTable Rules { get; }

    /// <summary>The functions that are still called.</summary>
    public EquatableArray<RecursiveFunction> Recursive { get; }

    public LostDerivatives Lost { get; }

    /// <summary>Static arrays that are written, which derivatives do not account for.</summary>
    public IReadOnlyList<string> WrittenTables { get; }

    private static Rule WithoutCalls(Rule rule, DifferentiableProgram program) =>
        rule with { Partials = Simplifier.Simplify(Inlining.Inline(program with { Primal = rule.Partials })) };

    private static IEnumerable<string> WrittenTablesOf(Function function)
    {
        HashSet<int> written = new Structure(function).WrittenRoots();
        return function.Parameters.Where(parameter => parameter.Role == ParameterRole.Table && written.Contains(parameter.Value.Id)).Select(parameter => parameter.Text!);
    }

    public bool IsInactive(Site parameter) =>
        parameter.Function == _primal && Lost.InactiveParameters.Any(index => Function.Parameters[index].Value.Id == parameter.ValueId);

    /// <summary>Whether anything reads the parameter.</summary>
    public bool IsUsed(Site parameter) => Lost.IsUsed(parameter.ValueId);

    /// <summary>Those of the sites that lie on a way from the parameter to a result.</summary>
    public IReadOnlyList<Site> Between(Site parameter, IEnumerable<Site> sites)
    {
        HashSet<(string, int)> between = [.. Lost.BetweenResultsAnd(parameter.ValueId).Select(Origin)];
        return [.. sites.Where(site => between.Contains((site.Function, site.ValueId)))];
    }

    private (string Function, int ValueId) Origin(int id) => _origins.TryGetValue(id, out (string, int) origin) ? origin : (_primal, id);

    /// <summary>Whether a gradient would pass the conversion, did it not cut it.</summary>
    public bool IsCut(Site conversion) => _cuts.Contains((conversion.Function, conversion.ValueId));
}
