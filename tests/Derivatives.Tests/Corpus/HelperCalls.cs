namespace DerivativeTests.Corpus;

public static partial class HelperCalls
{
    private static double Square(double x) => x * x;

    private static double Sigmoid(double x)
    {
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1 + e);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    private static void Scale(Span<double> a, double k)
    {
        for (int i = 0; i < a.Length; i++) a[i] *= k;
    }

    private static (double Sine, double Cosine) Both(double x) => (Math.Sin(x), Math.Cos(x));

    private static double FirstAbove(ReadOnlySpan<double> x, double limit)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > limit) return x[i] * limit;
        }

        return limit;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Expression(double x, double y) => Square(x * y) + Square(Square(x));

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 5)]
    public static double WithBranches(double x, double y) => Sigmoid(x * y) * Sigmoid(-x) + y;

    [Differentiable(Derivatives.Jvp)]
    public static double WithALoop(ReadOnlySpan<double> x, double[] y) => Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y));

    [Differentiable(Derivatives.Jvp)]
    public static double InPlace(Span<double> a, double k)
    {
        Scale(a, k);
        Scale(a[1..3], k * a[0]);
        return Dot(a, a);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnsATuple(double x, double y)
    {
        (double s, double c) = Both(x * y);
        return s * c + Both(y).Sine;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++) s = Sigmoid(s * x[i]) + Square(s) * 0.1;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double EarlyReturnInside(ReadOnlySpan<double> x, double y) => FirstAbove(x, y) + FirstAbove(x, y * 10) * x[0];

    /// <summary>The callee changes its parameter, not the caller's variable.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double ByValue(double x)
    {
        double r = ChangesItsParameter(x);
        return r * x;
    }

    private static double ChangesItsParameter(double x)
    {
        x *= x + 1;
        return x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NamedAndDefaultArguments(double x, double y) => Blend(b: y, a: x) + Blend(x, y, 0.9);

    private static double Blend(double a, double b, double weight = 0.25) => a * weight * a + b * (1 - weight);

    [Differentiable(Derivatives.Jvp)]
    public static double ThreeDeep(double x, double y) => Outer(x, y) * Outer(y, x);

    private static double Outer(double x, double y) => Middle(x) + Middle(y * x);

    private static double Middle(double x) => Square(x) - Sigmoid(x);
}
