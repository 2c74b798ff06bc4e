namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>
/// Writes one body. Numbers are kept tame: expressions know a bound of their size, what is stored is scaled back, loops mix new values into old ones, and
/// denominators, roots and logarithms stay away from zero.
/// </summary>
/// <param name="self">For a method of a type: the type.</param>
/// <param name="own">For one that keeps a contract, and so must not change its object: the annotated methods of the object that it may call.</param>
internal sealed partial class MethodWriter(
    ProgramWriter program, Random random, IReadOnlyList<Variable> parameters, Kind? result, Composite? resultType = null, Composite? self = null, IReadOnlyList<Callee>? own = null)
{
    private const double Usual = 2.5;

    /// <summary>Beyond so many expressions, what is written is only names and numbers: parts of structs in parts of structs would make megabytes.</summary>
    private const int MaxExpressions = 1500;

    private readonly List<Variable> _scope = [.. parameters.Where(p => p.Modifier != "out "), .. Own(self, isFixed: own is not null), .. HelperText.Tables(program.Features)];
    private readonly HashSet<string> _members = [.. Own(self, isFixed: false).Select(member => member.Name)];
    private readonly HashSet<Variable> _hidden = [];
    private readonly bool _inStruct = self is { IsClass: false };
    private int _loops;
    private int _depth;
    private int _nesting;
    private int _expressions;
    private int _budget;
    private bool _canBreak;
    private bool _canReturn = true;

    /// <summary>What a method of the type reaches without a qualifier.</summary>
    private static IEnumerable<Variable> Own(Composite? self, bool isFixed) => self is null ? [] : self.Parts
        .Where(part => part.Kind != Kind.Int)
        .Select(part => new Variable(part.Name, isFixed && part.Kind == Kind.Array ? Kind.Table : part.Kind, Writable: !isFixed && self.CanChangePart(part), MinLength: 3, Type: part.Type));

    /// <summary>A body of about so many statements, with a return at its end.</summary>
    public Block Body(int statements)
    {
        var block = new Block();
        _budget = 2 * statements;
        foreach (Variable parameter in parameters.Where(p => p.Modifier == "out "))
        {
            block.Add($"{parameter.Name} = {Value(parameter.Kind, parameter.Type, 2)};");
            _scope.Add(parameter);
        }

        FillBlock(block, statements);
        if (Return() is { } text) block.Add(text);
        else if (Target(v => !v.IsSingle && (parameters.Contains(v) || _members.Contains(v.Name))) is { } place) block.Add($"{place} = 0.5 * {place} + 0.3 * {Leaf().Text};");
        return block;
    }

    public bool Has(Feature feature) => program.Features.Contains(feature);

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string New(string prefix) => program.NewName(prefix);

    /// <summary>Callees with loops of their own are seldom called in a loop, so that programs end.</summary>
    private Callee[] Callees(Func<Callee, bool> wanted) => [.. program.Callees.Concat(own ?? []).Where(callee => wanted(callee) && (!callee.IsCostly || _loops == 0 || (_loops == 1 && Chance(0.3))))];

    private Variable? PickVariable(Func<Variable, bool> wanted)
    {
        Variable[] found = [.. _scope.Where(v => !_hidden.Contains(v) && wanted(v))];
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
            case Kind.Struct or Kind.Object:
                return $"return {(Chance(0.5) && resultType is { IsClass: false } ? StructExpression(resultType) : resultType!.New(part => part.Kind == Kind.Double ? Sum() : PartExpression(part)))};";
            case Kind.Float:
                return $"return (float)({Sum()});";
            case Kind.NullableDouble:
                return $"return {Condition(1)} ? {Sum()} : {Pick(["null", "(double?)null", NullableExpression(1)])};";
            case { } kind when Variable.IsNumerics(kind):
                return $"return {Numerics(kind, 2).Text} + {Filled(kind, $"(float)({Sum()})")};";
            case Kind.Complex:
                return $"return {Complex(2).Text} + new Complex({Sum()}, {Leaf().Text});";
            default:
                return $"return {Sum()};";
        }
    }

    private string Sum()
    {
        var terms = new List<string> { Expression(2).Text };
        if (PickVariable(v => parameters.Contains(v) && v.IsReal) is { } parameter) terms.Add($"0.3 * {PlaceIn(parameter, write: false)}");
        for (int i = random.Next(1, 4); i > 0; i--) terms.Add(Place()?.Text ?? Expression(1).Text);
        return string.Join(" + ", terms);
    }
}
