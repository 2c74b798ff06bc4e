namespace DerivativeTests.Corpus;

/// <summary>Interpolation: an interval found by binary search, then a formula on it.</summary>
public static partial class Splines
{
    /// <summary>The natural cubic spline: second derivatives from a tridiagonal system, then binary search.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0, 0.5, 1.1, 1.4, 2)]
    [Inputs("y", Length = 5)]
    [Inputs("at", 0.2, 0.9, 1.3, 1.7)]
    [Check(Points = 4)]
    public static double NaturalCubic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at)
    {
        int n = x.Length;
        double[] second = new double[n], u = new double[n];
        for (int i = 1; i < n - 1; i++)
        {
            double sigma = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1]);
            double p = sigma * second[i - 1] + 2;
            second[i] = (sigma - 1) / p;
            double change = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
            u[i] = (6 * change / (x[i + 1] - x[i - 1]) - sigma * u[i - 1]) / p;
        }

        second[n - 1] = 0;
        for (int i = n - 2; i >= 0; i--) second[i] = second[i] * second[i + 1] + u[i];

        int low = 0, high = n - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (x[middle] > at) high = middle;
            else low = middle;
        }

        double h = x[high] - x[low], a = (x[high] - at) / h, b = (at - x[low]) / h;
        return a * y[low] + b * y[high] + ((a * a * a - a) * second[low] + (b * b * b - b) * second[high]) * h * h / 6;
    }

    private static int Interval(ReadOnlySpan<double> knots, double at)
    {
        int low = 0, high = knots.Length - 2;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (knots[middle] <= at) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>The area under a piecewise linear curve up to a point.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("knots", 0, 0.4, 1, 1.5, 2.2)]
    [Inputs("values", Length = 5)]
    [Inputs("at", 0.3, 1.2, 2)]
    public static double AreaUpTo(ReadOnlySpan<double> knots, ReadOnlySpan<double> values, double at)
    {
        int interval = Interval(knots, at);
        double area = 0;
        for (int i = 0; i < interval; i++) area += 0.5 * (values[i] + values[i + 1]) * (knots[i + 1] - knots[i]);
        double t = (at - knots[interval]) / (knots[interval + 1] - knots[interval]);
        double end = values[interval] + t * (values[interval + 1] - values[interval]);
        return area + 0.5 * (values[interval] + end) * (at - knots[interval]);
    }

    /// <summary>Fritsch and Carlson's monotone interpolation.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("knots", 0, 0.5, 1.1, 1.6, 2.3)]
    [Inputs("values", 0.1, 0.3, 0.9, 1.0, 1.8)]
    [Inputs("at", 0.2, 0.8, 1.3, 2)]
    [Check(Points = 4)]
    public static double Monotone(ReadOnlySpan<double> knots, ReadOnlySpan<double> values, double at)
    {
        int n = knots.Length;
        double[] slope = new double[n - 1], tangent = new double[n];
        for (int i = 0; i < n - 1; i++) slope[i] = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i]);
        tangent[0] = slope[0];
        tangent[n - 1] = slope[n - 2];
        for (int i = 1; i < n - 1; i++)
        {
            if (slope[i - 1] * slope[i] > 0) tangent[i] = 2 * slope[i - 1] * slope[i] / (slope[i - 1] + slope[i]);
        }

        int k = Interval(knots, at);
        double h = knots[k + 1] - knots[k], t = (at - knots[k]) / h;
        double s = 1 - t;
        return s * s * (1 + 2 * t) * values[k] + t * t * (3 - 2 * t) * values[k + 1] + s * s * t * h * tangent[k] - t * t * s * h * tangent[k + 1];
    }

    /// <summary>A surface on a grid, both coordinates searched.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("xs", 0, 0.6, 1.3)]
    [Inputs("ys", 0, 0.4, 0.9, 1.5)]
    [Inputs("surface", Length = 12)]
    [Inputs("x", 0.3, 0.9, 1.1)]
    [Inputs("y", 0.2, 0.7, 1.2)]
    public static double Bilinear(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, ReadOnlySpan<double> surface, double x, double y)
    {
        int i = Interval(xs, x), j = Interval(ys, y);
        double s = (x - xs[i]) / (xs[i + 1] - xs[i]), t = (y - ys[j]) / (ys[j + 1] - ys[j]);
        int corner = i * ys.Length + j;
        double low = (1 - t) * surface[corner] + t * surface[corner + 1];
        double high = (1 - t) * surface[corner + ys.Length] + t * surface[corner + ys.Length + 1];
        return (1 - s) * low + s * high;
    }

    /// <summary>De Boor's algorithm for a cubic B-spline, in place on four coefficients.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("knots", -0.3, -0.2, -0.1, 0, 1, 2.2, 3, 3.1, 3.2, 3.3)]
    [Inputs("coefficients", Length = 6)]
    [Inputs("at", 0.4, 1.5, 2.7)]
    public static double DeBoor(ReadOnlySpan<double> knots, ReadOnlySpan<double> coefficients, double at)
    {
        const int degree = 3;
        int k = degree;
        while (k < coefficients.Length - 1 && knots[k + 1] <= at) k++;
        Span<double> d = stackalloc double[degree + 1];
        for (int j = 0; j <= degree; j++) d[j] = coefficients[j + k - degree];
        for (int r = 1; r <= degree; r++)
        {
            for (int j = degree; j >= r; j--)
            {
                double left = knots[j + k - degree], alpha = (at - left) / (knots[j + 1 + k - r] - left);
                d[j] = (1 - alpha) * d[j - 1] + alpha * d[j];
            }
        }

        return d[degree];
    }

    /// <summary>De Casteljau's algorithm, in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("control", Length = 5)]
    [Inputs("t", Min = 0.1, Max = 0.9)]
    public static double Bezier(Span<double> control, double t)
    {
        for (int level = control.Length - 1; level > 0; level--)
        {
            for (int i = 0; i < level; i++) control[i] += t * (control[i + 1] - control[i]);
        }

        return control[0];
    }

    /// <summary>The length of a Catmull-Rom curve through points, by sampling.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0, 1, 2.1, 2.9, 4)]
    [Inputs("y", Length = 5)]
    public static double CurveLength(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        const int samples = 4;
        double length = 0, lastX = x[1], lastY = y[1];
        for (int i = 1; i + 2 < x.Length; i++)
        {
            for (int s = 1; s <= samples; s++)
            {
                double t = (double)s / samples;
                double px = CatmullRom(x[i - 1], x[i], x[i + 1], x[i + 2], t), py = CatmullRom(y[i - 1], y[i], y[i + 1], y[i + 2], t);
                length += Math.Sqrt((px - lastX) * (px - lastX) + (py - lastY) * (py - lastY));
                (lastX, lastY) = (px, py);
            }
        }

        return length;
    }

    private static double CatmullRom(double a, double b, double c, double d, double t)
        => 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

    /// <summary>Neville's scheme, in place on a copy.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0, 0.7, 1.1, 1.9)]
    [Inputs("y", Length = 4)]
    [Inputs("at", 0.5, 1.5, 2.2)]
    public static double Neville(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at)
    {
        double[] p = new double[y.Length];
        for (int i = 0; i < p.Length; i++) p[i] = y[i];
        for (int level = 1; level < p.Length; level++)
        {
            for (int i = 0; i + level < p.Length; i++)
            {
                p[i] = ((x[i + level] - at) * p[i] + (at - x[i]) * p[i + 1]) / (x[i + level] - x[i]);
            }
        }

        return p[0];
    }

    /// <summary>Kernel regression with a compact kernel: only neighbours count.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0, 0.4, 1, 1.5, 2.2)]
    [Inputs("y", Length = 5)]
    [Inputs("at", 0.6, 1.2, 1.8)]
    [Inputs("width", Min = 0.9, Max = 1.1)]
    public static double KernelRegression(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double at, double width)
    {
        double numerator = 0, denominator = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = (at - x[i]) / width;
            if (z * z >= 1) continue;
            double weight = (1 - z * z) * (1 - z * z);
            numerator += weight * y[i];
            denominator += weight;
        }

        return numerator / denominator;
    }
}
