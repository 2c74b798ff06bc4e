namespace DerivativeTests.Corpus;

/// <summary>Methods whose derivative is written by hand, and methods that call them.</summary>
public static partial class CustomDerivatives
{
    // The body uses what no rule knows.
    public static double Cube(double x) => decimal.ToDouble((decimal)x) is var rounded && rounded == x ? x * x * x : x * x * x;

    [CustomBackward(nameof(Cube))]
    public static void CubeBackward(double x, double gradOutput, ref double gradX) => gradX += 3 * x * x * gradOutput;

    [CustomJvp(nameof(Cube))]
    public static (double, double) CubeJvp(double x, double xTangent) => (Cube(x), 3 * x * x * xTangent);

    public static double Total(ReadOnlySpan<double> x)
    {
        object sum = 0.0;
        foreach (double element in x.ToArray()) sum = (double)sum + element * element;
        return (double)sum;
    }

    [CustomBackward(nameof(Total))]
    private static void BackOfTotal(ReadOnlySpan<double> x, double gradOutput, Span<double> gradX)
    {
        for (int i = 0; i < x.Length; i++) gradX[i] += 2 * x[i] * gradOutput;
    }

    [CustomJvp(nameof(Total))]
    private static (double Value, double Tangent) ForthOfTotal(ReadOnlySpan<double> x, ReadOnlySpan<double> xTangent)
    {
        double tangent = 0;
        for (int i = 0; i < x.Length; i++) tangent += 2 * x[i] * xTangent[i];
        return (Total(x), tangent);
    }

    /// <summary>y[i] = y[i]² · a: in place.</summary>
    public static void SquareAll(double a, Span<double> y)
    {
        foreach (ref double element in y) element = a * element * element;
    }

    [CustomBackward(nameof(SquareAll))]
    private static void SquareAllBack(double a, Span<double> y, ref double gradA, Span<double> gradY)
    {
        for (int i = 0; i < y.Length; i++)
        {
            gradA += gradY[i] * y[i] * y[i];
            gradY[i] *= 2 * a * y[i];
        }

        SquareAll(a, y);
    }

    [CustomJvp(nameof(SquareAll))]
    private static void SquareAllForth(double a, double aTangent, Span<double> y, Span<double> yTangent)
    {
        for (int i = 0; i < y.Length; i++) yTangent[i] = (aTangent * y[i] * y[i]) + (2 * a * y[i] * yTangent[i]);
        SquareAll(a, y);
    }

    private static double Weighted(double[] x, [NoGradient] double[] weights, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += weights[i] * x[i] * x[i];
        return sum;
    }

    [CustomBackward(nameof(Weighted))]
    private static void WeightedBack(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, int count, double gradOutput, Span<double> gradX)
    {
        for (int i = 0; i < count; i++) gradX[i] += 2 * weights[i] * x[i] * gradOutput;
    }

    [CustomJvp(nameof(Weighted))]
    private static (double, double) WeightedForth(double[] x, ReadOnlySpan<double> xTangent, double[] weights, int count)
    {
        double tangent = 0;
        for (int i = 0; i < count; i++) tangent += 2 * weights[i] * x[i] * xTangent[i];
        return (Weighted(x, weights, count), tangent);
    }

    private static T Twist<T>(T x, T y)
        where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(x) * y;

    [CustomBackward(nameof(Twist))]
    private static void TwistBack<T>(T x, T y, T gradOutput, ref T gradX, ref T gradY)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        gradX += gradOutput * y * T.Cos(x);
        gradY += gradOutput * T.Sin(x);
    }

    [CustomJvp(nameof(Twist))]
    private static (T, T) TwistForth<T>(T x, T xTangent, T y, T yTangent)
        where T : System.Numerics.IFloatingPointIeee754<T> => (T.Sin(x) * y, (xTangent * y * T.Cos(x)) + (yTangent * T.Sin(x)));

    private static (double Sum, double Product) Both(double x, double y) => (x + y, x * y);

    [CustomBackward(nameof(Both))]
    private static void BothBack(double x, double y, double gradSum, double gradProduct, ref double gradX, ref double gradY)
    {
        gradX += gradSum + y * gradProduct;
        gradY += gradSum + x * gradProduct;
    }

    [CustomJvp(nameof(Both))]
    private static ((double, double), (double, double)) BothForth(double x, double xTangent, double y, double yTangent) =>
        ((x + y, x * y), (xTangent + yTangent, (x * yTangent) + (y * xTangent)));

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OneCall(double x, double y) => Math.Sin(Cube(x)) * y;

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(double x, double y)
    {
        double s = y;
        for (int i = 0; i < 4; i++) s = 0.3 * Cube(s * x) + y;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InABranch(double x, double y) => x * y > 0.4 ? Cube(x) * y : Cube(y) + x;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double OfABuffer(ReadOnlySpan<double> x, double y) => Total(x) * y + Total(x.Slice(1, x.Length - 1));

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnOverwrittenBuffer(Span<double> x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s = Math.Sin(s + (Total(x) * y));
            x[i] = 0.5 * x[i] * s;
        }

        return s + Total(x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfALocalArray(double x, double y)
    {
        double s = 0;
        for (int i = 1; i < 4; i++)
        {
            double[] a = [x, y * i, x * y];
            s += Total(a);
            a[0] = s;
            s += 0.1 * Total(a.AsSpan(0, 2));
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(double a, Span<double> y)
    {
        SquareAll(a, y);
        y[0] += a * y[1];
        SquareAll(y[0], y.Slice(1, y.Length - 1));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InPlaceInALoop(double a, Span<double> y)
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            SquareAll(a, y);
            s += y[i % y.Length] * y[0];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfTwoResults(double x, double y)
    {
        (double sum, double product) = Both(x, y * x);
        return Math.Exp(0.1 * sum) * product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OneOfTwoResults(double x, double y)
    {
        (double sum, _) = Both(x, y);
        return sum * sum * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfArrays(double[] x, [NoGradient] double[] weights) => Weighted(x, weights, Math.Min(x.Length, weights.Length)) * Math.Sin(x[0]);

    [Differentiable(Derivatives.Jvp)]
    public static double OfAGeneric(double x, double y) => Twist(x * y, y) + Twist(y, 1.5);

    [Differentiable(Derivatives.Jvp)]
    public static double UntilConverged(double x, double y)
    {
        double s = 1;
        for (int i = 0; i < 40; i++)
        {
            double next = s - ((Cube(s) - x * y) / (3 * s * s));
            if (Math.Abs(next - s) < 1e-14) break;
            s = next;
        }

        return s;
    }

    /// <summary>Annotated and written by hand: what is generated beside the backward method calls it.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Hypotenuse(double x, double y) => double.Hypot(x, y);

    [CustomBackward(nameof(Hypotenuse))]
    public static void HypotenuseBackward(double x, double y, double gradOutput, ref double gradX, ref double gradY)
    {
        double h = double.Hypot(x, y);
        gradX += gradOutput * x / h;
        gradY += gradOutput * y / h;
    }

    [CustomJvp(nameof(Hypotenuse))]
    public static (double Value, double Tangent) HypotenuseJvp(double x, double xTangent, double y, double yTangent)
    {
        double h = double.Hypot(x, y);
        return (h, ((x * xTangent) + (y * yTangent)) / h);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfTheAnnotated(double x, double y) => Hypotenuse(x, y) * Hypotenuse(y * y, x);

    [Differentiable(Derivatives.Jvp)]
    public static double OfAHelper(double x, double y) => Helper(x) * Helper(y);

    private static double Helper(double x) => Cube(x) + x;
}
