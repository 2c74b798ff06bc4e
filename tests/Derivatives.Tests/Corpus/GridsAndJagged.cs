namespace DerivativeTests.Corpus;

public static partial class GridsAndJagged
{
    [Differentiable(Derivatives.Jvp)]
    public static double Sum(double[,] a, double k)
    {
        double s = 0;
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) s += k * a[i, j] * a[i, j];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Bilinear(double[] x, double[,] a, double[] y)
    {
        double s = 0;
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) s += x[i] * a[i, j] * y[j];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Smooth(double[,] a, double[,] b, double k)
    {
        int n = a.GetLength(0), m = a.GetLength(1);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < m - 1; j++) b[i, j] = a[i, j] + k * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1] - 4 * a[i, j]);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(double[,] a)
    {
        for (int i = 1; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) a[i, j] *= a[i - 1, j];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThreeDimensions(double[,,] a)
    {
        double s = 1;
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                for (int k = 0; k < a.GetLength(2); k++) s += a[i, j, k] * a[i, j, k];
        return Math.Log(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Single(float[,] a) => a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayOfGrids(double[][,] a, double k)
    {
        double s = 0;
        for (int n = 0; n < a.Length; n++)
            for (int i = 0; i < a[n].GetLength(0); i++)
                for (int j = 0; j < a[n].GetLength(1); j++) s += k * a[n][i, j] * a[n][i, j];
        return s;
    }

    public sealed class Stencils
    {
        public double[][,] Weights = [new double[,] { { 0.5, 1.5 }, { 2, -1 } }, new double[,] { { 0.25, 3 } }];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayOfGridsInAnObject([NoGradient] Stencils s, double x, double y)
    {
        double[,] first = s.Weights[0];
        return first[0, 1] * x * y + s.Weights[1][0, 1] * x + first[1, 0] * s.Weights.Length * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Jagged(double[][] a, double k)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < a[i].Length; j++) s += k * a[i][j] * a[i][j];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void JaggedInPlace(double[][] a, double k)
    {
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < a[i].Length; j++) a[i][j] *= k * a[i][j];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RowByRow(double[][] a)
    {
        double s = 0;
        foreach (double[] row in a)
        {
            double product = 1;
            foreach (double value in row) product *= value;
            s += product;
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Accumulate(double[][] a, double[] sums)
    {
        for (int i = 0; i < a.Length; i++)
        {
            sums[i] = 0;
            for (int j = 0; j < a[i].Length; j++)
            {
                sums[i] += a[i][j] * sums[i] + a[i][j];
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Deep(double[][][] a) => a[0][1][0] * a[1][0][1] + a[1][1][1] * a[0][0][0];

    [Differentiable(Derivatives.Jvp)]
    public static double Constant([NoGradient] double[,] a, [NoGradient] double[][] b, double x) => a[0, 1] * x * x + b[1][0] * x;
}
