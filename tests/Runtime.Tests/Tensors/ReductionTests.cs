namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Reductions: types, ties, zeros, NaN, empty tensors and views, as libtorch 2.10 has them.</summary>
public class ReductionTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, Func<Tensor, Tensor>, double[], double[], double[]> Kinks => new()
    {
        { "max", x => x.Max(), [1, 3, 3, 2, 3], [3], [0, 1 / 3.0, 1 / 3.0, 0, 1 / 3.0] },
        { "min", x => x.Min(), [1, 1, 3], [1], [0.5, 0.5, 0] },
        { "max dim", x => x.Max(0).Values, [1, 3, 3, 2, 3], [3], [0, 1, 0, 0, 0] },
        { "amax", x => x.Amax([0]), [1, 3, 3, 2, 3], [3], [0, 1 / 3.0, 1 / 3.0, 0, 1 / 3.0] },
        { "max NaN", x => x.Max(), [1, NaN, 2], [NaN], [0, 1, 0] },
        { "median", x => x.Median(), [1, 2, 3, 4], [2], [0, 1, 0, 0] },
        { "median ties", x => x.Median(), [2, 2, 2], [2], [1 / 3.0, 1 / 3.0, 1 / 3.0] },
        { "prod one zero", x => x.Prod(), [2, 0, 3], [0], [0, 6, 0] },
        { "prod two zeros", x => x.Prod(), [2, 0, 0], [0], [0, 0, 0] },
        { "prod dim", x => x.Prod(0), [2, 0, 3], [0], [0, 6, 0] },
        { "cumprod zero", x => x.Cumprod(0), [2, 0, 3], [2, 0, 0], [1, 8, 0] },
        { "cummax ties", x => x.Cummax(0).Values, [1, 1, 0], [1, 1, 1], [1, 2, 0] },
        { "norm 0", x => x.Norm(), [0, 0, 0], [0], [0, 0, 0] },
        { "norm 1", x => x.Norm(1), [-1, 0, 2], [3], [-1, 0, 1] },
        { "norm 3", x => x.Norm(3), [0, 0], [0], [0, 0] },
        { "norm inf", x => Linalg.VectorNorm(x, Inf), [2, -2, 1], [2], [0.5, -0.5, 0] },
        { "std constant", x => x.Std(), [1, 1, 1], [0], [0, 0, 0] },
        { "var of one", x => x.Var(), [1], [NaN], [NaN] },
        { "std of one", x => x.Std(), [1], [NaN], [NaN] },
        { "logsumexp -inf", x => x.LogSumExp(0), [-Inf, -Inf], [-Inf], [NaN, NaN] },
        { "logsumexp one -inf", x => x.LogSumExp(0), [-Inf, 0], [0], [0, 1] },
        { "nansum", x => x.Nansum(), [1, NaN, 2], [3], [1, 0, 1] },
        { "sort ties", x => x.Sort().Values * Tensor.From([1.0, 10, 100]), [2, 2, 1], [1, 20, 200], [10, 100, 1] },
        { "topk ties", x => x.Topk(2).Values, [2, 2, 2], [2, 2], [1, 1, 0] },
    };

    [Theory]
    [MemberData(nameof(Kinks))]
    public void Values_and_gradients_at_kinks_are_libtorch_s(string name, Func<Tensor, Tensor> function, double[] at, double[] value, double[] grad)
    {
        Assert.NotEmpty(name);
        TensorAssert.ValueAndGradient(function, at, value, grad);
    }

    [Fact]
    public void Types_of_results_are_libtorch_s()
    {
        Tensor whole = Tensor.From([1, 2, 3]), truth = Tensor.From([true, false]);
        Assert.Equal(DType.Int64, whole.Sum().DType);
        Assert.Equal(DType.Int64, whole.Prod().DType);
        Assert.Equal(DType.Int64, truth.Cumsum(0).DType);
        Assert.Equal(DType.Int32, whole.Max().DType);
        Assert.Equal(DType.Bool, truth.Max().DType);
        Assert.Equal(DType.Float32, whole.LogSumExp(0).DType);
        Assert.Equal(DType.UInt8, Tensor.From([(byte)1]).Any().DType);
        Assert.Equal(DType.BFloat16, whole.To(DType.BFloat16).Std().DType);
        Assert.Contains("mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long", Assert.Throws<InvalidOperationException>(() => Tensor.From([1L]).Mean()).Message, StringComparison.Ordinal);
        Assert.Contains("std and var only support floating point and complex dtypes", Assert.Throws<InvalidOperationException>(() => whole.Var()).Message, StringComparison.Ordinal);
        Assert.Contains("norm(): input dtype should be either floating point or complex. Got Int instead.", Assert.Throws<InvalidOperationException>(() => whole.Norm()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_tensors_reduce_to_what_is_neutral_or_say_that_they_cannot()
    {
        Tensor empty = Tensor.Zeros([0, 3], DType.Float64);
        TensorAssert.Holds([0], empty.Sum());
        TensorAssert.Holds([1, 1, 1], empty.Prod(0));
        TensorAssert.Holds([NaN], empty.Mean());
        TensorAssert.Holds([NaN], empty.Median());
        TensorAssert.Holds([-Inf, -Inf, -Inf], empty.LogSumExp(0));
        Assert.Equal([0, 3], empty.Cumsum(0).Shape.ToArray());
        Assert.Equal([0], empty.Amax([1]).Shape.ToArray());
        Assert.Contains("max(): Expected reduction dim to be specified for input.numel() == 0.", Assert.Throws<InvalidOperationException>(() => empty.Max()).Message, StringComparison.Ordinal);
        Assert.Contains("Expected reduction dim 0 to have non-zero size", Assert.Throws<InvalidOperationException>(() => empty.Argmax(0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Zeros([2, 3]).Mean(5));
    }

    [Fact]
    public void Views_reduce_as_their_copies()
    {
        Tensor whole = Tensor.RandN([4, 5, 6], new RandomSource(2), DType.Float64), view = whole.Permute(2, 0, 1).Slice(0, 1, 6, 2), copy = view.Contiguous();
        Func<Tensor, Tensor>[] functions =
        [
            x => x.Mean(1), x => x.Var([0, 2]), x => x.Prod(1), x => x.Max(1).Values, x => x.Argmin(2), x => x.Sort(0).Values, x => x.Cumsum(1), x => x.Cumprod(2), x => x.Logcumsumexp(0),
            x => x.Median(1).Values, x => x.Quantile(0.3, 2), x => x.Cummin(1).Indices, x => x.Norm(3, [1]), x => x.LogSumExp([0, 1]), x => x.Diff(2, 1), x => x.Kthvalue(2, 0).Values,
        ];
        foreach (Func<Tensor, Tensor> function in functions) TensorAssert.Holds(function(copy).To(DType.Float64).ToArray<double>(), function(view));
    }

    [Fact]
    public void Running_values_have_second_derivatives_at_zeros()
    {
        // y = a b c by cumprod: the mixed derivative by a and b is c, though b is 0.
        Tensor x = Tensor.From([2.0, 0, 3], requiresGrad: true);
        Tensor grad = Autograd.Grad(x.Cumprod(0).Select(0, 2), [x], createGraph: true)[0];
        TensorAssert.Holds([0, 6, 0], grad);
        TensorAssert.Holds([3, 0, 2], Autograd.Grad(grad.Select(0, 1), [x])[0]);
    }

    [Fact]
    public void Nodes_have_the_names_that_PyTorch_gives_them()
    {
        Tensor a = Tensor.From([1.0, 2], requiresGrad: true);
        (Tensor, string)[] expected =
        [
            (a.Mean(), "Mean"), (a.Max(), "Max"), (a.Amax([0]), "Amax"), (a.Prod(), "Prod"), (a.Var(), "Var"), (a.Std(), "Std"), (a.Norm(), "Norm"), (a.LogSumExp(0), "Logsumexp"),
            (a.Softmax(0), "Softmax"), (a.LogSoftmax(0), "LogSoftmax"), (a.Cumsum(0), "Cumsum"), (a.Clamp(0, 1), "Clamp"), (a.Pow(2), "Pow"), (a.Sign(), "Sign"), (a.Rsqrt(), "Rsqrt"),
        ];
        foreach ((Tensor y, string name) in expected) Assert.Equal(name + "Backward0", y.GradFn!.Name);
        Assert.Null(a.Argmax().GradFn);
    }

    [Fact]
    public void NaN_is_larger_than_any_number()
    {
        Tensor x = Tensor.From([1.0, NaN, -Inf, Inf]);
        Assert.Equal([2L, 0, 3, 1], x.Argsort().ToArray<long>());
        Assert.Equal([1L, 3, 0, 2], x.Argsort(descending: true).ToArray<long>());
        Assert.Equal(1, x.Argmax().Item<long>());
        TensorAssert.Holds([1, NaN, NaN, NaN], x.Cummax(0).Values);
        TensorAssert.Holds([NaN], x.Median());
        TensorAssert.Holds([NaN], x.Quantile(0.1));
        TensorAssert.Holds([1], x.Kthvalue(2).Values);
    }
}
