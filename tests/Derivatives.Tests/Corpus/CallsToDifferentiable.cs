namespace DerivativeTests.Corpus;

public static partial class CallsToDifferentiable
{
    [Differentiable(Derivatives.Jvp)]
    public static double Gauss(double x, double width) => Math.Exp(-x * x / (2 * width * width));

    [Differentiable(Derivatives.Jvp)]
    public static double Peaks(ReadOnlySpan<double> centres, double x, double width)
    {
        double s = 0;
        foreach (double c in centres) s += Gauss(x - c, width);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnotherType(double x, double y) => Operators.Rational(x, y, x * y) * Gauss(x, y);

    [Differentiable(Derivatives.Jvp)]
    public static void Normalise(Span<double> a)
    {
        double norm = Math.Sqrt(Loops.SumOfSquares(a));
        for (int i = 0; i < a.Length; i++) a[i] /= norm;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAVoid(Span<double> a, double y)
    {
        Normalise(a);
        a[0] *= y;
        Normalise(a);
        return a[0] * a[1] + a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfATuple(double radius, double angle)
    {
        (double x, double y) = Tuples.Polar(radius, angle);
        return x * x * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAGeneric(double x, double y) => GenericMath.Functions(x, y) * GenericMath.Polynomial(x);

    [Differentiable(Derivatives.Jvp)]
    public static double WithALoopInside(double x, double y) => DataDependentLoops.UntilConverged(x * y) * LoopCarriedProducts.BinaryPower(y, 5);
}
