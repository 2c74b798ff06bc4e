using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary><c>beta * this + alpha * (mat1 @ mat2)</c>.</summary>
    /// <param name="mat1">A matrix of the same type.</param>
    /// <param name="mat2">A matrix of the same type.</param>
    /// <param name="beta">If it is 0, this tensor's elements do not count, not even NaN.</param>
    /// <param name="alpha">What the product is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Addmm(Tensor mat1, Tensor mat2, double beta = 1, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(mat1);
        ArgumentNullException.ThrowIfNull(mat2);
        if (mat1.Rank != 2) throw new ArgumentException($"mat1 must be a matrix, got {mat1.Rank}-D tensor", nameof(mat1));
        if (mat2.Rank != 2) throw new ArgumentException($"mat2 must be a matrix, got {mat2.Rank}-D tensor", nameof(mat2));
        DemandProduct(mat1, mat2);
        bool byColumns = mat2.Layout.IsByColumns;
        return Tape.Record(Added(mat1, mat2, beta, alpha), "Addmm", [this, mat1, mat2], (node, grad) =>
        [
            Times(grad, beta),
            node.Needs(1) ? Times(grad.Mm(node.Saved(1).T()), alpha) : null,
            node.Needs(2) ? Times(OfRight(node.Saved(0), grad, byColumns), alpha) : null,
        ], Kept(mat1, mat2), Kept(mat2, mat1));
    }

    /// <summary><c>beta * this + alpha * (mat @ vec)</c>.</summary>
    /// <param name="mat">A matrix of the same type.</param>
    /// <param name="vec">A vector of the same type.</param>
    /// <param name="beta">If it is 0, this tensor's elements do not count, not even NaN.</param>
    /// <param name="alpha">What the product is multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Addmv(Tensor mat, Tensor vec, double beta = 1, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(mat);
        ArgumentNullException.ThrowIfNull(vec);
        if (mat.Rank != 2 || vec.Rank != 1 || Rank > 1) throw new ArgumentException($"vector + matrix @ vector expected, got {Rank}, {mat.Rank}, {vec.Rank}");
        if (mat.Layout.Sizes[1] != vec.ElementCount || (ElementCount != 1 && ElementCount != mat.Layout.Sizes[0])) throw new ArgumentException($"size mismatch, got input ({ElementCount}), mat ({mat.Layout.Sizes[0]}x{mat.Layout.Sizes[1]}), vec ({vec.ElementCount})");
        DemandType(mat, vec, "addmv_impl_cpu");
        Tensor result = Flat(Detach().Reshape(-1, 1).Added(mat, vec.Detach().Unsqueeze(1), beta, alpha));
        return Tape.Record(result, "Addmv", [this, mat, vec], (node, grad) =>
        [
            Times(grad, beta),
            node.Needs(1) ? Times(grad.Outer(node.Saved(1)), alpha) : null,
            node.Needs(2) ? Times(node.Saved(0).T().Mv(grad), alpha) : null,
        ], Kept(mat, vec), Kept(vec, mat));
    }

    /// <summary><c>beta * this + alpha * (batch1 @ batch2)</c> for batches of matrices.</summary>
    /// <param name="batch1">Three dimensions, of the same type.</param>
    /// <param name="batch2">Three dimensions, as many matrices, of the same type.</param>
    /// <param name="beta">If it is 0, this tensor's elements do not count, not even NaN.</param>
    /// <param name="alpha">What the products are multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Baddbmm(Tensor batch1, Tensor batch2, double beta = 1, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(batch1);
        ArgumentNullException.ThrowIfNull(batch2);
        DemandBatches(batch1, batch2);
        return Tape.Record(Added(batch1, batch2, beta, alpha), "Baddbmm", [this, batch1, batch2], (node, grad) =>
        [
            Times(grad, beta),
            node.Needs(1) ? Times(grad.Bmm(node.Saved(1).Transpose(1, 2)), alpha) : null,
            node.Needs(2) ? Times(node.Saved(0).Transpose(1, 2).Bmm(grad), alpha) : null,
        ], Kept(batch1, batch2), Kept(batch2, batch1));
    }

    /// <summary><c>beta * this + alpha * Σ (batch1[i] @ batch2[i])</c>.</summary>
    /// <inheritdoc cref="Baddbmm"/>
    public Tensor Addbmm(Tensor batch1, Tensor batch2, double beta = 1, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(batch1);
        ArgumentNullException.ThrowIfNull(batch2);
        DemandBatches(batch1, batch2);
        (int[] a, int[] b) = (batch1.Layout.Sizes, batch2.Layout.Sizes);

        // The sum over the batch is one product of the matrices side by side.
        return Addmm(batch1.Transpose(0, 1).Reshape(a[1], a[0] * a[2]), batch2.Reshape(b[0] * b[1], b[2]), beta, alpha);
    }

    /// <summary><c>beta * this + alpha * outer(vec1, vec2)</c>.</summary>
    /// <param name="vec1">A vector: the rows.</param>
    /// <param name="vec2">A vector: the columns.</param>
    /// <param name="beta">If it is 0, this tensor's elements do not count, not even NaN.</param>
    /// <param name="alpha">What the products are multiplied by.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Addr(Tensor vec1, Tensor vec2, double beta = 1, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(vec1);
        ArgumentNullException.ThrowIfNull(vec2);
        if (vec1.Rank != 1) throw new ArgumentException($"addr: Expected 1-D argument vec1, but got {vec1.Rank}-D", nameof(vec1));
        if (vec2.Rank != 1) throw new ArgumentException($"addr: Expected 1-D argument vec2, but got {vec2.Rank}-D", nameof(vec2));
        DemandType(vec1, vec2, "addr");
        return Tape.Record(Added(vec1.Detach().Unsqueeze(1), vec2.Detach().Unsqueeze(0), beta, alpha), "Addr", [this, vec1, vec2], (node, grad) =>
        [
            Times(grad, beta),
            node.Needs(1) ? Times(grad.Mv(node.Saved(1)), alpha) : null,
            node.Needs(2) ? Times(grad.T().Mv(node.Saved(0)), alpha) : null,
        ], Kept(vec1, vec2), Kept(vec2, vec1));
    }

    private static Tensor Times(Tensor tensor, double factor) => factor == 1 ? tensor : tensor * factor;

    /// <summary>Not recorded.</summary>
    private Tensor Added(Tensor a, Tensor b, double beta, double alpha)
    {
        if (DType != a.DType) throw new ArgumentException($"self and mat2 must have the same dtype, but got {DType.Title()} and {a.DType.Title()}. Convert one with To.");
        Tensor self = Detach().ExpandTo([.. a.Layout.Sizes[..^1], b.Layout.Sizes[^1]]);
        if (beta == 1 && alpha == 1) return MatrixProducts.MultiplyAdd(a, b, self);
        Tensor product = Times(MatrixProducts.Multiply(a, b), alpha);
        return (beta == 0 ? product : product + Times(self, beta)).Converted(DType);
    }
}
