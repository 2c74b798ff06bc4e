namespace DerivativeTests.Corpus;

public static partial class LoopCarriedProducts
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Product(ReadOnlySpan<double> x)
    {
        double p = 1;
        for (int i = 0; i < x.Length; i++) p *= x[i];
        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Power(double x, int n)
    {
        double p = 1;
        for (int i = 0; i < n; i++) p = p * x;
        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SumOfProducts(ReadOnlySpan<double> x)
    {
        double p = 1, s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            p *= x[i];
            s += p;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoCarried(ReadOnlySpan<double> x)
    {
        double a = 1, b = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double t = a * x[i] + b;
            b = b * a * 0.3;
            a = t;
        }

        return a + b * a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Fibonacci(double x, double y, int n)
    {
        double a = x, b = y;
        for (int i = 0; i < n + 3; i++)
        {
            double c = a * b * 0.5 + a;
            a = b;
            b = c;
        }

        return b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Logistic(double x, double r)
    {
        double v = x / 4;
        for (int i = 0; i < 10; i++) v = (2 + r / 2) * v * (1 - v);
        return v;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CarriedThroughDivision(ReadOnlySpan<double> x, double y)
    {
        double q = y;
        for (int i = 0; i < x.Length; i++) q = x[i] / (q + x[i] / q);
        return q;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RepeatedSquaring(double x)
    {
        for (int i = 0; i < 4; i++) x *= x * 0.8;
        return x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 13, 6, 9)]
    public static double BinaryPower(double x, int n)
    {
        double result = 1, square = x;
        while (n > 0)
        {
            if ((n & 1) == 1) result *= square;
            square *= square;
            n >>= 1;
        }

        return result;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ProductOfTheOthers(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 1;
            for (int j = 0; j < x.Length; j++)
            {
                if (j != i) p *= x[j];
            }

            s += p * (i + 1);
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CarriedUntouchedInOneBranch(ReadOnlySpan<double> x)
    {
        double a = 1, b = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 1.2) a *= x[i];
            else b = b * a + x[i];
        }

        return a * b;
    }
}
