using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Each element, or 0 where it is negative. The gradient at 0 is 0.</summary>
    /// <exception cref="InvalidOperationException">The elements are booleans.</exception>
    public Tensor Relu() => DType.IsFloatingPoint() ? Unary.Apply<ReluRule>(this)
        : DType == DType.Bool ? throw new InvalidOperationException("Boolean inputs not supported for relu. Convert the tensor to another type first.")
        : Integers.Maximum(this, Number(0));

    /// <summary>Each element, times a slope where it is not positive.</summary>
    /// <param name="negativeSlope">The slope; it is the derivative at 0, too.</param>
    public Tensor LeakyRelu(double negativeSlope = 0.01) => Unary.Apply(this, new LeakyReluRule(negativeSlope));

    /// <summary>Each element, and <c>alpha (exp(x) - 1)</c> where it is not positive.</summary>
    /// <param name="alpha">The limit on the left is its negative.</param>
    public Tensor Elu(double alpha = 1) => Unary.Apply(this, new EluRule(alpha));

    /// <summary>Each element, and <c>alpha (exp(x / alpha) - 1)</c> where it is not positive.</summary>
    /// <param name="alpha">The limit on the left is its negative.</param>
    public Tensor Celu(double alpha = 1) => Unary.Apply(this, new CeluRule(alpha));

    /// <summary><c>ln(1 + exp(beta x)) / beta</c>, and x itself where <c>beta x</c> is above a threshold.</summary>
    /// <param name="beta">How sharp it is.</param>
    /// <param name="threshold">Above it, the element itself is taken.</param>
    public Tensor Softplus(double beta = 1, double threshold = 20) => Unary.Apply(this, new SharpSoftplusRule(beta, threshold));

    /// <summary>Each element cut off at two numbers. The gradient at them is 0.</summary>
    /// <param name="minVal">The smallest result.</param>
    /// <param name="maxVal">The largest result.</param>
    public Tensor Hardtanh(double minVal = -1, double maxVal = 1) => Unary.Apply(this, new HardtanhRule(minVal, maxVal));

    /// <summary>Each element, and 0 where its size is at most a number.</summary>
    /// <param name="lambd">The number.</param>
    public Tensor Hardshrink(double lambd = 0.5) => Unary.Apply(this, new HardshrinkRule(lambd));

    /// <summary>Each element moved towards 0 by a number, and 0 where its size is at most that.</summary>
    /// <param name="lambd">The number.</param>
    public Tensor Softshrink(double lambd = 0.5) => Unary.Apply(this, new SoftshrinkRule(lambd));

    /// <summary>Each element where it is above a threshold, and a value elsewhere.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">What replaces the rest.</param>
    public Tensor Threshold(double threshold, double value) => Unary.Apply(this, new ThresholdRule(threshold, value));

    /// <summary>Each element where it is positive, and elsewhere its multiple by a weight.</summary>
    /// <param name="weight">One number, or one for each position of dimension 1.</param>
    /// <exception cref="ArgumentException">There are neither one nor as many weights as positions.</exception>
    public Tensor Prelu(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        DemandSame(weight, nameof(weight));
        if (weight.ElementCount == 1) return Binary.Apply<PreluRule>(this, weight.Rank == 0 ? weight : weight.Reshape([]));
        int channels = Rank < 2 ? 1 : Layout.Sizes[1];
        if (weight.Rank != 1 || weight.ElementCount != channels) throw new ArgumentException($"Mismatch of parameter numbers and input channel size. Found parameter numbers = {weight.ElementCount} and channel size = {channels}.", nameof(weight));
        int[] sizes = [.. Enumerable.Repeat(1, Rank)];
        sizes[1] = channels;
        return Binary.Apply<PreluRule>(this, weight.Reshape(sizes));
    }

    /// <summary>The logarithm of the odds of each element, which is kept away from 0 and 1.</summary>
    /// <param name="eps">Elements below it and above <c>1 - eps</c> are cut off there.</param>
    public Tensor Logit(double eps) => Unary.Apply(this, new LogitBoundRule(eps));

    /// <summary>The n-th derivative of the digamma function.</summary>
    /// <param name="n">0 for the digamma function itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public Tensor Polygamma(int n)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), $"polygamma(n, x) does not support negative n; it is {n}.");
        return n == 0 ? Digamma() : Lift.Polygamma(n, this);
    }

    /// <summary>The logarithm of the multivariate gamma function.</summary>
    /// <param name="p">The dimension, from 1 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    /// <exception cref="ArgumentException">An element is not larger than <c>(p - 1) / 2</c>.</exception>
    public Tensor Mvlgamma(int p)
    {
        if (p < 1) throw new ArgumentOutOfRangeException(nameof(p), "p has to be greater than or equal to 1");
        if ((Detach() <= (p - 1) * 0.5).Any().Item<bool>()) throw new ArgumentException($"All elements must be greater than (p-1)/2, which is {(p - 1) * 0.5}");
        return Unary.Apply(this, new MultivariateGammaRule(0, p));
    }

    /// <summary>The exponentials along a dimension, divided by their sum.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="dtype">What the elements are converted to first.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Softmax(int dim, DType? dtype = null) => Softmaxed(dim, dtype, isLog: false);

    /// <summary>The logarithm of <see cref="Softmax"/>, without loss of digits.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="dtype">What the elements are converted to first.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor LogSoftmax(int dim, DType? dtype = null) => Softmaxed(dim, dtype, isLog: true);

    private Tensor Softmaxed(int dim, DType? dtype, bool isLog)
    {
        Tensor x = dtype is { } type ? To(type) : this;
        if (!x.DType.IsFloatingPoint()) throw new InvalidOperationException($"\"{(isLog ? "log_softmax" : "softmax")}_lastdim_kernel_impl\" not implemented for '{x.DType.Title()}'. Convert the tensor with To(DType.Float32) first.");
        int d = Layout.Dimension(dim, Rank);
        Tensor result = Quietly((x, d, isLog), static a => Softmaxing.Values(a.x, a.d, a.isLog));
        return Tape.Record(
            result, isLog ? "LogSoftmax" : "Softmax", x, (node, grad) =>
            {
                Tensor y = node.Saved(0);
                return !GradModes.IsRecording ? Softmaxing.Chain(grad, y, d, isLog)
                    : y.Rank == 0 ? ZerosLike(grad)
                    : isLog ? grad - (y.Exp() * grad.Sum(d, keepDim: true))
                    : (grad - (grad * y).Sum(d, keepDim: true)) * y;
            }, result);
    }
}
