namespace DerivativeTests.Corpus;

public static partial class Lambdas
{
    private delegate double Curve(double t);

    private delegate void Change(ref double value);

    private static double Integrate(Func<double, double> f, double from, double to)
    {
        const int n = 8;
        double h = (to - from) / n, sum = 0;
        for (int i = 0; i < n; i++) sum += f(from + (i + 0.5) * h);
        return sum * h;
    }

    private static double Newton(Func<double, double> f, Func<double, double> derivative, double start)
    {
        double x = start;
        for (int i = 0; i < 30; i++)
        {
            double value = f(x);
            if (Math.Abs(value) < 1e-13) return x;
            x -= value / derivative(x);
        }

        return x;
    }

    private static Func<double, double> Line(double slope, double offset) => t => slope * t + offset;

    private static Func<double, double> Compose(Func<double, double> f, Func<double, double> g) => t => f(g(t));

    private static double SumWhere(ReadOnlySpan<double> values, Predicate<double> isWanted, Func<double, double> f)
    {
        double sum = 0;
        foreach (double v in values)
        {
            if (!isWanted(v)) continue;
            sum += f(v);
        }

        return sum;
    }

    private static void ForEach(Span<double> values, Change change)
    {
        for (int i = 0; i < values.Length; i++) change(ref values[i]);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntegralOfALambda(double a, double b) => Integrate(x => Math.Exp(-a * x * x), 0, b);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 0.5, Max = 3)]
    public static double RootOfALambda(double a, double b) => Newton(x => x * x * x - a * x - b, x => 3 * x * x - a, 3);

    [Differentiable(Derivatives.Jvp)]
    public static double LocalVariable(double x, double y)
    {
        Func<double, double> f = v => v * v * x;
        return f(y) + f(f(0.5));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeesLaterAssignments(double x, double y)
    {
        double k = x;
        Func<double, double> f = v => v * k;
        double before = f(y);
        k = x * y;
        return before + f(y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ChangesWhatItCaptures(double[] a, double k)
    {
        double sum = 0;
        Action<double> add = v => sum = sum * k + v;
        foreach (double v in a)
        {
            if (v > 1.8) continue;
            add(v * v);
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnedByHelpers(double x, double y)
    {
        Func<double, double> f = Line(x, y), g = Line(y, 1);
        return Compose(f, g)(2) * Compose(g, f)(x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MethodGroups(double x, double y)
    {
        Func<double, double> f = Math.Tanh;
        return Integrate(Math.Sin, x, y) + Integrate(Cubic, 0, x) + f(x * y);
    }

    private static double Cubic(double x) => x * x * x - x;

    [Differentiable(Derivatives.Jvp)]
    public static double CustomDelegates(double[] a, double k)
    {
        Curve curve = t => Math.Cos(k * t);
        ForEach(a, (ref double v) => v = v * curve(v) + k);
        return a[0] * a[1] + a[2];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double PredicateAndFunction(ReadOnlySpan<double> a, double k) => SumWhere(a, v => v > 0.1, v => k * v * v) - SumWhere(a, v => v < -0.1, v => v / k);

    [Differentiable(Derivatives.Jvp)]
    public static double LambdaInALambda(double x, double y) => Integrate(u => Integrate(v => Math.Sin(u * v * x), 0, u), 0, y);

    [Differentiable(Derivatives.Jvp)]
    public static double WithABlockAndALoop(double x, int n)
    {
        Func<int, double> power = k =>
        {
            double p = 1;
            for (int i = 0; i < k; i++)
            {
                if (p > 100) return p * x;
                p *= x;
            }

            return p;
        };
        double sum = 0;
        for (int i = 0; i < 4; i++) sum += power(i);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Counter(double x)
    {
        Func<double> next = Powers(x);
        double a = next(), b = next(), c = next();
        return a + 2 * b + 3 * c;
    }

    private static Func<double> Powers(double x)
    {
        double p = 1;
        return () => p *= x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InATuple(double x, double y)
    {
        (Func<double, double> F, double At) pair = (v => v * v + x, y);
        return pair.F(pair.At) * pair.At;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RungeKutta(double x, double rate)
    {
        return Step(Step(x, 0.1, v => -rate * v + Math.Sin(v)), 0.1, v => rate * v * (1 - v));

        static double Step(double y, double h, Func<double, double> f)
        {
            double k1 = f(y), k2 = f(y + h / 2 * k1), k3 = f(y + h / 2 * k2), k4 = f(y + h * k3);
            return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
    }
}
