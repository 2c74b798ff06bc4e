namespace DerivativeTests.Corpus;

/// <summary>Dense factorizations as textbooks and libraries write them: in place, with pivots and reflections.</summary>
public static partial class Factorizations
{
    /// <summary>Solves in place with partial pivoting; <paramref name="a"/> ends as L and U, <paramref name="b"/> as the solution.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("a", Length = 16, Min = -1, Max = 1)]
    [Inputs("b", Length = 4)]
    [Check(Points = 4)]
    public static void LuSolve(Span<double> a, Span<double> b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k])) pivot = i;
            }

            if (pivot != k)
            {
                for (int j = 0; j < n; j++) (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
                (b[k], b[pivot]) = (b[pivot], b[k]);
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
        }
    }

    /// <summary>The rows stay where they are; a permutation says which one is meant.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("matrix", Length = 16, Min = -1, Max = 1)]
    public static double LogDeterminantByPermutation(ReadOnlySpan<double> matrix)
    {
        const int n = 4;
        double[] a = new double[n * n];
        for (int i = 0; i < a.Length; i++) a[i] = matrix[i];
        int[] row = new int[n];
        for (int i = 0; i < n; i++) row[i] = i;
        double log = 0;
        for (int k = 0; k < n; k++)
        {
            int best = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[row[i] * n + k]) > Math.Abs(a[row[best] * n + k])) best = i;
            }

            (row[k], row[best]) = (row[best], row[k]);
            double diagonal = a[row[k] * n + k];
            log += Math.Log(Math.Abs(diagonal));
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[row[i] * n + k] / diagonal;
                for (int j = k + 1; j < n; j++) a[row[i] * n + j] -= factor * a[row[k] * n + j];
            }
        }

        return log;
    }

    /// <summary>Householder reflections, kept below the diagonal as LAPACK does; R above it, the scales apart.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("a", Length = 15, Min = -1, Max = 1)]
    [Inputs("tau", Length = 3)]
    public static void HouseholderQr(Span<double> a, Span<double> tau)
    {
        int columns = tau.Length, rows = a.Length / columns;
        for (int k = 0; k < columns; k++)
        {
            double squares = 0;
            for (int i = k; i < rows; i++) squares += a[i * columns + k] * a[i * columns + k];
            double norm = Math.Sqrt(squares);
            double head = a[k * columns + k];
            double alpha = head > 0 ? -norm : norm;
            tau[k] = (alpha - head) / alpha;
            double scale = 1 / (head - alpha);
            for (int i = k + 1; i < rows; i++) a[i * columns + k] *= scale;
            a[k * columns + k] = alpha;
            for (int j = k + 1; j < columns; j++)
            {
                double dot = a[k * columns + j];
                for (int i = k + 1; i < rows; i++) dot += a[i * columns + k] * a[i * columns + j];
                dot *= tau[k];
                a[k * columns + j] -= dot;
                for (int i = k + 1; i < rows; i++) a[i * columns + j] -= dot * a[i * columns + k];
            }
        }
    }

    /// <summary>Least squares by Givens rotations, which also turn the right hand side; the rest of it is the residual.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("design", Length = 12, Min = -1, Max = 1)]
    [Inputs("observed", Length = 6)]
    public static double ResidualByGivens(ReadOnlySpan<double> design, ReadOnlySpan<double> observed)
    {
        int rows = observed.Length, columns = design.Length / rows;
        double[] r = new double[design.Length], b = new double[rows];
        for (int i = 0; i < r.Length; i++) r[i] = design[i];
        for (int i = 0; i < rows; i++) b[i] = observed[i];
        for (int j = 0; j < columns; j++)
        {
            for (int i = rows - 1; i > j; i--)
            {
                double x = r[(i - 1) * columns + j], y = r[i * columns + j];
#pragma warning disable SAD3104 // An entry that is zero needs no rotation.
                if (y == 0) continue;
#pragma warning restore SAD3104
                double length = Math.Sqrt(x * x + y * y);
                double c = x / length, s = y / length;
                for (int k = j; k < columns; k++)
                {
                    double upper = r[(i - 1) * columns + k], lower = r[i * columns + k];
                    r[(i - 1) * columns + k] = c * upper + s * lower;
                    r[i * columns + k] = c * lower - s * upper;
                }

                (b[i - 1], b[i]) = (c * b[i - 1] + s * b[i], c * b[i] - s * b[i - 1]);
            }
        }

        double residual = 0;
        for (int i = columns; i < rows; i++) residual += b[i] * b[i];
        return residual;
    }

    /// <summary>L D Lᵀ without square roots, in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 16)]
    public static void Ldl(Span<double> a)
    {
        const int n = 4;
        for (int j = 0; j < n; j++)
        {
            double d = a[j * n + j] + 5;
            for (int k = 0; k < j; k++) d -= a[j * n + k] * a[j * n + k] * a[k * n + k];
            a[j * n + j] = d;
            for (int i = j + 1; i < n; i++)
            {
                double l = a[i * n + j];
                for (int k = 0; k < j; k++) l -= a[i * n + k] * a[j * n + k] * a[k * n + k];
                a[i * n + j] = l / d;
            }
        }
    }

    /// <summary>The logarithm of a normal density with a full covariance matrix, by its Cholesky factor.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("covariance", Length = 9, Min = 0.1, Max = 0.6)]
    [Inputs("x", Length = 3)]
    [Inputs("mean", Length = 3)]
    public static double NormalLogDensity(ReadOnlySpan<double> covariance, ReadOnlySpan<double> x, ReadOnlySpan<double> mean)
    {
        int n = x.Length;
        double[] l = new double[n * n];
        CholeskyFactor(covariance, l, n);
        double[] z = new double[n];
        double log = -0.5 * n * Math.Log(2 * Math.PI);
        for (int i = 0; i < n; i++)
        {
            double sum = x[i] - mean[i];
            for (int j = 0; j < i; j++) sum -= l[i * n + j] * z[j];
            z[i] = sum / l[i * n + i];
            log -= 0.5 * z[i] * z[i] + Math.Log(l[i * n + i]);
        }

        return log;
    }

    private static void CholeskyFactor(ReadOnlySpan<double> a, Span<double> l, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = i == j ? a[i * n + i] + 1 : a[i * n + j];
                for (int k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = i == j ? Math.Sqrt(sum) : sum / l[j * n + j];
            }
        }
    }

    /// <summary>The inverse in place by Gauss and Jordan.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 9)]
    public static void InverseInPlace(Span<double> a)
    {
        const int n = 3;
        for (int i = 0; i < n; i++) a[i * n + i] += 3;
        for (int k = 0; k < n; k++)
        {
            double pivot = 1 / a[k * n + k];
            a[k * n + k] = 1;
            for (int j = 0; j < n; j++) a[k * n + j] *= pivot;
            for (int i = 0; i < n; i++)
            {
                if (i == k) continue;
                double factor = a[i * n + k];
                a[i * n + k] = 0;
                for (int j = 0; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
            }
        }
    }

    /// <summary>The largest eigenvalue of a symmetric matrix by two sweeps of Jacobi rotations.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("upper", Length = 6, Min = -1, Max = 1)]
    public static double LargestEigenvalueByJacobi(ReadOnlySpan<double> upper)
    {
        const int n = 3;
        double[] a = new double[n * n];
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                a[i * n + j] = upper[next] + (i == j ? i * i : 0);
                a[j * n + i] = a[i * n + j];
                next++;
            }
        }

        for (int sweep = 0; sweep < 2; sweep++)
        {
            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++) Rotate(a, n, p, q);
            }
        }

        double largest = a[0];
        for (int i = 1; i < n; i++) largest = Math.Max(largest, a[i * n + i]);
        return largest;
    }

    private static void Rotate(double[] a, int n, int p, int q)
    {
        double theta = 0.5 * Math.Atan2(2 * a[p * n + q], a[q * n + q] - a[p * n + p]);
        double c = Math.Cos(theta), s = Math.Sin(theta);
        for (int k = 0; k < n; k++)
        {
            double x = a[p * n + k], y = a[q * n + k];
            a[p * n + k] = c * x - s * y;
            a[q * n + k] = s * x + c * y;
        }

        for (int k = 0; k < n; k++)
        {
            double x = a[k * n + p], y = a[k * n + q];
            a[k * n + p] = c * x - s * y;
            a[k * n + q] = s * x + c * y;
        }
    }

    /// <summary>The matrix exponential by scaling, a series, and squaring.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", Length = 9, Min = -1, Max = 1)]
    [Inputs("result", Length = 9)]
    public static void Exponential(ReadOnlySpan<double> a, Span<double> result)
    {
        const int n = 3, squarings = 3, terms = 10;
        double[] scaled = new double[n * n], term = new double[n * n], product = new double[n * n];
        for (int i = 0; i < n * n; i++)
        {
            scaled[i] = a[i] / (1 << squarings);
            term[i] = i % (n + 1) == 0 ? 1 : 0;
            result[i] = term[i];
        }

        for (int k = 1; k <= terms; k++)
        {
            Multiply(term, scaled, product, n);
            for (int i = 0; i < n * n; i++)
            {
                term[i] = product[i] / k;
                result[i] += term[i];
            }
        }

        for (int k = 0; k < squarings; k++)
        {
            Multiply(result, result, product, n);
            for (int i = 0; i < n * n; i++) result[i] = product[i];
        }
    }

    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
                c[i * n + j] = sum;
            }
        }
    }

    /// <summary>A fixed number of conjugate gradient steps.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("diagonal", Length = 5, Min = 2.5, Max = 4)]
    [Inputs("b", Length = 5)]
    public static double ConjugateGradients(ReadOnlySpan<double> diagonal, double coupling, ReadOnlySpan<double> b)
    {
        int n = b.Length;
        double[] x = new double[n], r = new double[n], p = new double[n], ap = new double[n];
        double rr = 0;
        for (int i = 0; i < n; i++)
        {
            r[i] = b[i];
            p[i] = b[i];
            rr += r[i] * r[i];
        }

        for (int step = 0; step < 3; step++)
        {
            double pap = 0;
            for (int i = 0; i < n; i++)
            {
                ap[i] = diagonal[i] * p[i];
                if (i > 0) ap[i] -= 0.5 * coupling * p[i - 1];
                if (i < n - 1) ap[i] -= 0.5 * coupling * p[i + 1];
                pap += p[i] * ap[i];
            }

            double alpha = rr / pap, next = 0;
            for (int i = 0; i < n; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * ap[i];
                next += r[i] * r[i];
            }

            double beta = next / rr;
            rr = next;
            for (int i = 0; i < n; i++) p[i] = r[i] + beta * p[i];
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += x[i] * (i + 1);
        return sum;
    }
}
