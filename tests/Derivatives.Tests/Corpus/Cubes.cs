namespace DerivativeTests.Corpus;

/// <summary>Arrays of three dimensions, and of two next to them.</summary>
public static partial class Cubes
{
    [Differentiable(Derivatives.Jvp)]
    public static double Sum(double[,,] cube, double k)
    {
        double sum = 0;
        foreach (double value in cube) sum = k * sum + value * value;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Scale(double[,,] cube, double k)
    {
        for (int i = 0; i < cube.GetLength(0); i++)
        {
            for (int j = 0; j < cube.GetLength(1); j++)
            {
                for (int l = 0; l < cube.GetLength(2); l++) cube[i, j, l] *= k + 0.1 * (i - j + l);
            }
        }
    }

    /// <summary>A face of the cube in the place of another.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Shift(double[,,] cube, double k)
    {
        int n = cube.GetLength(0);
        for (int i = n - 1; i > 0; i--)
        {
            for (int j = 0; j < cube.GetLength(1); j++)
            {
                for (int l = 0; l < cube.GetLength(2); l++) cube[i, j, l] = Math.Sin(cube[i - 1, j, l] * k);
            }
        }

        return cube[n - 1, 0, 0] * cube[0, 0, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Marginals(double[,,] cube, double[,] weights)
    {
        double[,] marginal = new double[cube.GetLength(0), cube.GetLength(1)];
        for (int i = 0; i < cube.GetLength(0); i++)
        {
            for (int j = 0; j < cube.GetLength(1); j++)
            {
                for (int l = 0; l < cube.GetLength(2); l++) marginal[i, j] += cube[i, j, l];
            }
        }

        double sum = 0;
        for (int i = 0; i < Math.Min(weights.GetLength(0), cube.GetLength(0)); i++)
        {
            for (int j = 0; j < Math.Min(weights.GetLength(1), cube.GetLength(1)); j++) sum += weights[i, j] * Math.Exp(0.1 * marginal[i, j]);
        }

        return sum;
    }

    /// <summary>Three steps of diffusion in a small box.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Diffusion(double source, double k)
    {
        double[,,] u = new double[3, 3, 3];
        u[1, 1, 1] = source;
        double rate = 0.1 / (1 + k * k);
        for (int step = 0; step < 3; step++)
        {
            double[,,] next = new double[3, 3, 3];
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    for (int l = 0; l < 3; l++)
                    {
                        double flow = -6 * u[i, j, l];
                        if (i > 0) flow += u[i - 1, j, l];
                        if (i < 2) flow += u[i + 1, j, l];
                        if (j > 0) flow += u[i, j - 1, l];
                        if (j < 2) flow += u[i, j + 1, l];
                        if (l > 0) flow += u[i, j, l - 1];
                        if (l < 2) flow += u[i, j, l + 1];
                        next[i, j, l] = u[i, j, l] + rate * flow * (1 + 0.1 * u[i, j, l]);
                    }
                }
            }

            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    for (int l = 0; l < 3; l++) u[i, j, l] = next[i, j, l];
                }
            }
        }

        return u[0, 1, 1] * u[1, 1, 1] + u[0, 0, 0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Trilinear(double x, double y, double z)
    {
        double[,,] corners = { { { 1, 2 }, { 3, 5 } }, { { 4, 7 }, { 6, 9 } } };
        double u = 1 / (1 + Math.Exp(-x)), v = 1 / (1 + Math.Exp(-y)), w = 1 / (1 + Math.Exp(-z)), sum = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                for (int l = 0; l < 2; l++) sum += (i == 0 ? 1 - u : u) * (j == 0 ? 1 - v : v) * (l == 0 ? 1 - w : w) * corners[i, j, l];
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ByReference(double[,,] cube, double k)
    {
        ref double corner = ref cube[0, 0, 0];
        corner *= k;
        corner += cube[0, 0, cube.GetLength(2) - 1];
        return corner * corner + cube.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Largest(double[,,] cube, double k)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in cube) largest = Math.Max(largest, value);
        return largest * k + largest * largest;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(FiniteDifferences = 2e-2)]
    public static float Single(float[,,] cube, float k) => Weighted(cube, k) / (1 + k * k);

    private static float Weighted(float[,,] cube, float k)
    {
        float sum = 0;
        for (int i = 0; i < cube.GetLength(0); i++) sum += k * cube[i, 0, 0] * cube[i, 0, cube.GetLength(2) - 1];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Contract(double[,,] cube, double[] vector, double[,] result)
    {
        for (int i = 0; i < Math.Min(cube.GetLength(0), result.GetLength(0)); i++)
        {
            for (int j = 0; j < Math.Min(cube.GetLength(1), result.GetLength(1)); j++)
            {
                for (int l = 0; l < Math.Min(cube.GetLength(2), vector.Length); l++) result[i, j] += cube[i, j, l] * vector[l];
            }
        }
    }
}
