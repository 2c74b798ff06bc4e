using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elements from one layout and type to another.</summary>
internal static class Copying
{
    /// <summary>Copies what <paramref name="from"/> shows, stretched to the sizes of <paramref name="to"/>, into the memory of <paramref name="to"/>.</summary>
    public static void Copy(Tensor from, Tensor to) => from.DType.Run(new CopyFrom(from, to));

    public static void Fill(Tensor to, Scalar value) => to.DType.Run(new FillAction(to, value));

    private readonly struct CopyFrom(Tensor from, Tensor to) : ITypedAction
    {
        public void Run<T>() where T : unmanaged => to.DType.Run(new CopyTo<T>(from, to));
    }

    private readonly struct CopyTo<TFrom>(Tensor from, Tensor to) : ITypedAction where TFrom : unmanaged
    {
        public void Run<T>() where T : unmanaged =>
            Walk.Rows(new CopyRow<TFrom, T>(from.Items<TFrom>(), to.Items<T>()), to.Layout.Sizes, [from.Layout.Offset, to.Layout.Offset], from.Layout.StridesFor(to.Layout.Sizes), to.Layout.Strides);
    }

    private readonly struct FillAction(Tensor to, Scalar value) : ITypedAction
    {
        public void Run<T>() where T : unmanaged =>
            Walk.Rows(new FillRow<T>(to.Items<T>(), Elements.FromScalar<T>(value)), to.Layout.Sizes, [to.Layout.Offset], to.Layout.Strides);
    }

    private readonly struct CopyRow<TFrom, TTo>(TFrom[] from, TTo[] to) : IRowAction where TFrom : unmanaged where TTo : unmanaged
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int di, int dj) = (offsets[0], offsets[1], strides[0], strides[1]);
            if (typeof(TFrom) == typeof(TTo) && di == 1 && dj == 1)
            {
                from.AsSpan(i, count).CopyTo(((TFrom[])(object)to).AsSpan(j, count));
                return;
            }

            for (; count > 0; count--, i += di, j += dj) to[j] = Elements.Convert<TFrom, TTo>(from[i]);
        }
    }

    private readonly struct FillRow<T>(T[] to, T value) : IRowAction where T : unmanaged
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int j, int dj) = (offsets[0], strides[0]);
            if (dj == 1) to.AsSpan(j, count).Fill(value);
            else for (; count > 0; count--, j += dj) to[j] = value;
        }
    }
}
