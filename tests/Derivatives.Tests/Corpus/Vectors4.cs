using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Homogeneous coordinates, colors, and four numbers at once.</summary>
public static partial class Vectors4
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Vector4 Arithmetic(Vector4 a, Vector4 b, float k) => (a + b) * k - a / k + k * (a * b) / b - -a;

    [Differentiable(Derivatives.Jvp)]
    public static float Lengths(Vector4 a, Vector4 b) => a.Length() * Vector4.Distance(a, b) + a.LengthSquared() / Vector4.DistanceSquared(a, b) + Vector4.Dot(Vector4.Normalize(a), b);

    /// <summary>A color blended over others.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector4 Blend(ReadOnlySpan<Vector4> layers, Vector4 background)
    {
        Vector4 color = background;
        for (int i = 0; i < layers.Length; i++)
        {
            float alpha = layers[i].W / (1 + layers[i].W);
            color = Vector4.Lerp(color, layers[i], alpha);
        }

        return color;
    }

    [Differentiable(Derivatives.Jvp)]
    public static Vector3 Homogeneous(Vector3 p, Matrix4x4 m)
    {
        Vector4 h = Vector4.Transform(new Vector4(p, 1), m);
        return new Vector3(h.X, h.Y, h.Z) / h.W;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static Vector4 Rotated(Vector4 v, Vector3 u, Vector2 w, Quaternion q)
    {
        Quaternion n = Quaternion.Normalize(q);
        return Vector4.Transform(v, n) + Vector4.Transform(u, n) * Vector4.Transform(w, n);
    }

    /// <summary>A dot product of long arrays, four at a time.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static float Blocked(Vector4[] x, Vector4[] y)
    {
        Vector4 sum = Vector4.Zero;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return Vector4.Dot(sum, Vector4.One);
    }

    /// <summary>A layer of a network with four neurons.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static float Layer(Vector4 x, Vector4[] weights, Vector4 bias)
    {
        Vector4 sum = bias;
        foreach (Vector4 w in weights) sum += w * Vector4.Dot(w, x) * 0.1f;
        Vector4 hidden = Vector4.Max(sum, Vector4.Zero) + Vector4.Min(sum, new Vector4(0.1f)) * 0.01f;
        return Vector4.Sum(hidden * hidden);
    }

    /// <summary>Runge and Kutta's method for four coupled oscillators.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector4 Oscillators(Vector4 state, float k)
    {
        Vector4 x = state;
        for (int i = 0; i < 3; i++)
        {
            Vector4 k1 = Rate(x, k), k2 = Rate(x + 0.05f * k1, k), k3 = Rate(x + 0.05f * k2, k), k4 = Rate(x + 0.1f * k3, k);
            x += (k1 + 2 * k2 + 2 * k3 + k4) * (0.1f / 6);
        }

        return x;
    }

    private static Vector4 Rate(Vector4 x, float k) => new(x.Z, x.W, k * (x.Y - 2 * x.X), k * (x.X - 2 * x.Y));

    [Differentiable(Derivatives.Jvp)]
    public static float Members(Vector4 v, Vector2 w)
    {
        Vector4 u = new(w, v.Z, 2);
        u.W = v[3] * w[0];
        u[0] -= u[2];
        Vector4 t = new(new Vector3(w, v.Y), u.X) { Y = v.X };
        return Vector4.Dot(u, t) + Vector4.Abs(u - t).W + Vector4.SquareRoot(v).X;
    }

    public struct Vertex
    {
        public Vector4 Position;
        public Vector4 Color;
    }

    /// <summary>Fields of structs that are written in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static void Light(Span<Vertex> vertices, Vector4 light)
    {
        for (int i = 0; i < vertices.Length; i++)
        {
            float brightness = 1 / (0.1f + Vector4.DistanceSquared(vertices[i].Position, light));
            vertices[i].Color = Vector4.Clamp(vertices[i].Color * brightness, new Vector4(0.05f), new Vector4(5));
            vertices[i].Position.W = brightness;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Outputs(Vector4 v, ref Vector4 total, out Vector4 unit, float k)
    {
        unit = Vector4.Normalize(v);
        total += unit * k;
        if (total.X > 1) total *= 0.5f;
    }
}
