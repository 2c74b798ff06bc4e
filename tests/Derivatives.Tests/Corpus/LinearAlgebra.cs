namespace DerivativeTests.Corpus;

public static partial class LinearAlgebra
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("a", Length = 12)]
    [Inputs("x", Length = 4)]
    [Inputs("y", Length = 3)]
    public static void MatrixVector(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = 0;
            for (int j = 0; j < x.Length; j++) s += a[i * x.Length + j] * x[j];
            y[i] = s;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 6)]
    [Inputs("b", Length = 12)]
    [Inputs("c", Length = 8)]
    [Inputs("inner", 3)]
    public static void MatrixMatrix(double[] a, double[] b, double[] c, int inner)
    {
        int rows = a.Length / inner, columns = b.Length / inner;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                c[i * columns + j] = 0;
                for (int k = 0; k < inner; k++) c[i * columns + j] += a[i * inner + k] * b[k * columns + j];
            }
        }
    }

    /// <summary>In place, lower triangle, diagonally dominant by construction.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 16)]
    public static void Cholesky(Span<double> a)
    {
        int n = 4;
        for (int i = 0; i < n; i++) a[i * n + i] += 6;
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++) a[j * n + j] -= a[j * n + k] * a[j * n + k];
            a[j * n + j] = Math.Sqrt(a[j * n + j]);
            for (int i = j + 1; i < n; i++)
            {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) s -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = s / a[j * n + j];
            }
        }
    }

    /// <summary>Determinant by elimination with partial pivoting.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 16)]
    public static double Determinant(Span<double> a)
    {
        int n = 4;
        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k])) pivot = i;
            }

            if (pivot != k)
            {
                for (int j = k; j < n; j++)
                {
                    double t = a[k * n + j];
                    a[k * n + j] = a[pivot * n + j];
                    a[pivot * n + j] = t;
                }

                determinant = -determinant;
            }

            determinant *= a[k * n + k];
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
            }
        }

        return determinant;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("l", Length = 16)]
    [Inputs("b", Length = 4)]
    public static void ForwardSubstitution(ReadOnlySpan<double> l, Span<double> b)
    {
        int n = b.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) b[i] -= l[i * n + j] * b[j];
            b[i] /= l[i * n + i];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("d", Min = 4, Max = 5)]
    public static void Thomas(ReadOnlySpan<double> lower, ReadOnlySpan<double> d, ReadOnlySpan<double> upper, Span<double> x)
    {
        int n = d.Length;
        Span<double> c = stackalloc double[n];
        c[0] = upper[0] / d[0];
        x[0] /= d[0];
        for (int i = 1; i < n; i++)
        {
            double m = d[i] - lower[i] * c[i - 1];
            c[i] = upper[i] / m;
            x[i] = (x[i] - lower[i] * x[i - 1]) / m;
        }

        for (int i = n - 2; i >= 0; i--) x[i] -= c[i] * x[i + 1];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 9)]
    public static double PowerIteration(ReadOnlySpan<double> a, int steps)
    {
        double[] v = new double[3];
        double[] w = new double[3];
        for (int i = 0; i < 3; i++) v[i] = 1;
        double eigenvalue = 0;
        for (int step = 0; step < steps; step++)
        {
            double norm = 0;
            for (int i = 0; i < 3; i++)
            {
                w[i] = 0;
                for (int j = 0; j < 3; j++) w[i] += a[i * 3 + j] * v[j];
                norm += w[i] * w[i];
            }

            eigenvalue = Math.Sqrt(norm);
            for (int i = 0; i < 3; i++) v[i] = w[i] / eigenvalue;
        }

        return eigenvalue;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("re", Length = 8)]
    [Inputs("im", Length = 8)]
    public static void Fourier(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        for (int half = n / 2; half > 0; half /= 2)
        {
            for (int start = 0; start < n; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    int a = start + k, b = a + half;
                    (double sine, double cosine) = Math.SinCos(-Math.PI * k / half);
                    double r = re[a] - re[b], i = im[a] - im[b];
                    re[a] += re[b];
                    im[a] += im[b];
                    re[b] = r * cosine - i * sine;
                    im[b] = r * sine + i * cosine;
                }
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 12)]
    public static void GramSchmidt(Span<double> a)
    {
        for (int i = 0; i < 3; i++)
        {
            Span<double> row = a.Slice(i * 4, 4);
            row[i] += 3;
            for (int k = 0; k < i; k++)
            {
                ReadOnlySpan<double> earlier = a.Slice(k * 4, 4);
                double dot = 0;
                for (int j = 0; j < 4; j++) dot += row[j] * earlier[j];
                for (int j = 0; j < 4; j++) row[j] -= dot * earlier[j];
            }

            double norm = 0;
            foreach (double v in row) norm += v * v;
            norm = Math.Sqrt(norm);
            for (int j = 0; j < 4; j++) row[j] /= norm;
        }
    }
}
