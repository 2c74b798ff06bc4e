namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Hardware vectors: loops over buffers, a vector's worth of numbers at a time.</summary>
internal sealed partial class MethodWriter
{
    private static readonly string[] s_lanes = ["Vector", "Vector128", "Vector256"];

    private void CallLanes(Block block)
    {
        if (PickVariable(v => v.IsBuffer) is not { } x)
        {
            DeclareBuffer(block);
            return;
        }

        Variable y = PickVariable(v => v.IsBuffer)!;
        string type = Pick(s_lanes), i = New("i"), v = New("v"), w = New("w"), sum = New("l"), result = New("r");
        var body = new Block();
        body.Add($"var {v} = {Load(type, x, i)};");
        body.Add($"var {w} = {Load(type, y, i)};");
        if (Chance(0.5)) body.Add($"{v} = {LaneExpression(type, v, w)};");
        if (Chance(0.3)) body.Add($"if ({type}.{Pick(["LessThanAny", "GreaterThanAll", "LessThanOrEqualAll"])}({v}, {w})) {w} = {LaneExpression(type, w, v)};");
        body.Add(Chance(0.3) ? $"{sum} = {type}.{Pick(["Max", "Min"])}({sum}, {LaneExpression(type, v, w)});" : $"{sum} += {LaneExpression(type, v, w)};");
        if (PickVariable(b => b == x || b == y) is { Kind: not Kind.ReadOnlySpan } target && Chance(0.5)) body.Add(Save(type, $"{type}.Sin({LaneExpression(type, v, w)})", target, i));

        string count = $"{type}<double>.Count";
        string end = x == y ? $"{x.Name}.Length" : $"Math.Min({x.Name}.Length, {y.Name}.Length)";
        block.Add($"var {sum} = {Pick([$"{type}<double>.Zero", Broadcast(type, Leaf().Text)])};");
        block.Add($"for (int {i} = 0; {i} <= {end} - {count}; {i} += {count})", body);
        string number = random.Next(5) switch
        {
            0 => $"{type}.Dot({sum}, {sum})",
            1 => $"{sum}[{Index(2)} % 2]",
            2 => $"{sum}.GetElement(1) - {sum}.ToScalar()",
            3 => $"{type}.Sum({sum}.WithElement(0, {Leaf().Text}))",
            _ => $"{type}.Sum({sum})",
        };
        block.Add($"double {result} = Math.Tanh(0.2 * ({number}));");
        _scope.Add(new Variable(result, Kind.Double));
    }

    private string LaneExpression(string type, string v, string w) => random.Next(14) switch
    {
        0 => $"{type}.{Pick(["Sin", "Cos", "Abs"])}({v})",
        1 => $"{v} * {Constant(0.2, 0.6)} + {w} * {Constant(0.2, 0.6)}",
        2 => $"{v} / ({w} * {w} + {Broadcast(type, Constant(1.1, 1.9))})",
        3 => $"{type}.{Pick(["Min", "Max", "CopySign"])}({v}, {w})",
        4 => $"{type}.ConditionalSelect({type}.{Pick(["LessThan", "GreaterThanOrEqual"])}({v}, {w}), {v} * 0.5, {w})",
        5 => $"{type}.{(type == "Vector" ? "SquareRoot" : "Sqrt")}({v} * {v} + {Broadcast(type, Constant(1.1, 1.9))})",
        6 => $"{type}.FusedMultiplyAdd({v}, {Broadcast(type, Constant(0.2, 0.6))}, {w})",
        7 => $"{type}.Exp({v} * {Constant(0.1, 0.3)})",
        8 => $"{type}.Clamp({v}, {Broadcast(type, "-0.4")}, {Broadcast(type, Constant(0.5, 0.9))})",
        9 => $"{type}.Log({v} * {v} + {Broadcast(type, Constant(1.1, 1.9))})",
        10 => $"{Broadcast(type, Storable(1).Text)} - {v}",
        11 => $"({v} - {w}) * {Constant(0.2, 0.6)}",
        12 => $"-{v}",
        _ => $"{type}.Hypot({v}, {Broadcast(type, Constant(1.1, 1.9))})",
    };

    private string Broadcast(string type, string number) => type == "Vector" && Chance(0.5) ? $"new Vector<double>({number})" : $"{type}.Create<double>({number})";

    /// <summary>The vector that begins there.</summary>
    private string Load(string type, Variable buffer, string i)
    {
        string name = buffer.Name, from = buffer.Kind == Kind.Array ? $"{name}.AsSpan({i})" : Pick([$"{name}.Slice({i})", $"{name}[{i}..]"]);
        if (type == "Vector") return buffer.Kind == Kind.Array && Chance(0.5) ? $"new Vector<double>({name}, {i})" : $"new Vector<double>({from})";
        return Chance(0.5) ? $"{type}.LoadUnsafe({(buffer.Kind == Kind.ReadOnlySpan ? "in" : "ref")} {name}[{i}])" : $"{type}.Create<double>({from})";
    }

    private string Save(string type, string vector, Variable buffer, string i)
    {
        if (type != "Vector" && Chance(0.5)) return $"({vector}).StoreUnsafe(ref {buffer.Name}[{i}]);";
        return $"({vector}).CopyTo({(buffer.Kind == Kind.Array ? $"{buffer.Name}.AsSpan({i})" : $"{buffer.Name}.Slice({i})")});";
    }
}
