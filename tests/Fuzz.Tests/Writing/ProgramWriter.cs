namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Writes a class with a few types, helpers and annotated methods, the same for the same seed.</summary>
internal sealed class ProgramWriter
{
    private static readonly Feature[] s_all = Enum.GetValues<Feature>();

    private readonly Random _random;
    private readonly List<Callee> _callees = [];
    private readonly List<Composite> _types = [];
    private int _names;

    private ProgramWriter(int seed, IReadOnlyList<Feature> allowed)
    {
        _random = new Random(seed);
        int wanted = _random.Next(5) switch { 0 => 0, 1 => 1, 2 => 2, 3 => 3, _ => 5 };
        for (int i = 0; i < wanted && allowed.Count > 0; i++) Features.Add(allowed[_random.Next(allowed.Count)]);
        if (Features.Contains(Feature.Receivers) && _random.Next(2) == 0) Features.Add(Feature.Classes);
        if (Features.Overlaps([Feature.StructArrays, Feature.Receivers, Feature.Classes])) Features.Add(Feature.Structs);

        // Single precision shows in the signature then, which is what tolerances follow.
        if (Features.Contains(Feature.Vectors)) Features.Add(Feature.Floats);
    }

    public HashSet<Feature> Features { get; } = [];

    public IReadOnlyList<Callee> Callees => _callees;

    public IReadOnlyList<Composite> Types => _types;

    public List<Composite> Contracts { get; } = [];

    public static FuzzProgram Write(int seed, IReadOnlyList<Feature>? allowed = null)
    {
        var writer = new ProgramWriter(seed, allowed ?? s_all);
        var members = new Block();
        writer.Members(members);
        return new FuzzProgram(seed, writer.Features, members);
    }

    public string NewName(string prefix) => prefix + ++_names;

    /// <summary>An annotated method of a type.</summary>
    public void Receiver(Composite type, Block members)
    {
        Variable[] parameters = [.. Parameters(isAnnotated: true).Take(2)];
        Kind? result = type.CanChange && _random.Next(4) == 0 ? null : Kind.Double;
        string name = NewName("Step");
        Block body = new MethodWriter(this, _random, parameters, result, self: type).Body(_random.Next(2, 7));
        members.Add($"[Differentiable(Derivatives.Jvp)]\npublic {(result is null ? "void" : "double")} {name}({Declarations(parameters)})", body);
    }

    private void Members(Block members)
    {
        foreach ((Feature feature, string text) in HelperText.Members.Where(member => Features.Contains(member.Feature))) members.Add(text);
        if (Features.Contains(Feature.Structs)) AddTypes(members, isClass: false);
        if (Features.Contains(Feature.Contracts)) new ContractWriter(this, _random).Write(members);
        if (Features.Contains(Feature.Classes)) AddTypes(members, isClass: true);
        for (int i = _random.Next(4); i > 0; i--) Helper(members);
        if (Features.Contains(Feature.Recursion)) new RecursionWriter(this, _random).Write(members, _callees);
        if (Features.Contains(Feature.Lambdas)) HigherOrder(members);
        for (int i = _random.Next(3) == 0 ? 2 : 1; i > 0; i--) Annotated(members, "F" + i);
        if (Features.Contains(Feature.Odd) && _random.Next(2) == 0) members.Add(OddText.Members[_random.Next(OddText.Members.Length)]);
    }

    private void AddTypes(Block members, bool isClass)
    {
        for (int i = _random.Next(1, 3); i > 0; i--)
        {
            (Composite type, Statement declaration) = new TypeWriter(this, _random).Write(isClass, _types);
            _types.Add(type);
            members.Statements.Add(declaration);
        }
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    public List<Variable> Parameters(bool isAnnotated)
    {
        List<(Kind Kind, Composite? Type)> kinds = [.. new[] { Kind.Double, Kind.Double, Kind.Double, Kind.Array, Kind.Span, Kind.ReadOnlySpan, Kind.Int, Kind.Bool }.Select(kind => (kind, (Composite?)null))];
        void Add(Feature feature, params Kind[] more)
        {
            if (Features.Contains(feature)) kinds.AddRange(more.Select(kind => (kind, (Composite?)null)));
        }

        Add(Feature.Matrices, Kind.Matrix, Kind.Matrix, Kind.Cube);
        Add(Feature.Jagged, Kind.Jagged, Kind.Jagged);
        Add(Feature.Lists, Kind.List, Kind.ReadOnlyList, Kind.Memory);
        Add(Feature.Switches, Kind.Mode);
        Add(Feature.Patterns, Kind.Tuple);
        Add(Feature.Vectors, Kind.Vector2, Kind.Vector3, Kind.Vector3, Kind.Vector4, Kind.Quaternion, Kind.Matrix32, Kind.Matrix44, Kind.VectorArray, Kind.VectorSpan);
        Add(Feature.Complex, Kind.Complex, Kind.Complex, Kind.Complex, Kind.ComplexArray);
        Add(Feature.Nullables, Kind.NullableDouble, Kind.NullableDouble, Kind.NullableInt);
        foreach (Composite contract in Contracts)
        {
            kinds.AddRange(Enumerable.Repeat((Kind.Contract, (Composite?)contract), 3));
            kinds.Add((Kind.ContractArray, contract));
        }

        foreach (Composite type in _types)
        {
            kinds.AddRange(Enumerable.Repeat((type.IsClass ? Kind.Object : Kind.Struct, (Composite?)type), 2));
            if (Features.Contains(Feature.Nullables) && (type.IsClass || type.IsPlain)) kinds.Add((type.IsClass ? Kind.OptionalObject : Kind.NullableStruct, type));
            if (!Features.Contains(Feature.StructArrays) || (type.HasMemory && !type.IsClass) || (type.HasNullable && isAnnotated)) continue;
            kinds.Add((type.IsClass ? Kind.ObjectArray : Pick(Kind.StructArray, Kind.StructSpan, Features.Contains(Feature.Lists) ? Kind.StructList : Kind.StructArray), type));
        }

        var parameters = new List<Variable>();
        if (Features.Contains(Feature.Floats)) parameters.Add(new Variable(NewName("x"), Kind.Float));
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            (Kind kind, Composite? type) = kinds[_random.Next(kinds.Count)];
            bool mayRefer = Features.Contains(Feature.References) && (kind is Kind.Double or Kind.Complex || Variable.IsNumerics(kind) || (kind == Kind.Struct && !type!.HasMemory && !type.HasNullable));
            string modifier = mayRefer && _random.Next(2) == 0 ? Pick("ref ", "in ", "out ") : "";
            parameters.Add(new Variable(NewName("x"), kind, Modifier: modifier, MinLength: isAnnotated ? kind == Kind.Cube ? 4 : 5 : 2, Type: type));
        }

        if (!parameters.Any(p => p.IsReal && p.Modifier != "out ")) parameters.Add(new Variable(NewName("x"), Kind.Double));
        return parameters;
    }

    private static string Declarations(IEnumerable<Variable> parameters) => string.Join(", ", parameters.Select(p => p.Declaration));

    private (Kind? Kind, Composite? Type) Result(IReadOnlyList<Variable> parameters, bool isAnnotated)
    {
        bool writes = !isAnnotated || parameters.Any(p => p.Modifier is "ref " or "out " || p.Kind is Kind.Array or Kind.Span);
        List<(Kind?, Composite?)> results = [(Kind.Double, null), (Kind.Double, null), (Kind.Tuple, null), (writes ? null : Kind.Double, null)];
        if (Features.Contains(Feature.Floats)) results.Add((Kind.Float, null));
        if (Features.Contains(Feature.Vectors)) results.AddRange([(Kind.Vector3, null), (Pick(Kind.Vector2, Kind.Vector4, Kind.Quaternion, Kind.Matrix44), null)]);
        if (Features.Contains(Feature.Complex)) results.AddRange([(Kind.Complex, null), (Kind.Complex, null)]);
        if (Features.Contains(Feature.Nullables)) results.Add((Kind.NullableDouble, null));
        foreach (Composite type in _types)
        {
            if (type.IsPlain) results.Add((Kind.Struct, type));
            else if (type.IsClass && !isAnnotated) results.Add((Kind.Object, type));
        }

        return results[_random.Next(results.Count)];
    }

    private void Helper(Block members)
    {
        List<Variable> parameters = Parameters(isAnnotated: false);
        (Kind? result, Composite? type) = Result(parameters, isAnnotated: false);
        string name = NewName("Help");
        Block body = new MethodWriter(this, _random, parameters, result, type).Body(_random.Next(1, 5));
        members.Add($"private static {(result is { } kind ? Variable.TypeOf(kind, type) : "void")} {name}({Declarations(parameters)})", body);
        string text = body.ToString();
        _callees.Add(new Callee(name, parameters, result, text.Contains("for ", StringComparison.Ordinal) || text.Contains("Help", StringComparison.Ordinal), type));
    }

    private void HigherOrder(Block members)
    {
        string name = NewName("Fold");
        members.Add($"private static double {name}(Func<double, double> f, double a)", new Block([
            new Statement(["double s = 0;"]), new Statement(["for (int i = 0; i < 3; i++) s = 0.5 * s + 0.4 * f(a + 0.2 * i);"]), new Statement(["return s;"]),
        ]));
        _callees.Add(new Callee(name, [new Variable("f", Kind.Function), new Variable("a", Kind.Double)], Kind.Double, IsCostly: true));
    }

    private void Annotated(Block members, string name)
    {
        List<Variable> parameters = Parameters(isAnnotated: true);
        (Kind? result, Composite? type) = Result(parameters, isAnnotated: true);
        Block body = new MethodWriter(this, _random, parameters, result, type).Body(_random.Next(3, 13));
        string derivatives = parameters.All(p => p.IsPlain) ? "Derivatives.Jvp | Derivatives.Jacobian" : "Derivatives.Jvp";
        members.Add($"[Differentiable({derivatives})]\npublic static {(result is { } kind ? Variable.TypeOf(kind, type) : "void")} {name}({Declarations(parameters)})", body);
        if (_random.Next(2) == 0) _callees.Add(new Callee(name, parameters, result, IsCostly: true, Type: type));
    }
}
