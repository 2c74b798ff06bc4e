using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>
/// Complex numbers are pairs of real ones: a derivative has one number for the real part and one for the imaginary part. Most functions have a complex
/// derivative f', and the tangent of f(z) is f'(z) times that of z.
/// </summary>
internal static partial class StructFunctions
{
    private const string C = "Complex";

    private static void AddComplex(Rows rows)
    {
        rows.Exact($"{C}..ctor(double,double)", C, (a, _) => [a[0][0], a[1][0]]);
        rows.Exact($"{C}.get_Zero()", C, (_, _) => [0, 0]);
        rows.Exact($"{C}.get_One()", C, (_, _) => [1, 0]);
        rows.Exact($"{C}.get_ImaginaryOne()", C, (_, _) => [0, 1]);
        foreach (string real in new[] { "double", "float", "int" }) rows.Exact($"{C}.op_Implicit({real})", C, (a, _) => [a[0][0], 0]);
        rows.Equality(C);
        foreach (string question in new[] { "IsFinite", "IsInfinity", "IsNaN" }) rows.Condition($"{C}.{question}({C})");
        AddComplexArithmetic(rows);
        AddComplexParts(rows);
        AddComplexFunctions(rows);
    }

    private static void AddComplexArithmetic(Rows rows)
    {
        foreach (string name in new[] { "op_Addition", "Add" })
        {
            rows.Exact($"{C}.{name}({C},{C})", C, (a, _) => Add(a[0], a[1]));
            rows.Exact($"{C}.{name}({C},double)", C, (a, _) => [a[0][0] + a[1][0], a[0][1]]);
            rows.Exact($"{C}.{name}(double,{C})", C, (a, _) => [a[0][0] + a[1][0], a[1][1]]);
        }

        foreach (string name in new[] { "op_Subtraction", "Subtract" })
        {
            rows.Exact($"{C}.{name}({C},{C})", C, (a, _) => Subtract(a[0], a[1]));
            rows.Exact($"{C}.{name}({C},double)", C, (a, _) => [a[0][0] - a[1][0], a[0][1]]);
            rows.Exact($"{C}.{name}(double,{C})", C, (a, _) => [a[0][0] - a[1][0], -a[1][1]]);
        }

        foreach (string name in new[] { "op_Multiply", "Multiply" })
        {
            rows.Exact($"{C}.{name}({C},{C})", C, (a, _) => Times(a[0], a[1]));
            rows.Called($"{C}.{name}({C},double)", C, (a, _) => Scale(a[0], a[1][0]));
            rows.Called($"{C}.{name}(double,{C})", C, (a, _) => Scale(a[1], a[0][0]));
        }

        foreach (string name in new[] { "op_Division", "Divide" })
        {
            rows.Called($"{C}.{name}({C},{C})", C, (a, r) => Times(OneOver(a[1]), Subtract(a[0], Times(r, a[1]))));
            rows.Called($"{C}.{name}({C},double)", C, (a, _) => Over(a[0], a[1][0]));
            rows.Called($"{C}.{name}(double,{C})", C, (a, r) => Times(OneOver(a[1]), Subtract([a[0][0], 0], Times(r, a[1]))));
        }

        foreach (string name in new[] { "op_UnaryNegation", "Negate" }) rows.Exact($"{C}.{name}({C})", C, (a, _) => Each(a[0], x => -x));
        rows.Exact($"{C}.Conjugate({C})", C, (a, _) => [a[0][0], -a[0][1]]);
        rows.Called($"{C}.Reciprocal({C})", C, (a, r) => Times(Each(Times(r, r), x => -x), a[0]));
    }

    private static void AddComplexParts(Rows rows)
    {
        foreach (string signature in new[] { $"{C}.Abs({C})", $"{C}.get_Magnitude(this)" }) rows.Called(signature, "double", (a, r) => [Length(a[0], r[0])]);

        // Of no direction at zero: its derivative is zero there, as that of Atan2.
        rows.Called($"{C}.get_Phase(this)", "double", (a, _) =>
        {
            Dual[] z = Fixed(a[0]);
            Dual length = NotZero(Dual.Call("Hypot", z));
            return [((z[0] / length * a[0][1]) - (z[1] / length * a[0][0])) / length];
        });
        rows.Called($"{C}.FromPolarCoordinates(double,double)", C, (a, _) => [a[0][0] * Dual.Cos(a[1][0]), a[0][0] * Dual.Sin(a[1][0])]);
    }

    private static void AddComplexFunctions(Rows rows)
    {
        void Holomorphic(string name, Func<Dual[], Dual[], Dual[]> derivative) =>
            rows.Called($"{C}.{name}({C})", C, (a, r) => Times(derivative(Fixed(a[0]), r), a[0]));

        Holomorphic("Exp", (_, y) => y);
        Holomorphic("Log", (z, _) => OneOver(z));
        Holomorphic("Log10", (z, _) => Over(OneOver(z), Math.Log(10)));
        Holomorphic("Sqrt", (_, y) => Scale(OneOver(y), 0.5));
        Holomorphic("Sin", (z, _) => Cos(z));
        Holomorphic("Cos", (z, _) => Each(Sin(z), x => -x));
        Holomorphic("Tan", (_, y) => Add([1, 0], Times(y, y)));
        Holomorphic("Sinh", (z, _) => [Dual.Call("Cosh", z[0]) * Dual.Cos(z[1]), Dual.Call("Sinh", z[0]) * Dual.Sin(z[1])]);
        Holomorphic("Cosh", (z, _) => [Dual.Call("Sinh", z[0]) * Dual.Cos(z[1]), Dual.Call("Cosh", z[0]) * Dual.Sin(z[1])]);
        Holomorphic("Tanh", (_, y) => Subtract([1, 0], Times(y, y)));

        // By the result, which says on which side of the cut it is.
        Holomorphic("Asin", (_, y) => OneOver(Cos(y)));
        Holomorphic("Acos", (_, y) => Each(OneOver(Sin(y)), x => -x));
        Holomorphic("Atan", (z, _) => OneOver(Add([1, 0], Times(z, z))));

        rows.Called($"{C}.Log({C},double)", C, (a, r) =>
        {
            Dual logOfBase = Dual.Call("Log", a[1][0].Fixed);
            return Subtract(Over(Times(OneOver(Fixed(a[0])), a[0]), logOfBase), Scale(r, a[1][0] / (a[1][0].Fixed * logOfBase)));
        });
        rows.Called($"{C}.Pow({C},double)", C, (a, r) => Add(Times(BaseDerivative(Fixed(a[0]), [a[1][0].Fixed, 0], r), a[0]), Scale(Times(r, Log(Fixed(a[0]))), a[1][0])));
        rows.Called($"{C}.Pow({C},{C})", C, (a, r) => Add(Times(BaseDerivative(Fixed(a[0]), Fixed(a[1]), r), a[0]), Times(Times(r, Log(Fixed(a[0]))), a[1])));
    }

    private static Dual[] Times(Dual[] a, Dual[] b) => [(a[0] * b[0]) - (a[1] * b[1]), (a[1] * b[0]) + (a[0] * b[1])];

    /// <summary>Without squares, which overflow.</summary>
    private static Dual[] OneOver(Dual[] a)
    {
        Dual[] z = Fixed(a);
        Dual length = Dual.Call("Hypot", z);
        return [z[0] / length / length, -z[1] / length / length];
    }

    private static Dual[] Sin(Dual[] z) => [Dual.Sin(z[0]) * Dual.Call("Cosh", z[1]), Dual.Cos(z[0]) * Dual.Call("Sinh", z[1])];

    private static Dual[] Cos(Dual[] z) => [Dual.Cos(z[0]) * Dual.Call("Cosh", z[1]), -Dual.Sin(z[0]) * Dual.Call("Sinh", z[1])];

    /// <summary>0 at zero, where a power has no derivative with respect to its exponent.</summary>
    private static Dual[] Log(Dual[] z)
    {
        Dual length = NotZero(Dual.Call("Hypot", z));
        return [Dual.Call("Log", length), Dual.Call("Atan2", z[1], z[0])];
    }

    /// <summary>w z^(w − 1). At zero it is 0 for exponents above 1 and for 0, 1 for 1, and else not a number.</summary>
    private static Dual[] BaseDerivative(Dual[] z, Dual[] w, Dual[] power)
    {
        Dual context = z[0];
        Dual length = Dual.Call("Hypot", z);
        Value isZero = Dual.Compare(Ops.Equal, length, 0), isOne = Dual.Compare(Ops.Equal, w[0], 1), isMore = Dual.Compare(Ops.Greater, w[0], 1);
        Value isNone = Dual.Compare(Ops.Equal, w[0], 0);
        Dual atZero = Dual.Select(isOne, 1, Dual.Select(isMore, 0, Dual.Select(isNone, 0, double.NaN, context), context), context);
        Dual[] elsewhere = Times(Times(w, power), OneOver([Dual.Select(isZero, 1, z[0], context), z[1]]));
        return [Dual.Select(isZero, atZero, elsewhere[0], context), Dual.Select(isZero, 0, elsewhere[1], context)];
    }
}
