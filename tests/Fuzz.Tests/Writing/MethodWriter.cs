namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>
/// Writes one body. Numbers are kept tame: expressions know a bound of their size, what is stored is scaled back, loops mix new values into old ones, and
/// denominators, roots and logarithms stay away from zero.
/// </summary>
internal sealed partial class MethodWriter(ProgramWriter program, Random random, IReadOnlyList<Variable> parameters, Kind? result)
{
    private const double Usual = 2.5;

    private readonly List<Variable> _scope = [.. parameters];
    private int _loops;
    private int _depth;
    private int _budget;
    private bool _canBreak;
    private bool _canReturn = true;

    /// <summary>A body of about so many statements, with a return at its end.</summary>
    public Block Body(int statements)
    {
        var block = new Block();
        _budget = statements;
        FillBlock(block, statements);
        if (Return() is { } text) block.Add(text);
        return block;
    }

    public bool Has(Feature feature) => program.Features.Contains(feature);

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string New(string prefix) => program.NewName(prefix);

    /// <summary>Callees with loops of their own are seldom called in a loop, so that programs end.</summary>
    private Callee[] Callees(Func<Callee, bool> wanted) => [.. program.Callees.Where(callee => wanted(callee) && (!callee.IsCostly || _loops == 0 || (_loops == 1 && Chance(0.3))))];

    private Variable? PickVariable(Func<Variable, bool> wanted)
    {
        Variable[] found = [.. _scope.Where(wanted)];
        return found.Length == 0 ? null : Pick(found);
    }

    private Block Nested(int statements, Action<Block>? first = null)
    {
        int mark = _scope.Count;
        var block = new Block();
        _depth++;
        first?.Invoke(block);
        FillBlock(block, statements);
        _depth--;
        _scope.RemoveRange(mark, _scope.Count - mark);
        return block;
    }

    private void FillBlock(Block block, int statements)
    {
        for (int i = 0; i < statements && _budget > 0; i++)
        {
            _budget--;
            WriteStatement(block);
        }
    }

    /// <summary>Uses a few variables, so that not all that was computed is dead.</summary>
    private string? Return()
    {
        switch (result)
        {
            case null:
                return null;
            case Kind.Tuple:
                return $"return ({Sum()}, {Sum()});";
            case Kind.Vec:
                return $"return new Vec({Sum()}, {Sum()});";
            case Kind.Float:
                return $"return (float)({Sum()});";
            case Kind.Array when PickVariable(v => v.Kind == Kind.Array) is { } array:
                return $"return {array.Name};";
            default:
                return $"return {Sum()};";
        }
    }

    private string Sum()
    {
        var terms = new List<string> { Expression(2).Text };
        for (int i = random.Next(1, 4); i > 0; i--) terms.Add(Place()?.Text ?? Expression(1).Text);
        return string.Join(" + ", terms);
    }
}
