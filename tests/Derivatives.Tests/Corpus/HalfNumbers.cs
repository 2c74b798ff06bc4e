namespace DerivativeTests.Corpus;

public static partial class HalfNumbers
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Check(Twin = nameof(ProductInDouble))]
    public static Half Product(Half x, Half y) => x * y + x / (Half.One + y);

    private static double ProductInDouble(double x, double y) => x * y + x / (1 + y);

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(FunctionsInDouble))]
    public static Half Functions(Half x, Half y) =>
        Half.Exp(-x) * Half.Tanh(y) + Half.Log(x + y) + Half.Sqrt(x) * Half.Sin(y) + Half.Atan2(y, x) + Half.Cbrt(x) + Half.Hypot(x, y);

    private static double FunctionsInDouble(double x, double y) =>
        Math.Exp(-x) * Math.Tanh(y) + Math.Log(x + y) + Math.Sqrt(x) * Math.Sin(y) + Math.Atan2(y, x) + Math.Cbrt(x) + double.Hypot(x, y);

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(ConstantsInDouble))]
    public static Half Constants(Half x)
    {
        Half third = (Half)(1.0 / 3);
        Half c = Half.Pi * x - Half.E;
        c += third * x * x;
        return c / Half.CreateChecked(0.7) - Half.NegativeOne;
    }

    private static double ConstantsInDouble(double x) => (Math.PI * x - Math.E + x * x / 3) / 0.7 + 1;

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(ConversionsInDouble))]
    public static double Conversions(Half x, float y, double z)
    {
        float wide = (float)x * y;
        Half narrow = (Half)(wide + z);
        int n = 3;
        Half whole = (Half)n;
        sbyte small = -2;
        return (double)(narrow * whole + small * x) * z;
    }

    private static double ConversionsInDouble(double x, double y, double z) => ((x * y + z) * 3 - 2 * x) * z;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Check(Twin = nameof(DotInDouble))]
    public static Half Dot(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b)
    {
        Half s = Half.Zero;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    private static double DotInDouble(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
        return s;
    }

    /// <summary>As models in half precision are computed: stored in Half, summed in float.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(LayerInDouble))]
    public static void Layer(Half[] w, Half[] x, Span<Half> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            float s = 0;
            for (int j = 0; j <= i; j++) s += (float)w[j] * (float)x[j];
            y[i] = Half.Tanh((Half)(s * 0.1f));
        }
    }

    private static void LayerInDouble(double[] w, double[] x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = 0;
            for (int j = 0; j <= i; j++) s += w[j] * x[j];
            y[i] = Math.Tanh(s * 0.1);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(InPlaceInDouble))]
    public static void InPlace(Span<Half> a, Half k)
    {
        for (int i = 1; i < a.Length; i++) a[i] = a[i] * a[i - 1] * k * (Half)0.5f + (Half)0.5f;
    }

    private static void InPlaceInDouble(Span<double> a, double k)
    {
        for (int i = 1; i < a.Length; i++) a[i] = a[i] * a[i - 1] * k * 0.5 + 0.5;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(BranchesInDouble))]
    public static Half Branches(Half x, Half y)
    {
        Half r = x > y ? x * x : -y;
        if (r <= Half.Zero) r = Half.Abs(r) * x;
        while (r < (Half)3) r *= (Half)1.5;
        return Half.Max(r, y) - Half.Min(x, y);
    }

    private static double BranchesInDouble(double x, double y)
    {
        double r = x > y ? x * x : -y;
        if (r <= 0) r = Math.Abs(r) * x;
        while (r < 3) r *= 1.5;
        return Math.Max(r, y) - Math.Min(x, y);
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(StepsInDouble))]
    public static Half Steps(Half x)
    {
        Half y = x;
        y++;
        y *= y;
        y--;
        ++y;
        return y / x % (Half)7 - +x;
    }

    private static double StepsInDouble(double x) => (x + 1) * (x + 1) / x % 7 - x;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Check(Twin = nameof(SeveralInDouble))]
    public static (Half Sum, double Product, float Ratio) Several(Half x, float y, double z) => (x + (Half)y, (double)x * z, (float)x / y);

    private static (double Sum, double Product, double Ratio) SeveralInDouble(double x, double y, double z) => (x + y, x * z, x / y);

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(ThroughGenericInDouble))]
    public static Half ThroughGeneric(Half x, Half y) => Logistic(x * y) + Logistic(x);

    private static double ThroughGenericInDouble(double x, double y) => Logistic(x * y) + Logistic(x);

    private static T Logistic<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x)) + T.CreateChecked(0.1) * x;

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(LocalsInDouble))]
    public static Half Locals(Half x)
    {
        Span<Half> t = stackalloc Half[4];
        Half[] u = [x, x * x, Half.One];
        t[0] = x;
        for (int i = 1; i < t.Length; i++) t[i] = t[i - 1] * u[i - 1] * (Half)0.5;
        Half s = Half.Zero;
        foreach (Half v in t) s += v;
        return s;
    }

    private static double LocalsInDouble(double x)
    {
        double a = x * x * 0.5, b = a * x * x * 0.5;
        return x + a + b + b * 0.5;
    }
}
