namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Vectors, quaternions and matrices of System.Numerics. What has a norm or a root under it stays away from zero, as elsewhere.</summary>
internal sealed partial class MethodWriter
{
    private static readonly string[] s_axes = ["X", "Y", "Z", "W"];

    private static int Dimension(Kind kind) => kind switch { Kind.Vector2 => 2, Kind.Vector3 => 3, _ => 4 };

    /// <summary>A number in one: a component, or something computed of all of them.</summary>
    private string PartOf(Kind kind, string place, bool write)
    {
        string type = Variable.TypeOf(kind);
        string element = kind switch
        {
            Kind.Complex => Pick([".Real", ".Imaginary"]),
            Kind.Matrix32 => Pick([".M11", ".M22", ".M31", "[1, 0]"]),
            Kind.Matrix44 => Pick([".M11", ".M23", ".M42", "[3, 3]"]),
            _ => Chance(0.2) ? $"[{random.Next(Dimension(kind))}]" : "." + s_axes[random.Next(Dimension(kind))],
        };
        if (write || Chance(0.5)) return place + element;
        return kind switch
        {
            Kind.Complex => place + Pick([".Magnitude", ".Phase", ".Real"]),
            Kind.Matrix32 or Kind.Matrix44 => $"0.1f * {place}.GetDeterminant()",
            Kind.Quaternion => Pick([$"{place}.Length()", $"0.1f * {place}.LengthSquared()"]),
            _ => Pick([$"{place}.Length()", $"0.1f * {place}.LengthSquared()", $"0.2f * {type}.Sum({place})", $"0.1f * {type}.Dot({place}, {Named(kind) ?? place})"]),
        };
    }

    private string? Named(Kind kind) => PickVariable(v => v.Kind == kind)?.Name;

    private string Single(int depth) => Chance(0.2) ? Constant(0.2, 1.5) + "f" : $"(float)({Storable(depth).Text})";

    /// <summary>One with this and other numbers in it.</summary>
    private string Filled(Kind kind, string first) => kind switch
    {
        Kind.Matrix32 => $"Matrix3x2.CreateTranslation({first}, {Single(1)})",
        Kind.Matrix44 => $"Matrix4x4.CreateTranslation({first}, {Single(0)}, {Single(1)})",
        _ => $"new {Variable.TypeOf(kind)}({first}{string.Concat(Enumerable.Range(1, Dimension(kind) - 1).Select(_ => ", " + Single(0)))})",
    };

    /// <summary>The bound is that of each number in it.</summary>
    private Real Numerics(Kind kind, int depth)
    {
        Real? named = Named(kind) is { } name ? new Real(name, Usual) : null;
        if (depth <= 0 || _nesting > 4 || ++_expressions > MaxExpressions) return named ?? new Real(Filled(kind, Single(0)), Usual);
        if (named is { } known && Chance(0.25)) return known;
        _nesting++;
        Real made = kind switch
        {
            Kind.Quaternion => Turn(depth),
            Kind.Matrix32 or Kind.Matrix44 => Matrix(kind, depth),
            _ => Vector(kind, depth),
        };
        _nesting--;
        return made.Bound <= 3 ? made : new Real($"({made.Text} * {Number(Usual / made.Bound)}f)", Usual);
    }

    private Real Vector(Kind kind, int depth)
    {
        string t = Variable.TypeOf(kind);
        Real a = Numerics(kind, depth - 1);
        Real Other() => Numerics(kind, depth - 1);

        // What stands in an expression twice declares nothing.
        string leaf = Numerics(kind, 0).Text;
        string Unit() => $"{t}.Normalize({t}.One + 0.4f * {t}.Sin({Other().Text}))";
        switch (random.Next(kind == Kind.Vector4 ? 17 : 20))
        {
            case 0 or 1: return new Real($"({a.Text} {Pick(["+", "-"])} {Other().Text})", a.Bound + Usual);
            case 2 or 3: return new Real($"({a.Text} * {Other().Text})", a.Bound * Usual);
            case 4: return new Real($"({a.Text} * {Single(1)})", a.Bound * Usual);
            case 5: return new Real($"({a.Text} / (float)({Positive(0).Text}))", a.Bound * 2);
            case 6: return new Real($"({leaf} / ({t}.One + {leaf} * {leaf}))", 1);
            case 7: return new Real($"(-{a.Text})", a.Bound);
            case 8: return new Real($"{t}.{Pick(["Sin", "Cos"])}({a.Text})", 1);
            case 9: return new Real($"{t}.{Pick(["Min", "Max"])}({a.Text}, {Other().Text})", a.Bound);
            case 10: return new Real($"{t}.Abs({a.Text})", a.Bound);
            case 11: return new Real($"{t}.Lerp({a.Text}, {Other().Text}, {Single(1)})", a.Bound * 4);
            case 12: return new Real(Unit(), 1);
            case 13: return new Real($"{t}.SquareRoot({t}.One + {leaf} * {leaf})", Usual + 1);
            case 14: return new Real($"({Condition(1)} ? {a.Text} : {Other().Text})", a.Bound);
            case 15: return new Real($"({a.Text} with {{ {s_axes[random.Next(Dimension(kind))]} = {Single(1)} }})", a.Bound);
            case 16: return new Real($"{t}.{Pick([$"Clamp({a.Text}, -{t}.One, {t}.One)", $"Exp(0.3f * {a.Text})", $"Log({t}.One + {leaf} * {leaf})", $"FusedMultiplyAdd(0.3f * {a.Text}, {Other().Text}, {t}.One)", $"Hypot({a.Text}, {t}.One)"])}", 4);
            case 17: return new Real($"{t}.Reflect({a.Text}, {Unit()})", a.Bound * 3);
            case 18 when kind == Kind.Vector3: return Chance(0.5) ? new Real($"Vector3.Cross({a.Text}, {Other().Text})", a.Bound * 5) : new Real($"Vector3.Transform({a.Text}, {UnitTurn()})", a.Bound * 2);
            case 19 when kind == Kind.Vector3: return new Real($"Vector3.{Pick(["Transform", "TransformNormal"])}({a.Text}, {Numerics(Kind.Matrix44, depth - 1).Text})", a.Bound * 10);
            case 18: return new Real($"Vector2.{Pick(["Transform", "TransformNormal"])}({a.Text}, {Numerics(Kind.Matrix32, depth - 1).Text})", a.Bound * 8);
            default: return new Real(Filled(kind, Single(depth - 1)), Usual);
        }
    }

    private string UnitTurn() => Pick([
        $"Quaternion.CreateFromYawPitchRoll({Single(0)}, {Single(0)}, {Single(0)})",
        $"Quaternion.CreateFromAxisAngle(Vector3.Normalize(Vector3.One + 0.4f * Vector3.Cos({Named(Kind.Vector3) ?? "Vector3.UnitX"})), {Single(1)})",
        $"Quaternion.Normalize(Quaternion.Identity * 4 + {Named(Kind.Quaternion) ?? "Quaternion.Identity"} * 0.5f)",
    ]);

    private Real Turn(int depth)
    {
        Real a = Numerics(Kind.Quaternion, depth - 1);
        string other = Numerics(Kind.Quaternion, depth - 1).Text;
        return random.Next(9) switch
        {
            0 => new Real($"({a.Text} {Pick(["+", "-"])} {other})", a.Bound + Usual),
            1 => new Real($"({a.Text} * {other})", a.Bound * 10),
            2 => new Real($"({a.Text} * {Single(1)})", a.Bound * Usual),
            3 => new Real($"Quaternion.Conjugate({a.Text})", a.Bound),
            4 => new Real($"Quaternion.Slerp({UnitTurn()}, {UnitTurn()}, {Constant(0.1, 0.9)}f)", 1),
            5 => new Real($"Quaternion.Lerp({UnitTurn()}, {UnitTurn()}, {Constant(0.1, 0.4)}f)", 1),
            6 => new Real($"Quaternion.{Pick(["Inverse", "Negate"])}({UnitTurn()})", 1),
            7 => new Real($"new Quaternion({Numerics(Kind.Vector3, depth - 1).Text}, {Single(0)})", Usual),
            _ => new Real(UnitTurn(), 1),
        };
    }

    private Real Matrix(Kind kind, int depth)
    {
        string t = Variable.TypeOf(kind);
        Real a = Numerics(kind, depth - 1);
        string other = Numerics(kind, depth - 1).Text;
        string Vector(Kind of) => Numerics(of, depth - 1).Text;
        return random.Next(10) switch
        {
            0 => new Real($"({a.Text} {Pick(["+", "-"])} {other})", a.Bound + Usual),
            1 or 2 => new Real($"({a.Text} * {other})", a.Bound * 10),
            3 => new Real($"({a.Text} * {Single(1)})", a.Bound * Usual),
            4 => new Real($"{t}.Lerp({a.Text}, {other}, {Constant(0.1, 0.9)}f)", a.Bound),
            5 => new Real($"({a.Text} with {{ M{Pick(["11", "12", "22"])} = {Single(1)} }})", a.Bound),
            6 when kind == Kind.Matrix32 => new Real($"Matrix3x2.CreateRotation({Single(1)}, {Vector(Kind.Vector2)})", 5),
            6 => new Real($"Matrix4x4.{Pick([$"CreateRotation{Pick(["X", "Y", "Z"])}({Single(1)})", $"CreateFromQuaternion({UnitTurn()})", $"CreateFromYawPitchRoll({Single(0)}, {Single(0)}, {Single(0)})"])}", 1),
            7 when kind == Kind.Matrix32 => new Real($"Matrix3x2.{Pick([$"CreateScale({Vector(Kind.Vector2)})", $"CreateTranslation({Vector(Kind.Vector2)})", $"CreateSkew(0.3f * {Single(0)}, 0.2f)"])}", Usual),
            7 => new Real($"Matrix4x4.{Pick(["CreateScale", "CreateTranslation"])}({Vector(Kind.Vector3)})", Usual),
            8 when kind == Kind.Matrix44 => new Real($"Matrix4x4.Transpose({a.Text})", a.Bound),
            _ => new Real(Filled(kind, Single(depth - 1)), Usual),
        };
    }

    private void AddNumerics(List<Func<Real?>> choices, int depth)
    {
        Kind kind = Pick([Kind.Vector2, Kind.Vector3, Kind.Vector4]);
        string t = Variable.TypeOf(kind);
        string Made() => Numerics(kind, depth).Text;
        choices.Add(() => new Real(Pick([$"0.1f * {t}.Dot({Made()}, {Made()})", $"0.5f * {t}.Distance({Made()}, {Made()})", $"({Made()}).Length()", $"({Made()}).{s_axes[random.Next(Dimension(kind))]}"]), 5));
        choices.Add(() => new Real(Pick([$"({Numerics(Kind.Quaternion, depth).Text}).W", $"Quaternion.Dot({UnitTurn()}, {UnitTurn()})", $"({Numerics(Kind.Matrix44, depth).Text}).M{Pick(["11", "23", "41"])}", $"({Numerics(Kind.Matrix32, depth).Text}).Translation.X"]), Usual));
    }

    private void WriteNumerics(Block block)
    {
        Variable? known = PickVariable(v => Variable.IsNumerics(v.Kind) && v.IsAssignable);
        string name = New("b");
        switch (random.Next(8))
        {
            case 0 or 1 or 2 when known is not null:
                string n = known.Name, mixed = Variable.IsNumerics(known.Kind) ? Numerics(known.Kind, 2).Text : "";
                block.Add(Pick([$"{n} = {mixed};", $"{n} = {n} * 0.5f + {mixed} * 0.3f;", $"{n} {Pick(["+=", "-="])} {mixed} * 0.2f;", $"{n} *= {Constant(0.5, 0.9)}f;"]));
                break;
            case 3 when _loops == 0 && Chance(0.4):
                block.Add($"Span<Vector3> {name} = {Pick([$"stackalloc Vector3[{random.Next(2, 5)}]", "new Vector3[3]"])};\n{name}[1] = {Numerics(Kind.Vector3, 2).Text};");
                _scope.Add(new Variable(name, Kind.VectorSpan, MinLength: 2));
                break;
            case 3:
                block.Add($"Vector3[] {name} = [{Numerics(Kind.Vector3, 2).Text}, {Numerics(Kind.Vector3, 1).Text}, Vector3.One];");
                _scope.Add(new Variable(name, Kind.VectorArray, MinLength: 3));
                break;
            case 4 when PickVariable(v => v.Kind is Kind.VectorArray or Kind.VectorSpan) is { } list:
                string element = $"{list.Name}[{IndexOf(list, list.Name + ".Length")}]";
                block.Add(Pick([$"{element} = {Numerics(Kind.Vector3, 2).Text};", $"{element} = 0.5f * {element} + 0.3f * {Numerics(Kind.Vector3, 1).Text};", $"{element} *= {Single(1)} * 0.4f;"]));
                break;
            case 5:
                // Far from singular.
                block.Add($"bool {name}i = Matrix4x4.Invert(Matrix4x4.Identity * 40 + {Numerics(Kind.Matrix44, 1).Text}, out Matrix4x4 {name});");
                _scope.Add(new Variable(name, Kind.Matrix44));
                break;
            default:
                Kind kind = Pick([Kind.Vector2, Kind.Vector3, Kind.Vector3, Kind.Vector4, Kind.Quaternion, Kind.Matrix32, Kind.Matrix44]);
                block.Add($"{(Chance(0.7) ? Variable.TypeOf(kind) : "var")} {name} = {Numerics(kind, 3).Text};");
                _scope.Add(new Variable(name, kind));
                break;
        }
    }
}
