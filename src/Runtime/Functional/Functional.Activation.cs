using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The exponentials along a dimension, divided by their sum.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Softmax(Tensor input, int dim) => Given(input).Softmax(dim);

    /// <summary>The logarithm of <see cref="Softmax"/>, without loss of digits.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor LogSoftmax(Tensor input, int dim) => Given(input).LogSoftmax(dim);

    /// <summary><see cref="Softmax"/> of the negated elements.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Softmin(Tensor input, int dim) => (-Given(input)).Softmax(dim);

    /// <summary>The first half along a dimension times the sigmoid of the second.</summary>
    /// <param name="input">Of even size along the dimension.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The size is odd.</exception>
    public static Tensor Glu(Tensor input, int dim = -1)
    {
        if (Given(input).Rank == 0) throw new ArgumentException("glu does not support 0-dimensional tensors", nameof(input));
        int d = Layout.Dimension(dim, input.Rank), size = input.Layout.Sizes[d];
        if (size % 2 != 0) throw new ArgumentException($"Halving dimension must be even, but dimension {d} is size {size}", nameof(input));
        return Fused("Glu", [input], x => x[0].Slice(d, 0, size / 2) * x[0].Slice(d, size / 2).Sigmoid());
    }

    /// <summary>Each element, or 0 with a probability; what stays is made larger, so that the mean stays.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="p">The probability.</param>
    /// <param name="training">If not, the input is returned.</param>
    /// <param name="random">Where the choice comes from; by default <see cref="RandomSource.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true, RandomSource? random = null)
    {
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), $"dropout probability has to be between 0 and 1, but got {p}");
        if (!training || p == 0) return Given(input);
        random ??= RandomSource.Default;
        var factors = new double[Given(input).ElementCount];
        for (int i = 0; i < factors.Length && p < 1; i++) factors[i] = random.NextDouble() < p ? 0 : 1 / (1 - p);
        return input * Tensor.Wrap(factors, input.Shape).To(input.DType);
    }

    /// <summary>Divided by the norm along a dimension, or by a small number where that is larger.</summary>
    /// <param name="input">Floating-point numbers.</param>
    /// <param name="p">Which norm.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="eps">The small number.</param>
    public static Tensor Normalize(Tensor input, double p = 2, int dim = 1, double eps = 1e-12) =>
        Given(input) / input.Normed("LinalgVectorNorm", "linalg.vector_norm", p, [dim], keepDim: true).ClampMin(eps);

    private static Tensor Given(Tensor? input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input;
    }
}
