namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Beside the golden cases: what shares memory, layouts that are not contiguous, empty tensors and types.</summary>
public class ShapeTests
{
    private static Tensor Grid => Tensor.From([.. Enumerable.Range(0, 12).Select(i => (double)i)], [3, 4]);

    [Fact]
    public void Views_share_memory()
    {
        Tensor x = Grid;
        foreach (Tensor view in (Tensor[])[x.Flatten(), x.Unflatten(1, [2, 2]), x.MoveDim(0, 1), x.SwapAxes(0, 1), x.Narrow(1, 0, 2), x.Diagonal(), x.Unfold(1, 2, 1), x.Split(2)[0], x.Chunk(2, 1)[0], x.Unbind()[0], x.MT(), x.Squeeze([0])])
        {
            double before = x[0, 0].Item();
            view[[.. Enumerable.Repeat((TensorIndex)0, view.Rank)]].AddInPlace(1);
            Assert.Equal(before + 1, x[0, 0].Item());
        }
    }

    [Fact]
    public void Copies_do_not_share_memory()
    {
        Tensor x = Grid;
        foreach (Tensor copy in (Tensor[])[x.Repeat(1, 1), x.Tile(1), x.Flip(), x.Roll(0), x.Rot90(0), x.Tril(9), x.Diag(), x.RepeatInterleave(1, 0), Tensor.Cat([x]), Functional.Pad(x, [0, 0])])
        {
            copy.AddInPlace(1);
            Assert.Equal(0, x[0, 0].Item());
        }
    }

    [Fact]
    public void Layouts_make_no_difference()
    {
        Tensor x = Grid, y = Grid.T().Contiguous().T();
        Assert.False(y.IsContiguous);
        Func<Tensor, Tensor>[] all =
        [
            t => t.Repeat(2, 1, 2), t => t.Flip(0, 1), t => t.Roll(3), t => t.Roll([1, -2], [0, 1]), t => t.Rot90(3), t => t.Tril(1), t => t.Triu(-1), t => t.Diag(1), t => t[0].DiagEmbed(2),
            t => t.RepeatInterleave(2), t => Tensor.Stack([t, t], 1), t => Tensor.Cat([t, t], -1), t => Functional.Pad(t, [1, 2], "reflect"), t => Functional.Pad(t, [1, -1, 2, 1], "constant", 7),
            t => t.Flatten(), t => t.Unfold(0, 2, 1), t => t.Diagonal(-1), t => t.Split([1, 3], 1)[1], t => Tensor.HStack([t, t]), t => Tensor.DStack([t, t]), t => t.NonZero(), t => t.Take(Tensor.From([11, -12])),
        ];
        foreach (Func<Tensor, Tensor> op in all)
        {
            Assert.Equal(op(x).Shape, op(y).Shape);
            Assert.True(op(x).Eq(op(y)).All().Item<bool>());
        }
    }

    [Fact]
    public void Empty_tensors_stay_empty()
    {
        Tensor x = Tensor.Zeros([0, 3], requiresGrad: true);
        Assert.Equal([0, 3], x.Flip(0).Shape);
        Assert.Equal([0, 3], x.Roll(1, 0).Shape);
        Assert.Equal([0], x.Flatten().Shape);
        Assert.Equal([0, 6], x.Repeat(1, 2).Shape);
        Assert.Equal([0, 3], x.Tril().Shape);
        Assert.Equal([0, 2], x.NonZero().Shape);
        Assert.Empty(x.Unbind());
        Assert.Single(x.Split(2));
        Assert.Equal([2, 3], Functional.Pad(x, [0, 0, 1, 1]).Shape);
        Assert.Equal([0, 3, 3], x.DiagEmbed().Shape);
        Tensor.Cat([x, Tensor.Zeros([0]), Tensor.Ones([2, 3])]).Sum().Backward();
        Assert.Equal([0, 3], x.Grad!.Shape);
    }

    [Theory]
    [InlineData(DType.Int64, DType.Float32, DType.Float32)]
    [InlineData(DType.Bool, DType.UInt8, DType.UInt8)]
    [InlineData(DType.Float16, DType.BFloat16, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    public void Joined_tensors_have_their_common_type(DType a, DType b, DType common)
    {
        (Tensor x, Tensor y) = (Tensor.Ones([2], a), Tensor.Ones([2], b));
        Assert.Equal(common, Tensor.Cat([x, y]).DType);
        Assert.Equal(common, Tensor.Stack([x, y]).DType);
    }

    [Fact]
    public void Joined_gradients_come_back_in_the_type_of_each()
    {
        (Tensor x, Tensor y) = (Tensor.Ones([2], DType.Float32, requiresGrad: true), Tensor.Ones([1], DType.Float64, requiresGrad: true));
        (Tensor.Cat([x, y]) * Tensor.From([1.0, 2, 3])).Sum().Backward();
        Assert.Equal([1f, 2], x.Grad!.ToArray<float>());
        Assert.Equal([3.0], y.Grad!.ToArray<double>());
    }

    [Fact]
    public void Pieces_are_one_function_and_those_without_gradient_are_zero()
    {
        Tensor x = Grid.SetRequiresGrad();
        Tensor[] pieces = x.Split(2, 1);
        Assert.Same(pieces[0].GradFn, pieces[1].GradFn);
        Assert.Equal("SplitBackward0", pieces[0].GradFn!.Name);
        pieces[1].Sum().Backward();
        Assert.Equal([0.0, 0, 1, 1], x.Grad![0].ToArray<double>());
    }

    [Fact]
    public void A_piece_changed_in_place_changes_the_gradient()
    {
        Tensor x = Grid.SetRequiresGrad(), y = x * 1;
        Tensor[] rows = y.Unbind();
        rows[1].MulInPlace(5);
        y.Sum().Backward();
        Assert.Equal([1.0, 5, 1], x.Grad![.., 0].ToArray<double>());
    }

    [Theory]
    [InlineData("RepeatBackward0")]
    [InlineData("FlipBackward0")]
    [InlineData("RollBackward0")]
    [InlineData("Rot90Backward0")]
    [InlineData("TrilBackward0")]
    [InlineData("DiagonalBackward0_copy")]
    [InlineData("CatBackward0")]
    [InlineData("StackBackward0")]
    [InlineData("ConstantPadNdBackward0")]
    [InlineData("ReflectionPad1DBackward0")]
    [InlineData("UnfoldBackward0")]
    [InlineData("SliceBackward0")]
    public void Functions_have_PyTorchs_names(string name)
    {
        Tensor x = Grid.SetRequiresGrad();
        Tensor[] results = [x.Repeat(1, 2), x.Flip(0), x.Roll(1), x.Rot90(), x.Tril(), x.Diag(), Tensor.Cat([x, x]), Tensor.Stack([x, x]), Functional.Pad(x, [1, 1]), Functional.Pad(x, [1, 1], "reflect"), x.Unfold(0, 1, 1), x.Narrow(0, 0, 1)];
        Assert.Contains(name, results.Select(result => result.GradFn!.Name));
    }

    [Fact]
    public void Strided_views_of_views_have_gradients()
    {
        Tensor x = Grid.SetRequiresGrad();
        x.T().AsStrided([2, 2], [1, 1]).Sum().Backward();
        Assert.Equal([1.0, 2, 1, 0], x.Grad![0].ToArray<double>());
        Tensor y = Tensor.From([3.0], requiresGrad: true);
        y.Expand(4).AsStrided([1], [1]).Sum().Backward();
        Assert.Equal(1.0, y.Grad!.Item());
    }

    [Fact]
    public void Padding_continues_a_row()
    {
        Tensor x = Tensor.From([1.0, 2, 3], [1, 3]);
        Assert.Equal([3.0, 2, 1, 2, 3, 2], Functional.Pad(x, [2, 1], "reflect").ToArray<double>());
        Assert.Equal([1.0, 1, 1, 2, 3, 3], Functional.Pad(x, [2, 1], "replicate").ToArray<double>());
        Assert.Equal([2.0, 3, 1, 2, 3, 1], Functional.Pad(x, [2, 1], "circular").ToArray<double>());
        LinalgDifferences.Check(xs => Functional.Pad(xs[0] * xs[0], [2, 1, 1, 0], "replicate"), LinalgDifferences.Numbers(1, 1, 2, 3));
    }

    [Fact]
    public void A_grid_can_be_in_two_orders()
    {
        Tensor[] axes = [Tensor.From([1.0, 2]), Tensor.From([3.0, 4, 5])];
        Assert.Equal([2, 3], Tensor.Meshgrid(axes)[0].Shape);
        Tensor[] swapped = Tensor.Meshgrid(axes, "xy");
        Assert.Equal([3, 2], swapped[0].Shape);
        Assert.Equal([1.0, 2, 1, 2, 1, 2], swapped[0].ToArray<double>());
        Assert.Equal([3.0, 3, 4, 4, 5, 5], swapped[1].ToArray<double>());
    }
}
