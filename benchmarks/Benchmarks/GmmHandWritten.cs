using SourceAutodiff.GradBench.Evals;

namespace SourceAutodiff.Benchmarks;

/// <summary>The gradient of <see cref="Gmm"/> as one derives and writes it by hand; reuses its work space, allocates nothing.</summary>
public sealed class GmmHandWritten(int d, int k, int n, int m, double gamma)
{
    private readonly double[] _diagonal = new double[k * d];
    private readonly double[] _sumQ = new double[k];
    private readonly double[] _centered = new double[k * d];
    private readonly double[] _product = new double[k * d];
    private readonly double[] _terms = new double[k];
    private readonly double[] _back = new double[d];

    /// <summary>Value and gradient. The constant of the prior, which has no gradient, is taken from the caller.</summary>
    public double Gradient(
        ReadOnlySpan<double> x, ReadOnlySpan<double> alpha, ReadOnlySpan<double> mu, ReadOnlySpan<double> q, ReadOnlySpan<double> l, double constant,
        Span<double> gradAlpha, Span<double> gradMu, Span<double> gradQ, Span<double> gradL)
    {
        int lower = d * (d - 1) / 2;
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int j = 0; j < d; j++)
            {
                sum += q[(c * d) + j];
                _diagonal[(c * d) + j] = Math.Exp(q[(c * d) + j]);
            }

            _sumQ[c] = sum;
        }

        // The prior: 0.5 gamma² |Q|² - m sum(q), subtracted.
        double value = constant;
        for (int c = 0; c < k; c++)
        {
            double frobenius = 0;
            for (int j = c * d; j < (c + 1) * d; j++)
            {
                frobenius += _diagonal[j] * _diagonal[j];
                gradQ[j] = m - (gamma * gamma * _diagonal[j] * _diagonal[j]);
                gradMu[j] = 0;
            }

            for (int j = c * lower; j < (c + 1) * lower; j++)
            {
                frobenius += l[j] * l[j];
                gradL[j] = -gamma * gamma * l[j];
            }

            value -= (0.5 * gamma * gamma * frobenius) - (m * _sumQ[c]);
        }

        double logAlpha = Softmax(alpha, _terms);
        value -= n * logAlpha;
        for (int c = 0; c < k; c++) gradAlpha[c] = -n * _terms[c];

        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++) _terms[c] = Term(x.Slice(i * d, d), mu.Slice(c * d, d), l.Slice(c * lower, lower), c) + alpha[c] + _sumQ[c];
            value += Softmax(_terms, _terms);
            for (int c = 0; c < k; c++)
            {
                double w = _terms[c];
                gradAlpha[c] += w;
                Back(w, l.Slice(c * lower, lower), c, gradMu.Slice(c * d, d), gradQ.Slice(c * d, d), gradL.Slice(c * lower, lower));
            }
        }

        return value;
    }

    private double Term(ReadOnlySpan<double> x, ReadOnlySpan<double> mu, ReadOnlySpan<double> l, int c)
    {
        Span<double> centered = _centered.AsSpan(c * d, d), product = _product.AsSpan(c * d, d);
        for (int j = 0; j < d; j++)
        {
            centered[j] = x[j] - mu[j];
            product[j] = _diagonal[(c * d) + j] * centered[j];
        }

        int next = 0;
        for (int column = 0; column < d; column++)
        {
            double factor = centered[column];
            for (int row = column + 1; row < d; row++) product[row] += l[next++] * factor;
        }

        double norm = 0;
        for (int j = 0; j < d; j++) norm += product[j] * product[j];
        return -0.5 * norm;
    }

    private void Back(double w, ReadOnlySpan<double> l, int c, Span<double> gradMu, Span<double> gradQ, Span<double> gradL)
    {
        ReadOnlySpan<double> centered = _centered.AsSpan(c * d, d), product = _product.AsSpan(c * d, d);
        for (int j = 0; j < d; j++) _back[j] = -w * product[j];
        int next = 0;
        for (int column = 0; column < d; column++)
        {
            double factor = centered[column], diagonal = _diagonal[(c * d) + column];
            double sum = diagonal * _back[column];
            gradQ[column] += w + (sum * factor);
            for (int row = column + 1; row < d; row++, next++)
            {
                sum += l[next] * _back[row];
                gradL[next] += _back[row] * factor;
            }

            gradMu[column] -= sum;
        }
    }

    /// <summary>Log-sum-exp of the terms; the weights go to <paramref name="weights"/>, which may be the terms themselves.</summary>
    private static double Softmax(ReadOnlySpan<double> terms, Span<double> weights)
    {
        double max = terms[0];
        for (int i = 1; i < terms.Length; i++) max = Math.Max(max, terms[i]);
        double sum = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            weights[i] = Math.Exp(terms[i] - max);
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return max + Math.Log(sum);
    }
}
