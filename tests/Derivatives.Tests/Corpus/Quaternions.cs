using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Rotations as quaternions.</summary>
public static partial class Quaternions
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Quaternion Arithmetic(Quaternion a, Quaternion b, float k) => (a + b) * k - Quaternion.Negate(a) * b + Quaternion.Conjugate(b) - -a;

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Quaternion Quotient(Quaternion a, Quaternion b) => a / b + Quaternion.Concatenate(Quaternion.Inverse(a), b);

    /// <summary>The attitude of a body with a constant spin, normalized in each step.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Quaternion Attitude(Quaternion start, Vector3 spin, float dt)
    {
        Quaternion q = Quaternion.Normalize(start);
        for (int i = 0; i < 4; i++)
        {
            Quaternion rate = q * new Quaternion(spin, 0) * 0.5f;
            q = Quaternion.Normalize(q + rate * (0.1f * dt));
        }

        return q;
    }

    /// <summary>The angle between two attitudes.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static float Angle(Quaternion a, Quaternion b)
    {
        float cos = Quaternion.Dot(Quaternion.Normalize(a), Quaternion.Normalize(b));
        return 2 * MathF.Acos(cos * 0.9f) * a.Length() / b.LengthSquared();
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("a", 0.1, 0.7, -0.3, 0.6)]
    [Inputs("b", 0.5, -0.6, 0.4, 0.2)]
    [Inputs("t", 0.2, 0.5, 0.8)]
    [Check(FiniteDifferences = 2e-2)]
    public static Quaternion Interpolated(Quaternion a, Quaternion b, float t) => Quaternion.Slerp(Quaternion.Normalize(a), Quaternion.Normalize(b), t) + Quaternion.Lerp(a, b, t);

    /// <summary>The shorter way round, and ends too close to each other for the sine of their angle.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", 0.1, 0.7, -0.3, 0.6)]
    [Inputs("t", 0.2, 0.5, 0.8)]
    [Check(FiniteDifferences = 2e-2)]
    public static Quaternion Close(Quaternion a, float t)
    {
        Quaternion n = Quaternion.Normalize(a);
        return Quaternion.Slerp(n, n, t) + Quaternion.Slerp(n, -Quaternion.Normalize(n + new Quaternion(0.3f, 0, 0, 0.1f)), t);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector3 Turned(Vector3 v, Vector3 axis, float angle)
    {
        Quaternion q = Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), angle);
        return Vector3.Transform(v, q) + Vector3.Transform(Vector3.UnitX, Quaternion.Conjugate(q));
    }

    [Differentiable(Derivatives.Jvp)]
    public static Quaternion Heading(float yaw, float pitch, float roll) => Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll) * Quaternion.Identity;

    /// <summary>The joints of an arm, each turned against the one before it.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector3 Arm(ReadOnlySpan<Quaternion> joints, ReadOnlySpan<float> lengths)
    {
        Quaternion turn = Quaternion.Identity;
        Vector3 end = Vector3.Zero;
        for (int i = 0; i < joints.Length; i++)
        {
            turn *= Quaternion.Normalize(joints[i]);
            end += Vector3.Transform(new Vector3(lengths[i], 0, 0), turn);
        }

        return end;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("angle", 0.5, 2.8, 3.0)]
    [Inputs("axis", 0.1, 0.2, 0.9)]
    [Check(FiniteDifferences = 2e-2)]
    public static Quaternion FromMatrix(Vector3 axis, float angle) => Quaternion.CreateFromRotationMatrix(Matrix4x4.CreateFromAxisAngle(Vector3.Normalize(axis), angle));

    [Differentiable(Derivatives.Jvp)]
    [Inputs("angle", 2.8, 3.0, 2.6)]
    [Inputs("axis", 0.9, 0.2, 0.1)]
    [Check(FiniteDifferences = 2e-2)]
    public static float FromOtherMatrix(Vector3 axis, float angle)
    {
        Vector3 n = Vector3.Normalize(axis);
        Quaternion x = Quaternion.CreateFromRotationMatrix(Matrix4x4.CreateFromAxisAngle(n, angle));
        Quaternion y = Quaternion.CreateFromRotationMatrix(Matrix4x4.CreateFromAxisAngle(new Vector3(n.Y, n.X, n.Z), angle));
        return x.X + 2 * x.Y + 3 * x.Z + 4 * x.W + y.X + 2 * y.Y + 3 * y.Z + 4 * y.W;
    }

    /// <summary>Two quaternions that are one rotation in eight numbers, overwritten in a loop.</summary>
    public struct Dual
    {
        public Quaternion Real, Part;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Dual Screw(Dual a, Vector3 step, int n)
    {
        Dual total = a;
        for (int i = 0; i < n; i++)
        {
            Quaternion moved = new(step * 0.5f, 0);
            total.Part = total.Part * total.Real + moved * 0.1f;
            total.Real = Quaternion.Normalize(total.Real);
            if (i > 1) total.Part.W -= total.Real[0];
        }

        return total;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(Span<Quaternion> q, Quaternion by)
    {
        for (int i = 1; i < q.Length; i++) q[i] = q[i - 1] * by * 0.3f + q[i] * 0.5f;
    }
}
