using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

internal static partial class StructFunctions
{
    private static void AddQuaternions(Rows rows)
    {
        const string q = "Quaternion";
        AddArithmetic(rows, q);
        foreach (string make in new[] { ".ctor", "Create" })
        {
            rows.Exact($"{q}.{make}(float,float,float,float)", q, (a, _) => [.. a.Select(x => x[0])]);
            rows.Exact($"{q}.{make}(Vector3,float)", q, (a, _) => [.. a[0], a[1][0]]);
        }

        rows.Exact($"{q}.get_Identity()", q, (_, _) => [0, 0, 0, 1]);
        rows.Exact($"{q}.get_Zero()", q, (_, _) => [0, 0, 0, 0]);
        rows.Condition($"{q}.get_IsIdentity(this)");
        foreach (string name in new[] { "op_Multiply", "Multiply" }) rows.Called($"{q}.{name}({q},{q})", q, (a, _) => Product(a[0], a[1]));
        foreach (string name in new[] { "op_Division", "Divide" }) rows.Called($"{q}.{name}({q},{q})", q, (a, _) => Product(a[0], Inverse(a[1])));
        rows.Called($"{q}.Concatenate({q},{q})", q, (a, _) => Product(a[1], a[0]));
        rows.Called($"{q}.Conjugate({q})", q, (a, _) => Conjugate(a[0]));
        rows.Called($"{q}.Inverse({q})", q, (a, _) => Inverse(a[0]));
        rows.Called($"{q}.Dot({q},{q})", "float", (a, _) => [Dot(a[0], a[1])]);
        rows.Called($"{q}.Length(this)", "float", (a, r) => [Length(a[0], r[0])]);
        rows.Called($"{q}.LengthSquared(this)", "float", (a, _) => [Dot(a[0], a[0])]);
        rows.Called($"{q}.Normalize({q})", q, (a, _) => Normalize(a[0]));
        rows.Called($"{q}.Lerp({q},{q},float)", q, (a, _) =>
        {
            Dual towards = a[2][0] * Sign(Dot(Fixed(a[0]), Fixed(a[1])));
            return Normalize(Add(Scale(a[0], 1 - a[2][0]), Scale(a[1], towards)));
        });
        rows.Called($"{q}.Slerp({q},{q},float)", q, (a, _) => Slerp(a[0], a[1], a[2][0]));
        rows.Called($"{q}.CreateFromAxisAngle(Vector3,float)", q, (a, _) => FromAxisAngle(a[0], a[1][0]));
        rows.Called($"{q}.CreateFromYawPitchRoll(float,float,float)", q, (a, _) => FromYawPitchRoll(a[0][0], a[1][0], a[2][0]));
        rows.Called($"{q}.CreateFromRotationMatrix(Matrix4x4)", q, (a, _) => FromRotation(a[0]));
    }

    private static Dual[] Product(Dual[] a, Dual[] b)
    {
        Dual[] cross = Cross(a, b);
        return
        [
            (a[0] * b[3]) + (b[0] * a[3]) + cross[0], (a[1] * b[3]) + (b[1] * a[3]) + cross[1], (a[2] * b[3]) + (b[2] * a[3]) + cross[2],
            (a[3] * b[3]) - Dot([a[0], a[1], a[2]], [b[0], b[1], b[2]]),
        ];
    }

    private static Dual[] Conjugate(Dual[] a) => [-a[0], -a[1], -a[2], a[3]];

    private static Dual[] Inverse(Dual[] a) => Over(Conjugate(a), Dot(a, a));

    /// <summary>1, or −1 if it is negative; without a derivative.</summary>
    private static Dual Sign(Dual a) => Dual.Select(Dual.Compare(Ops.Less, a, 0), -1, 1, a);

    private static Dual[] Slerp(Dual[] a, Dual[] b, Dual amount)
    {
        // As the framework: the shorter way round, and straight on where the angle is too small to divide by its sine.
        Dual cos = Dot(a, b), sign = Sign(cos.Fixed);
        cos *= sign;
        Value isClose = Dual.Compare(Ops.Greater, cos.Fixed, 1 - 1e-6f);
        Dual angle = Dual.Acos(Dual.Select(isClose, 0, cos, cos));
        Dual sin = Dual.Sin(angle);
        Dual first = Dual.Select(isClose, 1 - amount, Dual.Sin((1 - amount) * angle) / sin, cos);
        Dual second = Dual.Select(isClose, amount, Dual.Sin(amount * angle) / sin, cos) * sign;
        return Add(Scale(a, first), Scale(b, second));
    }

    private static Dual[] FromAxisAngle(Dual[] axis, Dual angle) => [.. Scale(axis, Dual.Sin(angle * 0.5)), Dual.Cos(angle * 0.5)];

    private static Dual[] FromYawPitchRoll(Dual yaw, Dual pitch, Dual roll)
    {
        (Dual Sin, Dual Cos) Half(Dual angle) => (Dual.Sin(angle * 0.5), Dual.Cos(angle * 0.5));
        (Dual sr, Dual cr) = Half(roll);
        (Dual sp, Dual cp) = Half(pitch);
        (Dual sy, Dual cy) = Half(yaw);
        return
        [
            (cy * sp * cr) + (sy * cp * sr), (sy * cp * cr) - (cy * sp * sr), (cy * cp * sr) - (sy * sp * cr), (cy * cp * cr) + (sy * sp * sr),
        ];
    }

    /// <summary>The largest of the four numbers comes from the diagonal, the others from sums and differences of what lies across it.</summary>
    private static Dual[] FromRotation(Dual[] m)
    {
        Dual M(int row, int column) => m[(4 * (row - 1)) + column - 1];
        Dual trace = M(1, 1) + M(2, 2) + M(3, 3);
        Value isW = Dual.Compare(Ops.Greater, trace.Fixed, 0);
        Value isX = Dual.And(trace, Dual.Compare(Ops.GreaterOrEqual, M(1, 1).Fixed, M(2, 2).Fixed), Dual.Compare(Ops.GreaterOrEqual, M(1, 1).Fixed, M(3, 3).Fixed));
        Value isY = Dual.Compare(Ops.Greater, M(2, 2).Fixed, M(3, 3).Fixed);
        Dual Choose(Dual w, Dual x, Dual y, Dual z) => Dual.Select(isW, w, Dual.Select(isX, x, Dual.Select(isY, y, z, trace), trace), trace);

        Dual twice = Dual.Sqrt(Choose(1 + trace, 1 + M(1, 1) - M(2, 2) - M(3, 3), 1 + M(2, 2) - M(1, 1) - M(3, 3), 1 + M(3, 3) - M(1, 1) - M(2, 2)));
        Dual largest = twice * 0.5, factor = 0.5 / twice;
        Dual yz = (M(2, 3) - M(3, 2)) * factor, zx = (M(3, 1) - M(1, 3)) * factor, xy = (M(1, 2) - M(2, 1)) * factor;
        Dual andYZ = (M(2, 3) + M(3, 2)) * factor, andZX = (M(3, 1) + M(1, 3)) * factor, andXY = (M(1, 2) + M(2, 1)) * factor;
        return [Choose(yz, largest, andXY, andZX), Choose(zx, andXY, largest, andYZ), Choose(xy, andZX, andYZ, largest), Choose(largest, yz, zx, xy)];
    }
}
