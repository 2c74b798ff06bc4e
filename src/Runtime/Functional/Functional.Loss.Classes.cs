using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The cross entropy of probabilities. Logarithms are not taken below -100.</summary>
    /// <param name="input">Probabilities, from 0 to 1.</param>
    /// <param name="target">What they should be, in the same shape.</param>
    /// <param name="weight">What each loss is multiplied by.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <exception cref="ArgumentException">The shapes differ, or an input is not from 0 to 1.</exception>
    public static Tensor BinaryCrossEntropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        if (Given(target).Shape != Given(input).Shape) throw new ArgumentException($"Using a target size ({target.Shape}) that is different to the input size ({input.Shape}) is deprecated. Please ensure they have the same size.", nameof(target));
        if (!((input.Detach() >= 0) & (input.Detach() <= 1)).All().Item<bool>()) throw new ArgumentException("all elements of input should be between 0 and 1. For numbers that are not probabilities yet, use BinaryCrossEntropyWithLogits.", nameof(input));
        return weight is null ? Pairwise<CrossEntropyRule>(input, target, reduction) : Reduced(Pairwise<CrossEntropyRule>(input, target, Reduction.None) * weight, reduction);
    }

    /// <summary>The cross entropy of the sigmoid of numbers, without overflow.</summary>
    /// <param name="input">Any numbers.</param>
    /// <param name="target">What their sigmoids should be, in the same shape.</param>
    /// <param name="weight">What each loss is multiplied by.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <param name="posWeight">What the part of the loss is multiplied by where the target is 1.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null)
    {
        if (Given(target).Shape != Given(input).Shape) throw new ArgumentException($"Target size ({target.Shape}) must be the same as input size ({input.Shape})", nameof(target));
        if (weight is null && posWeight is null) return Pairwise<LogitCrossEntropyRule>(input, target, reduction);
        Tensor loss = posWeight is null ? Pairwise<LogitCrossEntropyRule>(input, target, Reduction.None)
            : Fused("BinaryCrossEntropyWithLogits", [input, target, posWeight], x => ((1 - x[1]) * x[0]) - ((((x[2] - 1) * x[1]) + 1) * x[0].Logsigmoid()));
        return Reduced(weight is null ? loss : loss * weight, reduction);
    }

    /// <summary>The negated input at the class of each sample: the loss if the inputs are logarithms of probabilities.</summary>
    /// <param name="input">Logarithms of probabilities, of shape [classes], [samples, classes] or [samples, classes, …].</param>
    /// <param name="target">The classes as Int64, in the same shape without the classes.</param>
    /// <param name="weight">One for each class.</param>
    /// <param name="ignoreIndex">A class that has no loss.</param>
    /// <param name="reduction">What is made of the losses. A mean is divided by the sum of the weights.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the classes are not of Int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static Tensor NllLoss(Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        if (reduction is not (Reduction.None or Reduction.Mean or Reduction.Sum)) throw NoReduction(reduction);
        (Tensor index, Tensor factors) = Classes(Given(input), Given(target), weight, ignoreIndex);
        int[] sizes = input.Layout.Sizes, folded = Folded(input);
        Tensor losses = Tensor.Quietly((input, folded, index, factors), static x => -(Tensor.Taken(x.input.Reshape(x.folded), 1, x.index) * x.factors));
        double share = reduction == Reduction.Mean ? factors.Sum().Item() : 1;
        Tensor result = reduction == Reduction.None ? losses.Reshape(target.Layout.Sizes).Copied() : reduction == Reduction.Sum ? losses.Sum() : losses.Sum() / share;
        int[] each = index.Layout.Sizes;
        return Tape.Record(
            result, input.Rank > 2 ? "NllLoss2D" : "NllLoss", input, (node, grad) =>
            {
                grad = reduction == Reduction.None ? grad.Reshape(each) : (grad / share).ExpandTo(each);
                return Tensor.Given(-grad * node.Saved(1), 1, node.Saved(0), folded).Reshape(sizes);
            }, index, factors);
    }

    /// <summary>The loss of classification: <see cref="NllLoss"/> of the logarithm of the softmax.</summary>
    /// <param name="input">Any numbers, of shape [classes], [samples, classes] or [samples, classes, …].</param>
    /// <param name="target">The classes as Int64 in the same shape without the classes, or a probability for each class in the shape of the input.</param>
    /// <param name="weight">One for each class.</param>
    /// <param name="ignoreIndex">A class that has no loss.</param>
    /// <param name="reduction">What is made of the losses. A mean is divided by the sum of the weights.</param>
    /// <param name="labelSmoothing">The part of the probability that is spread over all classes.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the classes are not of Int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static Tensor CrossEntropy(Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0)
    {
        if (labelSmoothing is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(labelSmoothing), $"label_smoothing must be between 0.0 and 1.0. Got: {labelSmoothing}");
        if (reduction is not (Reduction.None or Reduction.Mean or Reduction.Sum)) throw NoReduction(reduction);
        int dim = Given(input).Rank == 1 ? 0 : 1;
        Tensor logs = input.LogSoftmax(dim);
        int classes = input.Layout.Sizes[dim];
        if (target.Shape == input.Shape && target.DType.IsFloatingPoint())
        {
            if (labelSmoothing > 0) target = (target * (1 - labelSmoothing)) + (labelSmoothing / classes);
            Tensor products = logs * target;
            if (weight is not null) products *= PerClass(weight, input);
            return reduction == Reduction.None ? -products.Sum(dim) : reduction == Reduction.Sum ? -products.Sum() : -products.Sum() / ((double)input.ElementCount / classes);
        }

        Tensor hard = NllLoss(logs, target, weight, ignoreIndex, reduction);
        if (labelSmoothing == 0) return hard;
        Tensor spread = -(weight is null ? logs : logs * PerClass(weight, input)).Sum(dim);
        Tensor isIgnored = target.Eq(ignoreIndex);
        spread = Tensor.Where(isIgnored, 0.0, spread);
        if (reduction == Reduction.Mean) spread = spread.Sum() / Classes(input, target, weight, ignoreIndex).Factors.Sum();
        else if (reduction == Reduction.Sum) spread = spread.Sum();
        return (hard * (1 - labelSmoothing)) + (spread * (labelSmoothing / classes));
    }

    /// <summary>The divergence of distributions, for an input of logarithms.</summary>
    /// <param name="input">Logarithms of probabilities.</param>
    /// <param name="target">Probabilities, or their logarithms.</param>
    /// <param name="reduction">What is made of the losses.</param>
    /// <param name="logTarget">The target holds logarithms.</param>
    public static Tensor KlDiv(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false) =>
        reduction == Reduction.BatchMean ? KlDiv(input, target, Reduction.Sum, logTarget) / (double)(Given(input).Rank == 0 ? 1 : input.Layout.Sizes[0])
        : Reduced(logTarget ? Given(target).Exp() * (target - Given(input)) : Given(target).Xlogy(target) - (target * Given(input)), reduction);

    /// <summary>The input as [samples, classes, rest].</summary>
    private static int[] Folded(Tensor input) => input.Rank == 1 ? [1, input.Layout.Sizes[0], 1] : [input.Layout.Sizes[0], input.Layout.Sizes[1], Layout.CountOf(input.Layout.Sizes.AsSpan(2))];

    /// <summary>Where each sample's class is, and the weight of its loss: 0 if it is ignored.</summary>
    private static (Tensor Index, Tensor Factors) Classes(Tensor input, Tensor target, Tensor? weight, long ignoreIndex)
    {
        if (target.DType != DType.Int64) throw new ArgumentException($"expected scalar type Long but found {target.DType.Title()}. Convert the classes with To(DType.Int64); probabilities have the shape of the input.", nameof(target));
        int[] expected = input.Rank == 1 ? [] : [input.Layout.Sizes[0], .. input.Layout.Sizes.AsSpan(2)];
        if (input.Rank == 0 || !target.Layout.Sizes.AsSpan().SequenceEqual(expected)) throw new ArgumentException($"size mismatch (got input: {input.Shape}, target: {target.Shape}). The target has to be of shape {Layout.Text(expected)}.", nameof(target));
        int classes = input.Layout.Sizes[input.Rank == 1 ? 0 : 1];
        if (weight is not null && (weight.Rank != 1 || weight.ElementCount != classes)) throw new ArgumentException($"weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: {weight.Shape}", nameof(weight));
        long[] index = target.ToArray<long>();
        var factors = new double[index.Length];
        double[]? weights = weight?.Detach().To(DType.Float64).ToArray<double>();
        for (int i = 0; i < index.Length; i++)
        {
            if (index[i] == ignoreIndex) index[i] = 0;
            else if (index[i] < 0 || index[i] >= classes) throw new ArgumentOutOfRangeException(nameof(target), $"Target {index[i]} is out of bounds. There are {classes} classes.");
            else factors[i] = weights is null ? 1 : weights[index[i]];
        }

        int[] folded = Folded(input), each = [folded[0], 1, folded[2]];
        return (Tensor.Wrap(index, each), Tensor.Wrap(factors, each).To(input.DType));
    }

    private static Tensor PerClass(Tensor weight, Tensor input)
    {
        if (input.Rank == 1) return weight;
        int[] sizes = [.. Enumerable.Repeat(1, input.Rank)];
        sizes[1] = weight.ElementCount;
        return weight.Reshape(sizes);
    }
}
