using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The squared differences.</summary>
    /// <param name="input">The estimates.</param>
    /// <param name="target">What they should be; the shapes are broadcast.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Pairwise<SquaredErrorRule>(input, target, reduction);

    /// <summary>The sizes of the differences. The gradient at 0 is 0.</summary>
    /// <param name="input">The estimates.</param>
    /// <param name="target">What they should be; the shapes are broadcast.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Reduced((Given(input) - Given(target)).Abs(), reduction);

    /// <summary>Half of the squared difference up to a width, and from there a straight line with that slope.</summary>
    /// <param name="input">The estimates.</param>
    /// <param name="target">What they should be; the shapes are broadcast.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <param name="delta">The width.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the width is not positive.</exception>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        if (!(delta > 0)) throw new ArgumentException($"huber_loss does not support non-positive values for delta; it is {delta}.", nameof(delta));
        return Pairwise(input, target, reduction, new HuberRule(delta, 1));
    }

    /// <summary>The squared difference divided by twice the width up to the width, and from there a straight line with the slope 1.</summary>
    /// <param name="input">The estimates.</param>
    /// <param name="target">What they should be; the shapes are broadcast.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <param name="beta">The width; 0 for <see cref="L1Loss"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the width is negative.</exception>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        if (beta < 0) throw new ArgumentException($"smooth_l1_loss does not support negative values for beta; it is {beta}.", nameof(beta));
        return beta == 0 ? L1Loss(input, target, reduction) : Pairwise(input, target, reduction, new HuberRule(beta, beta), "SmoothL1Loss");
    }

    /// <summary>The negative logarithm of the likelihood of counts with a Poisson distribution.</summary>
    /// <param name="input">The expected counts, or their logarithms.</param>
    /// <param name="target">The counts.</param>
    /// <param name="logInput">The input holds logarithms.</param>
    /// <param name="full">Adds Stirling's approximation of what does not depend on the input.</param>
    /// <param name="eps">Keeps the logarithm finite where the input holds none.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor PoissonNllLoss(Tensor input, Tensor target, bool logInput = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean)
    {
        Tensor loss = logInput ? Given(input).Exp() - (Given(target) * input) : Given(input) - (Given(target) * (input + eps).Log());
        if (full) loss += Tensor.Where(target <= 1, 0.0, (target * target.Log()) - target + ((target * (2 * Math.PI)).Log() * 0.5));
        return Reduced(loss, reduction);
    }

    /// <summary>The negative logarithm of the likelihood with normal distributions, but for a constant.</summary>
    /// <param name="input">The expected values.</param>
    /// <param name="target">The values.</param>
    /// <param name="var">The variances: of the shape of the input, or without its last dimension, or with size 1 there.</param>
    /// <param name="full">Adds the constant.</param>
    /// <param name="eps">The smallest variance that is used; the gradient does not see it.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <exception cref="ArgumentException">The variances are of another shape, or negative.</exception>
    public static Tensor GaussianNllLoss(Tensor input, Tensor target, Tensor var, bool full = false, double eps = 1e-6, Reduction reduction = Reduction.Mean)
    {
        if (Given(var).Shape != Given(input).Shape)
        {
            if (var.Rank == input.Rank - 1 && var.Layout.Sizes.AsSpan().SequenceEqual(input.Layout.Sizes.AsSpan(0, input.Rank - 1))) var = var.Unsqueeze(-1);
            else if (var.Rank != input.Rank || var.Layout.Sizes[^1] != 1) throw new ArgumentException($"var is of incorrect size: its shape is {var.Shape}, that of the input {input.Shape}.", nameof(var));
        }

        if ((var.Detach() < 0).Any().Item<bool>()) throw new ArgumentException("var has negative entry/entries", nameof(var));
        Tensor spread = var + (var.Detach().ClampMin(eps) - var.Detach());
        Tensor apart = input - Given(target), loss = (spread.Log() + (apart * apart / spread)) * 0.5;
        return Reduced(full ? loss + (0.5 * Math.Log(2 * Math.PI)) : loss, reduction);
    }

    /// <summary>Losses of pairs of elements as one node, with what is made of them.</summary>
    private static Tensor Pairwise<TRule>(Tensor input, Tensor target, Reduction reduction, TRule rule = default, string? name = null) where TRule : struct, IBinaryRule
    {
        Given(target);
        int[] sizes = Layout.Broadcast(Given(input).Layout.Sizes, target.Layout.Sizes);
        if (reduction == Reduction.None && name is null) return Binary.Apply(input, target, rule);
        Tensor result = Tensor.Quietly((input, target, rule, reduction), static x => Reduced(Binary.Apply(x.input, x.target, x.rule), x.reduction));
        double share = reduction == Reduction.Mean ? Layout.CountOf(sizes) : 1;
        return Tape.Record(
            result, name ?? TRule.Name, [input, target], (node, grad) =>
            {
                grad = (share == 1 ? grad : grad / share).ExpandTo(sizes);
                (Tensor a, Tensor b) = (node.Saved(0), node.Saved(1));
                return [node.Needs(0) ? rule.BackwardLeft(grad, a, b, null!) : null, node.Needs(1) ? rule.BackwardRight(grad, a, b, null!) : null];
            }, input, target);
    }

    private static Tensor Reduced(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.None => losses,
        Reduction.Sum => losses.Sum(),
        Reduction.Mean => losses.Mean(),
        _ => throw NoReduction(reduction),
    };

    private static ArgumentOutOfRangeException NoReduction(Reduction reduction) => new(nameof(reduction), $"{reduction} is not a valid value for reduction: it is None, Mean or Sum, and for KlDiv also BatchMean.");
}
