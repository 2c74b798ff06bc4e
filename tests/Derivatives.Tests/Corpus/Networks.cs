namespace DerivativeTests.Corpus;

/// <summary>Networks with all their weights in flat arrays.</summary>
public static partial class Networks
{
    /// <summary>Two layers over a batch, cross entropy with a shift by the maximum.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("w1", Length = 12, Min = -1, Max = 1)]
    [Inputs("b1", Length = 4, Min = -0.5, Max = 0.5)]
    [Inputs("w2", Length = 12, Min = -1, Max = 1)]
    [Inputs("b2", Length = 3, Min = -0.5, Max = 0.5)]
    [Inputs("batch", Length = 6, Min = -1, Max = 1)]
    [Inputs("labels", 2, 0)]
    public static double BatchCrossEntropy(
        ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, ReadOnlySpan<double> b2, [NoGradient] ReadOnlySpan<double> batch, ReadOnlySpan<int> labels)
    {
        int inputs = batch.Length / labels.Length;
        double[] hidden = new double[b1.Length], logits = new double[b2.Length];
        double loss = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            Dense(w1, b1, batch.Slice(sample * inputs, inputs), hidden);
            for (int i = 0; i < hidden.Length; i++) hidden[i] = Math.Tanh(hidden[i]);
            Dense(w2, b2, hidden, logits);
            loss += LogSumExp(logits) - logits[labels[sample]];
        }

        return loss / labels.Length;
    }

    private static void Dense(ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = bias[i];
            for (int j = 0; j < x.Length; j++) sum += weights[i * x.Length + j] * x[j];
            y[i] = sum;
        }
    }

    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity;
        foreach (double value in x) max = Math.Max(max, value);
        double sum = 0;
        foreach (double value in x) sum += Math.Exp(value - max);
        return max + Math.Log(sum);
    }

    /// <summary>Any number of layers: offsets into one array of parameters, two activations that take turns.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("parameters", Length = 20, Min = -1, Max = 1)]
    [Inputs("sizes", 2, 3, 2, 1)]
    [Inputs("x", Length = 2)]
    public static double DeepPerceptron(ReadOnlySpan<double> parameters, ReadOnlySpan<int> sizes, ReadOnlySpan<double> x)
    {
        Span<double> current = stackalloc double[8];
        Span<double> next = stackalloc double[8];
        for (int i = 0; i < x.Length; i++) current[i] = x[i];
        int offset = 0;
        for (int layer = 0; layer + 1 < sizes.Length; layer++)
        {
            int from = sizes[layer], to = sizes[layer + 1];
            for (int i = 0; i < to; i++)
            {
                double sum = parameters[offset + from * to + i];
                for (int j = 0; j < from; j++) sum += parameters[offset + i * from + j] * current[j];
                next[i] = layer + 2 < sizes.Length ? sum / (1 + Math.Exp(-sum)) : sum;
            }

            for (int i = 0; i < to; i++) current[i] = next[i];
            offset += (from + 1) * to;
        }

        return current[0];
    }

    /// <summary>A gated recurrent unit over a sequence.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("weights", Length = 18, Min = -1, Max = 1)]
    [Inputs("sequence", Length = 4, Min = -1, Max = 1)]
    public static double GatedRecurrentUnit(ReadOnlySpan<double> weights, ReadOnlySpan<double> sequence)
    {
        const int width = 2;
        Span<double> h = stackalloc double[width];
        Span<double> next = stackalloc double[width];
        foreach (double x in sequence)
        {
            for (int i = 0; i < width; i++)
            {
                double z = Sigmoid(Gate(weights.Slice(9 * i, 3), x, h));
                double r = Sigmoid(Gate(weights.Slice(9 * i + 3, 3), x, h));
                double candidate = Math.Tanh(weights[9 * i + 6] * x + r * (weights[9 * i + 7] * h[0] + weights[9 * i + 8] * h[1]));
                next[i] = (1 - z) * h[i] + z * candidate;
            }

            for (int i = 0; i < width; i++) h[i] = next[i];
        }

        return h[0] - h[0] * h[1];
    }

    private static double Gate(ReadOnlySpan<double> w, double x, ReadOnlySpan<double> h) => w[0] * x + w[1] * h[0] + w[2] * h[1];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Causal self-attention with two heads.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("q", Length = 12, Min = -1, Max = 1)]
    [Inputs("k", Length = 12, Min = -1, Max = 1)]
    [Inputs("v", Length = 12, Min = -1, Max = 1)]
    [Inputs("output", Length = 12)]
    public static void CausalAttention(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> output)
    {
        const int model = 4, heads = 2, size = model / heads;
        int length = q.Length / model;
        double[] scores = new double[length];
        double scale = 1 / Math.Sqrt(size);
        for (int head = 0; head < heads; head++)
        {
            for (int t = 0; t < length; t++)
            {
                double max = double.NegativeInfinity;
                for (int s = 0; s <= t; s++)
                {
                    double score = 0;
                    for (int d = 0; d < size; d++) score += q[t * model + head * size + d] * k[s * model + head * size + d];
                    scores[s] = scale * score;
                    if (scores[s] > max) max = scores[s];
                }

                double sum = 0;
                for (int s = 0; s <= t; s++)
                {
                    scores[s] = Math.Exp(scores[s] - max);
                    sum += scores[s];
                }

                for (int d = 0; d < size; d++)
                {
                    double mixed = 0;
                    for (int s = 0; s <= t; s++) mixed += scores[s] / sum * v[s * model + head * size + d];
                    output[t * model + head * size + d] = mixed;
                }
            }
        }
    }

    /// <summary>A block with a residual connection: normalisation, a wider layer, back, and the sum.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 3, Min = -1, Max = 1)]
    [Inputs("up", Length = 12, Min = -1, Max = 1)]
    [Inputs("down", Length = 12, Min = -1, Max = 1)]
    [Inputs("gain", Length = 3)]
    public static void ResidualBlock(Span<double> x, ReadOnlySpan<double> up, ReadOnlySpan<double> down, ReadOnlySpan<double> gain)
    {
        int n = x.Length, wide = up.Length / n;
        double squares = 0;
        for (int i = 0; i < n; i++) squares += x[i] * x[i];
        double scale = 1 / Math.Sqrt(squares / n + 1e-3);
        double[] hidden = new double[wide];
        for (int j = 0; j < wide; j++)
        {
            for (int i = 0; i < n; i++) hidden[j] += up[j * n + i] * x[i] * scale * gain[i];
            double h = hidden[j];
            hidden[j] = 0.5 * h * (1 + Math.Tanh(0.7978845608 * (h + 0.044715 * h * h * h)));
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < wide; j++) x[i] += down[i * wide + j] * hidden[j];
        }
    }

    /// <summary>An image through a kernel, a rectifier and pooling by the maximum.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("image", Length = 25, Min = -1, Max = 1)]
    [Inputs("kernel", Length = 4, Min = -1, Max = 1)]
    [Inputs("bias", Min = 0.1, Max = 0.3)]
    public static double ConvolutionWithPooling(ReadOnlySpan<double> image, ReadOnlySpan<double> kernel, double bias)
    {
        const int size = 5, window = 2, result = size - window + 1;
        double[] map = new double[result * result];
        for (int y = 0; y < result; y++)
        {
            for (int x = 0; x < result; x++)
            {
                double sum = bias;
                for (int dy = 0; dy < window; dy++)
                {
                    for (int dx = 0; dx < window; dx++) sum += kernel[dy * window + dx] * image[(y + dy) * size + x + dx];
                }

                map[y * result + x] = sum > 0 ? sum : 0.1 * sum;
            }
        }

        double total = 0;
        for (int y = 0; y < result; y += 2)
        {
            for (int x = 0; x < result; x += 2)
            {
                double upper = Math.Max(map[y * result + x], map[y * result + x + 1]);
                double lower = Math.Max(map[(y + 1) * result + x], map[(y + 1) * result + x + 1]);
                total += Math.Max(upper, lower);
            }
        }

        return total;
    }

    /// <summary>Normalisation over a batch, mean and variance computed inside.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("x", Length = 8, Min = -1, Max = 1)]
    [Inputs("gain", Length = 2)]
    [Inputs("shift", Length = 2)]
    public static void BatchNormalisation(Span<double> x, ReadOnlySpan<double> gain, ReadOnlySpan<double> shift)
    {
        int features = gain.Length, batch = x.Length / features;
        for (int f = 0; f < features; f++)
        {
            double mean = 0, variance = 0;
            for (int i = 0; i < batch; i++) mean += x[i * features + f];
            mean /= batch;
            for (int i = 0; i < batch; i++) variance += (x[i * features + f] - mean) * (x[i * features + f] - mean);
            double scale = gain[f] / Math.Sqrt(variance / batch + 1e-5);
            for (int i = 0; i < batch; i++) x[i * features + f] = (x[i * features + f] - mean) * scale + shift[f];
        }
    }

    /// <summary>Vectors of words looked up, averaged and scored against another word's.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("vectors", Length = 15, Min = -1, Max = 1)]
    [Inputs("context", 0, 3, 3, 1)]
    [Inputs("word", 2, 4, 0)]
    public static double WordContext(ReadOnlySpan<double> vectors, ReadOnlySpan<int> context, int word)
    {
        const int size = 3;
        Span<double> mean = stackalloc double[size];
        foreach (int other in context)
        {
            for (int d = 0; d < size; d++) mean[d] += vectors[other * size + d] / context.Length;
        }

        double loss = 0;
        for (int candidate = 0; candidate < vectors.Length / size; candidate++)
        {
            double score = 0;
            for (int d = 0; d < size; d++) score += mean[d] * vectors[candidate * size + d];
            loss += candidate == word ? Softplus(-score) : Softplus(score) / 4;
        }

        return loss;
    }

    private static double Softplus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));

    /// <summary>Training inside: the loss after some steps with momentum, by the learning rate and the data.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 5)]
    [Inputs("y", Length = 5)]
    [Inputs("rate", Min = 0.05, Max = 0.15)]
    [Inputs("momentum", Min = 0.2, Max = 0.8)]
    public static double LossAfterTraining(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double rate, double momentum)
    {
        double w = 0, b = 0, mw = 0, mb = 0;
        for (int step = 0; step < 4; step++)
        {
            double gw = 0, gb = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double error = w * x[i] + b - y[i];
                gw += error * x[i] / x.Length;
                gb += error / x.Length;
            }

            mw = momentum * mw + gw;
            mb = momentum * mb + gb;
            w -= rate * mw;
            b -= rate * mb;
        }

        double loss = 0;
#pragma warning disable SAD3101 // The power is what is tested.
        for (int i = 0; i < x.Length; i++) loss += Math.Pow(w * x[i] + b - y[i], 2);
#pragma warning restore SAD3101
        return loss;
    }
}
