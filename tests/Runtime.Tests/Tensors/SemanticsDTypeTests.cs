using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsDTypeTests
{
    private readonly Tensor _whole = Tensor.From([7L, -7L]), _two = Tensor.From([2L, 2L]);

    [Fact, Rows("205-206")]
    public void A_mean_needs_fractions()
    {
        Throws("mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long", () => _whole.Mean());
        Throws("Got: Bool", () => Tensor.From([true]).Mean());
    }

    [Fact, Rows("207-208")]
    public void Sums_of_integers_are_long()
    {
        Assert.Equal(DType.Int64, Tensor.From([1, 2]).Sum().DType);
        Assert.Equal(DType.Int64, Tensor.From([true]).Sum().DType);
        Assert.Equal(DType.Float32, Tensor.From([1f]).Sum().DType);
        Assert.Equal(DType.Int64, Tensor.From([1, 2]).Prod().DType);
        Assert.Equal(DType.Int64, Tensor.From([1, 2]).Cumsum(0).DType);
    }

    [Fact, Rows("209-211")]
    public void A_quotient_of_integers_has_fractions()
    {
        IsTyped(_whole / _two, DType.Float32, 3.5, -3.5);
        IsTyped(_whole / 2, DType.Float32, 3.5, -3.5);
        IsTyped(Tensor.From([1L, 0L]) / 0, DType.Float32, double.PositiveInfinity, double.NaN);
    }

    [Fact, Rows("212-216")]
    public void Integers_are_divided_down()
    {
        IsTyped(_whole.FloorDivide(_two), DType.Int64, 3, -4);
        IsTyped(_whole.Div(_two, "trunc"), DType.Int64, 3, -3);
        IsTyped(_whole.Div(_two, "floor"), DType.Int64, 3, -4);
        Throws<Exception>("ZeroDivisionError", () => _whole.FloorDivide(Tensor.From([0L, 0L])));
        IsTyped(_whole.Remainder(3), DType.Int64, 1, 2);
        IsTyped(_whole.Fmod(3), DType.Int64, 1, -1);
    }

    [Fact, Rows("217-218")]
    public void Powers_of_integers()
    {
        IsTyped(Tensor.From([2L, 3L]).Pow(2), DType.Int64, 4, 9);
        Throws<Exception>("Integers to negative integer powers are not allowed.", () => Tensor.From([2L]).Pow(-1));
        IsTyped(Tensor.From([4L, 9L]).Pow(0.5), DType.Float32, 2, 3);
    }

    [Fact, Rows("219-220")]
    public void Functions_of_integers()
    {
        IsTyped(Tensor.From([4L]).Sqrt(), DType.Float32, 2);
        IsTyped(Tensor.From([1L]).Exp(), DType.Float32, MathF.E);
        Assert.Equal(DType.Float32, Tensor.From([1L]).Sin().DType);
        IsTyped(_whole.Abs(), DType.Int64, 7, 7);
        IsTyped(-_whole, DType.Int64, -7, 7);
        IsTyped(Tensor.From([-7L]).Relu(), DType.Int64, 0);
    }

    [Fact, Rows("221-222")]
    public void Some_are_for_fractions_only()
    {
        IsTyped(Tensor.From([0L]).Sigmoid(), DType.Float32, 0.5);
        Throws<Exception>("\"softmax_lastdim_kernel_impl\" not implemented for 'Long'", () => _whole.Softmax(0));
        Throws<Exception>("\"log_softmax_lastdim_kernel_impl\" not implemented for 'Long'", () => _whole.LogSoftmax(0));
        Throws<Exception>("norm(): input dtype should be either floating point or complex. Got Long instead.", () => _whole.Norm());
        Throws<Exception>("std and var only support floating point and complex dtypes", () => _whole.Std());
        Throws<Exception>("std and var only support floating point and complex dtypes", () => _whole.Var());
    }

    [Fact, Rows("223")]
    public void Booleans_are_added_but_not_subtracted()
    {
        Tensor yes = Tensor.From([true]);
        IsTyped(yes + yes, DType.Bool, 1);
        IsTyped(yes * yes, DType.Bool, 1);
        Throws<Exception>("Subtraction, the `-` operator, with two bool tensors is not supported.", () => _ = yes - yes);
        Throws<Exception>("Negation, the `-` operator, on a bool tensor is not supported.", () => _ = -yes);
    }

    [Fact, Rows("224-226")]
    public void Integers_wrap_around()
    {
        IsTyped(Tensor.From([int.MaxValue]) + 1, DType.Int32, int.MinValue);
        IsTyped(Tensor.From([(byte)200]) + Tensor.From([(byte)100]), DType.UInt8, 44);
        IsTyped(Tensor.From([float.NaN, float.PositiveInfinity, -1.5f]).To(DType.Int64), DType.Int64, long.MinValue, long.MinValue, -1);
    }

    [Fact, Rows("227-230")]
    public void Mixed_types_are_widened()
    {
        IsTyped(Tensor.From([1L, 5L]).Clamp(1.5, 3.5), DType.Float32, 1.5, 3.5);
        IsTyped(Tensor.Where(Tensor.From([true, false]), Tensor.From([1L, 2L]), Tensor.From([1.5f, 2.5f])), DType.Float32, 1, 2.5);
        Assert.Equal(DType.Bool, Tensor.From([1L]).Eq(Tensor.From([1f])).DType);
    }
}
