namespace SourceAutodiff.Rules.Tests.Tensors;

/// <summary>Gradients against central differences of two step sizes, extrapolated.</summary>
internal static class Differences
{
    public static void Check(OperationCase c, Func<OperationCase, Tensor> function, Tensor?[] gradients, double tolerance)
    {
        Tensor[] inputs = c.Differentiated;
        for (int k = 0; k < inputs.Length; k++)
        {
            double[] values = inputs[k].Detach().To(DType.Float64).ToArray<double>();
            double[] actual = gradients[k]?.Detach().To(DType.Float64).ToArray<double>() ?? new double[values.Length];
            double[] expected = [.. Enumerable.Range(0, values.Length).Select(i => Slope(h => Shifted(inputs[k], i, h, () => function(c).Item()), values[i]))];
            double scale = expected.Concat(actual).Select(Math.Abs).Append(1).Max();
            for (int i = 0; i < values.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{c}, input {k}[{i}]: {actual[i]:R}, by differences {expected[i]:R}");
            }
        }
    }

    private static double Slope(Func<double, double> function, double at)
    {
        double h = 2e-4 * Math.Max(1, Math.Abs(at));
        double wide = (function(h) - function(-h)) / (2 * h), narrow = (function(h / 2) - function(-h / 2)) / h;
        return ((4 * narrow) - wide) / 3;
    }

    /// <summary>The value with one element moved; then it is moved back.</summary>
    private static double Shifted(Tensor input, int index, double by, Func<double> value)
    {
        Move(by);
        try
        {
            return value();
        }
        finally
        {
            Move(-by);
        }

        void Move(double step)
        {
            using ModeScope scope = Autograd.NoGrad();
            Span<double> elements = input.AsSpan<double>();
            elements[index] = step == -by ? elements[index] - by : elements[index] + step;
        }
    }
}
