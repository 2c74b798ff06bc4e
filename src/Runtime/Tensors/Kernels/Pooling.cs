using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Sums and largest elements over windows. Tensors are [planes, input] and [planes, output], row by row. Not recorded.</summary>
internal static class Pooling
{
    /// <summary>The sum over each window.</summary>
    public static Tensor Sums(Tensor x, Windows windows) => Run(x, windows, isSpread: false);

    /// <summary>The adjoint: each element is added to all of its window.</summary>
    public static Tensor Spread(Tensor y, Windows windows) => Run(y, windows, isSpread: true);

    /// <summary>Where the largest element of each window is in its plane: the first of equals, and NaN if there is one. Its value is not asked for where a window is empty.</summary>
    public static Tensor Largest(Tensor x, Windows windows)
    {
        DType type = x.DType == DType.Float64 ? DType.Float64 : DType.Float32;
        Tensor from = x.Converted(type).Plain(), result = Tensor.Empty([x.Layout.Sizes[0], windows.OutputPlane], DType.Int64);
        if (type == DType.Float32) Largest<float>(from, windows, result);
        else Largest<double>(from, windows, result);
        return result;
    }

    private static Tensor Run(Tensor from, Windows windows, bool isSpread)
    {
        DType type = from.DType.IsHalfPrecision() ? DType.Float32 : from.DType;
        Tensor result = Tensor.Empty([from.Layout.Sizes[0], isSpread ? windows.InputPlane : windows.OutputPlane], type), source = from.Converted(type).Plain();
        if (type == DType.Float32) Run<float>(source, result, windows, isSpread);
        else Run<double>(source, result, windows, isSpread);
        return result.Converted(from.DType);
    }

    private static void Run<T>(Tensor from, Tensor to, Windows windows, bool isSpread) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = from.Items<T>().AsSpan(from.Layout.Offset);
        Span<T> y = to.Items<T>();
        int planes = from.Layout.Sizes[0];
        for (int plane = 0; plane < planes; plane++)
        {
            (int input, int output) = (plane * windows.InputPlane, plane * windows.OutputPlane);
            foreach (Window window in new Each(windows))
            {
                T sum = T.Zero, value = isSpread ? x[output + window.Output] : T.Zero;
                for (int d = window.D; d < window.ToD; d += windows.Steps[0])
                {
                    for (int h = window.H; h < window.ToH; h += windows.Steps[1])
                    {
                        int line = input + (((d * windows.Input[1]) + h) * windows.Input[2]);
                        for (int w = window.W; w < window.ToW; w += windows.Steps[2])
                        {
                            if (isSpread) y[line + w] += value;
                            else sum += x[line + w];
                        }
                    }
                }

                if (!isSpread) y[output + window.Output] = sum;
            }
        }
    }

    private static void Largest<T>(Tensor from, Windows windows, Tensor to) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = from.Items<T>().AsSpan(from.Layout.Offset);
        Span<long> y = to.Items<long>();
        int planes = from.Layout.Sizes[0];
        for (int plane = 0; plane < planes; plane++)
        {
            ReadOnlySpan<T> input = x.Slice(plane * windows.InputPlane, windows.InputPlane);
            foreach (Window window in new Each(windows))
            {
                int best = -1;
                for (int d = window.D; d < window.ToD; d += windows.Steps[0])
                {
                    for (int h = window.H; h < window.ToH; h += windows.Steps[1])
                    {
                        int line = ((d * windows.Input[1]) + h) * windows.Input[2];
                        for (int at = line + window.W; at < line + window.ToW; at += windows.Steps[2])
                        {
                            if (best < 0 || input[at] > input[best] || T.IsNaN(input[at])) best = at;
                        }
                    }
                }

                y[(plane * windows.OutputPlane) + window.Output] = best;
            }
        }
    }

    private readonly record struct Window(int Output, int D, int ToD, int H, int ToH, int W, int ToW);

    private struct Each(Windows windows)
    {
        private int _at = -1;

        public readonly Window Current
        {
            get
            {
                int[] output = windows.Output;
                (int d, int h, int w) = (_at / (output[1] * output[2]), _at / output[2] % output[1], _at % output[2]);
                return new Window(_at, windows.Starts[0][d], windows.Ends[0][d], windows.Starts[1][h], windows.Ends[1][h], windows.Starts[2][w], windows.Ends[2][w]);
            }
        }

        public readonly Each GetEnumerator() => this;

        public bool MoveNext() => ++_at < windows.OutputPlane;
    }
}
