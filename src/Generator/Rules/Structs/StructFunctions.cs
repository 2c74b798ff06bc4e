using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>
/// The functions of <c>System.Numerics</c> that have a derivative, by their signatures. What is called in the generated code computes the values, so
/// that they have the framework's bits; formulas give derivatives, and values only where every framework computes them the same way.
/// </summary>
internal static partial class StructFunctions
{
    private static readonly Lazy<IReadOnlyDictionary<string, StructFunction>> Table = new(Build);

    /// <summary>All rows.</summary>
    public static IEnumerable<StructFunction> All => Table.Value.Values;

    /// <summary>The row of the op of a <see cref="Compute"/>.</summary>
    public static StructFunction? Find(string op) => Table.Value.TryGetValue(op, out StructFunction? function) ? function : null;

    /// <summary>The row of a member. Of what .NET 10 computes otherwise than .NET 8 there are two, and none for the version between them.</summary>
    /// <param name="version">The major version of the framework that the project is built for.</param>
    public static StructFunction? Find(string signature, int version) =>
        version >= 10 || Find(signature + Rows.InNet8) is not { } older ? Find(signature) : version == 8 ? older : null;

    private static IReadOnlyDictionary<string, StructFunction> Build()
    {
        var rows = new Rows();
        foreach (int size in new[] { 2, 3, 4 }) AddVector(rows, $"Vector{size}", size);
        AddVectors(rows);
        AddQuaternions(rows);
        AddMatrices(rows);
        AddTransforms(rows);
        AddPlanes(rows);
        AddComplex(rows);
        return rows.Table;
    }

    /// <summary>The table while it is written.</summary>
    private sealed class Rows
    {
        /// <summary>Follows the signature in the op of a row that holds for .NET 8 only.</summary>
        public const string InNet8 = " in .NET 8";

        public Dictionary<string, StructFunction> Table { get; } = [];

        public void Exact(string signature, string result, Formula formula) => Add(new StructFunction(signature, StructType.Find(result)!, StructRule.Exact, formula));

        public void Called(string signature, string result, Formula formula) => Add(new StructFunction(signature, StructType.Find(result)!, StructRule.Called, formula));

        /// <summary>A function whose formula for arguments that are not of unit length has changed.</summary>
        public void Changed(string signature, string result, Formula formula, Formula inNet8)
        {
            Called(signature, result, formula);
            Called(signature + InNet8, result, inNet8);
        }

        public void Elementwise(string signature, string result, string op) =>
            Add(new StructFunction(signature, StructType.Find(result)!, StructRule.Elementwise, (_, _) => [], op));

        /// <summary>A question about the arguments. The answer has no derivative.</summary>
        public void Condition(string signature) => Called(signature, "bool", (_, _) => [0]);

        /// <summary><c>==</c> and <c>!=</c>: of all numbers.</summary>
        public void Equality(string type)
        {
            Condition($"{type}.op_Equality({type},{type})");
            Condition($"{type}.op_Inequality({type},{type})");
            Condition($"{type}.Equals(this,{type})");
        }

        private void Add(StructFunction function) => Table.Add(function.Signature, function);
    }

    // What formulas are made of.

    private static Dual[] Each(Dual[] a, Func<Dual, Dual> function) => [.. a.Select(function)];

    private static Dual[] Each(Dual[] a, Dual[] b, Func<Dual, Dual, Dual> function) => [.. a.Zip(b, function)];

    private static Dual[] Add(Dual[] a, Dual[] b) => Each(a, b, (x, y) => x + y);

    private static Dual[] Subtract(Dual[] a, Dual[] b) => Each(a, b, (x, y) => x - y);

    private static Dual[] Scale(Dual[] a, Dual factor) => Each(a, x => x * factor);

    private static Dual[] Over(Dual[] a, Dual divisor) => Each(a, x => x / divisor);

    private static Dual[] Fixed(Dual[] a) => Each(a, x => x.Fixed);

    private static Dual Dot(Dual[] a, Dual[] b) => Each(a, b, (x, y) => x * y).Aggregate((sum, next) => sum + next);

    private static Dual[] Cross(Dual[] a, Dual[] b) => [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];

    private static Dual[] Normalize(Dual[] a) => Over(a, Dual.Sqrt(Dot(a, a)));

    /// <summary>A length that is known. Its tangent at zero is zero, as PyTorch has it.</summary>
    private static Dual Length(Dual[] a, Dual length) => Dot(Fixed(a), a) / NotZero(length);

    private static Dual NotZero(Dual a) => Dual.Select(Dual.Compare(Ops.Equal, a, 0), 1, a.Fixed, a);

    private static Dual[] Lerp(Dual[] a, Dual[] b, Dual amount) => Each(a, b, (x, y) => (x * (1 - amount)) + (y * amount));
}
