using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Points and directions in space: rays, rigid bodies, cameras.</summary>
public static partial class Vectors3
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Vector3 Arithmetic(Vector3 a, Vector3 b, float k) => Vector3.Add(a, b) * k - Vector3.Divide(a, k) + Vector3.Multiply(k, a * b) / b - Vector3.Negate(a);

    [Differentiable(Derivatives.Jvp)]
    public static float TripleProduct(Vector3 a, Vector3 b, Vector3 c) => Vector3.Dot(a, Vector3.Cross(b, c));

    /// <summary>Where a ray meets a sphere, or how far it passes by.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("radius", 3, 0.01, 2.5)]
    public static float RaySphere(Vector3 origin, Vector3 direction, Vector3 center, float radius)
    {
        Vector3 d = Vector3.Normalize(direction);
        Vector3 toCenter = center - origin;
        float along = Vector3.Dot(toCenter, d);
        float apart = toCenter.LengthSquared() - along * along;
        float inside = radius * radius - apart;
        if (inside < 0) return MathF.Sqrt(apart) - radius;
        return along - MathF.Sqrt(inside);
    }

    /// <summary>The angular velocity of a rigid body after some steps without torque.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector3 RigidBody(Vector3 spin, Vector3 inertia, float dt)
    {
        Vector3 omega = spin;
        for (int i = 0; i < 4; i++)
        {
            Vector3 momentum = inertia * omega;
            Vector3 rate = Vector3.Cross(momentum, omega) / inertia;
            omega += rate * (dt * 0.1f);
        }

        return omega;
    }

    [Differentiable(Derivatives.Jvp)]
    public static Vector2 Project(Vector3 point, Vector3 eye, Vector3 target, float fov)
    {
        Matrix4x4 view = Matrix4x4.CreateLookAt(eye, target + new Vector3(3, 4, 5), Vector3.UnitY);
        Matrix4x4 projection = Matrix4x4.CreatePerspectiveFieldOfView(fov, 1.5f, 0.1f, 100);
        Vector4 clip = Vector4.Transform(point + new Vector3(3, 4, 5) * 2, view * projection);
        return new Vector2(clip.X, clip.Y) / clip.W;
    }

    /// <summary>Phong shading of a surface.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector3 Shade(Vector3 normal, Vector3 light, Vector3 view, Vector3 color, float shininess)
    {
        Vector3 n = Vector3.Normalize(normal), l = Vector3.Normalize(light), v = Vector3.Normalize(view);
        float diffuse = MathF.Max(0, Vector3.Dot(n, l));
        float specular = MathF.Pow(MathF.Max(0.01f, Vector3.Dot(Vector3.Reflect(-l, n), v)), shininess);
        return Vector3.Clamp(color * diffuse, new Vector3(0.1f), new Vector3(3)) + new Vector3(specular);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static float MeshArea(ReadOnlySpan<Vector3> vertices, float scale)
    {
        float area = 0;
        for (int i = 2; i < vertices.Length; i++)
        {
            Vector3 u = vertices[i - 1] - vertices[0], v = vertices[i] - vertices[0];
            area += 0.5f * Vector3.Cross(u, v).Length();
        }

        return area * scale;
    }

    /// <summary>Cloth: positions and velocities are written in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 3e-2)]
    public static void Cloth(Span<Vector3> positions, Span<Vector3> velocities, float stiffness)
    {
        for (int i = 1; i < positions.Length; i++)
        {
            Vector3 d = positions[i] - positions[i - 1];
            float stretch = d.Length() - 0.5f;
            velocities[i] += (-stiffness * stretch * Vector3.Normalize(d) - 0.1f * velocities[i] - 0.981f * Vector3.UnitZ) * 0.1f;
        }

        for (int i = 0; i < positions.Length; i++) positions[i] += 0.1f * velocities[i];
    }

    /// <summary>The nearest of some spheres along a ray that is marched.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("origin", 0, 0.1, 0.2)]
    [Inputs("direction", 0.2, 0.9, 0.5)]
    [Inputs("centers", Min = 3, Max = 9)]
    [Check(FiniteDifferences = 2e-2)]
    public static float March(Vector3 origin, Vector3 direction, Vector3[] centers)
    {
        Vector3 p = origin;
        Vector3 d = Vector3.Normalize(direction);
        float travelled = 0;
        for (int step = 0; step < 3; step++)
        {
            float nearest = float.MaxValue;
            foreach (Vector3 center in centers)
            {
                float distance = Vector3.Distance(p, center) - 0.3f;
                nearest = distance < nearest ? distance : nearest;
            }

            travelled += nearest;
            p = origin + d * travelled;
        }

        return travelled;
    }

    [Differentiable(Derivatives.Jvp)]
    public static Vector3 Moved(Vector3 v, Vector3 axis, float angle, Vector3 offset)
    {
        Matrix4x4 m = Matrix4x4.CreateFromAxisAngle(Vector3.Normalize(axis), angle) * Matrix4x4.CreateTranslation(offset);
        return Vector3.Transform(v, m) + Vector3.TransformNormal(v, m) * 0.5f;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Members(Vector3 v, Vector3 w)
    {
        Vector3 u = new(v.X, w.Y, 2);
        u.Z = v[2] * w[0];
        u[1] = u[1] * u.Z;
        Vector3 t = new(new Vector2(w.Z, v.Y), u.X);
        Vector3 s = u with { Y = t.Z };
        (float a, float b) = (s.Y, t.X);
        return Vector3.Dot(u, t) + Vector3.Dot(s, new Vector3 { X = a, Z = b });
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static float Elementwise(Vector3 v, Vector3 w)
    {
        Vector3 a = Vector3.Sin(v) * Vector3.Cos(w) + Vector3.Exp(-v) + Vector3.Log(w) * Vector3.Log2(v);
        Vector3 b = Vector3.Hypot(v, w) + Vector3.Lerp(v, w, a * 0.1f) + Vector3.FusedMultiplyAdd(v, w, a) + Vector3.CopySign(v, w);
        return Vector3.Sum(a) + Vector3.Dot(b, Vector3.DegreesToRadians(v));
    }

    private static readonly Vector3 Up = Vector3.Normalize(new Vector3(0.1f, 1, 0.2f)) + 0.5f * Vector3.UnitX;

    [Differentiable(Derivatives.Jvp)]
    public static float Height(Vector3 p, float k)
    {
        if (p is { X: > 100 }) return k;
        return Vector3.Dot(Up, p) * k + (p == Up ? 1 : p.Equals(Vector3.One) ? 2 : 3) * k;
    }

    /// <summary>A triangle's closest edge, by a choice between vectors.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static Vector3 Closest(Vector3 p, Vector3 a, Vector3 b, float k)
    {
        Vector3 ab = b - a;
        float t = Vector3.Dot(p - a, ab) / Vector3.Dot(ab, ab);
        Vector3 q = t <= 0 ? a : t >= 1 ? b : a + t * ab;
        return Vector3.DistanceSquared(p, q) > 0.1f ? Vector3.Lerp(p, q, 0.5f * k) : q * k;
    }
}
