namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Where numbers are read and written, and what is passed to methods.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>A real that can be read.</summary>
    private Real? Place()
    {
        Variable? variable = PickVariable(v => v.IsReal);
        return variable is null ? null : new Real(PlaceIn(variable, write: false), Usual);
    }

    /// <summary>A real that can be assigned.</summary>
    private string? Target(Func<Variable, bool>? wanted = null)
    {
        Variable? variable = PickVariable(v => v.CanChange && (wanted?.Invoke(v) ?? true));
        return variable is null ? null : PlaceIn(variable, write: true);
    }

    private string PlaceIn(Variable v, bool write)
    {
        string n = v.Name;
        switch (v.Kind)
        {
            case Kind.Array or Kind.Span or Kind.ReadOnlySpan or Kind.Table: return $"{n}[{IndexOf(v, n + ".Length")}]";
            case Kind.Memory: return $"{n}.Span[{IndexOf(v, n + ".Length")}]";
            case Kind.List or Kind.ReadOnlyList: return $"{n}[{IndexOf(v, n + ".Count")}]";
            case Kind.Tuple: return n + Pick([".First", ".Second"]);
            case Kind.Struct or Kind.Object: return PlaceIn(n, v.Type!, write);
            case Kind.StructArray or Kind.StructSpan or Kind.ObjectArray: return PlaceIn($"{n}[{IndexOf(v, n + ".Length")}]", v.Type!, write);
            case Kind.StructList: return PlaceIn($"{n}[{IndexOf(v, n + ".Count")}]", v.Type!, write);
            case Kind.Matrix: return $"{n}[{IndexOf(v, n + ".GetLength(0)")}, {IndexOf(v, n + ".GetLength(1)")}]";
            case Kind.Cube: return $"{n}[{IndexOf(v, n + ".GetLength(0)")}, {IndexOf(v, n + ".GetLength(1)")}, {IndexOf(v, n + ".GetLength(2)")}]";
            case Kind.Jagged:
                string row = IndexOf(v, n + ".Length");
                return $"{n}[{row}][{IndexOf(v, $"{n}[{row}].Length")}]";
            case Kind.View:
                string element = $"{n}[{IndexOf(v, n + ".Count")}]";
                return write ? element : Pick([element, n + ".Scale", $"{n}.Weighted({Index(9)} % {n}.Count)", n + ".Sum()"]);
            case Kind.NullableDouble or Kind.NullableStruct or Kind.OptionalObject: return Present(v);
            case Kind.VectorArray or Kind.VectorSpan: return PartOf(Kind.Vector3, $"{n}[{IndexOf(v, n + ".Length")}]", write);
            case Kind.ComplexArray: return PartOf(Kind.Complex, $"{n}[{IndexOf(v, n + ".Length")}]", write);
            case Kind.Complex: return PartOf(v.Kind, n, write);
            default: return Variable.IsNumerics(v.Kind) ? PartOf(v.Kind, n, write) : n;
        }
    }

    /// <summary>Something new to be stored in a variable of the kind.</summary>
    private string Value(Kind kind, Composite? type, int depth) => kind switch
    {
        Kind.Struct => StructExpression(type!),
        Kind.Object => New(type!),
        Kind.Complex => Complex(depth).Text,
        Kind.NullableDouble => NullableExpression(depth),
        _ => Variable.IsNumerics(kind) ? Numerics(kind, depth).Text : Storable(depth).Text,
    };

    private Real? Call(int depth)
    {
        Callee[] callees = Callees(callee => callee.Result is not (null or Kind.Object));
        if (callees.Length == 0) return null;
        Callee callee = Pick(callees);
        if (Arguments(callee, depth) is not { } arguments) return null;
        string call = $"{callee.Name}({arguments})";
        return new Real(callee.Result switch
        {
            Kind.Tuple => call + Pick([".First", ".Second"]),
            // Written twice, a pattern would declare its variable twice.
            Kind.Struct => call.Contains("var ", StringComparison.Ordinal) ? call + ".Norm" : PlaceIn(call, callee.Type!, write: false),
            Kind.NullableDouble => $"({call} ?? {Constant(0.2, 1)})",
            Kind.Complex => PartOf(Kind.Complex, call, write: false),
            { } kind when Variable.IsNumerics(kind) => PartOf(kind, call, write: false),
            _ => call,
        }, 4);
    }

    /// <summary>Null if there is nothing in scope to pass.</summary>
    private string? Arguments(Callee callee, int depth)
    {
        var arguments = new List<string>();
        foreach (Variable parameter in callee.Parameters)
        {
            // What can be written must not be passed twice.
            if (Argument(parameter, depth) is not { } text || (parameter.Modifier == "ref " && arguments.Contains(text))) return null;
            arguments.Add(text);
        }

        return string.Join(", ", arguments);
    }

    private string? Argument(Variable parameter, int depth)
    {
        bool IsLike(Variable v) => v.Kind == parameter.Kind && v.Type == parameter.Type;
        string? Named(Func<Variable, bool> wanted) => PickVariable(wanted)?.Name;
        if (parameter.Modifier == "out ") return "out _";
        if (parameter.Modifier == "ref ")
        {
            string? place = Named(v => IsLike(v) && v.IsReferable) ?? (parameter.Kind == Kind.Double ? Target(v => v.Kind is Kind.Array or Kind.Span) : null);
            return place is null ? null : "ref " + place;
        }

        switch (parameter.Kind)
        {
            case Kind.Double: return Storable(Math.Min(depth, 1)).Text;
            case Kind.Float: return $"(float)({Storable(Math.Min(depth, 1)).Text})";
            case Kind.Int: return $"{Index(4)} % 4";
            case Kind.Bool: return Condition(0);
            case Kind.Mode: return ModeExpression();
            case Kind.Array: return Named(v => v.Kind == Kind.Array && v.MinLength >= parameter.MinLength);
            case Kind.Span: return Named(v => v.Kind is Kind.Array or Kind.Span && v.MinLength >= parameter.MinLength);
            case Kind.ReadOnlySpan: return Named(v => (v.IsBuffer || v.Kind == Kind.Table) && v.MinLength >= parameter.MinLength);
            case Kind.Memory: return Named(v => v.Kind == parameter.Kind || v.Kind == Kind.Array);
            case Kind.StructSpan: return Named(v => v.Kind is Kind.StructArray or Kind.StructSpan && v.Type == parameter.Type && v.MinLength >= parameter.MinLength);
            case Kind.Tuple: return $"({Storable(1).Text}, {Storable(0).Text})";
            case Kind.Struct: return StructExpression(parameter.Type!);
            case Kind.Object: return Named(IsLike) ?? New(parameter.Type!);
            case Kind.Function: return FunctionExpression();
            case Kind.Complex or Kind.NullableDouble: return Value(parameter.Kind, null, Math.Min(depth, 1));
            case Kind.NullableInt: return Pick(["null", $"{Index(4)} % 4", Named(IsLike) ?? "2"]);
            case Kind.NullableStruct: return Pick(["null", StructExpression(parameter.Type!), Named(IsLike) ?? "null"]);
            case Kind.OptionalObject: return Named(v => v.Kind is Kind.Object or Kind.OptionalObject && v.Type == parameter.Type) ?? New(parameter.Type!);
            case Kind.VectorSpan: return Named(v => v.Kind is Kind.VectorArray or Kind.VectorSpan && v.MinLength >= parameter.MinLength);
            case Kind.Contract: return ContractExpression(parameter.Type!);
            case { } kind when Variable.IsNumerics(kind): return Numerics(kind, Math.Min(depth, 1)).Text;
            default: return Named(v => IsLike(v) && v.MinLength >= parameter.MinLength);
        }
    }
}
