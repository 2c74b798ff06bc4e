namespace SourceAutodiff;

/// <summary>Linear algebra, as in <c>torch.linalg</c>.</summary>
public static partial class Linalg
{
    /// <summary>The norms of vectors: the root of the sum of the powers of the sizes of the elements. The gradient is 0 where the norm is 0.</summary>
    /// <param name="x">Floating-point numbers.</param>
    /// <param name="ord">The power. 0 counts what is not zero; infinite ones give the largest and the smallest size.</param>
    /// <param name="dims">The dimensions that go; all if none is given. Negative ones count from the end.</param>
    /// <param name="keepDim">They stay, with size 1.</param>
    /// <exception cref="InvalidOperationException">The elements are integers or booleans.</exception>
    public static Tensor VectorNorm(Tensor x, double ord = 2, ReadOnlySpan<int> dims = default, bool keepDim = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Normed("LinalgVectorNorm", "linalg.vector_norm", ord, dims, keepDim);
    }
}
