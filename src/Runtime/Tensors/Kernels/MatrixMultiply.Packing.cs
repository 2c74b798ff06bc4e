using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SourceAutodiff.Kernels;

/// <content>Copies of strips of a and b in the order in which tiles read them.</content>
internal static unsafe partial class MatrixMultiply
{
    /// <summary>
    /// <c>to[p width + j] = from[p depthStride + j widthStride]</c>. The width is at least that of a register, and what is beyond a multiple of it is copied
    /// by a register that is moved back.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack<T, TVector, TRegisters>(T* from, nint depthStride, nint widthStride, int depth, int width, T* to)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        if (widthStride == 1)
        {
            for (int p = 0; p < depth; p++, from += depthStride, to += width)
            {
                for (int j = 0; j < width - TRegisters.Lanes; j += TRegisters.Lanes) TRegisters.Store(TRegisters.Load(from + j), to + j);
                TRegisters.Store(TRegisters.Load(from + width - TRegisters.Lanes), to + width - TRegisters.Lanes);
            }
        }
        else if (depthStride == 1 && CanTranspose<T>() && width >= Vector128<T>.Count)
        {
            int lanes = Vector128<T>.Count, whole = depth - (depth % lanes);
            for (int j = 0; j < width; j += lanes)
            {
                int start = Math.Min(j, width - lanes);
                T* column = from + (start * widthStride), target = to + start;
                for (int p = 0; p < whole; p += lanes) Transpose(column + p, widthStride, target + (p * (nint)width), width);
            }

            Gather(from + whole, depthStride, widthStride, depth - whole, width, to + (whole * (nint)width));
        }
        else
        {
            Gather(from, depthStride, widthStride, depth, width, to);
        }
    }

    private static void Gather<T>(T* from, nint depthStride, nint widthStride, int depth, int width, T* to) where T : unmanaged
    {
        for (int p = 0; p < depth; p++, from += depthStride)
        {
            T* next = from;
            for (int j = 0; j < width; j++, next += widthStride) *to++ = *next;
        }
    }

    private static bool CanTranspose<T>() => (typeof(T) == typeof(float) || typeof(T) == typeof(double)) && (Sse2.IsSupported || AdvSimd.Arm64.IsSupported);

    /// <summary>A square of as many rows as a register of 128 bits has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose<T>(T* from, nint fromRow, T* to, nint toRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> r0 = Vector128.Load((float*)from), r1 = Vector128.Load((float*)(from + fromRow));
            Vector128<float> r2 = Vector128.Load((float*)(from + (2 * fromRow))), r3 = Vector128.Load((float*)(from + (3 * fromRow)));
            Vector128<double> low01 = Low(r0, r1).AsDouble(), high01 = High(r0, r1).AsDouble(), low23 = Low(r2, r3).AsDouble(), high23 = High(r2, r3).AsDouble();
            Low(low01, low23).Store((double*)to);
            High(low01, low23).Store((double*)(to + toRow));
            Low(high01, high23).Store((double*)(to + (2 * toRow)));
            High(high01, high23).Store((double*)(to + (3 * toRow)));
        }
        else
        {
            Vector128<double> r0 = Vector128.Load((double*)from), r1 = Vector128.Load((double*)(from + fromRow));
            Low(r0, r1).Store((double*)to);
            High(r0, r1).Store((double*)(to + toRow));
        }
    }

    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    private static Vector128<double> Low(Vector128<double> a, Vector128<double> b) => Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    private static Vector128<double> High(Vector128<double> a, Vector128<double> b) => Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
