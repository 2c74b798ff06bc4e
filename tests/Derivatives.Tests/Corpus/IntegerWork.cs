namespace DerivativeTests.Corpus;

public static partial class IntegerWork
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 5, 12, 7)]
    public static double Digits(double x, int n)
    {
        double s = 0;
        while (n != 0)
        {
            s = s * x * 0.5 + n % 2;
            n /= 2;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FlattenedIndex(ReadOnlySpan<double> x, int width)
    {
        double s = 0;
        for (int k = 0; k < x.Length; k++)
        {
            int row = k / width, column = k % width;
            if ((row + column & 1) == 0) s += x[k] * x[row];
            else s -= x[k] * (row - column) * 0.5;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", -7, 5, 1000000000)]
    public static double Arithmetic(double x, int n)
    {
        int a = n * 17 - (n >> 3);
        int b = ~a & 0xFF | (n << 4);
        uint u = (uint)a >> 5;
        long wide = (long)n * n;
        double scale = 1 + (b % 7) * 0.1 + u % 3 + wide % 11;
        return x * x * scale;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("size", 6)]
    public static double HistogramWeights(ReadOnlySpan<double> x, ReadOnlySpan<int> bins, int size)
    {
        int[] counts = new int[size];
        foreach (int bin in bins) counts[bin]++;
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[i] / (1 + counts[bins[i]]);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntegerMath(double x, int n)
    {
        int most = Math.Max(n, 3), least = Math.Min(n, 3), magnitude = least < 5 ? 5 - least : least - 5;
        double s = 0;
        for (int i = least; i <= most + magnitude; i++) s += Math.Pow(x, i) / i;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BitReversed(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            int reversed = (i & 1) << 1 | i >> 1;
            s = s * x[reversed] + x[i];
        }

        return s;
    }

    /// <summary>Reads one order and writes another.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Reordered(ReadOnlySpan<double> x, int[] order, int[] next)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int from = Math.Abs(order[i % order.Length] % x.Length);
            next[i % next.Length] = from + 1;
            sum += x[from] * x[i] * next[0];
        }

        return sum;
    }
}
