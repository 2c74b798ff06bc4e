namespace DerivativeTests.Corpus;

/// <summary>Transforms and filters.</summary>
public static partial class Signals
{
    /// <summary>The iterative radix-2 transform with bit reversal, in place.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("re", Length = 8, Min = -1, Max = 1)]
    [Inputs("im", Length = 8, Min = -1, Max = 1)]
    public static void Fft(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }

        for (int length = 2; length <= n; length <<= 1)
        {
            double angle = -2 * Math.PI / length;
            double stepRe = Math.Cos(angle), stepIm = Math.Sin(angle);
            for (int start = 0; start < n; start += length)
            {
                double wRe = 1, wIm = 0;
                for (int k = start; k < start + length / 2; k++)
                {
                    int other = k + length / 2;
                    double xRe = re[other] * wRe - im[other] * wIm;
                    double xIm = re[other] * wIm + im[other] * wRe;
                    re[other] = re[k] - xRe;
                    im[other] = im[k] - xIm;
                    re[k] += xRe;
                    im[k] += xIm;
                    (wRe, wIm) = (wRe * stepRe - wIm * stepIm, wRe * stepIm + wIm * stepRe);
                }
            }
        }
    }

    /// <summary>How much of the power lies above a frequency, through the transform.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("signal", Length = 16, Min = -1, Max = 1)]
    public static double PowerAbove(ReadOnlySpan<double> signal, [NoGradient] double frequency)
    {
        double[] re = new double[signal.Length], im = new double[signal.Length];
        for (int i = 0; i < re.Length; i++)
        {
            double window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / (re.Length - 1));
            re[i] = signal[i] * window;
        }

        Fft(re, im);
        double above = 0, total = 0;
        for (int k = 0; k <= re.Length / 2; k++)
        {
            double power = re[k] * re[k] + im[k] * im[k];
            total += power;
            if (k > frequency) above += power;
        }

        return above / total;
    }

    /// <summary>One frequency of the transform by a recurrence.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Goertzel(ReadOnlySpan<double> x, double frequency)
    {
        double coefficient = 2 * Math.Cos(frequency), s1 = 0, s2 = 0;
        foreach (double sample in x)
        {
            double s = sample + coefficient * s1 - s2;
            s2 = s1;
            s1 = s;
        }

        return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
    }

    /// <summary>Two cascaded second-order sections, in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 8)]
    [Inputs("coefficients", Length = 10, Min = -0.4, Max = 0.4)]
    public static void Biquads(Span<double> x, ReadOnlySpan<double> coefficients)
    {
        for (int section = 0; section < coefficients.Length / 5; section++)
        {
            ReadOnlySpan<double> c = coefficients.Slice(5 * section, 5);
            double z1 = 0, z2 = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double input = x[i];
                double output = c[0] * input + z1;
                z1 = c[1] * input - c[3] * output + z2;
                z2 = c[2] * input - c[4] * output;
                x[i] = output;
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 8)]
    [Inputs("taps", Length = 3)]
    [Inputs("y", Length = 8)]
    public static void Convolve(ReadOnlySpan<double> x, ReadOnlySpan<double> taps, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < taps.Length && j <= i; j++) sum += taps[j] * x[i - j];
            y[i] = sum;
        }
    }

    /// <summary>The Haar wavelet transform, all levels, in place through a work array.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 8)]
    public static void Haar(Span<double> x)
    {
        double[] work = new double[x.Length];
        for (int length = x.Length; length > 1; length /= 2)
        {
            for (int i = 0; i < length / 2; i++)
            {
                work[i] = (x[2 * i] + x[2 * i + 1]) * Math.Sqrt(0.5);
                work[length / 2 + i] = (x[2 * i] - x[2 * i + 1]) * Math.Sqrt(0.5);
            }

            for (int i = 0; i < length; i++) x[i] = work[i];
        }
    }

    /// <summary>The prediction error of an autoregressive model by Levinson and Durbin.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("r", 3, 0.9, 0.4, 0.3, 0.1)]
    public static double LevinsonDurbin(ReadOnlySpan<double> r)
    {
        int order = r.Length - 1;
        double[] a = new double[order + 1], previous = new double[order + 1];
        a[0] = 1;
        double error = r[0];
        for (int m = 1; m <= order; m++)
        {
            double sum = 0;
            for (int i = 0; i < m; i++) sum += a[i] * r[m - i];
            double reflection = -sum / error;
            for (int i = 0; i <= m; i++) previous[i] = a[i];
            for (int i = 1; i <= m; i++) a[i] = previous[i] + reflection * previous[m - i];
            error *= 1 - reflection * reflection;
        }

        return error + a[order] + 0.5 * a[1];
    }

    /// <summary>A compressor: an envelope that rises fast and falls slowly.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 9, Min = -1, Max = 1)]
    [Inputs("attack", Min = 0.5, Max = 0.9)]
    [Inputs("release", Min = 0.1, Max = 0.4)]
    [Inputs("threshold", Min = 0.1, Max = 0.2)]
    public static double Compressor(ReadOnlySpan<double> x, double attack, double release, double threshold, double ratio)
    {
        double envelope = 0.15, energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double level = Math.Abs(x[i]);
            envelope += (level > envelope ? attack : release) * (level - envelope);
            double gain = 1;
            if (envelope > threshold) gain = Math.Pow(envelope / threshold, -ratio / (1 + ratio));
            double y = gain * x[i];
            energy += y * y;
        }

        return energy;
    }

    /// <summary>Tracks one tone: a least-mean-squares filter that adapts its own weights.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 9, Min = -1, Max = 1)]
    [Inputs("rate", Min = 0.05, Max = 0.3)]
    public static double AdaptiveFilter(ReadOnlySpan<double> x, double rate)
    {
        Span<double> weights = stackalloc double[2];
        double squares = 0;
        for (int t = 2; t < x.Length; t++)
        {
            double predicted = weights[0] * x[t - 1] + weights[1] * x[t - 2];
            double error = x[t] - predicted;
            weights[0] += rate * error * x[t - 1];
            weights[1] += rate * error * x[t - 2];
            squares += error * error;
        }

        return squares;
    }

    /// <summary>The lag with the largest correlation decides which correlation is the result.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 9, Min = -1, Max = 1)]
    public static double BestLag(ReadOnlySpan<double> x)
    {
        double best = double.NegativeInfinity;
        for (int lag = 1; lag < 5; lag++)
        {
            double correlation = 0, energy = 0.1;
            for (int i = lag; i < x.Length; i++)
            {
                correlation += x[i] * x[i - lag];
                energy += x[i] * x[i];
            }

            best = Math.Max(best, correlation / Math.Sqrt(energy));
        }

        return best;
    }
}
