using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary><see cref="Matrix3x2"/>, <see cref="Matrix4x4"/> and <see cref="Plane"/>.</summary>
public static partial class Matrices
{
    [Differentiable(Derivatives.Jvp)]
    public static Matrix4x4 Arithmetic(Matrix4x4 a, Matrix4x4 b, float k) => (a + b) * k - -a * b + Matrix4x4.Transpose(a) - Matrix4x4.Lerp(a, b, k);

    [Differentiable(Derivatives.Jvp)]
    public static Matrix3x2 AffineArithmetic(Matrix3x2 a, Matrix3x2 b, float k) => (a + b) * k - -a * b - Matrix3x2.Lerp(a, b, k);

    [Differentiable(Derivatives.Jvp)]
    public static float Determinants(Matrix4x4 a, Matrix3x2 b) => a.GetDeterminant() * b.GetDeterminant();

    /// <summary>The solution of a linear system by the inverse; nothing where there is none.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("b", 2, 0.3, 1.5, 0.7)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector4 Solve(Matrix4x4 a, Vector4 b)
    {
        a.M11 += 4;
        a.M22 += 5;
        a[2, 2] += 6;
        a[3, 3] = a[3, 3] + 7;
        if (!Matrix4x4.Invert(a, out Matrix4x4 inverse)) return Vector4.Zero;
        return Vector4.Transform(b, inverse);
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("m", 2, 0.3, 0.7, 1.5, 0.9, 1.1)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector2 Back(Matrix3x2 m, Vector2 p)
    {
        bool isInvertible = Matrix3x2.Invert(m, out Matrix3x2 inverse);
        return isInvertible ? Vector2.Transform(p, inverse) + Vector2.TransformNormal(p, m) : p;
    }

    /// <summary>A point of a robot's hand: products of rotations about the axes and of translations.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector3 Kinematics(ReadOnlySpan<float> angles, Vector3 offset, float scale)
    {
        Matrix4x4 m = Matrix4x4.CreateScale(scale);
        for (int i = 0; i < angles.Length; i++)
        {
            Matrix4x4 turn = i % 3 == 0 ? Matrix4x4.CreateRotationX(angles[i]) : i % 3 == 1 ? Matrix4x4.CreateRotationY(angles[i], offset) : Matrix4x4.CreateRotationZ(angles[i]);
            m = turn * Matrix4x4.CreateTranslation(offset * 0.1f) * m;
        }

        return m.Translation + Vector3.TransformNormal(offset, m);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("angle", 0.3, 0.8, 1.2)]
    public static Vector2 Drawn(Vector2 p, Vector2 center, float angle, float k)
    {
        Matrix3x2 m = Matrix3x2.CreateRotation(angle, center) * Matrix3x2.CreateScale(k, 2 * k, center) * Matrix3x2.CreateSkew(angle * 0.5f, 0.1f * k) * Matrix3x2.CreateTranslation(center);
        m.Translation += p;
        m.M12 *= k;
        return Vector2.Transform(p, m) + Vector2.Transform(p, Matrix3x2.CreateScale(center));
    }

    /// <summary>From a point in space to the screen.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector3 Camera(Vector3 point, Vector3 eye, Quaternion attitude, float width, float near)
    {
        Matrix4x4 world = Matrix4x4.CreateFromQuaternion(Quaternion.Normalize(attitude)) * Matrix4x4.CreateTranslation(eye);
        Matrix4x4 projection = Matrix4x4.CreatePerspective(width, 2 * width, near, near + 20) + Matrix4x4.CreateOrthographic(width, 1, near, 30) * 0.1f;
        Vector4 clip = Vector4.Transform(point, world * projection);
        return new Vector3(clip.X, clip.Y, clip.Z) / (clip.W * clip.W + 1);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector4 OffCenter(float left, float width, float near)
    {
        Matrix4x4 m = Matrix4x4.CreatePerspectiveOffCenter(left, left + width, -left, width, near, near + 5);
        m += Matrix4x4.CreateOrthographicOffCenter(left, left + width, -left, width, near, near + 5) + Matrix4x4.CreatePerspectiveFieldOfView(near * 0.5f, width, near, float.PositiveInfinity);
        return Vector4.Transform(new Vector4(1, 2, 3, left), m + Matrix4x4.CreateOrthographicLeftHanded(1, 2, near, 9) * Matrix4x4.CreatePerspectiveLeftHanded(width, 2, near, 7));
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector3 Frames(Vector3 position, Vector3 forward, float yaw) => Vector3.Transform(
        new Vector3(1, 2, 3),
        Matrix4x4.CreateWorld(position, forward, Vector3.UnitY) * Matrix4x4.CreateFromYawPitchRoll(yaw, 0.5f * yaw, 0.2f)
        + Matrix4x4.Transform(Matrix4x4.CreateLookAt(position, position - forward, Vector3.UnitZ), Quaternion.CreateFromAxisAngle(Vector3.UnitX, yaw)));

    /// <summary>A power by repeated products, and the trace of each.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static float Exponential(Matrix4x4 a)
    {
        Matrix4x4 term = Matrix4x4.Identity, sum = Matrix4x4.Identity;
        for (int i = 1; i < 5; i++)
        {
            term = term * a * (0.2f / i);
            sum += term;
        }

        return sum.M11 + sum.M22 + sum.M33 + sum.M44;
    }

    /// <summary>Skinning: vertices moved by weighted matrices of bones, in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static void Skin(Span<Vector3> vertices, Matrix4x4[] bones, ReadOnlySpan<float> weights)
    {
        for (int i = 0; i < vertices.Length; i++)
        {
            float w = weights[i] / (1 + weights[i]);
            Matrix4x4 blend = bones[i] * w + bones[0] * (1 - w);
            vertices[i] = Vector3.Transform(vertices[i], blend) * 0.1f;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static float Distances(Vector3 a, Vector3 b, Vector3 c, Vector3 p, Plane other)
    {
        Plane plane = Plane.CreateFromVertices(a, b + new Vector3(1, 0, 2), c + new Vector3(0, 3, 1));
        Plane made = new(plane.Normal * 2, plane.D + 1);
        made.Normal.X += other.D;
        return Plane.DotCoordinate(plane, p) + Plane.DotNormal(made, p) * Plane.Dot(other, new Vector4(p, 2));
    }
}
