namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Methods that call themselves, or each other, with a smaller number each time.</summary>
internal sealed class RecursionWriter(ProgramWriter program, Random random)
{
    public void Write(Block members, List<Callee> callees)
    {
        string x = program.NewName("x"), n = program.NewName("n"), a = program.NewName("x"), name = program.NewName("Rec"), other = program.NewName("Rec");
        Variable number = new(x, Kind.Double), count = new(n, Kind.Int, Writable: false);
        Variable buffer = new(a, random.Next(3) switch { 0 => Kind.Array, 1 => Kind.Span, _ => Kind.ReadOnlySpan }, MinLength: 2);
        string k = Constant(0.3, 0.6), more = $"{n} - 1", element = $"{a}[{n} % {a}.Length]";
        switch (random.Next(6))
        {
            case 0:
                Add([number, count], $"return {x} * {k} + 0.6 * {name}(0.8 * {x}, {more});");
                break;
            case 1:
                Add([number, count], $"return {k} * {name}({x} + 0.1, {more}) + 0.3 * Math.Cos({name}(0.5 * {x}, {n} - 2) * {x});");
                break;
            case 2:
                // First, while it may not call the other one elsewhere: such calls would have no end.
                Method(other, [number, count], $"Math.Cos({x})", $"return {k} * {x} * {name}({x}, {more}) + {name}(0.3 * {x}, {n} - 2);");
                Add([number, count], $"return Math.Sin({x} + {k} * {other}(0.7 * {x}, {more}));");
                break;
            case 3:
                Add([buffer, number, count], $"return {k} * {element} * {x} + 0.5 * {name}({a}, Math.Sin({x} * {element}), {more});");
                break;
            case 4:
                Add([buffer, number, count], $"return {n} % 2 == 0 ? {element} + {k} * {name}({a}, {x}, {more}) : {name}({a}, {x} * 0.5, {more}) * {name}({a}, {k}, {n} - 2);");
                break;
            default:
                if (buffer.Kind == Kind.ReadOnlySpan) buffer = buffer with { Kind = Kind.Span };
                Block body = Body([buffer, number, count], null);
                body.Statements.Insert(0, new Statement([$"if ({n} <= 0) return;"], IsNeeded: true));
                body.Add($"{element} = {k} * {element} + 0.3 * {x};");
                body.Add($"{name}({a}, Math.Sin({x} + {element}), {more});");
                if (random.Next(2) == 0) body.Add($"{element} *= 0.8 + 0.1 * {a}[0];");
                members.Add($"private static void {name}({Declarations([buffer, number, count])})", body);
                callees.Add(new Callee(name, [buffer, number, count], null, IsCostly: true));
                break;
        }

        void Add(Variable[] parameters, string last)
        {
            Method(name, parameters, $"Math.Sin({x})", last);
            callees.Add(new Callee(name, parameters, Kind.Double, IsCostly: true));
        }

        void Method(string called, Variable[] parameters, string end, string last)
        {
            Block body = Body(parameters, Kind.Double);
            body.Statements.Insert(0, new Statement([$"if ({n} <= 0) return {end};"], IsNeeded: true));
            body.Statements[^1] = new Statement([last]);
            members.Add($"private static double {called}({Declarations(parameters)})", body);
        }
    }

    private Block Body(Variable[] parameters, Kind? result) => new MethodWriter(program, random, parameters, result).Body(random.Next(0, 3));

    private static string Declarations(IEnumerable<Variable> parameters) => string.Join(", ", parameters.Select(p => p.Declaration));

    private string Constant(double min, double max) => Math.Round(min + ((max - min) * random.NextDouble()), 2).ToString("0.0#", System.Globalization.CultureInfo.InvariantCulture);
}
