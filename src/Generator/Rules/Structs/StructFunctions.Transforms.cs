namespace SourceAutodiff.Generator.Rules.Structs;

internal static partial class StructFunctions
{
    /// <summary>Vectors turned and moved by matrices and quaternions.</summary>
    private static void AddVectorTransforms(Rows rows)
    {
        rows.Called($"Vector2.Transform(Vector2,{M3})", "Vector2", (a, _) => Apply(a[0], a[1], 2, 1));
        rows.Called($"Vector2.TransformNormal(Vector2,{M3})", "Vector2", (a, _) => Apply(a[0], a[1], 2, 0));
        foreach (int size in new[] { 2, 3 })
        {
            string v = $"Vector{size}";
            rows.Called($"{v}.Transform({v},{M4})", v, (a, _) => Apply(Lengthen(a[0]), a[1], size, 1));
            rows.Called($"{v}.TransformNormal({v},{M4})", v, (a, _) => Apply(Lengthen(a[0]), a[1], size, 0));
            rows.Changed($"{v}.Transform({v},Quaternion)", v, (a, _) => [.. Rotate([.. Lengthen(a[0]), 0], a[1]).Take(size)], (a, _) => [.. RotateByMatrix(Lengthen(a[0]), a[1]).Take(size)]);
            rows.Called($"Vector4.Transform({v},{M4})", "Vector4", (a, _) => Apply(Lengthen(a[0]), a[1], 4, 1));
            rows.Changed($"Vector4.Transform({v},Quaternion)", "Vector4", (a, _) => Rotate([.. Lengthen(a[0]), 1], a[1]), (a, _) => [.. RotateByMatrix(Lengthen(a[0]), a[1]), 1]);
        }

        rows.Called($"Vector4.Transform(Vector4,{M4})", "Vector4", (a, _) => Apply([.. a[0].Take(3)], a[1], 4, a[0][3]));
        foreach (string four in new[] { "Vector4", "Plane" })
            rows.Changed($"{four}.Transform({four},Quaternion)", four, (a, _) => Rotate(a[0], a[1]), (a, _) => [.. RotateByMatrix([.. a[0].Take(3)], a[1]), a[0][3]]);
    }

    private static Dual[] Lengthen(Dual[] a) => a.Length == 2 ? [.. a, 0] : a;

    private static Dual[] Rotate(Dual[] a, Dual[] q) => Product(q, Product(a, Conjugate(q)));

    private static Dual[] RotateByMatrix(Dual[] a, Dual[] q) => Apply(a, FromQuaternion(q), 3, 0);

    private static void AddPlanes(Rows rows)
    {
        const string p = "Plane";
        foreach (string make in new[] { ".ctor", "Create" })
        {
            rows.Exact($"{p}.{make}(float,float,float,float)", p, (a, _) => [.. a.Select(x => x[0])]);
            rows.Exact($"{p}.{make}(Vector3,float)", p, (a, _) => [.. a[0], a[1][0]]);
            rows.Exact($"{p}.{make}(Vector4)", p, (a, _) => a[0]);
        }

        rows.Equality(p);
        rows.Called($"{p}.Dot({p},Vector4)", "float", (a, _) => [Dot(a[0], a[1])]);
        rows.Called($"{p}.DotCoordinate({p},Vector3)", "float", (a, _) => [Dot([.. a[0].Take(3)], a[1]) + a[0][3]]);
        rows.Called($"{p}.DotNormal({p},Vector3)", "float", (a, _) => [Dot([.. a[0].Take(3)], a[1])]);
        rows.Called($"{p}.CreateFromVertices(Vector3,Vector3,Vector3)", p, (a, _) =>
        {
            Dual[] normal = Normalize(Cross(Subtract(a[1], a[0]), Subtract(a[2], a[0])));
            return [.. normal, -Dot(normal, a[0])];
        });
    }
}
