namespace DerivativeTests.Corpus;

public static partial class Patterns
{
    [Differentiable(Derivatives.Jvp)]
    public static double Relational(double x, double y) => x is > 0.7 and < 1.4 ? x * y : y * y * x;

    [Differentiable(Derivatives.Jvp)]
    public static double Not(double x, int n) => n is not (2 or 3) ? x * x : 3 * x;

    [Differentiable(Derivatives.Jvp)]
    public static double VarOfAnExpression(double x, double y) => x * y is var p && p > 1 ? p * p : p + y * x * x;

    [Differentiable(Derivatives.Jvp)]
    public static double DeclaredInACondition(double x, double y)
    {
        if (x * y is > 1 and var p && p < 3) return p * x;
        return x + y * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DeclaredBeforeTheRest(double x, double y)
    {
        if (Math.Sin(x) is not (double s and > -2)) return y;
        return s * y * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Positional(double x, double y, int n) => (x, n) switch
    {
        (> 1, 2) => x * y,
        (var a, > 2 and var b) => a * b * y,
        var (a, b) => a + b * x * y,
    };

    [Differentiable(Derivatives.Jvp)]
    public static double PropertiesOfATuple(double x, double y)
    {
        (double Re, double Im) z = (x * y, x - y);
        return z is { Re: > 0.8 and var re, Im: var im } ? re * im : z.Re * z.Re + y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 3)]
    public static double ListOfThree(ReadOnlySpan<double> x) => x is [var a, var b, var c] ? a * b + c * c : 0;

    [Differentiable(Derivatives.Jvp)]
    public static double FirstAndLast(double[] x, double k) => x is [var first, .., var last] ? first * last * k + x[1] * x[2] * x[3] + x[4] * x[^2] * x[^3] * x[^4] : k;

    [Differentiable(Derivatives.Jvp)]
    public static double Rest(ReadOnlySpan<double> x)
    {
        double product = 1;
        if (x is [var head, .. var tail])
        {
            foreach (double v in tail) product += v * head;
        }

        return product * x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RestOfAnArrayIsACopy(double[] x)
    {
        if (x is not [_, .. var inner, _]) return 0;
        inner[0] *= inner[1];
        double sum = 0;
        for (int i = 0; i < inner.Length; i++) sum += inner[i] * x[i];
        return sum * x[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PeelsOffHeads(ReadOnlySpan<double> x, double y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum = x[i..] switch
            {
                [] => sum,
                [var only] => sum * only,
                [> 1.5 and var big, ..] => sum + big * y,
                [var a, var b, ..] => sum + a * b * y,
            };
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LengthOfASpan(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double v in x) s += v * v;
        return x is { Length: > 4 } ? s * x[0] : s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("y", 0.5, 1.5)]
    public static double NaNIsFound(double x, [NoGradient] double y)
    {
        double r = Math.Sqrt(1 - y);
        return r is double.NaN ? x * x : r * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoopCondition(double x, double y)
    {
        double s = x;
        while (s * y is < 20 and var next) s = next + y + 1;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OnBooleans(double x, double y, bool up) => (up, x > y) switch
    {
        (true, true) => x * x * y,
        (true, false) => y * x,
        (false, _) => x + y * y,
    };
}
