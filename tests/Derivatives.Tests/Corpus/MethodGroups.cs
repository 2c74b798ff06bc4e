namespace DerivativeTests.Corpus;

/// <summary>Methods handed to other methods.</summary>
public static partial class MethodGroups
{
    private delegate double Slope(double t, double y);

    private static double Twice(Func<double, double> f, double x) => f(f(x));

    private static double Simpson(Func<double, double> f, double a, double b) => (b - a) / 6 * (f(a) + 4 * f((a + b) / 2) + f(b));

    private static double Wave(double x) => Math.Sin(x) + 0.3 * x;

    private static double Decay(double t, double y) => -y * (1 + 0.1 * t);

    private static double Step(Slope slope, double t, double y, double h) => y + h * slope(t + h / 2, y + h / 2 * slope(t, y));

    [Differentiable(Derivatives.Jvp)]
    public static double OfTheFramework(double x) => Twice(Math.Sin, x) + Twice(Math.Atan, x);

    [Differentiable(Derivatives.Jvp)]
    public static double OfOurs(double x, double y) => Twice(Wave, x * y);

    [Differentiable(Derivatives.Jvp)]
    public static double Integral(double a, double b) => Simpson(Wave, a, b) + Simpson(Math.Exp, 0.1 * a, 0.2 * b);

    [Differentiable(Derivatives.Jvp)]
    public static double Local(double a, double k)
    {
        double Scaled(double x) => k * x * x;
        return Simpson(Scaled, a, a + 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OwnDelegate(double y, double h)
    {
        for (int i = 0; i < 3; i++) y = Step(Decay, i * h, y, h);
        return y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAVariable(double x, double y)
    {
        Func<double, double> f = Wave;
        double sum = f(x);
        f = Math.Tanh;
        return sum + f(y) * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Composed(double x, double k)
    {
        double Outer(Func<double, double> g) => g(x) * k;
        return Outer(Wave) + Outer(Math.Cos);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Folded(double[] x) => x.Select(Wave).Aggregate(Mixed) + x.Aggregate(0.5, Mixed);

    private static double Mixed(double sum, double value) => 0.6 * sum + value * value;

    private interface ICurve
    {
        static abstract double At(double x);
    }

    private readonly struct Parabola : ICurve
    {
        public static double At(double x) => 0.5 * x * x - x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StaticAbstract(double x) => OfCurve<Parabola>(x);

    private static double OfCurve<T>(double x)
        where T : struct, ICurve => Twice(T.At, x);

    [Differentiable(Derivatives.Jvp)]
    public static double Passed(double x, double y) => Through(Wave, x) - Through(Math.Exp, 0.1 * y);

    private static double Through(Func<double, double> f, double x) => 0.5 * Twice(f, x);
}
