namespace DerivativeTests.Corpus;

public static partial class LocalFunctions
{
    [Differentiable(Derivatives.Jvp)]
    public static double Static(double x, double y)
    {
        return Square(x) * y + Square(y);

        static double Square(double v) => v * v;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Capturing(double x, double y)
    {
        double Scaled(double v) => v * x + Math.Sin(y * v);
        return Scaled(y) * Scaled(2);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Mutating(double x, double y)
    {
        double sum = 0;
        void Add(double v)
        {
            sum += v * x;
            x *= 0.5;
        }

        Add(y);
        Add(y * y);
        return sum * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CalledInALoop(double[] a, double k)
    {
        double sum = 0, factor = 1;
        for (int i = 0; i < a.Length; i++) Step(i);
        return sum;

        void Step(int i)
        {
            factor *= k;
            if (a[i] < 0) return;
            sum += factor * a[i];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 0.2, Max = 3)]
    public static double LoopWithReturnsInside(double x, double y)
    {
        double total = 0;
        for (int i = 1; i <= 3; i++)
        {
            double steps = Until(i * y);
            if (steps > 40) break;
            total += steps * x;
        }

        return total;

        double Until(double limit)
        {
            double v = x;
            for (int i = 0; i < 20; i++)
            {
                if (v > limit) return v * i;
                v += 0.25 * y;
            }

            return v;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double x, double y)
    {
        double Outer(double u)
        {
            double k = u * y;
            double Inner(double v) => v * k + x;
            return Inner(u) + Inner(2);
        }

        return Outer(x) - Outer(y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WritesToABuffer(double[] a, double k)
    {
        double[] b = new double[a.Length];
        void Fill(int from, double scale)
        {
            for (int i = from; i < b.Length; i++) b[i] += scale * a[i] * a[i];
        }

        Fill(0, k);
        Fill(1, k * k);
        double s = 0;
        foreach (double v in b) s += v * v;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoopsCondition(double x, double y)
    {
        double v = x * x + 1;
        int steps = 0;
        bool Halve()
        {
            v *= 0.5;
            steps++;
            return v > 0.3 && steps < 10;
        }

        while (Halve()) v += 0.01 * y;
        return v * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Generic(double x, float y)
    {
        return Cube(x) + Cube(y);

        static T Cube<T>(T v)
            where T : System.Numerics.IFloatingPointIeee754<T> => v * v * v;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReferenceParameter(double x, double y)
    {
        void Rotate(ref double a, ref double b)
        {
            double t = a;
            a = a * y - b;
            b = b * y + t;
        }

        double c = 1, s = x;
        for (int i = 0; i < 3; i++) Rotate(ref c, ref s);
        return c * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static (double Sum, double Product) ReturnsATuple(double x, double y)
    {
        (double, double) Both(double a, double b)
        {
            if (a > b) return (a + b, a * b * x);
            return (a - b, a * b * y);
        }

        (double s, double p) = Both(x, y);
        (double t, double q) = Both(p, s);
        return (s + t, p * q);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MutualCallsWithoutRecursion(double x)
    {
        double A(double v) => B(v) * v;
        double B(double v) => Math.Exp(-v * v) + x;
        return A(x) + B(A(0.5));
    }
}
