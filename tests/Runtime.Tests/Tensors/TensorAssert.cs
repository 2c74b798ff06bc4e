namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Comparisons of tensors with the numbers that libtorch gives.</summary>
internal static class TensorAssert
{
    public static void Holds(double[] expected, Tensor? actual, double tolerance = 1e-12)
    {
        Assert.NotNull(actual);
        double[] values = actual.Detach().To(DType.Float64).ToArray<double>();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = expected[i].Equals(values[i]) || expected[i] == values[i] || Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(isSame, $"[{i}]: expected {expected[i]:R}, got {values[i]:R}");
        }
    }

    /// <summary>The value at points, and the gradient of its sum.</summary>
    public static void ValueAndGradient(Func<Tensor, Tensor> function, double[] at, double[] value, double[] grad)
    {
        Tensor x = Tensor.From(at, requiresGrad: true), y = function(x);
        Holds(value, y, 1e-5);
        y.Sum().Backward();
        Holds(grad, x.Grad, 1e-5);
    }
}
