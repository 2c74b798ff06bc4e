namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Convolutions against their definition, their adjoints, pooling and resampling.</summary>
public class ConvolutionTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(3, 2, 1, 2)]
    [InlineData(2, 3, 3, 4)]
    public void A_convolution_is_what_it_is_defined_as(int stride, int padding, int dilation, int groups)
    {
        var random = new RandomSource(stride + (10 * padding) + (100 * dilation));
        Tensor x = Tensor.RandN([2, 4, 9, 8], random, DType.Float64), w = Tensor.RandN([8, 4 / groups, 3, 2], random, DType.Float64);
        Tensor y = Functional.Conv2d(x, w, null, stride, padding, dilation, groups);
        double[] a = x.ToArray<double>(), b = w.ToArray<double>(), c = y.ToArray<double>();
        (int height, int width) = (y.Shape[2], y.Shape[3]);
        for (int n = 0, at = 0; n < 2; n++)
        {
            for (int f = 0; f < 8; f++)
            {
                for (int i = 0; i < height; i++)
                {
                    for (int j = 0; j < width; j++, at++)
                    {
                        double sum = 0;
                        for (int k = 0; k < 4 / groups; k++)
                        {
                            for (int u = 0; u < 3; u++)
                            {
                                for (int v = 0; v < 2; v++)
                                {
                                    (int h, int q) = ((i * stride) - padding + (u * dilation), (j * stride) - padding + (v * dilation));
                                    int channel = (f / (8 / groups) * (4 / groups)) + k;
                                    if (h >= 0 && h < 9 && q >= 0 && q < 8) sum += a[(((((n * 4) + channel) * 9) + h) * 8) + q] * b[(((((f * (4 / groups)) + k) * 3) + u) * 2) + v];
                                }
                            }
                        }

                        Assert.Equal(sum, c[at], 1e-12);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 2)]
    public void The_transposed_convolution_is_the_adjoint(int stride, int padding, int outputPadding)
    {
        var random = new RandomSource(stride);
        Tensor y = Tensor.RandN([2, 4, 5], random, DType.Float64), w = Tensor.RandN([4, 3, 3], random, DType.Float64);
        Tensor x = Functional.ConvTranspose1d(y, w, null, stride, padding, outputPadding);
        Tensor other = Tensor.RandN(x.Shape, random, DType.Float64);
        Assert.Equal((x * other).Sum().Item(), (Functional.Conv1d(other, w, null, stride, padding) * y).Sum().Item(), 1e-10);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([1, 2, 5, 5]), w = Tensor.Zeros([3, 3, 3, 3]);
        Assert.Contains("expected input[1, 2, 5, 5] to have 3 channels, but got 2 channels instead", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, w)).Message, StringComparison.Ordinal);
        Assert.Contains("Kernel size can't be greater than actual input size", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Tensor.Zeros([1, 2, 7, 7]))).Message, StringComparison.Ordinal);
        Assert.Contains("should be the same", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Tensor.Zeros([1, 2, 3, 3], DType.Float64))).Message, StringComparison.Ordinal);
        Assert.Contains("non-positive stride is not supported", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Tensor.Zeros([1, 2, 3, 3]), stride: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 2, 5, 5]", Assert.Throws<ArgumentException>(() => Functional.Conv1d(x, w)).Message, StringComparison.Ordinal);
        Assert.Contains("pad should be at most half", Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(x, 2, padding: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Tensor.Zeros([1, 2, 3, 3]), stride: [1, 2, 3]));
    }

    [Fact]
    public void Without_samples_and_by_views_the_result_is_the_same()
    {
        Tensor x = Tensor.RandN([3, 6, 7], new RandomSource(1), DType.Float64), w = Tensor.RandN([2, 3, 3, 3], new RandomSource(2), DType.Float64);
        TensorAssert.Holds(Functional.Conv2d(x.Unsqueeze(0), w).ToArray<double>(), Functional.Conv2d(x, w));
        Tensor view = x.Permute(0, 2, 1), turned = w.Transpose(2, 3);
        TensorAssert.Holds(Functional.Conv2d(view.Contiguous(), turned.Contiguous()).ToArray<double>(), Functional.Conv2d(view, turned));
        Assert.Equal([0, 2, 4, 5], Functional.Conv2d(Tensor.Zeros([0, 3, 6, 7], DType.Float64), w).Shape.ToArray());
    }

    [Fact]
    public void Pooling_counts_as_libtorch_does()
    {
        Tensor x = Tensor.From([1.0, 2, 3, 4, 5]).View(1, 1, 5);
        TensorAssert.Holds([1.5, 3.5], Functional.AvgPool1d(x, 2));
        TensorAssert.Holds([1.5, 3.5, 5], Functional.AvgPool1d(x, 2, ceilMode: true));
        TensorAssert.Holds([1, 2, 3, 4, 3], Functional.AvgPool1d(x, 3, 1, 1));
        TensorAssert.Holds([1.5, 2, 3, 4, 4.5], Functional.AvgPool1d(x, 3, 1, 1, countIncludePad: false));
        TensorAssert.Holds([2, 4, 5], Functional.MaxPool1d(x, 2, ceilMode: true));
        TensorAssert.Holds([3, 4, 5], Functional.MaxPool1d(x, 2, 1, dilation: 2));
        TensorAssert.Holds([2, 4], Functional.AdaptiveAvgPool1d(x, 2));
        TensorAssert.ValueAndGradient(t => Functional.MaxPool1d(t.View(1, 1, 4), 2), [1, 1, double.NaN, 3], [1, double.NaN], [1, 0, 1, 0]);
    }

    [Fact]
    public void Folding_is_the_adjoint_of_unfolding()
    {
        var random = new RandomSource(8);
        Tensor x = Tensor.RandN([2, 3, 6, 5], random, DType.Float64), columns = Functional.Unfold(x, [3, 2], 1, 1, [2, 1]), other = Tensor.RandN(columns.Shape, random, DType.Float64);
        Assert.Equal((columns * other).Sum().Item(), (Functional.Fold(other, [6, 5], [3, 2], 1, 1, [2, 1]) * x).Sum().Item(), 1e-10);
        Tensor blocks = Tensor.RandN([2, 8, 3, 5], random, DType.Float64), shuffled = Functional.PixelShuffle(blocks, 2);
        Assert.Equal([2, 2, 6, 10], shuffled.Shape.ToArray());
        TensorAssert.Holds(blocks.ToArray<double>(), Functional.PixelUnshuffle(shuffled, 2));
    }

    [Fact]
    public void Resampling_keeps_corners_or_edges()
    {
        Tensor x = Tensor.From([0.0, 1]).View(1, 1, 2);
        TensorAssert.Holds([0, 1 / 3.0, 2 / 3.0, 1], Functional.Interpolate(x, 4, mode: "linear", alignCorners: true));
        TensorAssert.Holds([0, 0.25, 0.75, 1], Functional.Interpolate(x, 4, mode: "linear"));
        TensorAssert.Holds([0, 0, 1, 1], Functional.Interpolate(x, scaleFactor: 2));
        TensorAssert.Holds([0.5], Functional.Interpolate(x, 1, mode: "area"));
        Tensor image = Tensor.RandN([1, 2, 3, 3], new RandomSource(1), DType.Float64);
        TensorAssert.Holds(image.ToArray<double>(), Functional.Interpolate(image, 3, mode: "bicubic"));
        Assert.Contains("mode bilinear", Assert.Throws<ArgumentException>(() => Functional.Interpolate(x, 4, mode: "bilinear")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampling_reads_zeros_the_border_or_the_reflection_outside()
    {
        Tensor x = Tensor.From([1.0, 2, 3]).View(1, 1, 1, 3), grid = Tensor.From([0.0, 0, 2, 0, -1, 0]).View(1, 1, 3, 2);
        TensorAssert.Holds([2, 0, 0.5], Functional.GridSample(x, grid));
        TensorAssert.Holds([2, 3, 1], Functional.GridSample(x, grid, paddingMode: "border"));
        TensorAssert.Holds([2, 2, 1], Functional.GridSample(x, grid, paddingMode: "reflection", alignCorners: true));
    }

    [Fact]
    public void Rows_of_a_table_get_their_gradients()
    {
        Tensor table = Tensor.From(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, requiresGrad: true), index = Tensor.From(new[,] { { 2L, 0 }, { 2, 1 } });
        Tensor rows = Functional.Embedding(index, table, paddingIdx: 1);
        Assert.Equal([2, 2, 2], rows.Shape.ToArray());
        rows.Sum().Backward();
        TensorAssert.Holds([1, 1, 0, 0, 2, 2], table.Grad);
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.Embedding(index + 1, table));
    }
}
