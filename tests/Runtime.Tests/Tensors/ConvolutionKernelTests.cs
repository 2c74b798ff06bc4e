using SourceAutodiff.Kernels;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Outputs and gradients of convolutions against sums written out, for sizes that take each way through the kernels.</summary>
[Collection(nameof(MatrixMultiply))]
public class ConvolutionKernelTests
{
    /// <summary>Samples, channels, filters, groups; then input, kernel, stride, padding, dilation of the three dimensions.</summary>
    public static TheoryData<string, int[], int[], int[], int[], int[], int[]> Shapes => new()
    {
        { "rows of whole strips", [2, 3, 16, 1], [1, 6, 32], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "rows with a rest", [2, 3, 9, 1], [1, 5, 62], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "several samples in a block", [19, 2, 5, 1], [1, 5, 7], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "several samples, one way longer", [17, 1, 4, 1], [1, 3, 5], [1, 2, 3], [1, 1, 1], [0, 2, 3], [1, 1, 1] },
        { "bands of rows", [1, 40, 3, 1], [1, 70, 40], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "parts of a row", [1, 40, 2, 1], [1, 1, 5003], [1, 1, 5], [1, 1, 1], [0, 0, 2], [1, 1, 1] },
        { "long sums in rows with a rest", [1, 70, 3, 1], [1, 3, 62], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "long sums in all places", [1, 70, 11, 1], [1, 4, 9], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "many filters, transposed gradients", [3, 12, 70, 1], [1, 7, 9], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "strides", [3, 4, 6, 1], [1, 13, 19], [1, 3, 4], [1, 2, 3], [0, 1, 2], [1, 1, 1] },
        { "strides beyond the filter", [2, 3, 4, 1], [1, 11, 12], [1, 2, 1], [1, 3, 4], [0, 0, 0], [1, 1, 1] },
        { "dilation and stride", [2, 3, 4, 1], [1, 15, 16], [1, 3, 3], [1, 2, 1], [0, 3, 4], [1, 3, 2] },
        { "padding beyond the filter", [2, 2, 3, 1], [1, 4, 5], [1, 1, 2], [1, 1, 2], [0, 3, 4], [1, 1, 1] },
        { "groups", [2, 6, 9, 3], [1, 8, 9], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "one channel a group", [3, 10, 10, 10], [1, 9, 21], [1, 3, 3], [1, 1, 1], [0, 1, 1], [1, 1, 1] },
        { "one channel a group, strides", [3, 5, 10, 5], [1, 9, 12], [1, 5, 3], [1, 2, 2], [0, 2, 1], [1, 1, 1] },
        { "three dimensions", [2, 3, 4, 1], [5, 6, 7], [3, 2, 3], [1, 1, 1], [1, 0, 1], [1, 1, 1] },
        { "three dimensions, strides and dilation", [2, 4, 6, 2], [7, 8, 9], [2, 3, 2], [2, 1, 3], [1, 1, 1], [2, 1, 1] },
        { "filters of one element", [3, 5, 7, 1], [1, 6, 6], [1, 1, 1], [1, 1, 1], [0, 0, 0], [1, 1, 1] },
        { "filters of one element, groups, large", [2, 6, 4, 2], [1, 17, 18], [1, 1, 1], [1, 1, 1], [0, 0, 0], [1, 1, 1] },
        { "filters of one element, single places", [9, 6, 4, 2], [1, 1, 1], [1, 1, 1], [1, 1, 1], [0, 0, 0], [1, 1, 1] },
        { "filters of one element, strides", [2, 5, 7, 1], [1, 9, 9], [1, 1, 1], [1, 2, 2], [0, 0, 0], [1, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_are_the_sums(string name, int[] sizes, int[] input, int[] kernel, int[] stride, int[] padding, int[] dilation)
    {
        foreach ((DType type, double tolerance) in new[] { (DType.Float64, 1e-12), (DType.Float32, 2e-5) })
        {
            (Tensor x, Tensor w, Tensor b, Tensor g, Tensor y) = Given(sizes, input, kernel, stride, padding, dilation, type);
            Tensor[] grads = [.. Autograd.Grad([y], [x, w, b], [g])!];
            (double[] output, double[] byInput, double[] byWeight) = Sums(x, w, b, g, y, sizes[3], stride, padding, dilation);
            Close($"{name}, output", output, y, tolerance);
            Close($"{name}, input", byInput, grads[0], tolerance);
            Close($"{name}, weight", byWeight, grads[1], tolerance);
            Close($"{name}, bias", g.Sum([0, 2, 3, 4]).To(DType.Float64).ToArray<double>(), grads[2], tolerance);

            // The adjoint by the input as an operation.
            if (Enumerable.Range(0, 3).Any(d => (input[d] + (2 * padding[d]) - (dilation[d] * (kernel[d] - 1)) - 1) % stride[d] != 0)) continue;
            Close($"{name}, transposed", byInput, Functional.ConvTranspose3d(g, w, null, stride, padding, groups: sizes[3], dilation: dilation), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Threads_change_nothing(string name, int[] sizes, int[] input, int[] kernel, int[] stride, int[] padding, int[] dilation)
    {
        int before = MatrixMultiply.Threads;
        try
        {
            // Enough operations for several threads.
            int[] many = [sizes[0] * 3, sizes[1], sizes[2] * 6, sizes[3]];
            var results = new List<Tensor[]>();
            foreach (int threads in new[] { 1, 2, 5 })
            {
                MatrixMultiply.Threads = threads;
                (Tensor x, Tensor w, Tensor b, Tensor g, Tensor y) = Given(many, input, kernel, stride, padding, dilation, DType.Float32);
                results.Add([y, .. Autograd.Grad([y], [x, w, b], [g])!]);
            }

            for (int i = 0; i < results[0].Length; i++)
            {
                Assert.True(results[0][i].Detach().ToArray<float>().SequenceEqual(results[1][i].Detach().ToArray<float>()), name);
                Assert.True(results[0][i].Detach().ToArray<float>().SequenceEqual(results[2][i].Detach().ToArray<float>()), name);
            }
        }
        finally
        {
            MatrixMultiply.Threads = before;
        }
    }

    [Fact]
    public void What_is_infinite_reaches_only_the_elements_that_meet_it()
    {
        Tensor x = Tensor.Ones([1, 1, 4, 5], DType.Float64), w = Tensor.Ones([1, 1, 1, 2], DType.Float64, requiresGrad: true);
        x[0, 0, 1, 4] = Tensor.From(double.PositiveInfinity);
        Functional.Conv2d(x, w).Sum().Backward();
        TensorAssert.Holds([16, double.PositiveInfinity], w.Grad);
        x[0, 0, 1, 4] = Tensor.From(double.NaN);
        w.Grad = null;
        Functional.Conv2d(x, w).Sum().Backward();
        TensorAssert.Holds([16, double.NaN], w.Grad);
        Tensor y = Functional.Conv2d(x, w.Detach(), padding: [1, 0]);
        Assert.Equal(1, y.IsNaN().Sum().Item());
        Assert.True(y[0, 0, 2, 3].IsNaN().Item<bool>());
    }

    [Fact]
    public void Without_channels_the_bias_is_left()
    {
        Tensor y = Functional.Conv1d(Tensor.Zeros([2, 0, 5]), Tensor.Zeros([3, 0, 2]), Tensor.From([1f, 2, 3]));
        Assert.Equal([1f, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], y[0].ToArray<float>());
    }

    private static (Tensor X, Tensor W, Tensor B, Tensor G, Tensor Y) Given(int[] sizes, int[] input, int[] kernel, int[] stride, int[] padding, int[] dilation, DType type)
    {
        var random = new RandomSource(3);
        Tensor x = Tensor.RandN([sizes[0], sizes[1], .. input], random, type).SetRequiresGrad(), w = Tensor.RandN([sizes[2], sizes[1] / sizes[3], .. kernel], random, type).SetRequiresGrad();
        Tensor b = Tensor.RandN([sizes[2]], random, type).SetRequiresGrad(), y = Functional.Conv3d(x, w, b, stride, padding, dilation, sizes[3]);
        return (x, w, b, Tensor.RandN(y.Shape, random, type), y);
    }

    private static (double[] Output, double[] Input, double[] Weight) Sums(Tensor x, Tensor w, Tensor b, Tensor g, Tensor y, int groups, int[] stride, int[] padding, int[] dilation)
    {
        (double[] a, double[] k, double[] bias, double[] grad) = (Doubles(x), Doubles(w), Doubles(b), Doubles(g));
        (double[] output, double[] byInput, double[] byWeight) = (new double[grad.Length], new double[a.Length], new double[k.Length]);
        (int[] from, int[] size, int[] to) = ([.. x.Shape], [.. w.Shape], [.. y.Shape]);
        for (int at = 0; at < output.Length; at++)
        {
            int j = at % to[4], i = at / to[4] % to[3], d = at / (to[4] * to[3]) % to[2], f = at / (to[4] * to[3] * to[2]) % to[1], n = at / (to[4] * to[3] * to[2] * to[1]);
            output[at] = bias[f];
            for (int e = 0; e < size[1] * size[2] * size[3] * size[4]; e++)
            {
                int v = e % size[4], u = e / size[4] % size[3], t = e / (size[4] * size[3]) % size[2], c = (f / (to[1] / groups) * size[1]) + (e / (size[4] * size[3] * size[2]));
                int p = (d * stride[0]) - padding[0] + (t * dilation[0]), q = (i * stride[1]) - padding[1] + (u * dilation[1]), r = (j * stride[2]) - padding[2] + (v * dilation[2]);
                if (p < 0 || p >= from[2] || q < 0 || q >= from[3] || r < 0 || r >= from[4]) continue;
                int source = (((((((n * from[1]) + c) * from[2]) + p) * from[3]) + q) * from[4]) + r, element = (f * size[1] * size[2] * size[3] * size[4]) + e;
                output[at] += a[source] * k[element];
                byInput[source] += grad[at] * k[element];
                byWeight[element] += grad[at] * a[source];
            }
        }

        return (output, byInput, byWeight);
    }

    private static double[] Doubles(Tensor tensor) => tensor.Detach().To(DType.Float64).ToArray<double>();

    private static void Close(string name, double[] expected, Tensor actual, double tolerance)
    {
        double[] values = Doubles(actual);
        Assert.Equal(expected.Length, values.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < values.Length; i++) Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance * scale, $"{name}[{i}]: {expected[i]:R} and {values[i]:R}");
    }
}
