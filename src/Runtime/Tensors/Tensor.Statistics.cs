using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The variance of all elements.</summary>
    /// <param name="unbiased">Divides by one less than the count.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Var(bool unbiased = true) => Var([], unbiased ? 1 : 0);

    /// <summary>The variances along dimensions.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="correction">What is taken off the count that is divided by.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Var(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false)
    {
        int[] gone = Spreading(dims);
        return Tape.Record(Variance(gone, correction, keepDim), "Var", this, (node, grad) => Deviation(grad, node.Saved(0), gone, correction, keepDim), this);
    }

    /// <summary>The standard deviation of all elements. The gradient is 0 where it is 0.</summary>
    /// <param name="unbiased">Divides by one less than the count.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Std(bool unbiased = true) => Std([], unbiased ? 1 : 0);

    /// <summary>The standard deviations along dimensions. The gradient is 0 where one is 0.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="correction">What is taken off the count that is divided by.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Std(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false)
    {
        int[] gone = Spreading(dims);
        Tensor result = Unary.Values<SqrtRule>(Variance(gone, correction, keepDim));
        return Tape.Record(
            result, "Std", this,
            (node, grad) => Deviation(OfRoot(grad, node.Saved(1)), node.Saved(0), gone, correction, keepDim), this, result);
    }

    /// <summary>The variances and the means along dimensions.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="correction">What is taken off the count that is divided by.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public (Tensor Var, Tensor Mean) VarMean(ReadOnlySpan<int> dims = default, double correction = 1, bool keepDim = false)
    {
        int[] gone = Spreading(dims);
        Tensor[] results = WithMean("VarMean", Variance(gone, correction, keepDim), gone, correction, keepDim, isRoot: false);
        return (results[0], results[1]);
    }

    /// <summary>The standard deviations and the means along dimensions.</summary>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="correction">What is taken off the count that is divided by.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public (Tensor Std, Tensor Mean) StdMean(ReadOnlySpan<int> dims = default, double correction = 1, bool keepDim = false)
    {
        int[] gone = Spreading(dims);
        Tensor[] results = WithMean("StdMean", Unary.Values<SqrtRule>(Variance(gone, correction, keepDim)), gone, correction, keepDim, isRoot: true);
        return (results[0], results[1]);
    }

    /// <summary>The norm of all elements: the p-th root of the sum of the p-th powers of their sizes. The gradient is 0 where it is 0.</summary>
    /// <param name="p">0 counts what is not zero; infinite ones give the largest and the smallest size.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public Tensor Norm(double p = 2) => Norm(p, []);

    /// <summary>The norms along dimensions.</summary>
    /// <inheritdoc cref="Norm(double)"/>
    /// <param name="p">0 counts what is not zero; infinite ones give the largest and the smallest size.</param>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    public Tensor Norm(double p, ReadOnlySpan<int> dims, bool keepDim = false) => Normed("Norm", "norm", p, dims, keepDim);

    /// <summary>The norm of the difference.</summary>
    /// <param name="other">The shapes are broadcast.</param>
    /// <param name="p">As for <see cref="Norm(double)"/>.</param>
    public Tensor Dist(Tensor other, double p = 2) => (this - other).Norm(p);

    internal Tensor Normed(string name, string function, double p, ReadOnlySpan<int> dims, bool keepDim)
    {
        if (!DType.IsFloatingPoint()) throw new InvalidOperationException($"{function}(): input dtype should be either floating point or complex. Got {DType.Title()} instead. Convert the tensor with To(DType.Float32) first.");
        int[] gone = Reducing.Dimensions(dims, Rank), sizes = Layout.Sizes;
        if (ElementCount == 0 && (p < 0 || double.IsPositiveInfinity(p))) throw new InvalidOperationException($"{function} cannot compute the {p} norm on an empty tensor because the operation does not have an identity");
        Tensor self = Converted(DType.IsHalfPrecision() ? DType.Float32 : DType);
        Tensor result = Quietly((self, p, gone, keepDim), static x => Size(x.self, x.p, x.gone, x.keepDim)).Converted(DType);
        return Tape.Record(
            result, name, this, (node, grad) => OfNorm(Spread(grad, gone, keepDim, sizes), node.Saved(0), p, Spread(node.Saved(1), gone, keepDim, sizes), gone), this, result);
    }

    private static Tensor Size(Tensor x, double p, int[] dims, bool keepDim) => p switch
    {
        0 => Reducing.Apply<Reducing.Sum>(x.Ne(0), dims, keepDim, x.DType),
        1 => x.Abs().Sum(dims, keepDim),
        2 => Unary.Apply<SqrtRule>((x * x).Sum(dims, keepDim)),
        double.PositiveInfinity => Reducing.Apply<Reducing.Maximum>(x.Abs(), dims, keepDim, x.DType),
        double.NegativeInfinity => Reducing.Apply<Reducing.Minimum>(x.Abs(), dims, keepDim, x.DType),
        _ => x.Abs().Pow(p).Sum(dims, keepDim).Pow(1 / p),
    };

    /// <summary>As libtorch's <c>norm_backward</c>: 0 where the norm is 0.</summary>
    private static Tensor OfNorm(Tensor grad, Tensor x, double p, Tensor norm, int[] dims)
    {
        switch (p)
        {
            case 0:
                return ZerosLike(x);
            case 1:
                return grad * x.Sign();
            case 2:
                return grad * Where(norm.Eq(0), 0.0, x / norm);
            case double.PositiveInfinity or double.NegativeInfinity:
                Tensor size = x.Detach().Abs(), isTaken = size.Eq(norm.Detach()) | size.IsNaN();
                return x.Sign() * (grad / isTaken.Sum(dims, keepDim: true) * isTaken);
            case < 1:
                return x.Sign() * Where(x.Eq(0), 0.0, x.Abs().Pow(p - 1)) * grad * norm.Pow(1 - p);
            case < 2:
                return x.Sign() * x.Abs().Pow(p - 1) * Where(norm.Eq(0), 0.0, grad / norm.Pow(p - 1));
            default:
                return x * x.Abs().Pow(p - 2) * Where(norm.Eq(0), 0.0, grad / norm.Pow(p - 1));
        }
    }

    private Tensor[] WithMean(string name, Tensor spread, int[] dims, double correction, bool keepDim, bool isRoot)
    {
        int[] sizes = Layout.Sizes;
        Tensor mean = Quietly((this, dims, keepDim), static x => x.Item1.Mean(x.dims, x.keepDim));
        double count = CountAlong(dims);
        return Tape.RecordAll(
            [spread, mean], name, [this], (node, grads) =>
            {
                Tensor? byMean = grads[1] is { } gm ? Spread(gm / count, dims, keepDim, sizes) : null;
                if (grads[0] is not { } gs) return [byMean];
                Tensor bySpread = Deviation(isRoot ? OfRoot(gs, node.Saved(1)) : gs, node.Saved(0), dims, correction, keepDim);
                return [byMean is null ? bySpread : bySpread + byMean];
            }, this, spread);
    }

    private int[] Spreading(ReadOnlySpan<int> dims) => DType.IsFloatingPoint() ? Reducing.Dimensions(dims, Rank)
        : throw new InvalidOperationException($"std and var only support floating point and complex dtypes. The elements are {DType.Title()}: convert the tensor with To(DType.Float32) first.");

    /// <summary>From the mean: a difference of sums of squares would lose its digits.</summary>
    private Tensor Variance(int[] dims, double correction, bool keepDim)
    {
        Tensor x = Converted(DType.IsHalfPrecision() ? DType.Float32 : DType);
        double divisor = Math.Max(0, CountAlong(dims) - correction);
        return Quietly((x, dims, divisor, keepDim), static a =>
        {
            Tensor apart = a.x - a.x.Mean(a.dims, keepDim: true);
            return (apart * apart).Sum(a.dims, a.keepDim) / a.divisor;
        }).Converted(DType);
    }

    private static Tensor Deviation(Tensor grad, Tensor x, int[] dims, double correction, bool keepDim) =>
        Spread(grad, dims, keepDim, x.Layout.Sizes) * (2 / (x.CountAlong(dims) - correction)) * (x - x.Mean(dims, keepDim: true));

    private static Tensor OfRoot(Tensor grad, Tensor root) => Where(root.Eq(0), 0.0, grad / (root * 2));
}
