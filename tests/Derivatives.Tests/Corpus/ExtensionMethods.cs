namespace DerivativeTests.Corpus;

public static partial class ExtensionMethods
{
    [Differentiable(Derivatives.Jvp)]
    public static double OnANumber(double x, double y) => x.Squared().Plus(y).Squared();

    [Differentiable(Derivatives.Jvp)]
    public static double AsAStaticCall(double x) => Extensions.Squared(x) * x;

    [Differentiable(Derivatives.Jvp)]
    public static double WithDefaults(double x, double y) => x.Plus(y) * x.Plus(y, 3) + x.Plus(k: y, w: 1);

    [Differentiable(Derivatives.Jvp)]
    public static double OnASpan(ReadOnlySpan<double> a, double k) => a.Norm() * k + a[1..].Norm();

    [Differentiable(Derivatives.Jvp)]
    public static double OnAnArray(double[] a, double[] b) => a.Dot(b) / (1 + a.Dot(a));

    [Differentiable(Derivatives.Jvp)]
    public static double ByReference(double x, double y)
    {
        x.Bump(y);
        x.Bump(2);
        return x * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithALambda(double[] a, double k) => a.SumOf(v => v * v * k) + a.SumOf(Math.Sin);

    [Differentiable(Derivatives.Jvp)]
    public static double OnADelegate(double x, double y)
    {
        Func<double, double> f = v => v * v + y;
        return f.Twice()(x) + f.Then(Math.Sin)(y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Generic(double x, float y) => x.Cubed() + y.Cubed();

    [Differentiable(Derivatives.Jvp)]
    public static double WritesToASpan(Span<double> a, double k)
    {
        a.ScaleBy(k).ScaleBy(a[0]);
        return a[0] * a[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnsAnArray(double[] a, double k)
    {
        double[] b = a.Times(k).Times(2);
        return b.Dot(a);
    }
}

internal static class Extensions
{
    public static double Squared(this double x) => x * x;

    public static double Plus(this double v, double w, double k = 2) => v + k * w;

    public static double Norm(this ReadOnlySpan<double> a)
    {
        double s = 0;
        foreach (double v in a) s += v * v;
        return Math.Sqrt(s);
    }

    public static double Dot(this double[] a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    public static void Bump(this ref double v, double k) => v = v * k + 1;

    public static double SumOf(this double[] a, Func<double, double> f)
    {
        double s = 0;
        foreach (double v in a) s += f(v);
        return s;
    }

    public static Func<double, double> Twice(this Func<double, double> f) => v => f(f(v));

    public static Func<double, double> Then(this Func<double, double> f, Func<double, double> g) => v => g(f(v));

    public static T Cubed<T>(this T v)
        where T : System.Numerics.IFloatingPointIeee754<T> => v * v * v;

    public static Span<double> ScaleBy(this Span<double> a, double k)
    {
        for (int i = 0; i < a.Length; i++) a[i] *= k;
        return a;
    }

    public static double[] Times(this double[] a, double k)
    {
        double[] b = new double[a.Length];
        for (int i = 0; i < a.Length; i++) b[i] = a[i] * k;
        return b;
    }
}
