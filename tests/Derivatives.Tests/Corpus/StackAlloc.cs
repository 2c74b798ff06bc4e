using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class StackAlloc
{
    [Differentiable(Derivatives.Jvp)]
    public static double FixedSize(double x, double y)
    {
        Span<double> t = stackalloc double[4];
        t[0] = x;
        for (int i = 1; i < 4; i++) t[i] = t[i - 1] * y + t[0];
        return t[3] * t[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SizeFromLength(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++) t[i] = x[i] * x[i];
        for (int i = 1; i < x.Length; i++) t[i] *= t[i - 1];
        return t[x.Length - 1] + t[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithInitializer(double x, double y)
    {
        ReadOnlySpan<double> nodes = [-0.7745966692414834, 0, 0.7745966692414834];
        Span<double> weights = stackalloc double[] { 5.0 / 9, 8.0 / 9, 5.0 / 9 };
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            double t = 0.5 * (y - x) * nodes[i] + 0.5 * (x + y);
            s += weights[i] * Math.Exp(-t * t) * t;
        }

        return s * 0.5 * (y - x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Several(ReadOnlySpan<double> x)
    {
        Span<double> sines = stackalloc double[x.Length], cosines = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++) (sines[i], cosines[i]) = Math.SinCos(x[i]);
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += sines[i] * cosines[x.Length - 1 - i];
        return s;
    }

    private readonly record struct Pair(double A, double B);

    [Differentiable(Derivatives.Jvp)]
    public static double Structs(double[] x, double k)
    {
        Span<Pair> pairs = stackalloc Pair[3];
        Span<Pair> given = stackalloc Pair[] { new Pair(k, x[0]), new Pair(x[1], k * k) };
        for (int i = 0; i < pairs.Length; i++) pairs[i] = new Pair(x[i] * k, given[i % 2].B);
        pairs[1] = pairs[0] with { B = k };
        double sum = 0;
        foreach (Pair pair in pairs[..2]) sum += pair.A * pair.B;
        return sum * pairs[2].A + given[1].A;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Vectors(Vector3 v, float k)
    {
        Span<Vector3> path = stackalloc Vector3[4];
        path[0] = v;
        for (int i = 1; i < path.Length; i++) path[i] = 0.5f * path[i - 1] + k * Vector3.Cross(path[i - 1], Vector3.UnitZ);
        path[2].X *= k;
        return path[3].Length() + path[2].X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Complexes(Complex z, double k)
    {
        ReadOnlySpan<Complex> powers = stackalloc Complex[] { Complex.One, z, z * z };
        return (powers[1] * k + powers[2]).Magnitude + powers[0].Real * k;
    }
}
