using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The same elements in another shape, without a copy where the layout allows it.</summary>
    /// <param name="shape">One size may be -1: it follows from the others.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        int[] sizes = Resolve(shape);
        if (Regrouped(Layout, sizes) is { } layout) return ViewAs(layout);

        // No other tensor looks at the copy, so this is no view.
        (Tensor copy, int[] before) = (Clone(), Layout.Sizes);
        return Tape.Record(new Tensor(copy.Storage, new Layout(sizes), DType), "UnsafeView", copy, (_, grad) => grad.Reshape(before));
    }

    /// <summary>The same elements in another shape, in the same memory.</summary>
    /// <param name="shape">One size may be -1: it follows from the others.</param>
    /// <exception cref="ArgumentException">The number of elements differs, or the layout does not allow it.</exception>
    public Tensor View(params ReadOnlySpan<int> shape)
    {
        int[] sizes = Resolve(shape);
        return ViewAs(Regrouped(Layout, sizes) ?? throw new ArgumentException($"view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use Reshape(...) instead. The shape is {Shape}, the strides are {Layout.Text(Strides)}."));
    }

    /// <summary>The dimensions in another order.</summary>
    /// <param name="dims">For each dimension of the result, which one it was; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">A dimension is missing or named twice.</exception>
    public Tensor Permute(params ReadOnlySpan<int> dims)
    {
        if (dims.Length != Rank) throw new ArgumentException($"permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {Rank} is not equal to len(dims) = {dims.Length}".Replace("(sparse_coo)", ""));
        var (sizes, strides, back) = (new int[Rank], new int[Rank], new int[Rank]);
        Array.Fill(back, -1);
        for (int i = 0; i < Rank; i++)
        {
            int from = Layout.Dimension(dims[i], Rank);
            if (back[from] >= 0) throw new ArgumentException($"permute(): duplicate dims are not allowed: {Layout.Text(dims)}");
            (sizes[i], strides[i], back[from]) = (Layout.Sizes[from], Layout.Strides[from], i);
        }

        return Views.Create(this, new Layout(sizes, strides, Layout.Offset), "Permute", grad => grad.Permute(back));
    }

    /// <summary>Two dimensions change places.</summary>
    /// <param name="dim0">A dimension; a negative one counts from the end.</param>
    /// <param name="dim1">The other one.</param>
    public Tensor Transpose(int dim0, int dim1)
    {
        if (Rank == 0) return Views.Create(this, Layout, "Transpose", grad => grad);
        return Views.Create(this, Swapped(dim0, dim1), "Transpose", grad => grad.Transpose(dim0, dim1));
    }

    /// <summary>The transpose of a matrix. A tensor of fewer dimensions stays as it is.</summary>
    /// <exception cref="InvalidOperationException">There are more than two dimensions.</exception>
    public Tensor T()
    {
        if (Rank > 2) throw new InvalidOperationException($"t() expects a tensor with <= 2 dimensions, but self is {Rank}D. Use Transpose or Permute.");
        return Rank < 2 ? Views.Create(this, Layout, "T", grad => grad) : Views.Create(this, Swapped(0, 1), "T", grad => grad.T());
    }

    /// <summary>Dimensions of size 1 repeat without a copy; new ones are added in front.</summary>
    /// <param name="shape">-1 leaves a dimension as it is.</param>
    /// <exception cref="ArgumentException">A dimension that is not of size 1 would have to grow.</exception>
    public Tensor Expand(params ReadOnlySpan<int> shape)
    {
        int[] sizes = shape.ToArray();
        if (sizes.Length < Rank) throw new ArgumentException($"expand: the number of sizes provided ({sizes.Length}) must be greater or equal to the number of dimensions in the tensor ({Rank})");
        for (int i = 0; i < sizes.Length; i++)
        {
            int own = i - sizes.Length + Rank;
            if (sizes[i] == -1 && own < 0) throw new ArgumentException($"The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension {i}");
            if (sizes[i] == -1) sizes[i] = Layout.Sizes[own];
            if (own >= 0 && Layout.Sizes[own] != sizes[i] && Layout.Sizes[own] != 1)
            {
                throw new ArgumentException($"The expanded size of the tensor ({sizes[i]}) must match the existing size ({Layout.Sizes[own]}) at non-singleton dimension {i}.  Target sizes: {Layout.Text(shape)}.  Tensor sizes: {Shape}");
            }
        }

        int[] before = Layout.Sizes;
        return Views.Create(this, new Layout(sizes, Layout.StridesFor(sizes), Layout.Offset), "Expand", grad => grad.SumTo(before));
    }

    /// <summary>One position of a dimension; the dimension goes.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="index">The position; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor Select(int dim, int index)
    {
        if (Rank == 0) throw new ArgumentOutOfRangeException(nameof(dim), "select() cannot be applied to a 0-dim tensor.");
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d], at = index < 0 ? index + size : index;
        if (at < 0 || at >= size) throw new ArgumentOutOfRangeException(nameof(index), $"select(): index {index} out of range for tensor of size {Shape} at dimension {d}");
        var layout = new Layout(Without(Layout.Sizes, d), Without(Layout.Strides, d), Layout.Offset + (at * Layout.Strides[d]));
        int[] whole = Layout.Sizes;
        return Views.Create(this, layout, "Select", grad => Padded(grad.Unsqueeze(d), whole, d, at, 1));
    }

    /// <summary>Part of a dimension.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="start">The first position; a negative one counts from the end. What is outside is cut off.</param>
    /// <param name="end">Not included; a negative one counts from the end; by default the end.</param>
    /// <param name="step">From one position to the next; positive.</param>
    public Tensor Slice(int dim, int start, int end = int.MaxValue, int step = 1)
    {
        if (Rank == 0) throw new ArgumentOutOfRangeException(nameof(dim), "slice() cannot be applied to a 0-dim tensor.");
        if (step <= 0) throw new ArgumentOutOfRangeException(nameof(step), "slice step must be positive");
        int d = Layout.Dimension(dim, Rank), size = Layout.Sizes[d];
        int from = Math.Clamp(start < 0 ? start + size : start, 0, size), to = Math.Clamp(end < 0 ? end + size : end, from, size);
        int count = (to - from + step - 1) / step;
        int[] whole = Layout.Sizes, sizes = [.. whole], strides = [.. Layout.Strides];
        (sizes[d], strides[d]) = (count, strides[d] * step);
        int offset = count == 0 ? Layout.Offset : Layout.Offset + (from * Layout.Strides[d]);
        return Views.Create(this, new Layout(sizes, strides, offset), "Slice", grad => Padded(grad, whole, d, from, step));
    }

    /// <summary>A dimension of size 1 is added.</summary>
    /// <param name="dim">Where it is in the result; a negative one counts from the end.</param>
    public Tensor Unsqueeze(int dim)
    {
        int d = Layout.Dimension(dim, Rank + 1);
        int stride = d < Rank ? Layout.Sizes[d] * Layout.Strides[d] : 1;
        var layout = new Layout([.. Layout.Sizes[..d], 1, .. Layout.Sizes[d..]], [.. Layout.Strides[..d], stride, .. Layout.Strides[d..]], Layout.Offset);
        return Views.Create(this, layout, "Unsqueeze", grad => grad.Squeeze(d));
    }

    /// <summary>All dimensions of size 1 go.</summary>
    public Tensor Squeeze() => Squeezed([.. Enumerable.Range(0, Rank)]);

    /// <summary>A dimension goes if it is of size 1.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public Tensor Squeeze(int dim) => Rank == 0 ? Squeezed([]) : Squeezed([Layout.Dimension(dim, Rank)]);

    /// <summary>Any view of the memory, for those who know the strides.</summary>
    /// <param name="sizes">Of the result.</param>
    /// <param name="strides">How far apart neighbours are in memory, in elements.</param>
    /// <param name="offset">Of the first element from the first one here.</param>
    /// <exception cref="ArgumentException">It would reach out of the memory.</exception>
    public Tensor AsStrided(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, int offset = 0)
    {
        if (sizes.Length != strides.Length) throw new ArgumentException($"mismatch in length of strides and shape: {sizes.Length} sizes and {strides.Length} strides");
        var layout = new Layout(sizes.ToArray(), strides.ToArray(), Layout.Offset + offset);
        (long low, long high) = (layout.Offset, layout.Offset);
        for (int i = 0; i < sizes.Length; i++)
        {
            if (strides[i] < 0) throw new ArgumentException($"as_strided: Negative strides are not supported; got strides: {Layout.Text(strides)}");
            high += (long)(sizes[i] - 1) * strides[i];
        }

        if (layout.Count > 0 && (low < 0 || high >= Storage.Length)) throw new ArgumentException($"setStorage: sizes {Layout.Text(sizes)}, strides {Layout.Text(strides)}, storage offset {layout.Offset} are out of bounds for storage of {Storage.Length} elements");
        (Layout whole, int length) = (Layout, Storage.Length);
        return Views.Create(this, layout, "AsStrided", grad => whole.IsContiguous ? Strided.Sum(grad, whole.Sizes, layout.Sizes, layout.Strides, offset) : Strided.Sum(grad, whole, layout, length));
    }

    internal Tensor ExpandTo(int[] sizes) => Layout.Sizes.AsSpan().SequenceEqual(sizes) ? this : Expand(sizes);

    /// <summary>Summed over what broadcasting to this shape would repeat.</summary>
    internal Tensor SumTo(int[] sizes)
    {
        if (Layout.Sizes.AsSpan().SequenceEqual(sizes)) return this;
        int added = Rank - sizes.Length;
        int[] repeated = [.. Enumerable.Range(0, Rank).Where(i => i < added || (sizes[i - added] == 1 && Layout.Sizes[i] != 1))];
        Tensor sum = repeated.Length == 0 ? this : Sum(repeated, keepDim: true);
        if (added == 0) return sum;
        return repeated.Length == 0 || GradModes.IsRecording ? sum.View(sizes) : new Tensor(sum.Storage, new Layout(sizes), sum.DType);
    }

    private Tensor ViewAs(Layout layout)
    {
        int[] before = Layout.Sizes;
        return Views.Create(this, layout, "View", grad => grad.Reshape(before));
    }

    private Tensor Squeezed(int[] dims)
    {
        int[] gone = [.. dims.Where(d => Layout.Sizes[d] == 1)], before = Layout.Sizes;
        var layout = new Layout([.. before.Where((_, i) => !gone.Contains(i))], [.. Layout.Strides.Where((_, i) => !gone.Contains(i))], Layout.Offset);
        return Views.Create(this, layout, "Squeeze", grad => grad.Reshape(before));
    }

    private Layout Swapped(int dim0, int dim1)
    {
        (int a, int b) = (Layout.Dimension(dim0, Rank), Layout.Dimension(dim1, Rank));
        int[] sizes = [.. Layout.Sizes], strides = [.. Layout.Strides];
        (sizes[a], sizes[b], strides[a], strides[b]) = (sizes[b], sizes[a], strides[b], strides[a]);
        return new Layout(sizes, strides, Layout.Offset);
    }

    /// <summary>Zeros of the whole size with these elements in part of a dimension.</summary>
    private static Tensor Padded(Tensor part, int[] whole, int dim, int start, int step)
    {
        Tensor result = Zeros(whole, part.DType);
        if (part.ElementCount == 0) return result;
        int end = start + ((part.Layout.Sizes[dim] - 1) * step) + 1;
        Copying.Copy(part, new Tensor(result.Storage, result.Layout, result.DType).Slice(dim, start, end, step));
        result.Storage.IsShared = false;
        return Tape.Record(result, "SliceBackward", part, (_, grad) => grad.Slice(dim, start, end, step));
    }

    private int[] Resolve(ReadOnlySpan<int> shape)
    {
        int[] sizes = shape.ToArray();
        int open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = 1;
            int known = Layout.CountOf(sizes);
            if (known == 0 || ElementCount % known != 0 || Array.IndexOf(shape.ToArray(), -1, open + 1) >= 0) throw new ArgumentException($"shape '{Layout.Text(shape)}' is invalid for input of size {ElementCount}");
            sizes[open] = ElementCount / known;
        }

        return Layout.CountOf(sizes) == ElementCount ? sizes : throw new ArgumentException($"shape '{Layout.Text(shape)}' is invalid for input of size {ElementCount}");
    }

    /// <summary>The layout of the same elements in another shape; null if there is none: a new dimension would span two old ones that do not follow each other.</summary>
    private static Layout? Regrouped(Layout layout, int[] sizes)
    {
        if (layout.IsContiguous || layout.Count == 0)
        {
            var plain = new Layout(sizes);
            return layout.Offset == 0 ? plain : new Layout(sizes, plain.Strides, layout.Offset);
        }

        var strides = new int[sizes.Length];
        int next = sizes.Length - 1;
        (int block, int run, int step) = (1, 1, layout.Rank == 0 ? 1 : layout.Strides[^1]);
        for (int i = layout.Rank - 1; i >= 0; i--)
        {
            block *= layout.Sizes[i];
            if (i > 0 && (layout.Sizes[i - 1] == 1 || layout.Strides[i - 1] == block * step)) continue;
            while (next >= 0 && (run < block || sizes[next] == 1))
            {
                strides[next] = run * step;
                run *= sizes[next--];
            }

            if (run != block) return null;
            if (i > 0) (step, block, run) = (layout.Strides[i - 1], 1, 1);
        }

        return next < 0 ? new Layout(sizes, strides, layout.Offset) : null;
    }

    private static int[] Without(int[] items, int index) => [.. items[..index], .. items[(index + 1)..]];
}
