namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Options of operations that the golden data does not ask for: values by formulas, gradients by differences.</summary>
public class OptionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    public void The_same_padding_keeps_the_size(int kernel, int dilation)
    {
        int total = dilation * (kernel - 1), before = total / 2;
        Tensor x = LinalgDifferences.Numbers(1, 2, 3, 7), w = LinalgDifferences.Numbers(2, 4, 3, kernel), b = LinalgDifferences.Numbers(3, 4);
        Tensor y = Functional.Conv1d(x, w, b, padding: Extent.Same, dilation: dilation);
        Assert.Equal([2, 4, 7], y.Shape.ToArray());
        TensorAssert.Holds(Functional.Conv1d(Functional.Pad(x, [before, total - before]), w, b, dilation: dilation).ToArray<double>(), y);
        LinalgDifferences.Check(t => Functional.Conv1d(t[0], t[1], t[2], padding: Extent.Same, dilation: dilation), x, w, b);
    }

    [Fact]
    public void The_same_padding_is_one_of_convolutions_without_stride()
    {
        Tensor x = Tensor.Zeros([1, 2, 5, 6]), w = Tensor.Zeros([3, 2, 2, 3]);
        Assert.Equal([1, 3, 5, 6], Functional.Conv2d(x, w, padding: Extent.Same).Shape.ToArray());
        Assert.Contains("strided", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, w, stride: 2, padding: Extent.Same)).Message, StringComparison.Ordinal);
        Assert.Contains("Extent.Same", Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, w, stride: Extent.Same)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(x, 2, padding: Extent.Same));
        Assert.Throws<ArgumentException>(() => Functional.ConvTranspose2d(x, Tensor.Zeros([2, 3, 2, 3]), padding: Extent.Same));
        Assert.False(Extent.Same.GetEnumerator().MoveNext());
        Assert.True(Extent.Same == Extent.Same && Extent.Same != default && Extent.Same != 1);
    }

    [Theory]
    [InlineData("zeros", false)]
    [InlineData("zeros", true)]
    [InlineData("border", false)]
    [InlineData("border", true)]
    [InlineData("reflection", false)]
    [InlineData("reflection", true)]
    public void Cubic_samples_are_sums_of_sixteen_neighbours(string padding, bool alignCorners)
    {
        Tensor x = LinalgDifferences.Numbers(1, 1, 1, 4, 5), grid = LinalgDifferences.Numbers(2, 1, 3, 3, 2) * 1.4;
        double[] places = grid.ToArray<double>(), values = x.ToArray<double>();
        var expected = new double[9];
        for (int i = 0; i < 9; i++)
        {
            (double column, double row) = (Place(places[2 * i], 5), Place(places[(2 * i) + 1], 4));
            for (int u = -1; u < 3; u++)
            {
                for (int v = -1; v < 3; v++)
                {
                    (int r, int c) = ((int)Math.Floor(row) + u, (int)Math.Floor(column) + v);
                    double weight = Cubic(row - r) * Cubic(column - c);
                    if (padding == "zeros" && (r < 0 || r > 3 || c < 0 || c > 4)) continue;
                    expected[i] += weight * values[(Inside(r, 4) * 5) + Inside(c, 5)];
                }
            }
        }

        TensorAssert.Holds(expected, Functional.GridSample(x, grid, "bicubic", padding, alignCorners), 1e-12);
        LinalgDifferences.Check(t => Functional.GridSample(t[0], t[1], "bicubic", padding, alignCorners), LinalgDifferences.Numbers(3, 2, 2, 4, 5), LinalgDifferences.Numbers(4, 2, 2, 3, 2) * 1.1);

        double Place(double at, int size) => alignCorners ? (at + 1) / 2 * (size - 1) : (((at + 1) * size) - 1) / 2;

        int Inside(int at, int size)
        {
            if (padding == "reflection")
            {
                // The ends are the outer elements or their edges.
                while (at < 0 || at >= size) at = at < 0 ? (alignCorners ? -at : -1 - at) : (2 * size) - at - (alignCorners ? 2 : 1);
            }

            return Math.Clamp(at, 0, size - 1);
        }

        static double Cubic(double t)
        {
            t = Math.Abs(t);
            const double a = -0.75;
            return t <= 1 ? (((a + 2) * t * t * t) - ((a + 3) * t * t)) + 1 : t < 2 ? a * ((t * t * t) - (5 * t * t) + (8 * t) - 4) : 0;
        }
    }

    [Theory]
    [InlineData("bilinear", "zeros", false)]
    [InlineData("bilinear", "border", true)]
    [InlineData("bilinear", "reflection", false)]
    [InlineData("nearest", "zeros", true)]
    public void Volumes_are_sampled_along_three_axes(string mode, string padding, bool alignCorners)
    {
        // What depends on one axis only is sampled as along that axis; the others are taken care of by a product.
        Tensor x = LinalgDifferences.Numbers(1, 1, 1, 1, 1, 5), y = LinalgDifferences.Numbers(2, 1, 1, 1, 4, 1), z = LinalgDifferences.Numbers(3, 1, 1, 3, 1, 1), volume = x * y * z;
        Tensor grid = LinalgDifferences.Numbers(4, 1, 2, 2, 3, 3) * 0.9;
        Tensor product = Along(x.Reshape(1, 1, 1, 5), 0) * Along(y.Reshape(1, 1, 1, 4), 1) * Along(z.Reshape(1, 1, 1, 3), 2);
        TensorAssert.Holds(product.ToArray<double>(), Functional.GridSample(volume, grid, mode, padding, alignCorners), 1e-12);
        if (mode == "bilinear") LinalgDifferences.Check(t => Functional.GridSample(t[0], t[1], mode, padding, alignCorners), LinalgDifferences.Numbers(5, 1, 2, 3, 4, 5), LinalgDifferences.Numbers(6, 1, 1, 2, 2, 3) * 0.9);

        Tensor Along(Tensor line, int axis)
        {
            Tensor places = grid.Select(-1, axis).Reshape(1, 1, 12, 1);
            return Functional.GridSample(line, Tensor.Cat([places, Tensor.ZerosLike(places)], -1), mode, padding, alignCorners).Reshape(1, 1, 2, 2, 3);
        }
    }

    [Fact]
    public void Volumes_have_no_cubic_samples()
    {
        Tensor x = Tensor.Zeros([1, 1, 2, 2, 2]);
        Assert.Contains("only supports 4D", Assert.Throws<ArgumentException>(() => Functional.GridSample(x, Tensor.Zeros([1, 1, 1, 1, 3]), "bicubic")).Message, StringComparison.Ordinal);
        Assert.Contains("[N, D, H, W, 3]", Assert.Throws<ArgumentException>(() => Functional.GridSample(x, Tensor.Zeros([1, 1, 1, 1, 2]))).Message, StringComparison.Ordinal);
        Tensor sampled = Functional.GridSample(x.SetRequiresGrad(), Tensor.Zeros([1, 1, 1, 1, 3]));
        Assert.Equal("GridSampler3DBackward0", sampled.GradFn!.Name);
    }

    [Fact]
    public void The_mean_of_samples_divides_the_sum()
    {
        Tensor logs = LinalgDifferences.Numbers(1, 3, 4).LogSoftmax(1), target = LinalgDifferences.Numbers(2, 3, 4).Softmax(1);
        TensorAssert.Holds([Functional.KlDiv(logs, target, Reduction.Sum).Item() / 3], Functional.KlDiv(logs, target, Reduction.BatchMean));
        TensorAssert.Holds([Functional.KlDiv(logs, target.Log(), Reduction.Sum, logTarget: true).Item() / 3], Functional.KlDiv(logs, target.Log(), Reduction.BatchMean, logTarget: true));
        LinalgDifferences.Check(t => Functional.KlDiv(t[0], t[1].Softmax(1), Reduction.BatchMean), logs, LinalgDifferences.Numbers(3, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.MseLoss(logs, target, Reduction.BatchMean));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.L1Loss(logs, target, Reduction.BatchMean));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.HuberLoss(logs, target, Reduction.BatchMean));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.NllLoss(logs, Tensor.From([0L, 1, 2]), reduction: Reduction.BatchMean));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(logs, target, reduction: Reduction.BatchMean));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.SoftMarginLoss(logs, target, Reduction.BatchMean));
    }

    [Fact]
    public void Digits_after_the_point_or_before_it()
    {
        Tensor x = Tensor.From([1234.5678, -0.125, 15, 25, -1234.5], requiresGrad: true);
        TensorAssert.Holds([1234.57, -0.12, 15, 25, -1234.5], x.Round(2));
        TensorAssert.Holds([1230, 0, 20, 20, -1230], x.Round(-1));
        TensorAssert.Holds([1235, 0, 15, 25, -1234], x.Round(0));
        Tensor y = x.Round(1);
        Assert.Equal("RoundBackward0", y.GradFn!.Name);
        y.Sum().Backward();
        TensorAssert.Holds([0, 0, 0, 0, 0], x.Grad);
        Assert.Equal(DType.Float32, Tensor.From([1.25f]).Round(1).DType);
        Assert.Throws<InvalidOperationException>(() => Tensor.From([1L]).Round(1));
    }

    [Fact]
    public void Several_fractions_at_once()
    {
        Tensor x = LinalgDifferences.Numbers(1, 3, 5, 4), q = Tensor.From([0.0, 0.3, 0.5, 1]);
        foreach (bool keepDim in new[] { false, true })
        {
            Tensor all = x.Quantile(q, 1, keepDim);
            Assert.Equal(keepDim ? [4, 3, 1, 4] : [4, 3, 4], all.Shape.ToArray());
            for (int i = 0; i < 4; i++) TensorAssert.Holds(x.Quantile(q[i].Item(), 1, keepDim).ToArray<double>(), all[i]);
        }

        TensorAssert.Holds([x.Quantile(0.3).Item()], x.Quantile(Tensor.From(0.3)));
        Assert.Equal([], x.Quantile(Tensor.From(0.3)).Shape.ToArray());
        Assert.Equal([3, 4], x.Quantile(Tensor.From(0.3), -2).Shape.ToArray());
        LinalgDifferences.Check(t => t[0].Quantile(t[1], 1), x, Tensor.From([0.1, 0.6, 0.93]));
        TensorAssert.Holds([double.NaN, double.NaN], Tensor.From([1, double.NaN, 2]).Quantile(Tensor.From([0.0, 1])));
        Assert.Throws<ArgumentException>(() => x.Quantile(Tensor.From([0.5, 1.5])));
        Assert.Throws<ArgumentException>(() => x.Quantile(Tensor.From([0.5f])));
        Assert.Throws<ArgumentException>(() => x.Quantile(Tensor.From(new[,] { { 0.5 } })));
        Assert.Throws<InvalidOperationException>(() => Tensor.Zeros([0], DType.Float64).Quantile(q));
    }
}
