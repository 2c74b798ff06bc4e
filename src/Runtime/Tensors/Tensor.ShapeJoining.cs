using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Tensors one after the other along a dimension, in their common type.</summary>
    /// <param name="tensors">At least one; of the same shape but for the dimension.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit.</exception>
    public static Tensor Cat(IReadOnlyList<Tensor> tensors, int dim = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("torch.cat(): expected a non-empty list of Tensors", nameof(tensors));
        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].Rank == 0) throw new ArgumentException($"zero-dimensional tensor (at position {i}) cannot be concatenated. Use Stack, or Reshape(1) first.", nameof(tensors));
        }

        // An empty row fits everywhere: so one can begin with it.
        Tensor first = tensors.FirstOrDefault(tensor => !IsEmptyRow(tensor)) ?? tensors[0];
        int d = Layout.Dimension(dim, first.Rank);
        int[] lengths = [.. tensors.Select((tensor, i) => Joined(first, tensor, d, i))];
        Tensor result = Empty(With(first.Layout.Sizes, d, lengths.Sum()), Common(tensors));
        int start = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (tensors[i].ElementCount > 0) Copying.Copy(tensors[i], Piece(result, d, start, lengths[i]));
            start += lengths[i];
        }

        bool[] isEmpty = [.. tensors.Select(IsEmptyRow)];
        return Tape.Record(result, "Cat", [.. tensors], (node, grad) =>
        {
            var grads = new Tensor?[lengths.Length];
            for (int i = 0, at = 0; i < grads.Length; at += lengths[i++])
            {
                if (node.Needs(i)) grads[i] = isEmpty[i] ? Zeros([0], grad.DType) : grad.Slice(d, at, at + lengths[i]);
            }

            return grads;
        });
    }

    /// <summary>Tensors of one shape along a new dimension, in their common type.</summary>
    /// <param name="tensors">At least one.</param>
    /// <param name="dim">Where the new dimension is in the result; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes differ.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int dim = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("stack expects a non-empty TensorList", nameof(tensors));
        int[] sizes = tensors[0].Layout.Sizes;
        for (int i = 1; i < tensors.Count; i++)
        {
            if (tensors[i].Shape != tensors[0].Shape) throw new ArgumentException($"stack expects each tensor to be equal size, but got {tensors[0].Shape} at entry 0 and {tensors[i].Shape} at entry {i}", nameof(tensors));
        }

        int d = Layout.Dimension(dim, sizes.Length + 1);
        Tensor result = Empty([.. sizes[..d], tensors.Count, .. sizes[d..]], Common(tensors));
        for (int i = 0; i < tensors.Count; i++)
        {
            Layout piece = Piece(result, d, i, 1).Layout;
            Copying.Copy(tensors[i], new Tensor(result.Storage, new Layout(sizes, Without(piece.Strides, d), piece.Offset), result.DType));
        }

        return Tape.Record(result, "Stack", [.. tensors], (_, grad) => grad.Unbind(d));
    }

    /// <summary>Tensors side by side: along the second dimension, or the only one.</summary>
    /// <param name="tensors">At least one; of the same shape but for the dimension. A number becomes one element.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit.</exception>
    public static Tensor HStack(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("hstack expects a non-empty TensorList", nameof(tensors));
        Tensor[] rows = [.. tensors.Select(tensor => tensor.Rank == 0 ? tensor.Reshape(1) : tensor)];
        return Cat(rows, rows[0].Rank == 1 ? 0 : 1);
    }

    /// <summary>Tensors one below the other; one without rows becomes a row.</summary>
    /// <param name="tensors">At least one; of the same shape but for the first dimension.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit.</exception>
    public static Tensor VStack(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("vstack expects a non-empty TensorList", nameof(tensors));
        return Cat([.. tensors.Select(tensor => tensor.Rank switch { 0 => tensor.Reshape(1, 1), 1 => tensor.Unsqueeze(0), _ => tensor })]);
    }

    /// <summary>Tensors one behind the other, along the third dimension; missing dimensions are added.</summary>
    /// <param name="tensors">At least one; of the same shape but for the third dimension.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes do not fit.</exception>
    public static Tensor DStack(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("dstack expects a non-empty TensorList", nameof(tensors));
        return Cat([.. tensors.Select(tensor => tensor.Rank switch { 0 => tensor.Reshape(1, 1, 1), 1 => tensor.Reshape(1, -1, 1), 2 => tensor.Unsqueeze(2), _ => tensor })], 2);
    }

    /// <summary>The coordinates of a grid: for each row of values a tensor of the shape of the grid. Views.</summary>
    /// <param name="tensors">The values along each axis, with one dimension or none.</param>
    /// <param name="indexing">"ij": the first axis is the first dimension; "xy": it is the second.</param>
    /// <exception cref="ArgumentException">A tensor has more dimensions, or the indexing is neither.</exception>
    public static Tensor[] Meshgrid(IReadOnlyList<Tensor> tensors, string indexing = "ij")
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0) throw new ArgumentException("meshgrid expects a non-empty TensorList", nameof(tensors));
        if (indexing is not ("ij" or "xy")) throw new ArgumentException($"torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {indexing}", nameof(indexing));
        foreach (Tensor tensor in tensors)
        {
            if (tensor.Rank > 1) throw new ArgumentException($"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {tensor.Shape}", nameof(tensors));
            if (tensor.DType != tensors[0].DType) throw new ArgumentException("torch.meshgrid expects all tensors to have the same dtype", nameof(tensors));
        }

        bool isSwapped = indexing == "xy" && tensors.Count >= 2;
        Tensor[] axes = [.. tensors];
        if (isSwapped) (axes[0], axes[1]) = (axes[1], axes[0]);
        int[] grid = [.. axes.Select(axis => axis.ElementCount)];
        Tensor[] results = [.. axes.Select((axis, i) => axis.View([.. Enumerable.Range(0, grid.Length).Select(d => d == i ? grid[i] : 1)]).Expand(grid))];
        if (isSwapped) (results[0], results[1]) = (results[1], results[0]);
        return results;
    }

    private static bool IsEmptyRow(Tensor tensor) => tensor.Rank == 1 && tensor.ElementCount == 0;

    private static DType Common(IReadOnlyList<Tensor> tensors)
    {
        DType type = tensors[0].DType;
        foreach (Tensor tensor in tensors) type = DTypes.Promote(type, tensor.DType);
        return type;
    }

    /// <summary>How long a tensor is along the dimension, if it fits to the first one.</summary>
    private static int Joined(Tensor first, Tensor tensor, int dim, int number)
    {
        if (IsEmptyRow(tensor)) return 0;
        if (tensor.Rank != first.Rank) throw new ArgumentException($"Tensors must have same number of dimensions: got {first.Rank} and {tensor.Rank}. The shapes are {first.Shape} and {tensor.Shape}.");
        for (int i = 0; i < first.Rank; i++)
        {
            if (i != dim && tensor.Layout.Sizes[i] != first.Layout.Sizes[i]) throw new ArgumentException($"Sizes of tensors must match except in dimension {dim}. Expected size {first.Layout.Sizes[i]} but got size {tensor.Layout.Sizes[i]} for tensor number {number} in the list.");
        }

        return tensor.Layout.Sizes[dim];
    }

    /// <summary>Part of a fresh result, to be written.</summary>
    private static Tensor Piece(Tensor result, int dim, int start, int length) =>
        new(result.Storage, new Layout(With(result.Layout.Sizes, dim, length), result.Layout.Strides, start * result.Layout.Strides[dim]), result.DType);
}
