namespace DerivativeTests.Corpus;

public static partial class Operators
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Identity(double x) => x;

    [Differentiable(Derivatives.Jvp)]
    public static double Sum(double x, double y) => x + y;

    [Differentiable(Derivatives.Jvp)]
    public static double Difference(double x, double y) => x - y;

    [Differentiable(Derivatives.Jvp)]
    public static double Product(double x, double y) => x * y;

    [Differentiable(Derivatives.Jvp)]
    public static double Quotient(double x, double y) => x / y;

    [Differentiable(Derivatives.Jvp)]
    public static double Remainder(double x, [NoGradient] double y) => (x * 3.7) % y;

    [Differentiable(Derivatives.Jvp)]
    public static double Signs(double x, double y) => -x - -(+y) * -x;

    [Differentiable(Derivatives.Jvp)]
    public static double SameTwice(double x) => x * x - x / (x + x);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Rational(double x, double y, double z) => (x * y - z) / (x + y * z) + 1 / x - 2.5 * z / y;

    [Differentiable(Derivatives.Jvp)]
    public static double Polynomial(double x)
    {
        double x2 = x * x, x3 = x2 * x;
        return 4 * x3 - 3 * x2 + 2 * x - 1;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ContinuedFraction(double a, double b, double c, double d) => a + 1 / (b + 1 / (c + 1 / d));

    [Differentiable(Derivatives.Jvp)]
    public static double Constants(double x)
    {
        const double half = 0.5;
        return half * x * Math.PI + Math.E / (x + Offset) - Math.Tau;
    }

    private const double Offset = 1.25;

    [Differentiable(Derivatives.Jvp)]
    public static double ManyUses(double x, double y)
    {
        double t = x * y;
        double u = t + x, v = t - y;
        return u * v + t * t + u / (v * v + 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double UnusedWork(double x, double y)
    {
        double unused = Math.Acos(x * 100);
        double kept = x * y;
        unused *= kept;
        return kept;
    }
}
