namespace DerivativeTests.Corpus;

public static partial class JaggedArrays
{
    [Differentiable(Derivatives.Jvp)]
    public static double Listed(double x, double y)
    {
        double[][] a = [[x, y, 1], [x * y, 2, x]];
        return a[0][0] * a[1][0] + a[0][1] * a[1][2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ListedWithNew(double x, double y)
    {
        var a = new[] { new[] { x, y }, new double[] { y * y, 1 } };
        a[1][1] += a[0][0];
        return a[1][1] * a[1][0] * a[0][1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MadeInALoop(ReadOnlySpan<double> x)
    {
        var a = new double[3][];
        for (int i = 0; i < 3; i++) a[i] = new double[x.Length];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++) a[i][j] = x[j] * (i + 1) + (i > 0 ? a[i - 1][j] * x[j] : 0);
        }

        double sum = 0;
        for (int j = 0; j < x.Length; j++) sum += a[2][j] * a[1][j];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double RowsAsLocals(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        double[][] a = new double[n][];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = new double[2];
        }

        for (int i = 0; i < n; i++)
        {
            double[] row = a[i];
            row[0] = x[i];
            row[1] = row[0] * x[n - 1 - i];
        }

        double sum = 0;
        for (int i = 1; i < n; i++)
        {
            var before = a[i - 1];
            sum += a[i][1] * before[0];
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverRows(double x, double y)
    {
        double[][] a = [[x, y], [y, x * x], [1, x]];
        double sum = 0;
        foreach (double[] row in a)
        {
            double product = 1;
            foreach (double value in row) product *= value;
            sum += product * row[0];
        }

        return sum;
    }

    private static double Norm(double[] row)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++) sum += row[i] * row[i];
        return Math.Sqrt(sum);
    }

    private static double Largest(double[][] rows)
    {
        double largest = 0;
        for (int i = 0; i < rows.Length; i++) largest = Math.Max(largest, Norm(rows[i]));
        return largest;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedToMethods(double x, double y)
    {
        double[][] a = [[x, y], [3, x * y]];
        return Largest(a) * Norm(a[0]);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Elimination(double x, double y)
    {
        double[][] a = [[2 + x * x, 1, y], [y, 3, 1], [1, x, 4]];
        double determinant = 1;
        for (int k = 0; k < 3; k++)
        {
            determinant *= a[k][k];
            for (int i = k + 1; i < 3; i++)
            {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < a[i].Length; j++) a[i][j] -= factor * a[k][j];
            }
        }

        return determinant;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntegerRows(ReadOnlySpan<double> x)
    {
        int[][] edges = [[0, 1], [1, 2], [2, 0]];
        double sum = 0;
        for (int e = 0; e < edges.Length; e++) sum += x[edges[e][0]] * x[edges[e][1]] * (e + 1);
        foreach (double value in x) sum += value;
        return sum;
    }

    private record struct Node(double Value, double Weight);

    [Differentiable(Derivatives.Jvp)]
    public static double RowsOfStructs(double x, double y)
    {
        Node[][] nodes = [[new(x, y), new(y, 1)], [new(x * y, x), new(2, x)]];
        double sum = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            for (int j = 0; j < nodes[i].Length; j++)
            {
                nodes[i][j].Value *= y;
                sum += nodes[i][j].Value * nodes[i][j].Weight;
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FromTheEnd(double x, double y)
    {
        double[][] a = [[x, y], [x * y, y]];
        return a[^1][0] * a[0][^1] + a[^2][0];
    }
}
