using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Points and directions in the plane.</summary>
public static partial class Vectors2
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Vector2 Arithmetic(Vector2 a, Vector2 b, float k) => (a + b) * k - a / k + k * (a * b) / b - -a;

    [Differentiable(Derivatives.Jvp)]
    public static float TriangleArea(Vector2 a, Vector2 b, Vector2 c)
    {
        Vector2 u = b - a, v = c - a;
        return 0.5f * (u.X * v.Y - u.Y * v.X);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float PathLength(ReadOnlySpan<Vector2> points)
    {
        float length = 0;
        for (int i = 1; i < points.Length; i++) length += Vector2.Distance(points[i - 1], points[i]);
        return length;
    }

    /// <summary>A cubic Bézier curve, by repeated interpolation.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("t", 0.25, 0.5, 0.9)]
    public static Vector2 Bezier(Vector2 p0, Vector2 p1, Vector2 p2, Vector2 p3, float t)
    {
        Vector2 a = Vector2.Lerp(p0, p1, t), b = Vector2.Lerp(p1, p2, t), c = Vector2.Lerp(p2, p3, t);
        return Vector2.Lerp(Vector2.Lerp(a, b, t), Vector2.Lerp(b, c, t), t);
    }

    /// <summary>Springs between neighbours pull the points, which are moved in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("points", Length = 4)]
    [Check(FiniteDifferences = 5e-2)]
    public static void Relax(Span<Vector2> points, float stiffness, float rest)
    {
        for (int step = 0; step < 2; step++)
        {
            for (int i = 1; i < points.Length; i++)
            {
                Vector2 d = points[i] - points[i - 1];
                Vector2 pull = Vector2.Normalize(d) * (stiffness * 0.1f * (d.Length() - rest));
                points[i] -= pull;
                points[i - 1] += pull;
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static Vector2 Bounce(Vector2 velocity, Vector2 wall, float loss)
    {
        Vector2 n = Vector2.Normalize(wall);
        return Vector2.Reflect(velocity, n) * loss;
    }

    /// <summary>Clamped to a box, with a penalty that depends on the side.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("p", 0.25, 3.0)]
    [Inputs("low", 0.5, 0.75)]
    [Inputs("high", 1.5, 2.0)]
    public static float BoxPenalty(Vector2 p, Vector2 low, Vector2 high)
    {
        Vector2 inside = Vector2.Clamp(p, low, high);
        Vector2 larger = Vector2.Max(p, inside), smaller = Vector2.Min(p, inside * 2);
        float penalty = Vector2.DistanceSquared(p, inside);
        if (p.X > high.X) penalty *= 2;
        return penalty + Vector2.Dot(larger, smaller);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("start", 1.2, 0.9)]
    [Inputs("angle", 0.3, 0.35, 0.4)]
    [Check(FiniteDifferences = 2e-2)]
    public static float Steps(Vector2 start, float angle)
    {
        Vector2 p = start;
        Matrix3x2 turn = Matrix3x2.CreateRotation(angle) * Matrix3x2.CreateScale(0.9f) * Matrix3x2.CreateTranslation(0.1f, angle);
        int count = 0;
        while (p.LengthSquared() > 0.2f && count < 8)
        {
            p = Vector2.Transform(p, turn);
            count++;
        }

        return p.X + p.Y;
    }

    /// <summary>The last vector of each kind is kept, in a local that is overwritten.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector2 LongestDifference(Vector2[] a, Vector2[] b)
    {
        Vector2 best = Vector2.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            Vector2 d = Vector2.Abs(a[i] - b[i]) + Vector2.SquareRoot(a[i]) * 0.5f;
            if (d.Length() > best.Length()) best = d;
        }

        return best;
    }

    /// <summary>Vectors in the condition of a loop, and in a branch that only may throw.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("p", 0.3, 1.1)]
    [Inputs("step", 1.5, 0.1)]
    [Inputs("k", 0.7)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector2 Conditions(Vector2 p, Vector2 step, float k)
    {
        if (k > 100) _ = Matrix4x4.CreatePerspective(k, k, 2, 1);
        while (Vector2.Normalize(p).X < 0.5f && Vector2.Reflect(p, step).Y > -10) p += k > 1 ? Vector2.Normalize(step) * 0.3f : step * k;
        return p * (Matrix3x2.Invert(Matrix3x2.CreateScale(p), out Matrix3x2 inverse) && k < 50 ? inverse.M11 + k : 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Indexed(Vector2 v, Vector2 w)
    {
        Vector2 u = new(v[1], w[0]);
        u[0] += v.X * w[1];
        u.Y *= 2;
        Vector2 one = u with { X = w.Y };
        return u[0] * u[1] + one.X * one.Y + Vector2.One.X + Vector2.UnitY.Y;
    }

    /// <summary>Gravity between bodies in the plane, a structure of vectors.</summary>
    public record struct Body(Vector2 Position, Vector2 Velocity, float Mass);

    [Differentiable(Derivatives.Jvp)]
    [Inputs("bodies", Length = 3)]
    [Check(FiniteDifferences = 5e-2)]
    public static float Energy(Body[] bodies)
    {
        float energy = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            energy += 0.5f * bodies[i].Mass * bodies[i].Velocity.LengthSquared();
            for (int j = 0; j < i; j++)
                energy -= bodies[i].Mass * bodies[j].Mass / (0.1f + Vector2.Distance(bodies[i].Position, bodies[j].Position));
        }

        return energy;
    }
}
