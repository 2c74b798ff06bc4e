namespace SourceAutodiff.GradBench.Evals;

/// <summary>The loss of a stack of long short-term memory cells with diagonal weights that predicts the next element of a sequence.</summary>
public static partial class Lstm
{
    /// <param name="main">For each layer its weights, then its biases: each a block of <paramref name="width"/> for forget, ingate, outgate and change.</param>
    /// <param name="extra">Weights at the entrance, weights and biases at the exit.</param>
    /// <param name="state">For each layer the hidden values, then the cells, at the start.</param>
    /// <param name="sequence">The elements, <paramref name="width"/> numbers each.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="width">Number of values in an element, and in a layer.</param>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, [NoGradient] ReadOnlySpan<double> state, [NoGradient] ReadOnlySpan<double> sequence, int layers, int width)
    {
        double[] hidden = new double[layers * width];
        double[] cell = new double[layers * width];
        for (int i = 0; i < layers; i++)
        {
            for (int j = 0; j < width; j++)
            {
                hidden[(i * width) + j] = state[(2 * i * width) + j];
                cell[(i * width) + j] = state[(((2 * i) + 1) * width) + j];
            }
        }

        double[] z = new double[width];
        double total = 0;
        int count = 0;
        int length = sequence.Length / width;
        for (int t = 0; t < length - 1; t++)
        {
            for (int j = 0; j < width; j++) z[j] = sequence[(t * width) + j] * extra[j];
            for (int i = 0; i < layers; i++)
            {
                Layer(main.Slice(i * 8 * width, 8 * width), hidden.AsSpan(i * width, width), cell.AsSpan(i * width, width), z);
            }

            double sum = 2;
            for (int j = 0; j < width; j++)
            {
                z[j] = (z[j] * extra[width + j]) + extra[(2 * width) + j];
                sum += Math.Exp(z[j]);
            }

#pragma warning disable SAD3103 // As the benchmark defines it, for the same numbers.
            double log = Math.Log(sum);
#pragma warning restore SAD3103
            for (int j = 0; j < width; j++) total += sequence[((t + 1) * width) + j] * (z[j] - log);
            count += width;
        }

        return -total / count;
    }

    /// <summary>One layer at one time: <paramref name="z"/> comes in as its input and leaves as its output.</summary>
    private static void Layer(ReadOnlySpan<double> weights, Span<double> hidden, Span<double> cell, Span<double> z)
    {
        int width = z.Length;
        for (int j = 0; j < width; j++)
        {
            double forget = Sigmoid((z[j] * weights[j]) + weights[(4 * width) + j]);
            double ingate = Sigmoid((hidden[j] * weights[width + j]) + weights[(5 * width) + j]);
            double outgate = Sigmoid((z[j] * weights[(2 * width) + j]) + weights[(6 * width) + j]);
            double change = Math.Tanh((hidden[j] * weights[(3 * width) + j]) + weights[(7 * width) + j]);
            cell[j] = (cell[j] * forget) + (ingate * change);
            hidden[j] = outgate * Math.Tanh(cell[j]);
            z[j] = hidden[j];
        }
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
