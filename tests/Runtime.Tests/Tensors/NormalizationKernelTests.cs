using System.Runtime.Intrinsics;
using SourceAutodiff.Kernels;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Normalizations and softmax against their formulas, for sizes with and without a rest, and their gradients against differences.</summary>
public class NormalizationKernelTests
{
    [Theory]
    [InlineData(1, 3, 8)]
    [InlineData(3, 4, 9)]
    [InlineData(2, 6, 100)]
    [InlineData(2, 4, 3)]
    public void Channels_are_normalized_as_the_formula_says(int samples, int channels, int places)
    {
        foreach ((DType type, double tolerance) in new[] { (DType.Float64, 1e-11), (DType.Float32, 2e-5) })
        {
            Tensor x = (LinalgDifferences.Numbers(1, samples, channels, places) + 3).To(type), w = LinalgDifferences.Numbers(2, channels).To(type), b = LinalgDifferences.Numbers(3, channels).To(type);
            Tensor weight = w.View(1, channels, 1), bias = b.View(1, channels, 1);
            TensorAssert.Holds(Values(Formula(x, [2]) * weight + bias), Functional.InstanceNorm(x, w, b), tolerance);
            TensorAssert.Holds(Values(Formula(x, [0, 2])), Functional.BatchNorm(x, null, null, training: true), tolerance);
            TensorAssert.Holds(Values(Formula(x, [0, 2]) + bias), Functional.BatchNorm(x, null, null, bias: b, training: true), tolerance);
            Tensor grouped = Formula(x.Reshape(samples, 1, -1), [2]).Reshape(samples, channels, places);
            TensorAssert.Holds(Values(grouped * weight), Functional.GroupNorm(x, 1, w), tolerance);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    public void Gradients_of_normalizations_are_those_of_differences(int places)
    {
        Tensor x = LinalgDifferences.Numbers(1, 2, 4, places), w = LinalgDifferences.Numbers(2, 4), b = LinalgDifferences.Numbers(3, 4);
        LinalgDifferences.Check(t => Functional.BatchNorm(t[0], null, null, t[1], t[2], training: true), x, w, b);
        LinalgDifferences.Check(t => Functional.GroupNorm(t[0], 2, t[1], t[2]), x, w, b);
        LinalgDifferences.Check(t => Functional.InstanceNorm(t[0], t[1], t[2]), x, w, b);
        LinalgDifferences.Check(t => Functional.InstanceNorm(t[0], bias: t[1]), x, b);
        LinalgDifferences.Check(t => Functional.LayerNorm(t[0], [4, places], t[1], t[2]), x, LinalgDifferences.Numbers(2, 4, places), LinalgDifferences.Numbers(3, 4, places));
        LinalgDifferences.Check(t => Functional.LayerNorm(t[0], [places], bias: t[1]), x, LinalgDifferences.Numbers(3, places));
    }

    [Fact]
    public void Long_rows_have_the_gradients_of_the_formula()
    {
        Tensor x = LinalgDifferences.Numbers(1, 3, 77), w = LinalgDifferences.Numbers(2, 77), b = LinalgDifferences.Numbers(3, 77), g = LinalgDifferences.Numbers(4, 3, 77);
        Tensor[] kernel = Gradients(t => Functional.LayerNorm(t[0], [77], t[1], t[2])), formula = Gradients(t => Formula(t[0], [1]) * t[1] + t[2]);
        for (int i = 0; i < 3; i++) TensorAssert.Holds(formula[i].ToArray<double>(), kernel[i], 1e-11);

        Tensor[] Gradients(Func<Tensor[], Tensor> function)
        {
            Tensor[] leaves = [.. new[] { x, w, b }.Select(t => t.Clone().SetRequiresGrad())];
            return [.. Autograd.Grad([function(leaves)], leaves, [g])!];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(45)]
    [InlineData(1000)]
    public void Softmax_of_single_precision_is_that_of_double(int size)
    {
        Tensor x = LinalgDifferences.Numbers(size, 3, size) * 40, g = LinalgDifferences.Numbers(2, 3, size);
        foreach (Func<Tensor, Tensor> function in new Func<Tensor, Tensor>[] { t => t.Softmax(1), t => t.LogSoftmax(1) })
        {
            Tensor single = x.To(DType.Float32).SetRequiresGrad(), twice = single.Detach().To(DType.Float64).SetRequiresGrad();
            (Tensor y, Tensor z) = (function(single), function(twice));
            TensorAssert.Holds(Values(z), y, 3e-6);
            y.Backward(g.To(DType.Float32));
            z.Backward(g.To(DType.Float32).To(DType.Float64));
            TensorAssert.Holds(Values(twice.Grad!), single.Grad, 3e-6);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void A_dimension_in_the_middle_is_as_good_as_the_last(int inner)
    {
        foreach (DType type in new[] { DType.Float64, DType.Float32 })
        {
            Tensor x = (LinalgDifferences.Numbers(1, 2, 5, inner) * 10).To(type).SetRequiresGrad(), moved = x.Detach().Transpose(1, 2).Contiguous().SetRequiresGrad(), g = LinalgDifferences.Numbers(2, 2, 5, inner).To(type);
            foreach (Func<Tensor, int, Tensor> function in new Func<Tensor, int, Tensor>[] { (t, d) => t.Softmax(d), (t, d) => t.LogSoftmax(d) })
            {
                (x.Grad, moved.Grad) = (null, null);
                (Tensor y, Tensor z) = (function(x, 1), function(moved, 2));
                TensorAssert.Holds(Values(z.Transpose(1, 2)), y, 1e-6);
                y.Backward(g);
                z.Backward(g.Transpose(1, 2));
                TensorAssert.Holds(Values(moved.Grad!.Transpose(1, 2)), x.Grad, 1e-6);
            }
        }
    }

    [Fact]
    public void What_is_not_finite_gives_what_libtorch_gives()
    {
        const float infinity = float.PositiveInfinity;
        float[] row = [1, 2, infinity, 3], low = [0, -infinity, 0, -200];
        Assert.All(Tensor.From(row).Softmax(0).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
        Assert.Equal([0.5f, 0, 0.5f, 0], Tensor.From(low).Softmax(0).ToArray<float>());
        Assert.All(Tensor.Full([3], -infinity).Softmax(0).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
        Assert.All(Tensor.From([1f, float.NaN, 2]).Softmax(0).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
        Assert.All(Tensor.From([1f, float.NaN, 2]).LogSoftmax(0).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Exponentials_are_exact_to_about_a_unit()
    {
        if (!SoftmaxSingles.IsSupported) return;
        double worst = 0;
        for (float x = 0; x > -104; x -= 0.00037f)
        {
            float actual = SoftmaxSingles.Exp(Vector512.Create(x))[0];
            double exact = Math.Exp(x), unit = Math.Max(Math.Pow(2, Math.Floor(Math.Log2(exact)) - 23), float.Epsilon);
            worst = Math.Max(worst, Math.Abs(actual - exact) / unit);
        }

        Assert.InRange(worst, 0.4, 1.1);
        Assert.Equal(0, SoftmaxSingles.Exp(Vector512.Create(float.NegativeInfinity))[3]);
        Assert.Equal(1, SoftmaxSingles.Exp(Vector512<float>.Zero)[3]);
        Assert.True(float.IsNaN(SoftmaxSingles.Exp(Vector512.Create(float.NaN))[3]));
    }

    private static Tensor Formula(Tensor x, int[] dims) => (x - x.Mean(dims, keepDim: true)) / (x.Var(dims, correction: 0, keepDim: true) + 1e-5).Sqrt();

    private static double[] Values(Tensor tensor) => tensor.Detach().To(DType.Float64).ToArray<double>();
}
