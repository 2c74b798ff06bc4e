namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Writes a class with a few helpers and annotated methods, the same for the same seed.</summary>
internal sealed class ProgramWriter
{
    private static readonly Feature[] s_all = Enum.GetValues<Feature>();

    private readonly Random _random;
    private readonly List<Callee> _callees = [];
    private int _names;

    private ProgramWriter(int seed, IReadOnlyList<Feature> allowed)
    {
        _random = new Random(seed);
        int wanted = _random.Next(5) switch { 0 => 0, 1 => 1, 2 => 2, 3 => 3, _ => 5 };
        for (int i = 0; i < wanted && allowed.Count > 0; i++) Features.Add(allowed[_random.Next(allowed.Count)]);
        if (Features.Contains(Feature.Floats) && _random.Next(2) == 0) Features.Remove(Feature.Floats);
        if (Features.Contains(Feature.StructArrays)) Features.Add(Feature.Structs);
        if (Features.Contains(Feature.Receivers)) Features.Add(Feature.Classes);
        if (Features.Contains(Feature.Classes)) Features.Add(Feature.Structs);
    }

    public HashSet<Feature> Features { get; } = [];

    public IReadOnlyList<Callee> Callees => _callees;

    public static FuzzProgram Write(int seed, IReadOnlyList<Feature>? allowed = null)
    {
        var writer = new ProgramWriter(seed, allowed ?? s_all);
        var members = new Block();
        for (int i = writer._random.Next(4); i > 0; i--) writer.Helper(members);
        if (writer.Features.Contains(Feature.Recursion)) writer.Recursive(members);
        if (writer.Features.Contains(Feature.Lambdas)) writer.HigherOrder(members);
        for (int i = writer._random.Next(3) == 0 ? 2 : 1; i > 0; i--) writer.Annotated(members, "F" + i);
        if (writer.Features.Contains(Feature.Odd) && writer._random.Next(2) == 0) members.Add(OddText.Members[writer._random.Next(OddText.Members.Length)]);
        return new FuzzProgram(seed, writer.Features, members);
    }

    public string NewName(string prefix) => prefix + ++_names;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    private List<Variable> Parameters(bool isAnnotated)
    {
        Kind[] kinds = [Kind.Double, Kind.Double, Kind.Double, Kind.Array, Kind.Span, Kind.ReadOnlySpan, Kind.Int, Kind.Bool];
        if (Features.Contains(Feature.Structs)) kinds = [.. kinds, Kind.Vec, Kind.Vec, Kind.Body];
        if (Features.Contains(Feature.StructArrays)) kinds = [.. kinds, Kind.BodyArray, Kind.BodyArray];
        if (Features.Contains(Feature.Classes)) kinds = [.. kinds, Kind.Model, Kind.Model];
        if (Features.Contains(Feature.Matrices)) kinds = [.. kinds, Kind.Matrix, Kind.Matrix, Kind.Matrix];
        if (Features.Contains(Feature.Jagged)) kinds = [.. kinds, Kind.Jagged, Kind.Jagged];
        if (Features.Contains(Feature.Lists)) kinds = [.. kinds, Kind.List, Kind.List];
        if (Features.Contains(Feature.Nullables)) kinds = [.. kinds, Kind.Nullable, Kind.Tuple];
        var parameters = new List<Variable>();
        if (Features.Contains(Feature.Floats)) parameters.Add(new Variable(NewName("x"), Kind.Float));
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            Kind kind = Pick(kinds);
            string modifier = Features.Contains(Feature.References) && kind is Kind.Double or Kind.Vec && _random.Next(3) == 0 ? "ref " : "";
            if (!Features.Contains(Feature.References)) modifier = "";
            parameters.Add(new Variable(NewName("x"), kind, Modifier: modifier, MinLength: isAnnotated || kind is Kind.BodyArray or Kind.Jagged or Kind.Matrix or Kind.List ? 2 : 2));
        }

        if (isAnnotated) parameters = [.. parameters.Select(p => p with { MinLength = 5 })];
        if (!parameters.Any(p => p.Kind is not (Kind.Int or Kind.Bool))) parameters.Add(new Variable(NewName("x"), Kind.Double));
        return parameters;
    }

    private static string Declarations(IEnumerable<Variable> parameters) => string.Join(", ", parameters.Select(p => p.Declaration));

    private void Helper(Block members)
    {
        List<Variable> parameters = Parameters(isAnnotated: false);
        Kind?[] results = [Kind.Double, Kind.Double, Kind.Tuple, null];
        if (Features.Contains(Feature.Structs)) results = [.. results, Kind.Vec];
        Kind? result = Pick(results);
        string name = NewName("Help");
        Block body = new MethodWriter(this, _random, parameters, result).Body(_random.Next(1, 5));
        members.Add($"private static {(result is { } kind ? Variable.TypeOf(kind) : "void")} {name}({Declarations(parameters)})", body);
        _callees.Add(new Callee(name, parameters, result, IsCostly: body.ToString().Contains("for ", StringComparison.Ordinal) || body.ToString().Contains("Help", StringComparison.Ordinal)));
    }

    private void Recursive(Block members)
    {
        string name = NewName("Rec"), x = NewName("x"), n = NewName("n");
        Variable[] parameters = [new(x, Kind.Double), new(n, Kind.Int, Writable: false)];
        Block body = new MethodWriter(this, _random, parameters, Kind.Double).Body(_random.Next(0, 3));
        body.Statements.Insert(0, new Statement([$"if ({n} <= 0) return Math.Sin({x});"], IsNeeded: true));
        body.Statements.RemoveAt(body.Statements.Count - 1);
        body.Add(_random.Next(2) == 0 ? $"return {x} * 0.3 + 0.6 * {name}(0.8 * {x}, {n} - 1);" : $"return 0.4 * {name}({x} + 0.1, {n} - 1) + 0.3 * Math.Cos({name}(0.5 * {x}, {n} - 2) * {x});");
        members.Add($"private static double {name}(double {x}, int {n})", body);
        _callees.Add(new Callee(name, parameters, Kind.Double, IsCostly: true));
    }

    private void HigherOrder(Block members)
    {
        string name = NewName("Fold");
        members.Add($"private static double {name}(Func<double, double> f, double a)", Body("double s = 0;", "for (int i = 0; i < 3; i++) s = 0.5 * s + 0.4 * f(a + 0.2 * i);", "return s;"));
        _callees.Add(new Callee(name, [new Variable("f", Kind.Function), new Variable("a", Kind.Double)], Kind.Double, IsCostly: true));
    }

    private static Block Body(params string[] lines) => new([.. lines.Select(line => new Statement([line]))]);

    private void Annotated(Block members, string name)
    {
        List<Variable> parameters = Parameters(isAnnotated: true);
        bool writes = parameters.Any(p => p.Kind is Kind.Array or Kind.Span);
        Kind?[] results = Features.Contains(Feature.Floats) ? [Kind.Float] : [Kind.Double, Kind.Double, Kind.Double, Kind.Tuple, writes ? null : Kind.Double];
        if (Features.Contains(Feature.Structs)) results = [.. results, Kind.Vec];
        Kind? result = Pick(results);
        Block body = new MethodWriter(this, _random, parameters, result).Body(_random.Next(3, 13));
        string attribute = "[Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]";
        members.Add($"{attribute}\npublic static {(result is { } kind ? Variable.TypeOf(kind) : "void")} {name}({Declarations(parameters)})", body);
        if (_random.Next(2) == 0) _callees.Add(new Callee(name, parameters, result, IsCostly: true));
    }
}
