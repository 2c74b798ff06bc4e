namespace DerivativeTests.Corpus;

public static partial class CheckedArithmetic
{
    [Differentiable(Derivatives.Jvp)]
    public static double Sum(double x, int n) => x * checked(n + n * 2 - 1);

    [Differentiable(Derivatives.Jvp)]
    public static double Negation(double x, int n) => x * x * checked(-n);

    [Differentiable(Derivatives.Jvp)]
    public static double UncheckedInside(double x, int n) => x * checked(n + unchecked(n * int.MaxValue) % 7);

    [Differentiable(Derivatives.Jvp)]
    public static double CheckedInside(double x, int n) => x * unchecked(n * 3 + checked(n - 1) * 2);

    [Differentiable(Derivatives.Jvp)]
    public static double Block(ReadOnlySpan<double> x, double k)
    {
        int count = 0;
        long total = 0;
        double s = 0;
        checked
        {
            for (int i = 0; i < x.Length; i += 2)
            {
                count++;
                total += (long)count * count;
                s += x[i] * total * k;
            }

            for (int i = x.Length - 1; i >= 0; i--) s += x[i] / count;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Factorial(double x, int n)
    {
        int f = 1;
        double s = 1, p = 1;
        for (int i = 1; i <= n + 3; i++)
        {
            f = checked(f * i);
            p *= x;
            s += p / f;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Narrowing(double x, int n)
    {
        byte b = checked((byte)(n * 60));
        short s = checked((short)(b * 100));
        return x * b + x * x * s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0.7, 2.3, 5.6)]
    public static double FromReal(double x, ReadOnlySpan<double> table) => table[checked((int)Math.Floor(x * 0.5))] * x + table[1] * table[0] * table[2] * table[3] * table[4];

    [Differentiable(Derivatives.Jvp)]
    public static double UnsignedSteps(double x, byte n)
    {
        checked
        {
            byte b = n;
            b++;
            b += 3;
            uint u = (uint)b * 2u;
            return x * b * u;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FlatIndex(ReadOnlySpan<double> x, int columns)
    {
        double s = 0;
        checked
        {
            int rows = x.Length / columns;
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++) s += x[r * columns + c] * x[c] * (r + 1);
            }
        }

        return s + x[^1] * x[^2] * x[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InACondition(double x, int n)
    {
        double s = x;
        while (checked(n * n) < 50 && s < 1000)
        {
            n++;
            s *= 1 + x;
        }

        return s;
    }
}
