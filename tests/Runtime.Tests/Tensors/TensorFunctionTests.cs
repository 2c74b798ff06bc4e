using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Functions whose gradient the user writes.</summary>
public class TensorFunctionTests
{
    [Fact]
    public void The_gradient_is_what_backward_returns()
    {
        Tensor x = Leaf(1, 2), w = Leaf(3, 4);
        Tensor y = new Product().Apply(x, w);
        Assert.Equal("ProductBackward", y.GradFn!.Name);
        Is(y, 3, 8);
        y.Backward(Tensor.From([1.0, 10.0]));
        Is(x.Grad, 3, 40);
        Is(w.Grad, 1, 20);
    }

    [Fact]
    public void What_is_made_of_operations_can_be_differentiated_again()
    {
        Tensor x = Leaf(2);
        Tensor first = Autograd.Grad(new Product().Apply(x, x * x).Sum(), [x], createGraph: true)[0];
        Is(first, 12);
        Is(Autograd.Grad(first, [x])[0], 12);
    }

    [Fact]
    public void What_is_computed_by_hand_cannot_be_differentiated_again()
    {
        Tensor x = Leaf(2);
        Tensor first = Autograd.Grad(new Sine().Apply(x).Sum(), [x], createGraph: true)[0];
        Is(first, Math.Cos(2));
        var e = Assert.Throws<InvalidOperationException>(() => Autograd.Grad(first, [x]));
        Assert.Contains("The gradients of Sine were computed without recording", e.Message);
    }

    [Fact]
    public void A_gradient_that_is_passed_on_can_be_differentiated_again()
    {
        Tensor x = Leaf(2);
        Tensor first = Autograd.Grad((new StraightThrough().Apply(x) * x).Sum(), [x], createGraph: true)[0];
        Is(first, 4);

        // x itself, and its rounded value, which goes straight through again.
        Is(Autograd.Grad(first, [x])[0], 2);
    }

    [Fact]
    public void A_result_that_is_an_input_is_copied()
    {
        Tensor x = Leaf(2.5);
        Tensor y = new Same().Apply(x);
        Assert.NotSame(x, y);
        y.Backward();
        Is(x.Grad, 7);
        using (Autograd.NoGrad()) y.FillInPlace(1);
        Is(x, 2.5);
    }

    [Fact]
    public void Nothing_is_recorded_where_nothing_requires_a_gradient()
    {
        Assert.Null(new Sine().Apply(Tensor.From([1.0])).GradFn);
        using (Autograd.NoGrad()) Assert.Null(new Sine().Apply(Leaf(1)).GradFn);
    }

    [Fact]
    public void Wrong_gradients_are_refused_with_the_name_of_the_function()
    {
        Assert.Contains("Wrong.Backward returned 1 gradients for 2 inputs", Assert.Throws<InvalidOperationException>(() => new Wrong([Tensor.From([1.0])]).Apply(Leaf(1), Leaf(2)).Backward()).Message);
        Assert.Contains("a gradient of shape [3] for input 1", Assert.Throws<InvalidOperationException>(() => new Wrong([null, Tensor.Zeros([3], DType.Float64)]).Apply(Leaf(1), Leaf(2)).Backward()).Message);
    }

    [Fact]
    public void An_input_that_is_changed_later_is_noticed()
    {
        Tensor x = Leaf(1), y = x * 2;
        Tensor z = new Sine().Apply(y);
        y.AddInPlace(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<InvalidOperationException>(() => z.Backward()).Message);
    }

    [Fact]
    public void Whole_numbers_have_no_gradient()
    {
        Assert.Contains("Only floating-point tensors", Assert.Throws<InvalidOperationException>(() => new Rounded().Apply(Leaf(1.4))).Message);
    }

    [Fact]
    public void What_backward_has_seen_or_returned_is_not_written_over()
    {
        foreach (Tensor x in new[] { Leaf(2, 3), Tensor.From(2.0, requiresGrad: true) })
        {
            var keeper = new Keeper();
            Tensor y = keeper.Apply(x * x * 5) * 7;
            y.Backward(Tensor.Ones(x.Shape, DType.Float64));
            (Tensor seen, Tensor returned) = keeper.Kept!.Value;
            Assert.All(seen.ToArray<double>(), value => Assert.Equal(7, value));
            Assert.All(returned.ToArray<double>(), value => Assert.Equal(7, value));
            keeper = new Keeper(Tensor.Full(x.Shape, 3.0, DType.Float64));
            (keeper.Apply(x * x) + x).Backward(Tensor.Ones(x.Shape, DType.Float64));
            Assert.All(keeper.Kept!.Value.Returned.ToArray<double>(), value => Assert.Equal(3, value));
        }
    }

    private sealed class Keeper(Tensor? given = null) : TensorFunction
    {
        public (Tensor Seen, Tensor Returned)? Kept { get; private set; }

        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0].Clone();

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient)
        {
            Kept = (gradient, given ?? gradient);
            return [Kept.Value.Returned];
        }
    }

    private sealed class Product : TensorFunction
    {
        protected override bool IsTwiceDifferentiable => true;

        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] * inputs[1];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => [gradient * inputs[1], gradient * inputs[0]];
    }

    private sealed class Sine : TensorFunction
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => Tensor.From(Array.ConvertAll(inputs[0].ToArray<double>(), Math.Sin));

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) =>
            [Tensor.From([.. inputs[0].ToArray<double>().Zip(gradient.ToArray<double>(), (x, g) => Math.Cos(x) * g)])];
    }

    private sealed class StraightThrough : TensorFunction
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0].Round();

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => [gradient];
    }

    private sealed class Same : TensorFunction
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => [gradient * 7];
    }

    private sealed class Rounded : TensorFunction
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0].To(DType.Int64);

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => [gradient];
    }

    private sealed class Wrong(Tensor?[] gradients) : TensorFunction
    {
        protected override Tensor Forward(IReadOnlyList<Tensor> inputs) => inputs[0] + inputs[1];

        protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => gradients;
    }
}
