using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>A type of <c>System.Numerics</c> (or a number, a condition) as struct functions take and give it.</summary>
/// <param name="Name">Its plain name.</param>
/// <param name="Text">Globally qualified.</param>
/// <param name="Scalar">What its numbers are.</param>
/// <param name="Paths">What follows a value to reach each number, in the order of the constructor that takes all of them; one empty path for a number.</param>
internal sealed record StructType(string Name, string Text, IrType Scalar, EquatableArray<string> Paths)
{
    private static readonly Dictionary<string, StructType> Known = All().ToDictionary(type => type.Name);

    public bool IsNumber => Paths.Count == 1;

    /// <summary>The members that hold its numbers, in the order of the constructor; of a plane, the normal is one.</summary>
    public IEnumerable<string> Members => Paths.Select(path => path.Split('.')[1]).Distinct();

    public static StructType? Find(string name) => Known.TryGetValue(name, out StructType? type) ? type : null;

    /// <summary>A value of the type made of the texts of its numbers.</summary>
    public string Construct(IEnumerable<string> numbers) => IsNumber ? numbers.First() : $"new {Text}({string.Join(", ", numbers)})";

    private static IEnumerable<StructType> All()
    {
        yield return new StructType("float", "float", IrType.F32, [""]);
        yield return new StructType("double", "double", IrType.F64, [""]);
        yield return new StructType("int", "int", IrType.I32, [""]);
        yield return new StructType("bool", "bool", IrType.Bool, [""]);
        yield return Numerics("Vector2", IrType.F32, "X", "Y");
        yield return Numerics("Vector3", IrType.F32, "X", "Y", "Z");
        yield return Numerics("Vector4", IrType.F32, "X", "Y", "Z", "W");
        yield return Numerics("Quaternion", IrType.F32, "X", "Y", "Z", "W");
        yield return Numerics("Plane", IrType.F32, "Normal.X", "Normal.Y", "Normal.Z", "D");
        yield return Numerics("Matrix3x2", IrType.F32, "M11", "M12", "M21", "M22", "M31", "M32");
        yield return Numerics("Matrix4x4", IrType.F32, [.. Enumerable.Range(0, 16).Select(i => $"M{(i / 4) + 1}{(i % 4) + 1}")]);
        yield return Numerics("Complex", IrType.F64, "Real", "Imaginary");
    }

    private static StructType Numerics(string name, IrType scalar, params string[] members) =>
        new(name, "global::System.Numerics." + name, scalar, members.Select(member => "." + member).ToEquatableArray());
}
