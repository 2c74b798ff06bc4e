using System.Globalization;

namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Draws an interface or an abstract class of annotated methods, and two to four types that implement them, one of which may hold another.</summary>
internal sealed class ContractWriter(ProgramWriter program, Random random)
{
    private static readonly string[] s_names = ["A", "B", "C"];

    public void Write(Block members)
    {
        for (int i = Chance(0.25) ? 2 : 1; i > 0; i--) One(members);
    }

    private void One(Block members)
    {
        bool isInterface = Chance(0.6);
        Part[] own = isInterface ? [] : [new Part("Scale", Kind.Double)];
        var contract = new Composite(program.NewName(isInterface ? "I" : "B"), isInterface ? Form.Interface : Form.Abstract, own);
        var body = new Block();
        if (!isInterface) body.Add($"public double Scale{Pick(" = 0.6;", " { get; set; } = 0.7;")}");
        var withBody = new HashSet<Callee>();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Callee method = Method();
            bool hasBody = contract.Methods.Count > 0 && Chance(0.5);
            string head = $"[Differentiable(Derivatives.Jvp)]\n{(isInterface ? "" : $"public {(hasBody ? "virtual" : "abstract")} ")}{Signature(method)}";
            if (hasBody) body.Add(head, Body(method, contract, contract.Methods));
            else body.Add(head + ";");
            if (hasBody) withBody.Add(method);
            contract.Methods.Add(method);
        }

        if (!isInterface && Chance(0.4))
        {
            // Not virtual, but calls what is.
            Callee template = Method();
            body.Add($"[Differentiable(Derivatives.Jvp)]\npublic {Signature(template)}", Body(template, contract, contract.Methods));
            contract.Methods.Add(template);
            withBody.Add(template);
        }

        Callee[] abstracts = [.. contract.Methods.Where(method => !withBody.Contains(method))], virtuals = [.. contract.Methods.Where(method => withBody.Contains(method) && (isInterface || body.ToString().Contains("virtual " + Signature(method), StringComparison.Ordinal)))];
        var declarations = new List<Statement>();
        int count = random.Next(2, 5);
        for (int i = 0; i < count; i++) declarations.Add(Implementation(contract, abstracts, virtuals, holdsAnother: i > 0 && i == count - 1 && Chance(0.6)));
        string examples = string.Join(", ", contract.Implementations.Select((type, i) => $"{(i == count - 1 ? "_" : i)} => {Example(type, contract)}"));
        body.Add($"public static {contract.Name} Example(Random random) => random.Next({count}) switch {{ {examples} }};");
        members.Add($"public {(isInterface ? "partial interface" : "abstract partial class")} {contract.Name}", body);
        members.Statements.AddRange(declarations);
        program.Contracts.Add(contract);
    }

    /// <summary>Numbers, and buffers of such.</summary>
    private Callee Method()
    {
        List<Variable> parameters = [new Variable(program.NewName("x"), Kind.Double)];
        for (int i = random.Next(3); i > 0; i--) parameters.Add(new Variable(program.NewName("x"), Pick(Kind.Double, Kind.Double, Kind.Int, Kind.ReadOnlySpan, Kind.Array, Kind.Span)));
        if (program.Features.Contains(Feature.Floats)) parameters.Add(new Variable(program.NewName("x"), Kind.Float));
        bool writes = parameters.Any(parameter => parameter.Kind is Kind.Span or Kind.Array);
        return new Callee(program.NewName("Do"), parameters, random.Next(5) switch { 0 => Kind.Tuple, 1 when writes => null, _ => Kind.Double }, IsCostly: true);
    }

    private static string Signature(Callee method) =>
        $"{(method.Result is { } kind ? Variable.TypeOf(kind) : "void")} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration))})";

    private Block Body(Callee method, Composite self, IReadOnlyList<Callee> own) =>
        new MethodWriter(program, random, method.Parameters, method.Result, self: self, own: [.. own]).Body(random.Next(0, 4));

    private Statement Implementation(Composite contract, Callee[] abstracts, Callee[] virtuals, bool holdsAnother)
    {
        bool isInterface = contract.Form == Form.Interface;
        Form form = isInterface && contract.Implementations.Count > 0 ? Pick(Form.PrimaryClass, Form.PrimaryClass, Form.Fields, Form.Record) : Form.PrimaryClass;
        var parts = new List<Part>();
        for (int i = random.Next(1, 4); i > 0; i--) parts.Add(new Part(s_names[parts.Count], Kind.Double));
        if (form == Form.PrimaryClass && Chance(0.4)) parts.Add(new Part("W", Kind.Array));
        if (holdsAnother) parts.Add(new Part("Inner", Kind.Contract, contract));
        var type = new Composite(program.NewName("K"), form, parts);
        Composite whole = new(type.Name, form, [.. parts, .. contract.Parts]);
        bool isOpen = form == Form.PrimaryClass && Chance(0.3);
        var body = new Block();
        foreach (Part part in parts.Where(_ => form != Form.Record))
        {
            string given = form == Form.Fields ? ";" : $" = {part.Name.ToLowerInvariant()};";
            body.Add(part.Kind == Kind.Double && form == Form.PrimaryClass && Chance(0.5) ? $"public {TypeOf(part)} {part.Name} {{ get; set; }}{given}" : $"{Pick("public ", form == Form.Fields ? "public " : "private readonly ")}{TypeOf(part)} {part.Name}{given}");
        }

        var done = new List<Callee>();
        foreach (Callee method in (Callee[])[.. abstracts, .. virtuals.Where(_ => Chance(0.5))])
        {
            string modifiers = isInterface ? isOpen ? "virtual " : form == Form.Fields ? "readonly " : "" : isOpen ? "override " : Pick("override ", "sealed override ");
            bool isDerived = !isInterface && virtuals.Contains(method);

            // The base's, which is no call to one that may be overridden.
            IReadOnlyList<Callee> own = isDerived ? [.. done, method with { Name = "base." + method.Name }] : done;
            body.Add($"[Differentiable{Pick("", "(Derivatives.Jvp)")}]\npublic {modifiers}{Signature(method)}", Body(method, whole, form == Form.Fields ? [] : own));
            done.Add(method);
        }

        contract.Implementations.Add(type);
        string primary = string.Join(", ", parts.Select(part => $"{TypeOf(part)} {part.Name.ToLowerInvariant()}"));
        string header = form switch
        {
            Form.Fields => $"public partial struct {type.Name}",
            Form.Record => $"public sealed partial record {type.Name}({string.Join(", ", parts.Select(part => $"{TypeOf(part)} {part.Name}"))})",
            _ => $"public {(isOpen ? "" : "sealed ")}partial class {type.Name}({primary})",
        };
        return new Statement([$"{header} : {contract.Name}", body]);
    }

    /// <summary>With numbers of its own, and in it one that holds none.</summary>
    private string Example(Composite type, Composite contract) => type.New(part => part.Kind switch
    {
        Kind.Array => $"[{Number()} + random.NextDouble(), {Number()}, random.NextDouble()]",
        Kind.Contract => Example(contract.Implementations[random.Next(contract.Implementations.Count - 1)], contract),
        _ => $"{Number()} + random.NextDouble()",
    });

    private static string TypeOf(Part part) => Variable.TypeOf(part.Kind, part.Type);

    private string Number() => Math.Round(0.3 + (0.6 * random.NextDouble()), 2).ToString("0.0#", CultureInfo.InvariantCulture);

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
