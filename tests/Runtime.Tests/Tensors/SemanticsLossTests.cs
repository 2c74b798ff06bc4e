using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsLossTests
{
    [Fact, Rows("198")]
    public void Losses_at_equal_arguments()
    {
        Tensor target = Tensor.From([1.0, 2.0]);
        Gradient(x => Functional.L1Loss(x, target, Reduction.Sum), [1, 2], [0, 0]);
        Gradient(x => Functional.SmoothL1Loss(x, target, Reduction.Sum), [1, 3], [0, 1]);
        Gradient(x => Functional.HuberLoss(x, target, Reduction.Sum), [1, 3], [0, 1]);
    }

    [Fact, Rows("199")]
    public void The_first_of_equal_elements_is_the_largest_of_a_window()
    {
        Tensor x = Tensor.Ones([1, 1, 4], DType.Float64, requiresGrad: true);
        Functional.MaxPool1d(x, 2).Sum().Backward();
        Is(x.Grad, 1, 0, 1, 0);
    }

    [Fact, Rows("200")]
    public void Cross_entropy_of_probabilities_0_and_1_is_bounded()
    {
        Tensor p = Leaf(0, 0, 1), y = Tensor.From([0.0, 1.0, 1.0]);
        Tensor loss = Functional.BinaryCrossEntropy(p, y, reduction: Reduction.None);
        Is(loss, 0, 100, 0);
        loss.Sum().Backward();
        Assert.Equal(0, p.Grad!.Select(0, 0).Item());
        Assert.Equal(-1e12, p.Grad.Select(0, 1).Item(), 1e5);
        Assert.Equal(0, p.Grad.Select(0, 2).Item());
    }

    [Fact, Rows("201-204")]
    public void Classes_have_to_be_classes()
    {
        Tensor x = Tensor.Zeros([2, 3], requiresGrad: true);
        Throws<Exception>("Target 3 is out of bounds.", () => Functional.CrossEntropy(x, Tensor.From([0L, 3L])));
        Assert.True(float.IsNaN(Functional.CrossEntropy(x, Tensor.From([-100L, -100L])).Item<float>()));
        Throws<Exception>("expected scalar type Long but found Float", () => Functional.CrossEntropy(x, Tensor.From([0f, 1f])));
        Throws<Exception>("expected scalar type Long but found Int", () => Functional.CrossEntropy(x, Tensor.From([0, 1])));
    }

    [Fact, Rows("232")]
    public void A_loss_of_mixed_types_is_of_the_wider_one() =>
        IsTyped(Functional.MseLoss(Tensor.From([1f]), Tensor.From([2.0])), DType.Float64, 1);

    private static void Gradient(Func<Tensor, Tensor> function, double[] at, double[] expected)
    {
        Tensor x = Leaf(at);
        function(x).Backward();
        Is(x.Grad, expected);
    }
}
