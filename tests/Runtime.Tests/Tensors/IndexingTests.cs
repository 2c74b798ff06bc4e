namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Elements named by tensors: beside the golden cases, types, broadcasting, second gradients and errors.</summary>
public class IndexingTests
{
    private static readonly Tensor s_index = Tensor.From([0L, 2, 1, 0], [2, 2]);

    private static Tensor Square => Tensor.From([.. Enumerable.Range(0, 9).Select(i => (double)i)], [3, 3]);

    [Fact]
    public void Gradients_can_be_differentiated_again()
    {
        Tensor x = LinalgDifferences.Numbers(1, 3, 3), y = LinalgDifferences.Numbers(2, 2, 2), mask = Square > 3;
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).Gather(1, s_index), x);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).ScatterAdd(0, s_index, xs[1] * xs[1]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).Scatter(1, Tensor.From([0L, 2, 1, 0], [2, 2]), xs[1] * xs[1]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).IndexCopy(0, Tensor.From([2, 0]), (xs[1] * xs[1]).Repeat(1, 2)[.., ..3]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).IndexFill(0, Tensor.From([1]), xs[1][0, 0] * xs[1][0, 0]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).MaskedFill(mask, xs[1][0, 0] * xs[1][1, 1]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).MaskedSelect(mask), x);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).MaskedScatter(Square < 3, (xs[1] * xs[1])), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).Take(Tensor.From([1, -1, 1])), x);
        LinalgDifferences.Check(xs => (xs[0] * xs[0])[s_index, Tensor.From([1, 1])], x);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).IndexPut([null, Tensor.From([1, 0])], xs[1][0] * xs[1][1], accumulate: true), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).IndexPut([Tensor.From([1, 0])], xs[1][0, 0] * xs[1][0, 0]), x, y);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).TakeAlongDim(Tensor.From([0L, 2, 1], [1, 3]), 0), x);
        LinalgDifferences.Check(xs => (xs[0] * xs[0]).Unfold(0, 2, 1) * xs[0][0, 0], x);
    }

    [Fact]
    public void Indices_may_be_of_Int32()
    {
        Tensor index = s_index.To(DType.Int32);
        Assert.Equal([0.0, 2, 4, 3], Square.Gather(1, index).ToArray<double>());
        Assert.Equal([0.0, 1, 2, 6, 7, 8], Square.IndexSelect(0, Tensor.From([0, 2])).ToArray<double>());
    }

    [Fact]
    public void A_source_may_be_larger_than_its_index()
    {
        Tensor x = Tensor.Zeros([3], DType.Float64), src = Tensor.From([1.0, 2, 3], requiresGrad: true);
        Tensor sum = x.ScatterAdd(0, Tensor.From([2L, 2]), src);
        Assert.Equal([0.0, 0, 3], sum.ToArray<double>());
        sum.Sum().Backward();
        Assert.Equal([1.0, 1, 0], src.Grad!.ToArray<double>());
    }

    [Fact]
    public void All_types_can_be_indexed()
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Square.To(type), expected = x[0].To(DType.Float64) + x[1].To(DType.Float64);
            Tensor sum = Tensor.Zeros([3], type).IndexPut([Tensor.From([0, 1, 2, 0, 1, 2])], x[..2].Flatten(), accumulate: true);
            Assert.Equal(type, sum.DType);
            Assert.Equal((type == DType.Bool ? expected.Ne(0).To(DType.Float64) : expected).ToArray<double>(), sum.To(DType.Float64).ToArray<double>());
            Assert.Equal(x[1].To(DType.Float64).ToArray<double>(), x.Gather(0, Tensor.Ones([1, 3], DType.Int64))[0].To(DType.Float64).ToArray<double>());
        }
    }

    [Fact]
    public void Masks_broadcast_both_ways()
    {
        Tensor row = Tensor.From([1.0, 2, 3]), mask = Tensor.From([true, false], [2, 1]);
        Assert.Equal([9.0, 9, 9, 1, 2, 3], row.MaskedFill(mask, 9).ToArray<double>());
        Assert.Equal([1.0, 2, 3], row.MaskedSelect(mask).ToArray<double>());
        Assert.Equal([2.0], Tensor.From(2.0).MaskedSelect(Tensor.From(true)).ToArray<double>());
    }

    [Fact]
    public void Positions_that_are_not_zero()
    {
        Assert.Equal([0L, 1, 1, 0], Tensor.From([0.0, double.NaN, -1, -0.0], [2, 2]).NonZero().ToArray<long>());
        Assert.Equal([1, 0], Tensor.From(3.0).NonZero().Shape);
        Assert.Equal([0, 1], Tensor.Zeros([4]).NonZero().Shape);
    }

    [Fact]
    public void An_index_that_changed_is_noticed()
    {
        Tensor x = Square.SetRequiresGrad(), index = s_index.Clone(), y = x.Gather(0, index);
        index.FillInPlace(0);
        Assert.StartsWith("one of the variables needed for gradient computation has been modified by an inplace operation", Assert.Throws<InvalidOperationException>(() => y.Sum().Backward()).Message);
    }

    [Fact]
    public void Errors_are_libtorchs()
    {
        Throws<ArgumentOutOfRangeException>("index 3 is out of bounds for dimension 0 with size 3", () => Square.Gather(0, s_index + 1));
        Throws<ArgumentException>("Index tensor must have the same number of dimensions as input tensor", () => Square.Gather(0, Tensor.From([0L])));
        Throws<ArgumentException>("Size does not match at dimension 1 expected index [1, 4] to be no larger than self [3, 3] apart from dimension 0", () => Square.Gather(0, Tensor.Zeros([1, 4], DType.Int64)));
        Throws<ArgumentException>("Expected index [2, 2] to be no larger than self [3, 3] apart from dimension 0 and to be no larger size than src [1, 2]", () => Square.Scatter(0, s_index, Tensor.Ones([1, 2], DType.Float64)));
        Throws<ArgumentException>("scatter(): Expected self.dtype to be equal to src.dtype", () => Square.Scatter(0, s_index, Tensor.Ones([2, 2])));
        Throws<ArgumentException>("Index put requires the source and destination dtypes match, got Double for the destination and Float for the source.", () => Square.IndexPut([Tensor.From([0])], Tensor.Ones([3])));
        Throws<ArgumentException>("shape mismatch: value tensor of shape [2] cannot be broadcast to indexing result of shape [1, 3]", () => Square.IndexPut([Tensor.From([0])], Tensor.Ones([2], DType.Float64)));
        Throws<ArgumentException>("masked_fill only supports boolean masks, but got mask with dtype Long", () => Square.MaskedFill(Tensor.Ones([3], DType.Int64), 1));
        Throws<ArgumentException>("masked_fill only supports a 0-dimensional value tensor, but got tensor with 1 dimension(s).", () => Square.MaskedFill(Square > 1, Tensor.Ones([3])));
        Throws<ArgumentException>("index_fill_ only supports a 0-dimensional value tensor", () => Square.IndexFill(0, Tensor.From([0]), Tensor.Ones([3])));
        Throws<ArgumentOutOfRangeException>("out of range: tried to access index 9 on a tensor of 9 elements.", () => Square.Take(Tensor.From([9])));
        Throws<ArgumentException>("index_copy_(): Source/destination tensor must have same slice shapes.", () => Square.IndexCopy(0, Tensor.From([0]), Square));
    }

    private static void Throws<T>(string message, Func<object> call) where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(() => call()).Message);
}
