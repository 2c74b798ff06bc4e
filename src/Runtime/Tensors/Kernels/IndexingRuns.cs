using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Runs of elements of a tensor, seen row by row: taken out, written over and added to, wherever they start.</summary>
internal static class IndexingRuns
{
    /// <summary>The runs one after the other, in the shape that is asked for.</summary>
    public static Tensor Take(Tensor x, int[] starts, int run, int[] sizes)
    {
        Tensor result = Tensor.Empty(sizes, x.DType);
        if (result.ElementCount > 0) x.DType.Run(new TakeAction(x.Plain(), result, starts, run));
        return result;
    }

    /// <summary>A copy with other elements in the runs. Where one is named twice, the last one stays. They are stretched to <paramref name="sizes"/>, which have as many elements as the runs.</summary>
    public static Tensor Put(Tensor x, int[] starts, int run, Tensor source, int[] sizes)
    {
        Tensor result = x.Copied();
        if (starts.Length > 0 && run > 0) x.DType.Run(new PutAction(Stretched(source, sizes, x.DType), result, starts, run));
        return result;
    }

    /// <summary>A copy to whose runs other elements are added, stretched to <paramref name="sizes"/>, which have as many elements as the runs.</summary>
    public static Tensor Add(Tensor x, int[] starts, int run, Tensor source, int[] sizes)
    {
        DType type = x.DType.IsHalfPrecision() ? DType.Float32 : x.DType.IsFloatingPoint() ? x.DType : DType.Int64;
        Tensor result = Tensor.EmptyLike(x, type), from = Stretched(source, sizes, type);
        Copying.Copy(x, result);
        if (type == DType.Float32) AddTo<float>(result, from, starts, run);
        else if (type == DType.Float64) AddTo<double>(result, from, starts, run);
        else AddTo<long>(result, from, starts, run);
        return result.Converted(x.DType);
    }

    private static Tensor Stretched(Tensor source, int[] sizes, DType type) => source.Detach().Converted(type).ExpandTo(sizes).Plain();

    private static void AddTo<T>(Tensor result, Tensor source, int[] starts, int run) where T : unmanaged, INumber<T>
    {
        T[] to = result.Items<T>(), from = source.Items<T>();
        int next = source.Layout.Offset;
        foreach (int start in starts)
        {
            for (int i = 0; i < run; i++) to[start + i] = unchecked(to[start + i] + from[next++]);
        }
    }

    private readonly struct TakeAction(Tensor x, Tensor result, int[] starts, int run) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            T[] from = x.Items<T>(), to = result.Items<T>();
            int offset = x.Layout.Offset;
            if (run == 1)
            {
                for (int i = 0; i < starts.Length; i++) to[i] = from[offset + starts[i]];
                return;
            }

            for (int i = 0; i < starts.Length; i++) from.AsSpan(offset + starts[i], run).CopyTo(to.AsSpan(i * run));
        }
    }

    private readonly struct PutAction(Tensor source, Tensor result, int[] starts, int run) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            T[] from = source.Items<T>(), to = result.Items<T>();
            int offset = source.Layout.Offset;
            for (int i = 0; i < starts.Length; i++) from.AsSpan(offset + (i * run), run).CopyTo(to.AsSpan(starts[i]));
        }
    }
}
