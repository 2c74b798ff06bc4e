using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>
    /// The product of matrices, vectors and batches of matrices, as NumPy has it: two vectors give a number, a matrix and a vector give a vector; with more dimensions, the
    /// matrices are in the last two, and those in front are broadcast.
    /// </summary>
    /// <param name="other">Of the same type.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Matmul(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank == 0 || other.Rank == 0) throw new ArgumentException($"both arguments to matmul need to be at least 1D, but they are {Rank}D and {other.Rank}D. Use * for numbers.", nameof(other));
        if (Rank == 1 && other.Rank == 1) return Dot(other);
        if (Rank == 2 && other.Rank == 1) return Mv(other);
        if (Rank == 1) return Unsqueeze(0).Matmul(other).Squeeze(-2);
        if (Rank == 2 && other.Rank == 2) return Mm(other);
        int[] a = Layout.Sizes, b = other.Layout.Sizes;
        if (other.Rank <= 2)
        {
            // The rows of all matrices in one.
            Tensor rows = Reshape(Layout.CountOf(a.AsSpan(0, a.Length - 1)), a[^1]);
            return other.Rank == 1 ? rows.Mv(other).View(a.AsSpan(0, a.Length - 1)) : rows.Mm(other).View([.. a.AsSpan(0, a.Length - 1), b[1]]);
        }

        int[] batch = Layout.Broadcast(a[..^2], b[..^2]);
        int count = Layout.CountOf(batch);
        Tensor left = ExpandTo([.. batch, .. a[^2..]]).Reshape(count, a[^2], a[^1]), right = other.ExpandTo([.. batch, .. b[^2..]]).Reshape(count, b[^2], b[^1]);
        return left.Bmm(right).View([.. batch, a[^2], b[^1]]);
    }

    /// <summary>The product of two matrices.</summary>
    /// <param name="mat2">A matrix of the same type.</param>
    /// <exception cref="ArgumentException">One is no matrix, or the shapes or the types do not fit.</exception>
    public Tensor Mm(Tensor mat2)
    {
        ArgumentNullException.ThrowIfNull(mat2);
        if (Rank != 2) throw new ArgumentException($"self must be a matrix, but its shape is {Shape}");
        if (mat2.Rank != 2) throw new ArgumentException($"mat2 must be a matrix, but its shape is {mat2.Shape}", nameof(mat2));
        DemandProduct(this, mat2);
        bool byColumns = mat2.Layout.IsByColumns;
        return Tape.Record(MatrixProducts.Multiply(this, mat2), "Mm", [this, mat2], (node, grad) =>
        [
            node.Needs(0) ? grad.Mm(node.Saved(1).T()) : null,
            node.Needs(1) ? OfRight(node.Saved(0), grad, byColumns) : null,
        ], Kept(this, mat2), Kept(mat2, this));
    }

    /// <summary>The products of the matrices of two batches.</summary>
    /// <param name="mat2">Three dimensions, as many matrices, of the same type.</param>
    /// <exception cref="ArgumentException">One is no batch of matrices, or the shapes or the types do not fit.</exception>
    public Tensor Bmm(Tensor mat2)
    {
        ArgumentNullException.ThrowIfNull(mat2);
        DemandBatches(this, mat2);
        return Tape.Record(MatrixProducts.Multiply(this, mat2), "Bmm", [this, mat2], (node, grad) =>
        [
            node.Needs(0) ? grad.Bmm(node.Saved(1).Transpose(1, 2)) : null,
            node.Needs(1) ? node.Saved(0).Transpose(1, 2).Bmm(grad) : null,
        ], Kept(this, mat2), Kept(mat2, this));
    }

    /// <summary>The product of a matrix and a vector.</summary>
    /// <param name="vec">A vector of the same type.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Mv(Tensor vec)
    {
        ArgumentNullException.ThrowIfNull(vec);
        if (Rank != 2 || vec.Rank != 1) throw new ArgumentException($"vector + matrix @ vector expected, got 1, {Rank}, {vec.Rank}", nameof(vec));
        if (Layout.Sizes[1] != vec.ElementCount) throw new ArgumentException($"size mismatch, got input ({Layout.Sizes[0]}), mat ({Layout.Sizes[0]}x{Layout.Sizes[1]}), vec ({vec.ElementCount})", nameof(vec));
        DemandType(this, vec, "addmv_impl_cpu");
        return Tape.Record(Flat(MatrixProducts.Multiply(this, vec.Detach().Unsqueeze(1))), "Mv", [this, vec], (node, grad) =>
        [
            node.Needs(0) ? grad.Outer(node.Saved(1)) : null,
            node.Needs(1) ? node.Saved(0).T().Mv(grad) : null,
        ], Kept(this, vec), Kept(vec, this));
    }

    /// <summary>The sum of the products of two vectors.</summary>
    /// <param name="tensor">A vector of the same size and type.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Dot(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (Rank != 1 || tensor.Rank != 1) throw new ArgumentException($"1D tensors expected, but got {Rank}D and {tensor.Rank}D tensors", nameof(tensor));
        if (tensor.DType != DType) throw new ArgumentException($"dot : expected both vectors to have same dtype, but found {DType.Title()} and {tensor.DType.Title()}. Convert one with To.", nameof(tensor));
        if (tensor.ElementCount != ElementCount) throw new ArgumentException($"inconsistent tensor size, expected tensor {Shape} and src {tensor.Shape} to have the same number of elements, but got {ElementCount} and {tensor.ElementCount} elements respectively", nameof(tensor));
        if (DType == DType.Bool) throw new ArgumentException("\"dot\" not implemented for 'Bool'. Convert the tensors with To(DType.Int64) first.");
        Tensor product = MatrixProducts.Multiply(Detach().Unsqueeze(0), tensor.Detach().Unsqueeze(1));
        return Tape.Record(new Tensor(product.Storage, Layout.Scalar, DType), "Dot", [this, tensor], (node, grad) =>
        [
            node.Needs(0) ? grad * node.Saved(1) : null,
            node.Needs(1) ? grad * node.Saved(0) : null,
        ], Kept(this, tensor), Kept(tensor, this));
    }

    /// <summary>All products of an element of one vector and one of the other: a matrix.</summary>
    /// <param name="vec2">A vector.</param>
    /// <exception cref="ArgumentException">One is no vector.</exception>
    public Tensor Outer(Tensor vec2)
    {
        ArgumentNullException.ThrowIfNull(vec2);
        if (Rank != 1) throw new ArgumentException($"outer: Expected 1-D argument self, but got {Rank}-D");
        if (vec2.Rank != 1) throw new ArgumentException($"outer: Expected 1-D argument vec2, but got {vec2.Rank}-D", nameof(vec2));
        return View(ElementCount, 1) * vec2;
    }

    /// <summary>The sums of the products along the last dimensions of both.</summary>
    /// <param name="other">Its last dimension is as long; a number multiplies.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public Tensor Inner(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank == 0 || other.Rank == 0) return this * other;
        if (Layout.Sizes[^1] != other.Layout.Sizes[^1]) throw new ArgumentException($"inner() the last dimension must match on both input tensors but got shapes {Shape} and {other.Shape}", nameof(other));
        return TensorDot(this, other, [-1], [-1]);
    }

    /// <summary>The gradient of the right factor. Where that lies column by column, so does the gradient: a transposed weight then gets one that lies as the weight does.</summary>
    private static Tensor OfRight(Tensor left, Tensor grad, bool byColumns)
    {
        if (!byColumns || GradModes.IsRecording) return left.T().Mm(grad);
        Tensor product = grad.T().Mm(left);
        return new Tensor(product.Storage, product.Swapped(0, 1), product.DType);
    }

    /// <summary>What only the gradient of another input needs is saved only if that is asked for.</summary>
    private static Tensor Kept(Tensor tensor, params ReadOnlySpan<Tensor> others)
    {
        foreach (Tensor other in others)
        {
            if (other.RequiresGrad) return tensor;
        }

        return Number(0);
    }

    /// <summary>A fresh result with its last dimension of size 1 gone.</summary>
    private static Tensor Flat(Tensor result) => new(result.Storage, new Layout(result.Layout.Sizes[..^1]), result.DType);

    private static void DemandProduct(Tensor mat1, Tensor mat2)
    {
        (int[] a, int[] b) = (mat1.Layout.Sizes, mat2.Layout.Sizes);
        if (a[1] != b[0]) throw new ArgumentException($"mat1 and mat2 shapes cannot be multiplied ({a[0]}x{a[1]} and {b[0]}x{b[1]})");
        DemandType(mat1, mat2, "addmm_impl_cpu_");
    }

    private static void DemandBatches(Tensor batch1, Tensor batch2)
    {
        if (batch1.Rank != 3) throw new ArgumentException($"batch1 must be a 3D tensor, but its shape is {batch1.Shape}");
        if (batch2.Rank != 3) throw new ArgumentException($"batch2 must be a 3D tensor, but its shape is {batch2.Shape}");
        (int[] a, int[] b) = (batch1.Layout.Sizes, batch2.Layout.Sizes);
        if (a[0] != b[0] || a[2] != b[1]) throw new ArgumentException($"Expected size for first two dimensions of batch2 tensor to be: [{a[0]}, {a[2]}] but got: [{b[0]}, {b[1]}].");
        DemandType(batch1, batch2, "baddbmm_with_gemm");
    }

    private static void DemandType(Tensor a, Tensor b, string kernel)
    {
        if (a.DType != b.DType) throw new ArgumentException($"expected m1 and m2 to have the same dtype, but got: {Native(a.DType)} != {Native(b.DType)}. Convert one with To.");
        if (a.DType == DType.Bool) throw new ArgumentException($"\"{kernel}\" not implemented for 'Bool'. Convert the tensors with To(DType.Int64) first.");
    }

    /// <summary>The type's name in C++, which libtorch's messages about products have.</summary>
    private static string Native(DType type) => type switch
    {
        DType.Bool => "bool",
        DType.UInt8 => "unsigned char",
        DType.Int8 => "signed char",
        DType.Int16 => "short",
        DType.Int32 => "int",
        DType.Int64 => "long int",
        DType.Float16 => "c10::Half",
        DType.BFloat16 => "c10::BFloat16",
        DType.Float32 => "float",
        _ => "double",
    };
}
