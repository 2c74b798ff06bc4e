namespace DerivativeTests.Corpus;

public static partial class Grids
{
    [Differentiable(Derivatives.Jvp)]
    public static double Initialised(double x, double y)
    {
        double[,] a = { { x, y }, { 1, x * y } };
        return a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ElementAccess(double x, double y)
    {
        var a = new double[2, 3];
        a[0, 1] = x;
        a[1, 2] = y * x;
        a[0, 1] *= a[1, 2];
        a[1, 0]++;
        return a[0, 1] + a[1, 2] * a[1, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Sum(ReadOnlySpan<double> x)
    {
        var a = new double[x.Length, 3];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++) a[i, j] = x[i] * x[(i + j) % x.Length];
        }

        double sum = 0;
        foreach (double value in a) sum += value * value;
        return sum / a.Length * a.Rank;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Product(double x, double y)
    {
        double[,] a = { { x, 1 }, { y, 2 } }, b = { { 1, y }, { x * x, 1 } };
        int n = 2;
        var c = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double s = 0;
                for (int k = 0; k < n; k++) s += a[i, k] * b[k, j];
                c[i, j] = s;
            }
        }

        return c[0, 0] * c[1, 1] + c[0, 1] * c[1, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Heat(ReadOnlySpan<double> initial, double diffusion)
    {
        int n = initial.Length;
        var u = new double[n, 4];
        for (int i = 0; i < n; i++) u[i, 0] = initial[i];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 1; i < n - 1; i++)
                u[i, step + 1] = u[i, step] + 0.1 * diffusion * (u[i - 1, step] - 2 * u[i, step] + u[i + 1, step]);
            u[0, step + 1] = u[0, step];
            u[n - 1, step + 1] = u[n - 1, step];
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += u[i, 3] * u[i, 3];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThreeDimensions(ReadOnlySpan<double> x)
    {
        var t = new double[2, 3, x.Length];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < t.GetLength(1); j++)
            {
                for (int k = 0; k < x.Length; k++) t[i, j, k] = x[k] * (i + 1) + j;
            }
        }

        double product = 1;
        for (int k = 0; k <= t.GetUpperBound(2); k++) product *= 0.5 * t[1, 1, k] - 0.1 * t[0, 2, k];
        return product;
    }

    private static void Fill(double[,] a, double value)
    {
        for (int i = 0; i < a.GetLength(0); i++) a[i, i] = value * (i + 1);
    }

    private static double Trace(double[,] a)
    {
        double trace = 0;
        for (int i = 0; i < a.GetLength(0); i++) trace += a[i, i];
        return trace;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedToMethods(double x, double y)
    {
        var a = new double[3, 3];
        Fill(a, x * y);
        a[1, 1] *= x;
        return Trace(a) * y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 3, 4, 5)]
    public static double Binomial(double s, double up, double rate, int n)
    {
        var v = new double[n + 1, n + 1];
        for (int i = 0; i <= n; i++)
        {
            double price = s;
            for (int j = 0; j < n; j++) price *= j < i ? 1 + 0.1 * up : 1 / (1 + 0.1 * up);
            v[n, i] = Math.Max(price - 1, 0);
        }

        for (int step = n - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++) v[step, i] = (0.5 * v[step + 1, i] + 0.5 * v[step + 1, i + 1]) * Math.Exp(-0.01 * rate) + 0.01 * s;
        }

        return v[0, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithIntegers(double x, double y)
    {
        int[,] stencil = { { 0, 1, 0 }, { 1, -4, 1 }, { 0, 1, 0 } };
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++) sum += stencil[i, j] * Math.Sin(x * i + y * j);
        }

        return sum;
    }

    private readonly record struct Cell(double Value, double Weight);

    [Differentiable(Derivatives.Jvp)]
    public static double OfStructs(double x, double y)
    {
        var cells = new Cell[2, 2];
        cells[0, 0] = new Cell(x, y);
        cells[1, 1] = cells[0, 0] with { Weight = x * x };
        double sum = 0;
        foreach (Cell cell in cells) sum += cell.Value * cell.Weight;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 4, 5, 6)]
    public static double LeavingEarly(double x, int n)
    {
        var a = new double[n, 2];
        for (int i = 0; i < n; i++)
        {
            a[i, 0] = x * i;
            if (a[i, 0] > 2.3) break;
            a[i, 1] = a[i, 0] * a[i, 0];
        }

        double sum = 0;
        foreach (double value in a)
        {
            sum += value;
            if (sum > 10) break;
        }

        return sum;
    }
}
