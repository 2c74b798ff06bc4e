namespace DerivativeTests.Corpus;

public static partial class Numerics
{
    [Differentiable(Derivatives.Jvp)]
    public static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double p = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) p = p * x + coefficients[i];
        return p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Newton(double a, double b)
    {
        // The root of x³ + a x - b; the count depends on the data.
        double x = 1;
        for (int i = 0; i < 50; i++)
        {
            double f = x * x * x + a * x - b, slope = 3 * x * x + a;
            double step = f / slope;
            x -= step;
            if (Math.Abs(step) < 1e-10) break;
        }

        return x;
    }

    /// <summary>The interval's ends do not depend on the parameters but through comparisons; the last Newton step does.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Bisection(double a)
    {
        double low = 0, high = 3;
        while (high - low > 1e-4)
        {
            double middle = 0.5 * (low + high);
            if (middle * middle * middle > a) high = middle;
            else low = middle;
        }

        double x = low;
        x -= (x * x * x - a) / (3 * x * x);
        x -= (x * x * x - a) / (3 * x * x);
        return x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ContinuedFraction(ReadOnlySpan<double> a, double z)
    {
        double f = 0;
        for (int i = a.Length - 1; i >= 0; i--) f = a[i] * z / (1 + f);
        return f;
    }

    /// <summary>Lentz's algorithm: quotients of loop-carried values.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double TangentByLentz(double x)
    {
        double f = 1e-30, c = f, d = 0, b = 1, a = x;
        for (int i = 1; i < 60; i++)
        {
            d = b + a * d;
#pragma warning disable SAD3104 // As the algorithm is published.
            if (d == 0) d = 1e-30;
#pragma warning restore SAD3104
            c = b + a / c;
            d = 1 / d;
            double delta = c * d;
            f *= delta;
            if (Math.Abs(delta - 1) < 1e-14) break;
            a = -x * x;
            b += 2;
        }

        return f;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("knots", 0, 0.5, 1, 1.5, 2, 2.5)]
    [Inputs("values", Length = 6)]
    public static double LinearSpline([NoGradient] ReadOnlySpan<double> knots, ReadOnlySpan<double> values, double x)
    {
        int low = 0, high = knots.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (knots[middle] > x) high = middle;
            else low = middle;
        }

        double t = (x - knots[low]) / (knots[high] - knots[low]);
        return values[low] * (1 - t) + values[high] * t;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("knots", Length = 6, Min = 0, Max = 3, Sorted = true)]
    [Inputs("values", Length = 6)]
    public static double CubicHermite(ReadOnlySpan<double> knots, ReadOnlySpan<double> values, double x)
    {
        int k = 0;
        while (k < knots.Length - 2 && knots[k + 1] < x) k++;
        double h = knots[k + 1] - knots[k] + 0.1, t = (x - knots[k]) / h;
        double before = k > 0 ? (values[k] - values[k - 1]) / (knots[k] - knots[k - 1] + 0.1) : (values[1] - values[0]) / h;
        double after = (values[k + 1] - values[k]) / h;
        double t2 = t * t, t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * values[k] + (t3 - 2 * t2 + t) * h * before + (3 * t2 - 2 * t3) * values[k + 1] + (t3 - t2) * h * after;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Simpson(double a, double b, double k)
    {
        const int n = 10;
        double h = (b - a) / n, s = 0;
        for (int i = 0; i <= n; i++)
        {
            double x = a + i * h;
            double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            s += weight * Math.Exp(-k * x) * Math.Cos(x);
        }

        return s * h / 3;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Romberg(double b, double k)
    {
        Span<double> row = stackalloc double[5];
        double h = b;
        row[0] = 0.5 * h * (1 + Math.Exp(-k * b * b));
        int points = 1;
        for (int level = 1; level < 5; level++)
        {
            double s = 0;
            for (int i = 0; i < points; i++)
            {
                double x = (i + 0.5) * h;
                s += Math.Exp(-k * x * x);
            }

            double carried = row[0];
            row[0] = 0.5 * (row[0] + h * s);
            double factor = 1;
            for (int j = 1; j <= level; j++)
            {
                factor *= 4;
                double kept = row[j];
                row[j] = row[j - 1] + (row[j - 1] - carried) / (factor - 1);
                carried = kept;
            }

            h *= 0.5;
            points *= 2;
        }

        return row[4];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArithmeticGeometricMean(double a, double b)
    {
        while (Math.Abs(a - b) > 1e-10 * a)
        {
            double mean = 0.5 * (a + b);
            b = Math.Sqrt(a * b);
            a = mean;
        }

        return a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BesselSeries(double x, double order)
    {
        double term = Math.Pow(x / 2, order), s = term;
        int k = 0;
        do
        {
            k++;
            term *= -x * x / (4 * k * (k + order));
            s += term;
        }
        while (Math.Abs(term) > 1e-16);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Legendre(double x, int n)
    {
        double previous = 1, current = x;
        if (n == 0) return previous * x;
        for (int k = 1; k < n; k++)
        {
            double next = ((2 * k + 1) * x * current - k * previous) / (k + 1);
            previous = current;
            current = next;
        }

        return current;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Lagrange(ReadOnlySpan<double> values, double x)
    {
        double s = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double basis = values[i];
            for (int j = 0; j < values.Length; j++)
            {
                if (j == i) continue;
                basis *= (x - j) / (i - j);
            }

            s += basis;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Rosenbrock(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            s += 100 * a * a + b * b;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GradientDescentOfAQuadratic(ReadOnlySpan<double> target, double rate)
    {
        // Differentiates through an optimiser.
        Span<double> w = stackalloc double[target.Length], momentum = stackalloc double[target.Length];
        double loss = 0;
        for (int step = 0; step < 6; step++)
        {
            loss = 0;
            for (int i = 0; i < w.Length; i++)
            {
                double d = w[i] - target[i];
                loss += d * d;
                momentum[i] = 0.5 * momentum[i] + 2 * d;
                w[i] -= 0.1 * rate * momentum[i];
            }
        }

        return loss;
    }
}
