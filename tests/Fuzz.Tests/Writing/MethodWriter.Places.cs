namespace SourceAutodiff.Fuzz.Tests.Writing;

internal sealed partial class MethodWriter
{
    /// <summary>A real that can be read.</summary>
    private Real? Place()
    {
        Variable? variable = PickVariable(v => v.Kind is not (Kind.Int or Kind.Bool or Kind.Function));
        return variable is null ? null : new Real(PlaceIn(variable, write: false), Usual);
    }

    /// <summary>A real that can be assigned.</summary>
    private string? Target(Func<Variable, bool>? wanted = null)
    {
        Variable? variable = PickVariable(v => v.Writable && v.Kind is not (Kind.Int or Kind.Bool or Kind.Function or Kind.ReadOnlySpan) && (wanted?.Invoke(v) ?? true));
        return variable is null ? null : PlaceIn(variable, write: true);
    }

    private string PlaceIn(Variable v, bool write)
    {
        string n = v.Name;
        switch (v.Kind)
        {
            case Kind.Array or Kind.Span or Kind.ReadOnlySpan: return $"{n}[{IndexOf(v, n + ".Length")}]";
            case Kind.Tuple: return n + Pick([".First", ".Second"]);
            case Kind.Vec:
                string[] parts = write ? [".X", ".Y"] : [".X", ".Y", ".Norm", $".Dot({n})", $".Scaled({Constant(0.2, 0.9)}).X", $".Dot({OtherVec(n)})"];
                return n + Pick(parts);
            case Kind.Body: return n + Pick([".Position.X", ".Position.Y", ".Mass"]);
            case Kind.BodyArray: return $"{n}[{IndexOf(v, n + ".Length")}]" + Pick([".Position.X", ".Position.Y", ".Mass"]);
            case Kind.Model:
                string[] members = write
                    ? [".Bias", ".W[0]", ".W[1]", $".W[{Index(3)} % {n}.W.Length]", ".Centre.X", ".Centre.Y"]
                    : [".Bias", ".W[2]", $".W[{Index(3)} % {n}.W.Length]", ".Centre.X", ".Gain", $".Apply({Constant(0.2, 1)})"];
                return n + Pick(members);
            case Kind.Matrix:
                return $"{n}[{IndexOf(v, n + ".GetLength(0)")}, {IndexOf(v, n + ".GetLength(1)")}]";
            case Kind.Jagged:
                string row = IndexOf(v, n + ".Length");
                return $"{n}[{row}][{IndexOf(v, $"{n}[{row}].Length")}]";
            case Kind.List: return $"{n}[{IndexOf(v, n + ".Count")}]";
            case Kind.Nullable: return write ? n : Pick([$"({n} ?? 0.5)", $"({n}.HasValue ? {n}.Value : 0.3)", $"{n}.GetValueOrDefault()"]);
            default: return n;
        }
    }

    private string OtherVec(string than) => PickVariable(v => v.Kind == Kind.Vec)?.Name ?? than;

    private Real? Call(int depth)
    {
        Callee[] callees = Callees(callee => callee.Result is Kind.Double or Kind.Tuple or Kind.Vec or Kind.Float);
        if (callees.Length == 0) return null;
        Callee callee = Pick(callees);
        if (Arguments(callee, depth) is not { } arguments) return null;
        string part = callee.Result switch
        {
            Kind.Tuple => Pick([".First", ".Second"]),
            Kind.Vec => Pick([".X", ".Y", ".Norm"]),
            _ => "",
        };
        return new Real($"{callee.Name}({arguments}){part}", 4);
    }

    /// <summary>Null if there is nothing in scope to pass.</summary>
    private string? Arguments(Callee callee, int depth)
    {
        var arguments = new List<string>();
        foreach (Variable parameter in callee.Parameters)
        {
            if (Argument(parameter, depth) is not { } text) return null;
            arguments.Add(text);
        }

        return string.Join(", ", arguments);
    }

    private string? Argument(Variable parameter, int depth)
    {
        string? Named(Func<Variable, bool> wanted) => PickVariable(wanted)?.Name;
        if (parameter.Modifier is "ref " or "out ")
        {
            string? place = Named(v => v.Kind == parameter.Kind && v.Writable) ?? Target(v => v.Kind is Kind.Array or Kind.Span);
            return place is null ? null : parameter.Modifier + place;
        }

        switch (parameter.Kind)
        {
            case Kind.Double or Kind.Nullable: return Storable(Math.Min(depth, 1)).Text;
            case Kind.Float: return $"(float)({Storable(Math.Min(depth, 1)).Text})";
            case Kind.Int: return $"{Index(4)} % 4";
            case Kind.Bool: return Condition(0);
            case Kind.Array: return Named(v => v.Kind == Kind.Array && v.MinLength >= parameter.MinLength);
            case Kind.Span: return Named(v => v.Kind is Kind.Array or Kind.Span && v.MinLength >= parameter.MinLength);
            case Kind.ReadOnlySpan: return Named(v => v.IsBuffer && v.MinLength >= parameter.MinLength);
            case Kind.Tuple: return $"({Storable(1).Text}, {Storable(0).Text})";
            case Kind.Vec: return VecExpression();
            case Kind.Function: return FunctionExpression();
            default: return Named(v => v.Kind == parameter.Kind);
        }
    }

    private string VecExpression()
    {
        string fresh = $"new Vec({Storable(1).Text}, {Storable(0).Text})";
        if (PickVariable(v => v.Kind == Kind.Vec)?.Name is not { } one) return fresh;
        string other = OtherVec(one);
        return random.Next(5) switch
        {
            0 => one,
            1 => $"({one} * {Constant(0.2, 0.6)} + {other} * {Constant(0.2, 0.6)})",
            2 => $"({one} - {other}).Scaled({Constant(0.3, 0.6)})",
            3 => $"new Vec({other}.Y, {one}.X) {{ Y = {Storable(0).Text} }}",
            _ => fresh,
        };
    }

    /// <summary>Spans and references cannot be captured; break and return mean something else inside.</summary>
    private void InFunction(string parameter, Action write)
    {
        Variable[] scope = [.. _scope];
        (bool couldBreak, _canBreak, bool couldReturn, _canReturn) = (_canBreak, false, _canReturn, false);
        _scope.RemoveAll(v => v.Kind is Kind.Span or Kind.ReadOnlySpan || v.Modifier.Length > 0);
        _scope.Add(new Variable(parameter, Kind.Double));
        write();
        _scope.Clear();
        _scope.AddRange(scope);
        (_canBreak, _canReturn) = (couldBreak, couldReturn);
    }

    /// <summary>A lambda, with everything in scope to capture.</summary>
    private string FunctionExpression()
    {
        if (PickVariable(v => v.Kind == Kind.Function)?.Name is { } known && Chance(0.4)) return known;
        string name = New("z");
        string body = "";
        InFunction(name, () => body = Storable(2).Text);
        return Chance(0.8) ? $"{name} => {body}" : $"{name} => {{ double {name}s = {body}; return {name}s * {name}; }}";
    }
}
