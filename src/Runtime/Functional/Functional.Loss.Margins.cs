using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The input where the target is 1, and what is missing to a margin where it is -1.</summary>
    /// <param name="input">Distances.</param>
    /// <param name="target">1 or -1.</param>
    /// <param name="margin">From where on there is no loss at -1.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor HingeEmbeddingLoss(Tensor input, Tensor target, double margin = 1, Reduction reduction = Reduction.Mean) =>
        Reduced(Tensor.Where(Given(target).Ne(1), (margin - Given(input)).ClampMin(0), 0.0) + Tensor.Where(target.Ne(-1), input, 0.0), reduction);

    /// <summary>What is missing to a margin between two inputs: the first should be larger where the target is 1, and smaller where it is -1.</summary>
    /// <param name="input1">The one input.</param>
    /// <param name="input2">The other input.</param>
    /// <param name="target">1 or -1.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor MarginRankingLoss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean) =>
        Reduced(((-Given(target) * (Given(input1) - Given(input2))) + margin).ClampMin(0), reduction);

    /// <summary>How much nearer than a margin the negative is to the anchor, compared with the positive.</summary>
    /// <param name="anchor">Vectors along the last dimension.</param>
    /// <param name="positive">What should be near.</param>
    /// <param name="negative">What should be far.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="p">Which norm.</param>
    /// <param name="eps">Is added to the differences.</param>
    /// <param name="swap">Takes the distance of the positive and the negative if that is smaller.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor TripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, double p = 2, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean)
    {
        Tensor near = PairwiseDistance(anchor, positive, p, eps), far = PairwiseDistance(anchor, negative, p, eps);
        if (swap) far = far.Minimum(PairwiseDistance(positive, negative, p, eps));
        return Reduced((margin + near - far).ClampMin(0), reduction);
    }

    /// <summary>How far two vectors are from the same direction where the target is 1, and how much nearer than a margin where it is -1.</summary>
    /// <param name="input1">Vectors along the last dimension.</param>
    /// <param name="input2">Vectors along the last dimension.</param>
    /// <param name="target">1 or -1.</param>
    /// <param name="margin">The largest cosine that has no loss at -1.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor CosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
    {
        const double Tiny = 1e-12;
        Tensor sizes = ((Given(input1) * input1).Sum(-1) + Tiny) * ((Given(input2) * input2).Sum(-1) + Tiny);
        Tensor cosine = (input1 * input2).Sum(-1) / sizes.Sqrt();
        return Reduced(Tensor.Where(Given(target).Eq(1), 1 - cosine, 0.0) + Tensor.Where(target.Eq(-1), (cosine - margin).ClampMin(0), 0.0), reduction);
    }

    /// <summary>The mean over the classes of the cross entropies of their sigmoids.</summary>
    /// <param name="input">Any numbers, of shape [samples, classes].</param>
    /// <param name="target">0 or 1 for each.</param>
    /// <param name="weight">One for each class.</param>
    /// <param name="reduction">What is made of the losses of the samples.</param>
    public static Tensor MultilabelSoftMarginLoss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        Tensor loss = -((Given(target) * Given(input).Logsigmoid()) + ((1 - target) * (-input).Logsigmoid()));
        if (weight is not null) loss *= weight;
        return Reduced(loss.Sum(-1) / (input.Rank == 0 ? 1 : input.Layout.Sizes[^1]), reduction);
    }

    /// <summary><c>ln(1 + exp(-target input))</c>.</summary>
    /// <param name="input">Any numbers.</param>
    /// <param name="target">1 or -1.</param>
    /// <param name="reduction">What is made of the losses.</param>
    public static Tensor SoftMarginLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Pairwise<SoftMarginRule>(input, target, reduction);

    /// <summary>The norms of the differences along the last dimension.</summary>
    /// <param name="x1">Vectors along the last dimension.</param>
    /// <param name="x2">Vectors along the last dimension; the shapes are broadcast.</param>
    /// <param name="p">Which norm.</param>
    /// <param name="eps">Is added to the differences.</param>
    /// <param name="keepDim">The last dimension stays, with size 1.</param>
    public static Tensor PairwiseDistance(Tensor x1, Tensor x2, double p = 2, double eps = 1e-6, bool keepDim = false) => (Given(x1) - Given(x2) + eps).Norm(p, [-1], keepDim);

    /// <summary>The cosines of the angles between vectors along a dimension.</summary>
    /// <param name="x1">Vectors along the dimension.</param>
    /// <param name="x2">Vectors along the dimension; the shapes are broadcast.</param>
    /// <param name="dim">The dimension that goes; a negative one counts from the end.</param>
    /// <param name="eps">The smallest length that is divided by; the gradient does not see it.</param>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, int dim = 1, double eps = 1e-8)
    {
        int[] sizes = Layout.Broadcast(Given(x1).Layout.Sizes, Given(x2).Layout.Sizes);
        return (Unit(x1.ExpandTo(sizes)) * Unit(x2.ExpandTo(sizes))).Sum(dim);

        Tensor Unit(Tensor x)
        {
            Tensor norm = x.Norm(2, [dim], keepDim: true);
            return x / (norm + (norm.Detach().ClampMin(eps) - norm.Detach()));
        }
    }
}
