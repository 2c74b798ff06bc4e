namespace DerivativeTests.Corpus;

public static partial class CompoundAssignment
{
    [Differentiable(Derivatives.Jvp)]
    public static double All(double x, double y)
    {
        double a = x;
        a += y;
        a *= a;
        a -= x * y;
        a /= y + a;
        a %= 10;
        return a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IncrementAndDecrement(double x)
    {
        double a = x++;
        double b = ++x * a;
        a--;
        --b;
        return a * b * x-- + x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ValueOfTheAssignment(double x, double y)
    {
        double a = x;
        double b = (a *= y) + (a += x) * a;
        return b * (a -= 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TargetIndexOnce(Span<double> a, double y)
    {
        int i = 0;
        a[i++] += y * a[i];
        a[++i] *= a[i - 1] + i * y;
        return a[0] * a[i] + i;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfIntegers(double x)
    {
        int n = 7;
        n -= 2;
        n *= 3;
        n /= 4;
        n <<= 2;
        n |= 1;
        n &= 0xB;
        n ^= 2;
        n %= 8;
        double s = x;
        for (int i = 0; i < n; i += 2) s += Math.Sin(s * i);
        return s * n;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfBooleans(double x, double y, bool flag)
    {
        bool b = x > 0;
        b &= flag;
        double r = b ? x * y : x;
        b |= y > 0;
        r *= b ? y : 1;
        b ^= true;
        return b ? r : r * r;
    }
}
