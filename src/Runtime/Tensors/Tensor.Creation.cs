using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>A tensor of one dimension with a copy of these values.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, bool requiresGrad = false) where T : unmanaged => Create(values.ToArray(), [values.Length], requiresGrad);

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, bool)"/>
    public static Tensor From<T>(T[] values, bool requiresGrad = false) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(values.AsSpan(), requiresGrad);
    }

    /// <summary>A tensor with a copy of these values, row by row.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape, bool requiresGrad = false) where T : unmanaged => Create(values.ToArray(), [.. shape.Sizes], requiresGrad);

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape, bool)"/>
    public static Tensor From<T>(T[] values, Shape shape, bool requiresGrad = false) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(values.AsSpan(), shape, requiresGrad);
    }

    /// <summary>A tensor of two dimensions with a copy of these values.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor From<T>(T[,] values, bool requiresGrad = false) where T : unmanaged => FromArray<T>(values, requiresGrad);

    /// <summary>A tensor of three dimensions with a copy of these values.</summary>
    /// <inheritdoc cref="From{T}(T[,], bool)"/>
    public static Tensor From<T>(T[,,] values, bool requiresGrad = false) where T : unmanaged => FromArray<T>(values, requiresGrad);

    /// <summary>A tensor of two dimensions with a copy of these rows.</summary>
    /// <inheritdoc cref="From{T}(T[,], bool)"/>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Tensor From<T>(T[][] values, bool requiresGrad = false) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        int columns = values.Length == 0 ? 0 : values[0].Length;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Length != columns) throw new ArgumentException($"expected sequence of length {columns} at dim 1 (got {values[i].Length}): row {i} has another length than row 0.", nameof(values));
        }

        return Create(values.SelectMany(row => row).ToArray(), [values.Length, columns], requiresGrad);
    }

    /// <summary>A tensor without dimensions.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="value">Its one element.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of an integer or a boolean.</exception>
    public static Tensor From<T>(T value, bool requiresGrad = false) where T : unmanaged
    {
        DType type = DTypes.Of<T>();
        if (requiresGrad) DemandDifferentiable(type);
        return Single(value, type).SetLeaf(requiresGrad);
    }

    /// <summary>A tensor that looks at <paramref name="values"/> without a copy: a change of one is a change of the other.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="values">The elements, row by row.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor Wrap<T>(T[] values, Shape shape, bool requiresGrad = false) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        Tensor tensor = Create(values, [.. shape.Sizes], requiresGrad);
        tensor.MarkShared();
        return tensor;
    }

    /// <summary>Zeros.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        if (requiresGrad) DemandDifferentiable(dtype);
        return Empty([.. shape.Sizes], dtype).SetLeaf(requiresGrad);
    }

    /// <summary>Ones.</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) => Full(shape, 1, dtype, requiresGrad);

    /// <summary>The same value everywhere.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="value">The value.</param>
    /// <param name="dtype">What the elements are; by default as the value: Float32, Int64 or Bool.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor Full(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false)
    {
        DType type = dtype ?? (value.DType == DType.Float64 ? DType.Float32 : value.DType);
        if (requiresGrad) DemandDifferentiable(type);
        Tensor tensor = Empty([.. shape.Sizes], type);
        Kernels.Copying.Fill(tensor, value);
        return tensor.SetLeaf(requiresGrad);
    }

    /// <summary>The identity matrix.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns; by default as many as rows.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor Eye(int rows, int? columns = null, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        Tensor tensor = Zeros([rows, columns ?? rows], dtype);
        int count = Math.Min(rows, columns ?? rows);
        if (count > 0) Kernels.Copying.Fill(new Tensor(tensor.Storage, new Layout([count], [(columns ?? rows) + 1], 0), dtype), 1);
        if (requiresGrad) DemandDifferentiable(dtype);
        return tensor.SetLeaf(requiresGrad);
    }

    /// <summary>0, 1, 2, … below <paramref name="end"/>.</summary>
    /// <param name="end">Not reached.</param>
    /// <param name="dtype">What the elements are; by default Int64 for an integer, else Float32.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    public static Tensor Arange(Scalar end, DType? dtype = null, bool requiresGrad = false) => Arange(0, end, 1, dtype, requiresGrad);

    /// <summary>From <paramref name="start"/> on in steps, up to but not including <paramref name="end"/>.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="end">Not reached.</param>
    /// <param name="step">From one element to the next; not zero.</param>
    /// <param name="dtype">What the elements are; by default Int64 if all three are integers, else Float32.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="ArgumentException">The step is zero or leads away from the end.</exception>
    public static Tensor Arange(Scalar start, Scalar end, Scalar step, DType? dtype = null, bool requiresGrad = false)
    {
        (double from, double by) = (start.ToDouble(), step.ToDouble());
        if (by == 0) throw new ArgumentException("step must be nonzero", nameof(step));
        double count = Math.Ceiling((end.ToDouble() - from) / by);
        if (count < 0) throw new ArgumentException("upper bound and lower bound inconsistent with step sign", nameof(step));
        bool isReal = start.DType == DType.Float64 || end.DType == DType.Float64 || step.DType == DType.Float64;
        DType type = dtype ?? (isReal ? DType.Float32 : DType.Int64);
        if (requiresGrad) DemandDifferentiable(type);
        Tensor values = isReal
            ? Create(Enumerable.Range(0, checked((int)count)).Select(i => from + (i * by)).ToArray(), [(int)count], false)
            : Create(Enumerable.Range(0, checked((int)count)).Select(i => start.ToInt64() + (i * step.ToInt64())).ToArray(), [(int)count], false);
        return values.To(type).SetLeaf(requiresGrad);
    }

    /// <summary>Values at even distances, with both ends.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="end">The last element.</param>
    /// <param name="steps">How many elements.</param>
    /// <param name="dtype">What the elements are.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    public static Tensor Linspace(double start, double end, int steps, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (requiresGrad) DemandDifferentiable(dtype);
        double step = steps > 1 ? (end - start) / (steps - 1) : 0;

        // From both ends, as libtorch does: so the last one is exact.
        double[] values = [.. Enumerable.Range(0, steps).Select(i => i < steps / 2 || steps == 1 ? start + (i * step) : end - ((steps - 1 - i) * step))];
        return Create(values, [steps], false).To(dtype).SetLeaf(requiresGrad);
    }

    internal static Tensor Empty(int[] sizes, DType type)
    {
        var layout = sizes.Length == 0 ? Layout.Scalar : new Layout(sizes);
        return new Tensor(Storage.Create(type, layout.Count), layout, type);
    }

    /// <summary>Zeros; the layout is shared where it can be.</summary>
    internal static Tensor EmptyLike(Tensor tensor, DType type)
    {
        Layout layout = tensor.Layout.IsPlain ? tensor.Layout : new Layout(tensor.Layout.Sizes);
        return new Tensor(Storage.Create(type, layout.Count), layout, type);
    }

    /// <summary>For a result that is written as a whole: its contents are what was there before.</summary>
    internal static Tensor Unwritten(int[] sizes, DType type) => Unwritten(sizes.Length == 0 ? Layout.Scalar : new Layout(sizes), type);

    /// <summary>The same in the layout of another, if that has no gaps.</summary>
    internal static Tensor UnwrittenLike(Tensor tensor, DType type) => Unwritten(tensor.Layout.IsPlain ? tensor.Layout : new Layout(tensor.Layout.Sizes), type);

    private static Tensor Unwritten(Layout layout, DType type) => new(Storage.Unwritten(type, layout.Count), layout, type);

    internal static Tensor Number(Scalar value)
    {
        var number = new Tensor(value.DType, Origin.Number);
        return value.DType switch
        {
            DType.Float64 => number.Put(value.ToDouble()),
            DType.Int64 => number.Put(value.ToInt64()),
            _ => number.Put(value.ToInt64() != 0),
        };
    }

    private static Tensor Create<T>(T[] items, int[] sizes, bool requiresGrad) where T : unmanaged
    {
        DType type = DTypes.Of<T>();
        if (requiresGrad) DemandDifferentiable(type);
        var layout = sizes.Length == 0 ? Layout.Scalar : new Layout(sizes);
        if (layout.Count != items.Length) throw new ArgumentException($"shape '{Layout.Text(sizes)}' is invalid for input of size {items.Length}: it has {layout.Count} elements.");
        return new Tensor(new Storage<T>(items), layout, type).SetLeaf(requiresGrad);
    }

    private static Tensor FromArray<T>(Array values, bool requiresGrad) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] sizes = [.. Enumerable.Range(0, values.Rank).Select(values.GetLength)];
        return Create(values.Cast<T>().ToArray(), sizes, requiresGrad);
    }

    private Tensor SetLeaf(bool requiresGrad)
    {
        _requiresGrad = requiresGrad;
        return this;
    }
}
