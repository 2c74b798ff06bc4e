namespace DerivativeTests.Corpus;

public static partial class MachineLearning
{
    [Differentiable(Derivatives.Jvp)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double largest = double.NegativeInfinity;
        foreach (double v in x)
        {
            if (v > largest) largest = v;
        }

        double s = 0;
        foreach (double v in x) s += Math.Exp(v - largest);
        return largest + Math.Log(s);
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void Softmax(ReadOnlySpan<double> x, Span<double> p)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            p[i] = Math.Exp(x[i] - largest);
            total += p[i];
        }

        for (int i = 0; i < x.Length; i++) p[i] /= total;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("label", 1, 3)]
    public static double SoftmaxCrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        Span<double> p = stackalloc double[logits.Length];
        Softmax(logits, p);
        return -Math.Log(p[label]);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("w", Length = 3, Min = -1, Max = 1)]
    [Inputs("x", Length = 12, Min = -2, Max = 2)]
    [Inputs("labels", 1, 0, 0, 1)]
    public static double LogisticRegression(ReadOnlySpan<double> w, double bias, [NoGradient] ReadOnlySpan<double> x, ReadOnlySpan<int> labels)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double z = bias;
            for (int j = 0; j < w.Length; j++) z += w[j] * x[row * w.Length + j];
            double sign = labels[row] == 1 ? -1 : 1;
            z *= sign;
            loss += z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z));
        }

        for (int j = 0; j < w.Length; j++) loss += 0.1 * w[j] * w[j];
        return loss / labels.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("w1", Length = 12, Min = -1, Max = 1)]
    [Inputs("b1", Length = 4)]
    [Inputs("w2", Length = 4, Min = -1, Max = 1)]
    [Inputs("x", Length = 3)]
    public static double Perceptron(ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, double b2, ReadOnlySpan<double> x, [NoGradient] double target)
    {
        double[] hidden = new double[b1.Length];
        for (int i = 0; i < hidden.Length; i++)
        {
            double z = b1[i];
            for (int j = 0; j < x.Length; j++) z += w1[i * x.Length + j] * x[j];
            hidden[i] = Math.Tanh(z);
        }

        double output = b2;
        for (int i = 0; i < hidden.Length; i++) output += w2[i] * hidden[i];
        return (output - target) * (output - target);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable(Derivatives.Jvp)]
    [Inputs("w", Length = 12, Min = -1, Max = 1)]
    public static double Lstm(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double h = 0, c = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double input = Sigmoid(w[0] * x[t] + w[1] * h + w[2]);
            double forget = Sigmoid(w[3] * x[t] + w[4] * h + w[5]);
            double output = Sigmoid(w[6] * x[t] + w[7] * h + w[8]);
            double candidate = Math.Tanh(w[9] * x[t] + w[10] * h + w[11]);
            c = forget * c + input * candidate;
            h = output * Math.Tanh(c);
        }

        return h * h + c;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("kernel", Length = 3)]
    [Inputs("x", Length = 8, Min = -2, Max = 2)]
    public static double ConvolutionReluPool(ReadOnlySpan<double> kernel, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i + 3 < x.Length; i += 2)
        {
            double best = 0;
            for (int shift = 0; shift < 2; shift++)
            {
                double z = 0;
                for (int k = 0; k < 3; k++) z += kernel[k] * x[i + shift + k];
                best = Math.Max(best, z);
            }

            s += best * best;
        }

        return s + kernel[0] * x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("q", Length = 6)]
    [Inputs("k", Length = 6)]
    [Inputs("v", Length = 6)]
    [Inputs("o", Length = 6)]
    public static void Attention(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> o)
    {
        const int width = 2;
        int n = q.Length / width;
        Span<double> scores = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            double total = 0;
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int d = 0; d < width; d++) dot += q[i * width + d] * k[j * width + d];
                scores[j] = Math.Exp(dot / Math.Sqrt(width));
                total += scores[j];
            }

            for (int d = 0; d < width; d++)
            {
                double s = 0;
                for (int j = 0; j <= i; j++) s += scores[j] / total * v[j * width + d];
                o[i * width + d] = s;
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 8)]
    [Inputs("means", Length = 3)]
    [Inputs("logits", Length = 3)]
    public static double Mixture([NoGradient] ReadOnlySpan<double> x, ReadOnlySpan<double> means, ReadOnlySpan<double> logits, double width)
    {
        double normaliser = 0;
        foreach (double l in logits) normaliser += Math.Exp(l);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double density = 0;
            for (int k = 0; k < means.Length; k++)
            {
                double d = (x[i] - means[k]) / width;
                density += Math.Exp(logits[k] - 0.5 * d * d) / normaliser;
            }

            s += Math.Log(density / width);
        }

        return -s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void LayerNorm(ReadOnlySpan<double> x, ReadOnlySpan<double> gain, double bias, Span<double> y)
    {
        double mean = 0, variance = 0;
        for (int i = 0; i < x.Length; i++) mean += x[i];
        mean /= x.Length;
        for (int i = 0; i < x.Length; i++) variance += (x[i] - mean) * (x[i] - mean);
        double scale = 1 / Math.Sqrt(variance / x.Length + 1e-3);
        for (int i = 0; i < x.Length; i++) y[i] = (x[i] - mean) * scale * gain[i] + bias;
    }
}
