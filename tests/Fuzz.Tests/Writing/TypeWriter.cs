using System.Globalization;

namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Draws structs, classes and records with a few parts, and writes them with the members that such types have.</summary>
internal sealed class TypeWriter(ProgramWriter program, Random random)
{
    private static readonly string[] s_names = ["A", "B", "C", "D"];

    public (Composite Type, Statement Declaration) Write(bool isClass, IReadOnlyList<Composite> known)
    {
        Form form = isClass ? Pick(Form.Class, Form.PrimaryClass, Form.Record) : Pick(Form.RecordStruct, Form.ReadOnlyRecordStruct, Form.Fields, Form.PrimaryStruct, Form.ReadOnlyStruct);
        var parts = new List<Part>();
        for (int i = random.Next(1, 4); i > 0; i--) parts.Add(new Part(s_names[parts.Count], Kind.Double));
        bool takesNullables = !isClass && program.Features.Contains(Feature.Nullables);
        if (known.Where(type => !type.IsClass && (takesNullables || !type.HasNullable)).ToArray() is { Length: > 0 } structs && Chance(0.5)) parts.Add(new Part("Inner", Kind.Struct, structs[random.Next(structs.Length)]));
        if (Chance(0.15)) parts.Add(new Part("N", Kind.Int));
        if (program.Features.Contains(Feature.Switches) && Chance(0.4)) parts.Add(new Part("Mode", Kind.Mode));
        if (program.Features.Contains(Feature.Vectors) && Chance(0.5)) parts.Add(new Part("V", Kind.Vector3));
        if (takesNullables && Chance(0.3)) parts.Add(new Part("Q", Kind.NullableDouble));

        // An object that calls a contract must not be changed.
        bool isFixed = form == Form.Record && program.Contracts.Count > 0 && Chance(0.7);
        if (isFixed) parts.Add(new Part("Rule", Kind.Contract, program.Contracts[random.Next(program.Contracts.Count)]));
        if (isClass && !isFixed && Chance(0.7)) parts.Add(new Part("W", Kind.Array));
        if (isClass && !isFixed && known.LastOrDefault(type => type.IsClass) is { } inner && Chance(0.4)) parts.Add(new Part("Sub", Kind.Object, inner));
        var type = new Composite(program.NewName(isClass ? "C" : "S"), form, parts);
        var members = new Block();
        Declare(type, members);
        Members(type, members);
        if (program.Features.Contains(Feature.Receivers) && (isClass || (!type.HasNullable && Chance(0.3)))) program.Receiver(type, members);
        string positional = string.Join(", ", parts.Select(part => $"{TypeOf(part)} {part.Name}")), primary = string.Join(", ", parts.Select(part => $"{TypeOf(part)} {Lower(part)}"));
        string header = form switch
        {
            Form.RecordStruct => $"public partial record struct {type.Name}({positional})",
            Form.ReadOnlyRecordStruct => $"public readonly partial record struct {type.Name}({positional})",
            Form.Fields => $"public partial struct {type.Name}",
            Form.PrimaryStruct => $"public partial struct {type.Name}({primary})",
            Form.ReadOnlyStruct => $"public readonly partial struct {type.Name}({primary})",
            Form.Class => $"public sealed partial class {type.Name}",
            Form.PrimaryClass => $"public sealed partial class {type.Name}({primary})",
            _ => $"public sealed partial record {type.Name}({positional})",
        };
        return (type, new Statement([header, members]));
    }

    private void Declare(Composite type, Block members)
    {
        foreach (Part part in type.Parts)
        {
            string declared = $"public {TypeOf(part)} {part.Name}", accessors = type.Form == Form.ReadOnlyStruct ? "{ get; init; }" : "{ get; set; }";
            bool isProperty = type.Form == Form.ReadOnlyStruct || (part.Kind == Kind.Double && Chance(0.5)) || (part.Kind is Kind.Array or Kind.Object && Chance(0.5));
            switch (type.Form)
            {
                case Form.Fields:
                    members.Add(declared + ";");
                    break;
                case Form.PrimaryStruct or Form.ReadOnlyStruct or Form.PrimaryClass:
                    members.Add(isProperty ? $"{declared} {accessors} = {Lower(part)};" : $"{declared} = {Lower(part)};");
                    break;
                case Form.Class when part.Kind == Kind.Array:
                    members.Add(isProperty ? $"{declared} {{ get; }} = new double[3];" : $"{declared} = new double[3];");
                    break;
                case Form.Class:
                    members.Add(isProperty ? $"{declared} {accessors}" : declared + ";");
                    break;
            }
        }

        if (type.Form != Form.Class) return;
        Part[] given = [.. type.Parts.Where(part => part.Kind != Kind.Array)];
        var body = new Block();
        foreach (Part part in given) body.Add($"{part.Name} = {Lower(part)};");
        if (type.Parts.Any(part => part.Kind == Kind.Array)) body.Add($"W[1] = 0.5 * {Lower(given[0])};");
        members.Add($"public {type.Name}({string.Join(", ", given.Select(part => $"{TypeOf(part)} {Lower(part)}"))})", body);
    }

    private void Members(Composite type, Block members)
    {
        string[] reals = [.. type.Reals];
        string isReadOnly = type.IsClass || type.Form is Form.ReadOnlyRecordStruct or Form.ReadOnlyStruct ? "" : "readonly ";
        members.Add($"public {isReadOnly}double Norm => Math.Sqrt(0.3 + {string.Join(" + ", reals.Select(real => $"{real} * {real}"))});");
        members.Add($"public {isReadOnly}double Dot({type.Name} o) => {string.Join(" + ", reals.Select(real => $"{Number(0.3, 0.9)} * {real} * o.{real}"))};");
        members.Add($"public {isReadOnly}double Measure(double x) => Math.Sin({reals[0]} * x) + {Number(0.1, 0.5)} * {reals[^1]};");
        if (reals.Length > 1) members.Add($"public {isReadOnly}double this[int i] => i == 0 ? {reals[0]} : i == 1 ? {reals[1]} : throw new IndexOutOfRangeException();");
        if (!type.IsClass) members.Add($"public static explicit operator double({type.Name} o) => o.{reals[0]} + {Number(0.1, 0.5)} * o.{reals[^1]};");
        if (type.IsPlain)
        {
            string Each(string pattern) => type.New(part => string.Format(CultureInfo.InvariantCulture, pattern, part.Name));
            members.Add($"public {isReadOnly}{type.Name} Scaled(double k) => {Each("{0} * k")};");
            members.Add($"public static {type.Name} operator +({type.Name} a, {type.Name} b) => {Each("a.{0} + b.{0}")};");
            members.Add($"public static {type.Name} operator -({type.Name} a, {type.Name} b) => {Each("a.{0} - b.{0}")};");
            members.Add($"public static {type.Name} operator *({type.Name} a, double k) => {(Chance(0.5) ? "a.Scaled(k)" : Each("a.{0} * k"))};");
            members.Add($"public static {type.Name} Lerp(in {type.Name} a, in {type.Name} b, double t) => a * (1 - t) + b * t;");
        }

        if (type.CanChange)
        {
            var body = new Block();
            foreach (Part part in type.Parts.Where(type.CanChangePart))
            {
                if (part.Kind == Kind.Double) body.Add($"{part.Name} = {Number(0.4, 0.7)} * {part.Name} + {Number(0.1, 0.4)} * Math.Sin(x * {reals[0]});");
                if (part.Kind == Kind.Array) body.Add("for (int i = 0; i < W.Length; i++) W[i] = 0.6 * W[i] + 0.2 * x;");
            }

            if (!type.IsReadOnly && type.Parts.Any(part => part.Kind == Kind.Vector3)) body.Add("V = Vector3.Lerp(V, new Vector3((float)x, 0.3f, (float)A), 0.2f);");
            if (body.Statements.Count == 0) body.Add("if (x > 1e6) throw new ArgumentOutOfRangeException(nameof(x));");
            members.Add("public void Push(double x)", body);
        }

        if (!type.IsReadOnly) members.Add($"public double Gain {{ {isReadOnly}get => {Number(0.3, 0.9)} * A; set => A = {Number(0.3, 0.9)} * value; }}");
    }

    private static string TypeOf(Part part) => Variable.TypeOf(part.Kind, part.Type);

    private static string Lower(Part part) => part.Name.ToLowerInvariant();

    private string Number(double min, double max) => Math.Round(min + ((max - min) * random.NextDouble()), 2).ToString("0.0#", CultureInfo.InvariantCulture);

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
