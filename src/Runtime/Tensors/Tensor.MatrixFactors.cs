using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The determinant: <see cref="Linalg.Det"/>.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor Det() => Linalg.Det(this);

    /// <summary>The inverse: <see cref="Linalg.Inv"/>.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="InvalidOperationException">A matrix is singular.</exception>
    public Tensor Inverse() => Linalg.Inv(this);

    /// <summary>The logarithm of the determinant: NaN where that is negative, -∞ where it is zero.</summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor Logdet()
    {
        (Tensor sign, Tensor logarithm) = Linalg.Slogdet(this);
        return Where(sign < 0, Number(double.NaN), logarithm);
    }

    /// <summary>The solution of <c>A X = B</c> with a factor of <c>A = L Lᵀ</c> that is known. The gradient of the factor is not masked to its triangle.</summary>
    /// <param name="b">[…, n, k].</param>
    /// <param name="l">[…, n, n]: from <see cref="Linalg.Cholesky"/>; the other triangle is not read.</param>
    /// <param name="upper">It is the upper factor, <c>A = Uᵀ U</c>.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor CholeskySolve(Tensor b, Tensor l, bool upper = false)
    {
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(l);
        if (b.Rank < 2) throw new ArgumentException($"b should have at least 2 dimensions, but has {b.Rank} dimensions instead", nameof(b));
        if (l.Rank < 2) throw new ArgumentException($"u should have at least 2 dimensions, but has {l.Rank} dimensions instead", nameof(l));
        if (l.DType != b.DType || l.DType is not (DType.Float32 or DType.Float64)) throw new ArgumentException($"cholesky_solve: Expected b and A to have the same dtype, Float or Double, but found b of type {b.DType.Title()} and A of type {l.DType.Title()} instead.");
        int n = l.Layout.Sizes[^1];
        if (l.Layout.Sizes[^2] != n) throw new ArgumentException($"A must be batches of square matrices, but they are {l.Layout.Sizes[^2]} by {n} matrices", nameof(l));
        if (b.Layout.Sizes[^2] != n) throw new ArgumentException($"Incompatible matrix sizes for cholesky_solve: each A matrix is {n} by {n} but each b matrix is {b.Layout.Sizes[^2]} by {b.Layout.Sizes[^1]}", nameof(b));
        int[] batch = Layout.Broadcast(b.Layout.Sizes[..^2], l.Layout.Sizes[..^2]);
        Tensor result = b.Detach().ExpandTo([.. batch, n, b.Layout.Sizes[^1]]).Copied(), factor = l.Detach().ExpandTo([.. batch, n, n]), turned = factor.MT();
        Linalg.SubstituteInto(upper ? turned : factor, result, upper: false, unitriangular: false);
        Linalg.SubstituteInto(upper ? factor : turned, result, upper: true, unitriangular: false);
        return Tape.Record(result, "CholeskySolve", [b, l], (node, grad) =>
        {
            Tensor known = node.Saved(0), right = CholeskySolve(grad, known, upper);
            if (!node.Needs(1)) return [right, null];
            Tensor half = right.Matmul(node.Saved(1).MT()), both = half + half.MT();
            return [right, upper ? -known.Matmul(both) : -both.Matmul(known)];
        }, l, result);
    }

    /// <summary>The inverse of <c>A = L Lᵀ</c>.</summary>
    /// <param name="l">[…, n, n]: from <see cref="Linalg.Cholesky"/>; the other triangle is not read.</param>
    /// <param name="upper">It is the upper factor, <c>A = Uᵀ U</c>.</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public static Tensor CholeskyInverse(Tensor l, bool upper = false)
    {
        ArgumentNullException.ThrowIfNull(l);
        if (l.Rank < 2) throw new ArgumentException($"cholesky_inverse: The input tensor A must have at least 2 dimensions, but its shape is {l.Shape}.", nameof(l));
        return CholeskySolve(Eye(l.Layout.Sizes[^1], dtype: l.DType), l, upper);
    }
}
