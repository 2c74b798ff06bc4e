using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

internal static partial class StructFunctions
{
    private const string M4 = "Matrix4x4";
    private const string M3 = "Matrix3x2";

    private static void AddMatrices(Rows rows)
    {
        foreach (string m in new[] { M3, M4 })
        {
            int count = m == M3 ? 6 : 16;
            AddArithmetic(rows, m);
            rows.Exact($"{m}..ctor({string.Join(",", Enumerable.Repeat("float", count))})", m, (a, _) => [.. a.Select(x => x[0])]);
            rows.Exact($"{m}.get_Identity()", m, (_, _) => m == M3 ? Affine(1, 0, 0, 1, 0, 0) : Diagonal(1, 1, 1));
            rows.Condition($"{m}.get_IsIdentity(this)");
            foreach (string name in new[] { "op_Multiply", "Multiply" }) rows.Called($"{m}.{name}({m},{m})", m, (a, _) => m == M3 ? ProductOfAffine(a[0], a[1]) : Product4(a[0], a[1]));
            rows.Called($"{m}.Lerp({m},{m},float)", m, (a, _) => Lerp(a[0], a[1], a[2][0]));
            rows.Called($"{m}.GetDeterminant(this)", "float", (a, _) => [m == M3 ? (a[0][0] * a[0][3]) - (a[0][2] * a[0][1]) : Determinant(a[0])]);
        }

        AddVectorTransforms(rows);

        // d(A⁻¹) = −A⁻¹ dA A⁻¹, where the inverse is known. The first result is whether there is one.
        rows.Called($"{M4}.Invert({M4},out {M4})", "bool", (a, r) => [0, .. Each(Product4(Product4([.. r.Skip(1)], a[0]), [.. r.Skip(1)]), x => -x)]);
        rows.Called($"{M3}.Invert({M3},out {M3})", "bool", (a, r) => [0, .. InverseOfAffine(a[0], [.. r.Skip(1)])]);
        rows.Exact($"{M4}.Transpose({M4})", M4, (a, _) => Matrix((row, column) => a[0][(4 * column) + row]));
    }

    /// <summary>What makes matrices.</summary>
    private static void AddTransforms(Rows rows)
    {
        rows.Exact($"{M3}.CreateTranslation(float,float)", M3, (a, _) => Affine(1, 0, 0, 1, a[0][0], a[1][0]));
        rows.Exact($"{M3}.CreateTranslation(Vector2)", M3, (a, _) => Affine(1, 0, 0, 1, a[0][0], a[0][1]));
        rows.Exact($"{M3}.CreateScale(float)", M3, (a, _) => Affine(a[0][0], 0, 0, a[0][0], 0, 0));
        rows.Exact($"{M3}.CreateScale(float,float)", M3, (a, _) => Affine(a[0][0], 0, 0, a[1][0], 0, 0));
        rows.Exact($"{M3}.CreateScale(Vector2)", M3, (a, _) => Affine(a[0][0], 0, 0, a[0][1], 0, 0));
        rows.Called($"{M3}.CreateScale(float,Vector2)", M3, (a, _) => About(a[1], Affine(a[0][0], 0, 0, a[0][0], 0, 0)));
        rows.Called($"{M3}.CreateScale(float,float,Vector2)", M3, (a, _) => About(a[2], Affine(a[0][0], 0, 0, a[1][0], 0, 0)));
        rows.Called($"{M3}.CreateScale(Vector2,Vector2)", M3, (a, _) => About(a[1], Affine(a[0][0], 0, 0, a[0][1], 0, 0)));
        rows.Called($"{M3}.CreateRotation(float)", M3, (a, _) => Turn(a[0][0]));
        rows.Called($"{M3}.CreateRotation(float,Vector2)", M3, (a, _) => About(a[1], Turn(a[0][0])));
        rows.Called($"{M3}.CreateSkew(float,float)", M3, (a, _) => Affine(1, Dual.Tan(a[1][0]), Dual.Tan(a[0][0]), 1, 0, 0));

        rows.Exact($"{M4}.CreateTranslation(Vector3)", M4, (a, _) => Rigid(Diagonal(1, 1, 1), a[0]));
        rows.Exact($"{M4}.CreateTranslation(float,float,float)", M4, (a, _) => Rigid(Diagonal(1, 1, 1), [a[0][0], a[1][0], a[2][0]]));
        rows.Exact($"{M4}.CreateScale(float)", M4, (a, _) => Diagonal(a[0][0], a[0][0], a[0][0]));
        rows.Exact($"{M4}.CreateScale(Vector3)", M4, (a, _) => Diagonal(a[0][0], a[0][1], a[0][2]));
        rows.Exact($"{M4}.CreateScale(float,float,float)", M4, (a, _) => Diagonal(a[0][0], a[1][0], a[2][0]));
        for (int axis = 0; axis < 3; axis++)
        {
            int fixedAxis = axis;
            string name = "CreateRotation" + Axes[axis];
            rows.Called($"{M4}.{name}(float)", M4, (a, _) => Turn(fixedAxis, a[0][0]));
            rows.Called($"{M4}.{name}(float,Vector3)", M4, (a, _) => About(a[1], Turn(fixedAxis, a[0][0])));
        }

        rows.Changed($"{M4}.CreateFromAxisAngle(Vector3,float)", M4, (a, _) => FromQuaternion(FromAxisAngle(a[0], a[1][0])), (a, _) => FromAxis(a[0], a[1][0]));
        rows.Called($"{M4}.CreateFromQuaternion(Quaternion)", M4, (a, _) => FromQuaternion(a[0]));
        rows.Called($"{M4}.CreateFromYawPitchRoll(float,float,float)", M4, (a, _) => FromQuaternion(FromYawPitchRoll(a[0][0], a[1][0], a[2][0])));
        rows.Called($"{M4}.Transform({M4},Quaternion)", M4, (a, _) => Product4(a[0], FromQuaternion(a[1])));
        rows.Called($"{M4}.CreateLookAt(Vector3,Vector3,Vector3)", M4, (a, _) => LookAt(a[0], Subtract(a[0], a[1]), a[2]));
        rows.Called($"{M4}.CreateLookAtLeftHanded(Vector3,Vector3,Vector3)", M4, (a, _) => LookAt(a[0], Subtract(a[1], a[0]), a[2]));
        rows.Called($"{M4}.CreateLookTo(Vector3,Vector3,Vector3)", M4, (a, _) => LookAt(a[0], Each(a[1], x => -x), a[2]));
        rows.Called($"{M4}.CreateLookToLeftHanded(Vector3,Vector3,Vector3)", M4, (a, _) => LookAt(a[0], a[1], a[2]));
        rows.Called($"{M4}.CreateWorld(Vector3,Vector3,Vector3)", M4, (a, _) =>
        {
            Dual[] z = Normalize(Each(a[1], x => -x)), x = Normalize(Cross(a[2], z)), y = Cross(z, x);
            return [.. x, 0, .. y, 0, .. z, 0, .. a[0], 1];
        });

        AddProjections(rows, "", -1);
        AddProjections(rows, "LeftHanded", 1);
    }

    /// <param name="side">The sign of the axis that points away from the eye.</param>
    private static void AddProjections(Rows rows, string suffix, double side)
    {
        string Name(string name, int count) => $"{M4}.{name}{suffix}({string.Join(",", Enumerable.Repeat("float", count))})";
        rows.Called(Name("CreateOrthographic", 4), M4, (a, _) => Orthographic(side, a[0][0], a[1][0], a[2][0], a[3][0]));
        rows.Called(Name("CreateOrthographicOffCenter", 6), M4, (a, _) =>
        {
            (Dual left, Dual right, Dual bottom, Dual top) = (a[0][0], a[1][0], a[2][0], a[3][0]);
            Dual[] m = Orthographic(side, right - left, top - bottom, a[4][0], a[5][0]);
            (m[12], m[13]) = ((left + right) / (left - right), (top + bottom) / (bottom - top));
            return m;
        });
        rows.Called(Name("CreatePerspective", 4), M4, (a, _) => Perspective(side, 2 * a[2][0] / a[0][0], 2 * a[2][0] / a[1][0], a[2][0], a[3][0]));
        rows.Called(Name("CreatePerspectiveFieldOfView", 4), M4, (a, _) =>
        {
            Dual height = 1 / Dual.Tan(a[0][0] * 0.5);
            return Perspective(side, height / a[1][0], height, a[2][0], a[3][0]);
        });
        rows.Called(Name("CreatePerspectiveOffCenter", 6), M4, (a, _) =>
        {
            (Dual left, Dual right, Dual bottom, Dual top, Dual near) = (a[0][0], a[1][0], a[2][0], a[3][0], a[4][0]);
            Dual[] m = Perspective(side, 2 * near / (right - left), 2 * near / (top - bottom), near, a[5][0]);
            (m[8], m[9]) = (-side * (left + right) / (right - left), -side * (top + bottom) / (top - bottom));
            return m;
        });
    }

    private static Dual[] Matrix(Func<int, int, Dual> element) => [.. Enumerable.Range(0, 16).Select(i => element(i / 4, i % 4))];

    private static Dual[] Product4(Dual[] a, Dual[] b) => Matrix((row, column) => Dot([.. a.Skip(4 * row).Take(4)], [b[column], b[4 + column], b[8 + column], b[12 + column]]));

    private static Dual[] Diagonal(Dual x, Dual y, Dual z) => [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1];

    private static Dual[] Rigid(Dual[] turn, Dual[] translation) => [.. turn.Take(12), .. translation, 1];

    /// <summary>The same about a point that stays where it is.</summary>
    private static Dual[] About(Dual[] center, Dual[] m) => center.Length == 2
        ? [.. m.Take(4), .. Subtract(center, Apply(center, m, 2, 0))]
        : Rigid(m, Subtract(center, Apply(center, m, 3, 0)));

    /// <summary>A row of numbers times the first rows of a matrix.</summary>
    /// <param name="size">How many numbers there are, in the row and in the result.</param>
    /// <param name="one">What the row is continued with: 1 for points, 0 for directions.</param>
    private static Dual[] Apply(Dual[] row, Dual[] m, int size, Dual one)
    {
        int width = m.Length == 6 ? 2 : 4;
        Dual Column(int column) => Dot(row, [.. row.Select((_, i) => m[(width * i) + column])]) + (one * m[m.Length - width + column]);
        return [.. Enumerable.Range(0, size).Select(Column)];
    }

    private static Dual[] Affine(Dual m11, Dual m12, Dual m21, Dual m22, Dual m31, Dual m32) => [m11, m12, m21, m22, m31, m32];

    private static Dual[] ProductOfAffine(Dual[] a, Dual[] b) =>
        [.. Apply([a[0], a[1]], b, 2, 0), .. Apply([a[2], a[3]], b, 2, 0), .. Apply([a[4], a[5]], b, 2, 1)];

    /// <summary>The same as for square matrices, whose last column is 0, 0, 1 and has no tangent.</summary>
    private static Dual[] InverseOfAffine(Dual[] a, Dual[] inverse)
    {
        Dual[] Row(int i, Dual one) => Apply([.. Apply([inverse[2 * i], inverse[(2 * i) + 1]], a, 2, one)], inverse, 2, 0);
        return [.. Row(0, 0).Concat(Row(1, 0)).Concat(Row(2, 1)).Select(x => -x)];
    }

    private static Dual[] Turn(Dual angle) => Affine(Dual.Cos(angle), Dual.Sin(angle), -Dual.Sin(angle), Dual.Cos(angle), 0, 0);

    private static Dual[] Turn(int axis, Dual angle)
    {
        Dual cos = Dual.Cos(angle), sin = Dual.Sin(angle);
        int next = (axis + 1) % 3, last = (axis + 2) % 3;
        return Matrix((row, column) =>
            row == next && column == last ? sin
            : row == last && column == next ? -sin
            : row == column ? (row == next || row == last ? cos : 1)
            : 0);
    }

    private static Dual[] FromAxis(Dual[] axis, Dual angle)
    {
        Dual cos = Dual.Cos(angle);
        Dual[] turned = Scale(axis, Dual.Sin(angle));
        Dual Off(int row, int column, Dual sine) => (axis[row] * axis[column] * (1 - cos)) + sine;
        Dual On(int i) => (axis[i] * axis[i] * (1 - cos)) + cos;
        return
        [
            On(0), Off(0, 1, turned[2]), Off(0, 2, -turned[1]), 0,
            Off(1, 0, -turned[2]), On(1), Off(1, 2, turned[0]), 0,
            Off(2, 0, turned[1]), Off(2, 1, -turned[0]), On(2), 0,
            0, 0, 0, 1,
        ];
    }

    private static Dual[] FromQuaternion(Dual[] q)
    {
        Dual Twice(int i, int j) => 2 * (q[i] * q[j]);
        return
        [
            1 - (Twice(1, 1) + Twice(2, 2)), Twice(0, 1) + Twice(2, 3), Twice(0, 2) - Twice(1, 3), 0,
            Twice(0, 1) - Twice(2, 3), 1 - (Twice(2, 2) + Twice(0, 0)), Twice(1, 2) + Twice(0, 3), 0,
            Twice(0, 2) + Twice(1, 3), Twice(1, 2) - Twice(0, 3), 1 - (Twice(1, 1) + Twice(0, 0)), 0,
            0, 0, 0, 1,
        ];
    }

    private static Dual[] LookAt(Dual[] position, Dual[] backward, Dual[] up)
    {
        Dual[] z = Normalize(backward), x = Normalize(Cross(up, z)), y = Cross(z, x);
        return
        [
            x[0], y[0], z[0], 0,
            x[1], y[1], z[1], 0,
            x[2], y[2], z[2], 0,
            -Dot(x, position), -Dot(y, position), -Dot(z, position), 1,
        ];
    }

    private static Dual[] Orthographic(double side, Dual width, Dual height, Dual near, Dual far) =>
        [2 / width, 0, 0, 0, 0, 2 / height, 0, 0, 0, 0, side / (far - near), 0, 0, 0, near / (near - far), 1];

    private static Dual[] Perspective(double side, Dual x, Dual y, Dual near, Dual far)
    {
        // Infinitely far, the depth is 1; what is not taken must stay finite.
        Value isInfinite = Dual.Compare(Ops.Equal, far, double.PositiveInfinity);
        Dual finite = Dual.Select(isInfinite, 2 * near.Fixed, far, far);
        Dual depth = Dual.Select(isInfinite, 1, finite / (finite - near), far);
        return [x, 0, 0, 0, 0, y, 0, 0, 0, 0, side * depth, side, 0, 0, -(near * depth), 0];
    }

    private static Dual Determinant(Dual[] m)
    {
        // By the minors of the lower two rows.
        Dual Minor(int i, int j) => (m[8 + i] * m[12 + j]) - (m[8 + j] * m[12 + i]);
        Dual Cofactor(int i, int j, int k) => (m[4 + i] * Minor(j, k)) - (m[4 + j] * Minor(i, k)) + (m[4 + k] * Minor(i, j));
        return (m[0] * Cofactor(1, 2, 3)) - (m[1] * Cofactor(0, 2, 3)) + (m[2] * Cofactor(0, 1, 3)) - (m[3] * Cofactor(0, 1, 2));
    }
}
