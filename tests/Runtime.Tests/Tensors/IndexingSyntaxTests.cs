namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>x[…] with C#'s indices and ranges, tensors, new dimensions and the ellipsis; reading and writing.</summary>
public class IndexingSyntaxTests
{
    private static Tensor Grid(bool requiresGrad = false) => Tensor.From([.. Enumerable.Range(0, 24).Select(i => (double)i)], [2, 3, 4]).SetRequiresGrad(requiresGrad);

    [Fact]
    public void Positions_and_ranges()
    {
        Tensor x = Grid();
        Assert.Equal([3, 4], x[1].Shape);
        Assert.Equal(12, x[^1][0, 0].Item());
        Assert.Equal(23, x[-1, -1, -1].Item());
        Assert.Equal([2, 2, 4], x[.., 1..].Shape);
        Assert.Equal([1, 2, 2], x[..^1, 1.., 1..^1].Shape);
        Assert.Equal([2, 3], x[TensorIndex.Ellipsis, 0].Shape);
        Assert.Equal([2, 1, 3, 4], x[.., TensorIndex.NewAxis].Shape);
        Assert.Equal([2, 3, 2], x[TensorIndex.Ellipsis, TensorIndex.Every(.., 2)].Shape);
        Assert.Equal([0, 3, 4], x[5..].Shape);
        Assert.Equal([0.0, 2], x[0, 0, TensorIndex.Every(0..4, 2)].ToArray<double>());
    }

    [Fact]
    public void Tensors_and_masks()
    {
        Tensor x = Grid();
        Assert.Equal([2, 3, 4], x[Tensor.From([1, 0])].Shape);
        Assert.Equal([12.0, 0], x[Tensor.From([1, 0])][.., 0, 0].ToArray<double>());
        Assert.Equal([12.0, 5], x[Tensor.From([1, 0]), Tensor.From([0, 1]), Tensor.From([0, 1])].ToArray<double>());
        Assert.Equal([2, 2, 4], x[.., new[] { 0, 2 }].Shape);
        Assert.Equal([2, 4], x[.., Tensor.From(1L)].Shape);
        Assert.Equal([5, 2], x[Tensor.Zeros([5], DType.Int64), .., new[] { 1 }][.., ..2].Shape);
        Assert.Equal([18.0, 19], x[x > 17][..2].ToArray<double>());
        Tensor rows = Tensor.From([true, false, true]);
        Assert.Equal([2, 2, 4], x[.., rows].Shape);
        Assert.Equal([2, 1], x[Tensor.From([true, false]), rows, 0..1].Shape);
    }

    [Fact]
    public void Index_tensors_that_are_apart_come_first()
    {
        Tensor x = Grid(), i = Tensor.From([0, 1, 1]), j = Tensor.From([3, 0, 2]);
        Tensor part = x[i, .., j];
        Assert.Equal([3, 3], part.Shape);
        for (int k = 0; k < 3; k++) Assert.Equal(x[(int)i[k].Item(), .., (int)j[k].Item()].ToArray<double>(), part[k].ToArray<double>());
        Assert.Equal([2, 3], x[.., i, j.Minimum(Tensor.From(2))].Shape);
    }

    [Fact]
    public void Reading_is_a_view_where_it_can_be()
    {
        Tensor x = Grid();
        x[0, 0, 0].FillInPlace(100);
        Assert.Equal(100, x[0, 0, 0].Item());
        x[new[] { 0 }].FillInPlace(-1);
        Assert.Equal(100, x[0, 0, 0].Item());
    }

    [Fact]
    public void Writing_changes_the_tensor_and_its_gradient()
    {
        Tensor leaf = Grid(requiresGrad: true), x = leaf * 1, value = Tensor.From([1.0, 2, 3, 4], requiresGrad: true);
        x[0, 1] = value * 2;
        x[1, .., 0] *= 10;
        Assert.Equal([2.0, 4, 6, 8], x[0, 1].ToArray<double>());
        Assert.Equal(120, x[1, 0, 0].Item());
        x.Sum().Backward();
        Assert.Equal([2.0, 2, 2, 2], value.Grad!.ToArray<double>());
        Assert.Equal([1.0, 0, 1], leaf.Grad![0, .., 0].ToArray<double>());
        Assert.Equal([10.0, 1, 1, 1], leaf.Grad[1, 0].ToArray<double>());
    }

    [Fact]
    public void Writing_to_places_that_tensors_name()
    {
        Tensor leaf = Tensor.From([1.0, 2, 3, 4], requiresGrad: true), value = Tensor.From([5.0], requiresGrad: true), x = leaf * 1;
        x[Tensor.From([0, 2])] = value;
        x[x > 4.5] *= 2;
        Assert.Equal([10.0, 2, 10, 4], x.ToArray<double>());
        x.Sum().Backward();
        Assert.Equal([0.0, 1, 0, 1], leaf.Grad!.ToArray<double>());
        Assert.Equal([4.0], value.Grad!.ToArray<double>());
    }

    [Fact]
    public void Writing_into_a_tensor_without_gradient_records_it()
    {
        Tensor x = Tensor.Zeros([3], DType.Float64), w = Tensor.From([2.0], requiresGrad: true);
        x[1..2] = w * 3;
        (x * x).Sum().Backward();
        Assert.Equal(36.0, w.Grad!.Item());
    }

    [Fact]
    public void What_is_read_may_be_where_it_is_written()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 9).Select(i => (double)i)], [3, 3]);
        x[..] = x.T();
        Assert.Equal([0.0, 3, 6, 1, 4, 7, 2, 5, 8], x.ToArray<double>());
    }

    [Fact]
    public void Errors()
    {
        Tensor x = Grid();
        Assert.StartsWith("select(): index 5 out of range for tensor of size [2, 3, 4] at dimension 0", Assert.Throws<ArgumentOutOfRangeException>(() => x[5]).Message);
        Assert.StartsWith("select(): index 2 out of range", Assert.Throws<ArgumentOutOfRangeException>(() => x[^0]).Message);
        Assert.StartsWith("too many indices for tensor of dimension 3", Assert.Throws<ArgumentException>(() => x[0, 0, 0, 0]).Message);
        Assert.StartsWith("an index can only have a single ellipsis", Assert.Throws<ArgumentException>(() => x[TensorIndex.Ellipsis, TensorIndex.Ellipsis]).Message);
        Assert.StartsWith("index 7 is out of bounds for dimension 0 with size 2", Assert.Throws<ArgumentOutOfRangeException>(() => x[new[] { 7 }]).Message);
        Assert.StartsWith("tensors used as indices must be long, int, byte or bool tensors", Assert.Throws<ArgumentException>(() => x[Tensor.From([1.0])]).Message);
        Assert.StartsWith("The shape of the mask [3] at index 0 does not match the shape of the indexed tensor [2, 3, 4] at index 0", Assert.Throws<ArgumentException>(() => x[Tensor.From([true, true, true])]).Message);
        Assert.StartsWith("shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]", Assert.Throws<ArgumentException>(() => x[new[] { 0, 1 }, new[] { 0, 1, 2 }]).Message);
        Tensor leaf = Grid(requiresGrad: true);
        Assert.StartsWith("a view of a leaf Variable that requires grad is being used in an in-place operation.", Assert.Throws<InvalidOperationException>(() => leaf[0] = Tensor.From(5.0)).Message);
        Assert.StartsWith("a leaf Variable that requires grad is being used in an in-place operation.", Assert.Throws<InvalidOperationException>(() => leaf[new[] { 0 }] = Tensor.From(5.0)).Message);
        Assert.Equal(0, leaf[0, 0, 0].Item());
    }

    [Fact]
    public void Functions_have_PyTorchs_names()
    {
        Tensor x = Grid(requiresGrad: true);
        Assert.Equal("SelectBackward0", x[0].GradFn!.Name);
        Assert.Equal("SliceBackward0", x[1..].GradFn!.Name);
        Assert.Equal("IndexBackward0", x[new[] { 0 }].GradFn!.Name);
        Tensor y = x * 1;
        y[new[] { 0 }] = Tensor.Zeros([], DType.Float64);
        Assert.Equal("IndexPutBackward0", y.GradFn!.Name);
    }
}
