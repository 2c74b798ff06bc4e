namespace DerivativeTests.Corpus;

public static partial class Params
{
    private static double Sum(params double[] values)
    {
        double sum = 0;
        foreach (double v in values) sum += v * v;
        return sum;
    }

    private static double Product(params ReadOnlySpan<double> values)
    {
        double product = 1;
        foreach (double v in values) product *= v;
        return product;
    }

    private static double Horner(double x, params double[] coefficients)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) value = value * x + coefficients[i];
        return value;
    }

    private static double Scaled(double x, double factor = 2, double offset = 0.5) => x * factor + offset;

    private static double[] Squares(double x, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = Math.Pow(x, i + 1);
        return values;
    }

    private static Span<double> Tail(double[] values, int from) => from > 1 ? values.AsSpan(2) : values.AsSpan(1);

    private static ReadOnlySpan<double> Trim(ReadOnlySpan<double> values)
    {
        while (values.Length > 1 && values[0] < 0) values = values[1..];
        return values;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Expanded(double x, double y) => Sum(x, y, x * y) + Sum() + Sum(x);

    [Differentiable(Derivatives.Jvp)]
    public static double NormalForm(double[] a, double k) => k * Sum(a);

    [Differentiable(Derivatives.Jvp)]
    public static double SpanExpanded(double x, double y) => Product(x, y, 3) + Product(x + y);

    [Differentiable(Derivatives.Jvp)]
    public static double SpanNormalForm(double[] a, double k) => Product(a) * k;

    [Differentiable(Derivatives.Jvp)]
    public static double AfterOthers(double x, double y) => Horner(x, 1, y, y * y, 0.25);

    [Differentiable(Derivatives.Jvp)]
    public static double OptionalAndNamed(double x, double y) => Scaled(x) * Scaled(offset: y, x: x) + Scaled(y, offset: x) * Scaled(y, x);

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnsAnArray(double x, double y)
    {
        double[] a = Squares(x, 3), b = Squares(y, 2);
        a[0] += b[1];
        return a[0] * a[1] * a[2] + b[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnsAPart(double[] a, double k)
    {
        Span<double> tail = Tail(a, 2);
        tail[0] *= k;
        Tail(a, 1)[0] += tail[0] * k;
        return a[0] + a[1] * a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AnArrayInALoop(double x, int n)
    {
        double sum = 0;
        for (int i = 1; i < 4; i++)
        {
            double[] powers = Squares(x, i);
            sum += powers[i - 1] / i;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double MovingSpan(ReadOnlySpan<double> a, double k)
    {
        ReadOnlySpan<double> rest = Trim(a);
        double sum = 0;
        while (!rest.IsEmpty)
        {
            sum = sum * k + rest[0];
            rest = rest.Length > 2 ? rest[2..] : rest[1..];
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReassignedInABranch(double[] a, double k)
    {
        Span<double> part = a;
        if (k > 0.5) part = part[1..];
        part[0] *= k;
        return a[0] * a[1] + part[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double HalvesTheRange(ReadOnlySpan<double> a, double k)
    {
        ReadOnlySpan<double> part = a;
        double weight = 1;
        while (part.Length > 1)
        {
            int half = part.Length / 2;
            weight *= part[half] * k;
            if (part[0] > part[half]) part = part[..half];
            else part = part[half..];
        }

        return weight + part[0];
    }
}
