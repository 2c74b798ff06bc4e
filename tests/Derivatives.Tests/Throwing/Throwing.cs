namespace DerivativeTests.Throwing;

/// <summary>Methods that throw at the inputs given, some of them late.</summary>
public static partial class Throwing
{
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double ReadsPastTheEnd(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i <= x.Length; i++) s *= x[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static void WritesBeforeTheStart(double x, double[] r, int n)
    {
        for (int i = n; ; i--) r[i] = x * i;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    [Inputs("x", Length = 5)]
    [Inputs("r", Length = 3)]
    public static void OutputTooShort(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i++) r[i] = x[i] * x[i];
    }

    /// <summary>The value read is not used; the read still counts.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double UnusedRead(double x, [NoGradient] double[] y)
    {
        double unused = y[100];
        unused *= x;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    [Inputs("n", -1)]
    public static double LocalArrayIndex(double x, int n)
    {
        double[] t = new double[3];
        t[0] = x;
        return t[n] * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(DivideByZeroException))]
    [Inputs("n", 3)]
    public static double DividesByZero(double x, int n)
    {
        double s = x;
        for (int i = n; i >= 0; i--) s = s * x + 7 / i;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(DivideByZeroException))]
    [Inputs("n", 0)]
    public static double RemainderByZero(double x, int n) => x * (5 % n);

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(DivideByZeroException))]
    [Inputs("n", 0)]
    public static double UnusedDivision(double x, int n)
    {
        int unused = 5 / n;
        unused++;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    [Inputs("n", int.MinValue)]
    public static double QuotientTooLarge(double x, int n, int m) => x * (n / (m - m - 1));

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(OverflowException))]
    [Inputs("n", -3)]
    public static double NegativeArraySize(double x, int n)
    {
        double[] t = new double[n];
        for (int i = 0; i < n; i++) t[i] = x * i;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceTooLong(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> tail = x.Slice(2, x.Length);
        return tail[0] * tail[1];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("n", -1)]
    public static double SliceBeforeTheStart(ReadOnlySpan<double> x, int n) => x[n..][0] * x[0];

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double InACallee(ReadOnlySpan<double> x, double y) => y * Last(x, x.Length);

    private static double Last(ReadOnlySpan<double> x, int at) => x[at];

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentException))]
    public static double ClampBoundsSwapped(double x) => x * Math.Clamp(x, 2, 1);
}
