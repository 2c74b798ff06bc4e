namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Losses at kinks and with wrong arguments, as in libtorch 2.10.</summary>
public class LossTests
{
    private static readonly double[] s_targets = [0, 1, 2];

    [Fact]
    public void Differences_of_zero_have_no_gradient()
    {
        Tensor target = Tensor.From(s_targets);
        TensorAssert.ValueAndGradient(x => Functional.L1Loss(x, target, Reduction.Sum), [0, 1, 4], [2], [0, 0, 1]);
        TensorAssert.ValueAndGradient(x => Functional.SmoothL1Loss(x, target, Reduction.Sum), [0, 2, 4], [2], [0, 1, 1]);
        TensorAssert.ValueAndGradient(x => Functional.HuberLoss(x, target, Reduction.Sum, 2), [0, 2, 5], [4.5], [0, 1, 2]);
        TensorAssert.ValueAndGradient(x => Functional.MseLoss(x, target), [0, 2, 4], [5 / 3.0], [0, 2 / 3.0, 4 / 3.0]);
    }

    [Fact]
    public void Logarithms_of_probabilities_end_at_minus_100()
    {
        Tensor target = Tensor.From([0.0, 1, 1]);
        TensorAssert.ValueAndGradient(x => Functional.BinaryCrossEntropy(x, target, reduction: Reduction.None), [0, 0, 1], [0, 100, 0], [0, -1 / 9.999999960041972e-13, 0]);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentException>(() => Functional.BinaryCrossEntropy(target + 1, target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_do_not_overflow()
    {
        Tensor target = Tensor.From([0.0, 1, 1]);
        TensorAssert.ValueAndGradient(x => Functional.BinaryCrossEntropyWithLogits(x, target, reduction: Reduction.Sum), [-800, 800, -800], [800], [0, 0, -1]);
    }

    [Fact]
    public void Ignored_classes_have_no_loss_and_no_gradient()
    {
        Tensor target = Tensor.From([0L, -100]), logits = Tensor.Zeros([2, 4], DType.Float64, requiresGrad: true);
        Tensor loss = Functional.CrossEntropy(logits, target);
        TensorAssert.Holds([Math.Log(4)], loss);
        Assert.Equal("NllLossBackward0", loss.GradFn!.Name);
        loss.Backward();
        TensorAssert.Holds([-0.75, 0.25, 0.25, 0.25, 0, 0, 0, 0], logits.Grad);
        TensorAssert.Holds([double.NaN], Functional.CrossEntropy(logits, Tensor.From([-100L, -100])));
    }

    [Fact]
    public void Wrong_targets_are_errors_with_the_shapes()
    {
        Tensor logits = Tensor.Zeros([2, 3]);
        Assert.Contains("Target 3 is out of bounds.", Assert.Throws<ArgumentOutOfRangeException>(() => Functional.CrossEntropy(logits, Tensor.From([0L, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("expected scalar type Long but found Int", Assert.Throws<ArgumentException>(() => Functional.CrossEntropy(logits, Tensor.From([0, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("expected scalar type Long but found Float", Assert.Throws<ArgumentException>(() => Functional.CrossEntropy(logits, Tensor.From([0f, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => Functional.CrossEntropy(logits, Tensor.From([0L, 1, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("Target size", Assert.Throws<ArgumentException>(() => Functional.BinaryCrossEntropyWithLogits(logits, Tensor.Zeros([3]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Functional.MseLoss(logits, Tensor.Zeros([4])));
    }

    [Fact]
    public void Classes_may_have_places_behind_them()
    {
        Tensor logits = Tensor.RandN([2, 3, 4], new RandomSource(1), DType.Float64), target = Tensor.RandInt(0, 3, [2, 4], new RandomSource(2));
        Tensor flat = Functional.CrossEntropy(logits.Transpose(1, 2).Reshape(8, 3), target.Reshape(8), reduction: Reduction.None);
        Tensor loss = Functional.CrossEntropy(logits, target, reduction: Reduction.None);
        Assert.Equal([2, 4], loss.Shape.ToArray());
        TensorAssert.Holds(flat.ToArray<double>(), loss);
    }

    [Fact]
    public void One_tensor_may_be_both_arguments()
    {
        // A node that computes again must not count the tensor's gradient twice.
        Tensor x = Tensor.RandN([1, 2, 3], new RandomSource(4), DType.Float64, requiresGrad: true);
        Tensor y = Functional.ScaledDotProductAttention(x, x, x), z = Functional.ScaledDotProductAttention(x, x.Clone(), x.Clone());
        Tensor once = Autograd.Grad(y.Sum(), [x])[0], again = Autograd.Grad(z.Sum(), [x])[0];
        TensorAssert.Holds(again.ToArray<double>(), once);
        Tensor recorded = Autograd.Grad(Functional.ScaledDotProductAttention(x, x, x).Sum(), [x], createGraph: true)[0];
        TensorAssert.Holds(again.ToArray<double>(), recorded);
        Assert.True(recorded.RequiresGrad);
    }
}
