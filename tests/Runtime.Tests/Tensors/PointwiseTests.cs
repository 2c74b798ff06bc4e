namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Elementwise operations where types, signs and kinks matter: what libtorch 2.10 answers.</summary>
public class PointwiseTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, Func<Tensor, Tensor>, double[], double[], double[]> Kinks => new()
    {
        { "sign", x => x.Sign(), [-1, 0, 1, NaN], [-1, 0, 1, 0], [0, 0, 0, 0] },
        { "rsqrt", x => x.Rsqrt(), [0, 1], [Inf, 1], [-Inf, -0.5] },
        { "pow 2", x => x.Pow(2), [-1, 0, 1], [1, 0, 1], [-2, 0, 2] },
        { "pow 0", x => x.Pow(0), [-1, 0, 1], [1, 1, 1], [0, 0, 0] },
        { "pow 1", x => x.Pow(1), [-1, 0, 1], [-1, 0, 1], [1, 1, 1] },
        { "pow 0.5", x => x.Pow(0.5), [-1, 0, 4], [NaN, 0, 2], [NaN, Inf, 0.25] },
        { "pow -1", x => x.Pow(-1), [0, 2], [Inf, 0.5], [-Inf, -0.25] },
        { "base 2", x => Tensor.Pow(2.0, x), [-1, 0, 1], [0.5, 1, 2], [0.34657359, 0.69314718, 1.38629436] },
        { "base 0", x => Tensor.Pow(0.0, x), [-1, 0, 1], [Inf, 1, 0], [-Inf, 0, 0] },
        { "clamp", x => x.Clamp(-1, 1), [-2, -1, 0, 1, 2, NaN], [-1, -1, 0, 1, 1, NaN], [0, 1, 1, 1, 0, 0] },
        { "clamp_min", x => x.ClampMin(0), [-1, 0, 1], [0, 0, 1], [0, 1, 1] },
        { "frac", x => x.Frac(), [-1.5, 0, 1.5], [-0.5, 0, 0.5], [1, 1, 1] },
        { "remainder", x => x.Remainder(3), [-4, 4, 3], [2, 1, 0], [1, 1, 1] },
        { "fmod", x => x.Fmod(3), [-4, 4, 3], [-1, 1, 0], [1, 1, 1] },
        { "nan_to_num", x => x.NanToNum(), [NaN, Inf, 1], [0, double.MaxValue, 1], [0, 0, 1] },
        { "relu", x => x.Relu(), [-1, 0, -0.0, 1, NaN], [0, 0, -0.0, 1, NaN], [0, 0, 0, 1, 1] },
        { "leaky_relu", x => x.LeakyRelu(0.1), [-1, 0, 1], [-0.1, 0, 1], [0.1, 0.1, 1] },
        { "elu", x => x.Elu(), [-1, 0, 1], [-0.63212056, 0, 1], [0.36787944, 1, 1] },
        { "hardtanh", x => x.Hardtanh(), [-2, -1, 0, 1, 2], [-1, -1, 0, 1, 1], [0, 0, 1, 0, 0] },
        { "softshrink", x => x.Softshrink(), [-1, -0.5, 0, 0.5, 1], [-0.5, 0, 0, 0, 0.5], [1, 0, 0, 0, 1] },
        { "hardshrink", x => x.Hardshrink(), [-1, -0.5, 0, 0.5, 1], [-1, 0, 0, 0, 1], [1, 0, 0, 0, 1] },
        { "threshold", x => x.Threshold(0, -7), [-1, 0, 1], [-7, -7, 1], [0, 0, 1] },
        { "softplus", x => x.Softplus(), [-100, 0, 20, 20.0001, 100], [3.72008e-44, 0.69314718, 20, 20.0001, 100], [3.72008e-44, 0.5, 1, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Kinks))]
    public void Values_and_gradients_at_kinks_are_libtorch_s(string name, Func<Tensor, Tensor> function, double[] at, double[] value, double[] grad)
    {
        Assert.NotEmpty(name);
        TensorAssert.ValueAndGradient(function, at, value, grad);
    }

    [Fact]
    public void Powers_of_tensors_have_their_limits_as_gradients()
    {
        Tensor b = Tensor.From([0.0, 0, 0, -1, 2], requiresGrad: true), e = Tensor.From([0.0, 1, -1, 2, 3], requiresGrad: true);
        Tensor y = b.Pow(e);
        TensorAssert.Holds([1, 0, Inf, 1, 8], y);
        y.Sum().Backward();
        TensorAssert.Holds([0, 1, -Inf, -2, 12], b.Grad);
        TensorAssert.Holds([0, 0, -Inf, NaN, 8 * Math.Log(2)], e.Grad);
        Assert.Equal("PowBackward0", y.GradFn!.Name);
    }

    [Fact]
    public void Integers_are_divided_as_in_Python()
    {
        Tensor a = Tensor.From([7L, -7, 7, -7]), b = Tensor.From([2L, 2, -2, -2]);
        Assert.Equal([3L, -4, -4, 3], a.FloorDivide(b).ToArray<long>());
        Assert.Equal([3L, -3, -3, 3], a.Div(b, "trunc").ToArray<long>());
        Assert.Equal([1L, 1, -1, -1], a.Remainder(b).ToArray<long>());
        Assert.Equal([1L, -1, 1, -1], a.Fmod(b).ToArray<long>());
        Assert.Equal([3.5f, -3.5f, -3.5f, 3.5f], (a / b).ToArray<float>());
        Assert.Equal([int.MinValue], Tensor.From([int.MinValue]).Div(Tensor.From([-1]), "trunc").ToArray<int>());
    }

    [Fact]
    public void Integers_stay_integers_under_integer_powers()
    {
        Tensor a = Tensor.From([2L, -3]);
        Assert.Equal([4L, 9], a.Pow(2).ToArray<long>());
        Assert.Equal([0L, 0, 1, -1], Tensor.From([2L, 0, 1, -1]).Pow(Tensor.From([-1L, -1, -1, -1])).ToArray<long>());
        Assert.Equal(DType.Float32, a.Pow(0.5).DType);
        Assert.Equal(DType.Int64, Tensor.From([true]).Square().DType);
        Assert.Equal([1.5f, 3.5f], Tensor.From([1L, 5]).Clamp(1.5, 3.5).ToArray<float>());
        Assert.Equal([0L], Tensor.From([-2L]).Relu().ToArray<long>());
    }

    [Fact]
    public void What_is_not_defined_says_what_to_do()
    {
        Tensor whole = Tensor.From([4L, 9]), truth = Tensor.From([true]);
        Assert.Contains("Integers to negative integer powers are not allowed.", Assert.Throws<InvalidOperationException>(() => whole.Pow(-1)).Message, StringComparison.Ordinal);
        Assert.Contains("ZeroDivisionError", Assert.Throws<DivideByZeroException>(() => whole.FloorDivide(0)).Message, StringComparison.Ordinal);
        Assert.Contains("\"pow\" not implemented for 'Bool'", Assert.Throws<InvalidOperationException>(() => truth.Pow(truth)).Message, StringComparison.Ordinal);
        Assert.Contains("\"remainder_cpu\" not implemented for 'Bool'", Assert.Throws<InvalidOperationException>(() => truth.Remainder(truth)).Message, StringComparison.Ordinal);
        Assert.Contains("Boolean inputs not supported for relu", Assert.Throws<InvalidOperationException>(() => truth.Relu()).Message, StringComparison.Ordinal);
        Assert.Contains("At least one of 'min' or 'max'", Assert.Throws<ArgumentException>(() => whole.Clamp()).Message, StringComparison.Ordinal);
        Assert.Contains("rounding_mode", Assert.Throws<ArgumentException>(() => whole.Div(whole, "up")).Message, StringComparison.Ordinal);
        Assert.Contains("alpha must not be a floating point number", Assert.Throws<ArgumentException>(() => whole.Add(whole, 0.5)).Message, StringComparison.Ordinal);
        Tensor x = Tensor.From([4.0], requiresGrad: true);
        Assert.Contains("floor_divide is not implemented", Assert.Throws<InvalidOperationException>(() => x.FloorDivide(3).Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_of_integers_is_an_error_and_of_minus_infinity_is_NaN()
    {
        Assert.Contains("\"softmax_lastdim_kernel_impl\" not implemented for 'Long'", Assert.Throws<InvalidOperationException>(() => Tensor.From([1L]).Softmax(0)).Message, StringComparison.Ordinal);
        TensorAssert.ValueAndGradient(x => x.Softmax(0), [-Inf, -Inf], [NaN, NaN], [NaN, NaN]);
        TensorAssert.Holds([0, 1], Tensor.From([-1000.0, 1000]).Softmax(0));
        TensorAssert.Holds([-2000, 0], Tensor.From([-1000.0, 1000]).LogSoftmax(0));
    }

    [Fact]
    public void Softmax_of_columns_is_that_of_the_rows_of_the_transpose()
    {
        Tensor x = Tensor.RandN([3, 4, 5], new RandomSource(1), DType.Float64);
        TensorAssert.Holds(x.Transpose(0, 2).Contiguous().Softmax(2).Transpose(0, 2).ToArray<double>(), x.Softmax(0));
        TensorAssert.Holds(x.Softmax(1).Log().ToArray<double>(), x.LogSoftmax(1));
        Assert.Equal(0, Tensor.Zeros([0, 3]).Softmax(1).ElementCount);
        Assert.Equal(0, Tensor.Zeros([3, 0]).LogSoftmax(1).ElementCount);
    }

    [Fact]
    public void Dropout_drops_the_same_by_the_same_seed_and_keeps_the_mean()
    {
        Tensor x = Tensor.Ones([10000]);
        Tensor y = Functional.Dropout(x, 0.25, random: new RandomSource(5));
        Assert.Equal(y.ToArray<float>(), Functional.Dropout(x, 0.25, random: new RandomSource(5)).ToArray<float>());
        Assert.InRange(y.Mean().Item(), 0.97, 1.03);
        Assert.Same(x, Functional.Dropout(x, 0.25, training: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.Dropout(x, 1.5));
    }

    [Fact]
    public void Random_numbers_depend_on_the_seed_alone()
    {
        Assert.Equal(unchecked((long)0xE220A8397B1DCDAF), new RandomSource(0).NextBits());
        Tensor x = Tensor.RandN([20000], new RandomSource(3), DType.Float64);
        Assert.InRange(x.Mean().Item(), -0.03, 0.03);
        Assert.InRange(x.Std().Item(), 0.97, 1.03);
        Tensor u = Tensor.Rand([1000], new RandomSource(3));
        Assert.True((u >= 0).All().Item<bool>() && (u < 1).All().Item<bool>());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), Tensor.RandPerm(50, new RandomSource(3)).ToArray<long>().Order());
    }
}
