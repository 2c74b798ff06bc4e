using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

internal static partial class StructFunctions
{
    private static readonly string[] Axes = ["X", "Y", "Z", "W"];

    /// <summary>Methods that are an op of each number and give the same bits as it.</summary>
    private static readonly Dictionary<string, string> SameBits = new()
    {
        ["Abs"] = "Abs", ["SquareRoot"] = "Sqrt", ["CopySign"] = "CopySign", ["Truncate"] = "Truncate", ["FusedMultiplyAdd"] = "FusedMultiplyAdd",
    };

    /// <summary>Methods that are an op of each number but for the last bits, for signs of zero or for NaN.</summary>
    private static readonly string[] Alike =
    [
        "Min", "Max", "MinNative", "MaxNative", "MinNumber", "MaxNumber", "MinMagnitude", "MaxMagnitude", "MinMagnitudeNumber", "MaxMagnitudeNumber",
        "Sin", "Cos", "Exp", "Log", "Log2", "Hypot", "Lerp", "MultiplyAddEstimate", "DegreesToRadians", "RadiansToDegrees", "Round",
    ];

    /// <summary>What the vectors of all sizes have.</summary>
    private static void AddVector(Rows rows, string v, int size)
    {
        string all = string.Join(",", Enumerable.Repeat("float", size));
        foreach (string make in new[] { ".ctor", "Create" })
        {
            rows.Exact($"{v}.{make}(float)", v, (a, _) => [.. Enumerable.Repeat(a[0][0], size)]);
            rows.Exact($"{v}.{make}({all})", v, (a, _) => [.. a.Select(x => x[0])]);
            if (size > 2) rows.Exact($"{v}.{make}(Vector{size - 1},float)", v, (a, _) => [.. a[0], a[1][0]]);
        }

        rows.Exact($"{v}.get_Zero()", v, (_, _) => [.. Enumerable.Repeat<Dual>(0, size)]);
        rows.Exact($"{v}.get_One()", v, (_, _) => [.. Enumerable.Repeat<Dual>(1, size)]);
        for (int axis = 0; axis < size; axis++)
        {
            int one = axis;
            rows.Exact($"{v}.get_Unit{Axes[axis]}()", v, (_, _) => [.. Enumerable.Range(0, size).Select(i => (Dual)(i == one ? 1 : 0))]);
        }

        AddArithmetic(rows, v);
        foreach (string name in new[] { "op_Multiply", "Multiply" }) rows.Exact($"{v}.{name}({v},{v})", v, (a, _) => Each(a[0], a[1], (x, y) => x * y));
        foreach (string name in new[] { "op_Division", "Divide" })
        {
            rows.Exact($"{v}.{name}({v},{v})", v, (a, _) => Each(a[0], a[1], (x, y) => x / y));
            rows.Exact($"{v}.{name}({v},float)", v, (a, _) => Over(a[0], a[1][0]));
        }

        foreach (KeyValuePair<string, string> pair in SameBits)
        {
            string op = pair.Value;
            rows.Exact($"{v}.{pair.Key}({Repeat(v, op)})", v, (a, _) => [.. Enumerable.Range(0, size).Select(i => Dual.Call(op, [.. a.Select(x => x[i])]))]);
        }

        foreach (string op in Alike.Where(op => BuiltInRules.Table.Rules.Any(rule => rule.Op == op))) rows.Elementwise($"{v}.{op}({Repeat(v, op)})", v, op);
        foreach (string name in new[] { "Clamp", "ClampNative" })
        {
            // Unlike the function of numbers, it takes a lower bound above the upper one.
            rows.Called($"{v}.{name}({v},{v},{v})", v, (a, _) => Each(Each(a[0], a[1], (x, low) => Dual.Select(Dual.Compare(IR.Ops.Less, x, low), low, x, x)), a[2], (x, high) => Dual.Select(Dual.Compare(IR.Ops.Less, high, x), high, x, x)));
        }

        rows.Called($"{v}.Dot({v},{v})", "float", (a, _) => [Dot(a[0], a[1])]);
        rows.Called($"{v}.Sum({v})", "float", (a, _) => [a[0].Aggregate((sum, next) => sum + next)]);
        rows.Called($"{v}.Length(this)", "float", (a, r) => [Length(a[0], r[0])]);
        rows.Called($"{v}.LengthSquared(this)", "float", (a, _) => [Dot(a[0], a[0])]);
        rows.Called($"{v}.Distance({v},{v})", "float", (a, r) => [Length(Subtract(a[0], a[1]), r[0])]);
        rows.Called($"{v}.DistanceSquared({v},{v})", "float", (a, _) => [Dot(Subtract(a[0], a[1]), Subtract(a[0], a[1]))]);
        rows.Called($"{v}.Normalize({v})", v, (a, _) => Normalize(a[0]));
        rows.Called($"{v}.Lerp({v},{v},float)", v, (a, _) => Lerp(a[0], a[1], a[2][0]));
    }

    private static string Repeat(string type, string op) => string.Join(",", Enumerable.Repeat(type, BuiltInRules.Table.Rules.Where(rule => rule.Op == op && rule.RealArguments.All(real => real)).Min(rule => rule.Arity)));

    /// <summary>Sums, differences, multiples: of vectors, quaternions and matrices alike.</summary>
    private static void AddArithmetic(Rows rows, string type)
    {
        foreach (string name in new[] { "op_Addition", "Add" }) rows.Exact($"{type}.{name}({type},{type})", type, (a, _) => Add(a[0], a[1]));
        foreach (string name in new[] { "op_Subtraction", "Subtract" }) rows.Exact($"{type}.{name}({type},{type})", type, (a, _) => Subtract(a[0], a[1]));
        foreach (string name in new[] { "op_UnaryNegation", "Negate" }) rows.Called($"{type}.{name}({type})", type, (a, _) => Each(a[0], x => -x));
        foreach (string name in new[] { "op_Multiply", "Multiply" })
        {
            rows.Exact($"{type}.{name}({type},float)", type, (a, _) => Scale(a[0], a[1][0]));
            if (type.StartsWith("Vector", StringComparison.Ordinal)) rows.Exact($"{type}.{name}(float,{type})", type, (a, _) => Scale(a[1], a[0][0]));
        }

        rows.Equality(type);
    }

    /// <summary>What only some vectors have.</summary>
    private static void AddVectors(Rows rows)
    {
        foreach (string make in new[] { ".ctor", "Create" }) rows.Exact($"Vector4.{make}(Vector2,float,float)", "Vector4", (a, _) => [.. a[0], a[1][0], a[2][0]]);
        foreach (string v in new[] { "Vector2", "Vector3" })
        {
            rows.Called($"{v}.Reflect({v},{v})", v, (a, _) => Subtract(a[0], Scale(a[1], 2 * Dot(a[0], a[1]))));
        }

        rows.Called("Vector2.Cross(Vector2,Vector2)", "float", (a, _) => [(a[0][0] * a[1][1]) - (a[0][1] * a[1][0])]);
        rows.Called("Vector3.Cross(Vector3,Vector3)", "Vector3", (a, _) => Cross(a[0], a[1]));
    }
}
