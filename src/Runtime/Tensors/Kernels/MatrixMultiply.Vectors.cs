using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Kernels;

/// <content>Products with a vector. Each element of the matrix is used once, so all that counts is that they come in the order in which they lie.</content>
internal static unsafe partial class MatrixMultiply
{
    /// <summary>Rows of the matrix at a time where sums run down its columns: few enough for the table of pages.</summary>
    private const int RowsAtATime = 64;

    /// <summary><c>y[r] = Σ matrix[r rowStride + p depthStride] x[p]</c>.</summary>
    private struct VectorProduct<T> where T : unmanaged
    {
        public T* Matrix;
        public T* X;
        public T* Y;
        public nint RowStride;
        public nint DepthStride;
        public nint XStride;
        public nint YStride;
        public int Rows;
        public int Depth;
        public bool Accumulate;
    }

    private static void MatrixTimesVector<T>(in Product<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var one = new VectorProduct<T> { Matrix = p.A, Rows = p.Rows, Depth = p.Depth, RowStride = p.ARow, DepthStride = p.AColumn, X = p.B, XStride = p.BRow, Y = p.C, YStride = p.CRow, Accumulate = p.Accumulate };
        for (int column = 0; column < p.Columns; column++, one.X += p.BColumn, one.Y++) TimesVector(one);
    }

    private static void VectorTimesMatrix<T>(in Product<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var one = new VectorProduct<T> { Matrix = p.B, Rows = p.Columns, Depth = p.Depth, RowStride = p.BColumn, DepthStride = p.BRow, X = p.A, XStride = p.AColumn, Y = p.C, YStride = 1, Accumulate = p.Accumulate };
        for (int row = 0; row < p.Rows; row++, one.X += p.ARow, one.Y += p.CRow) TimesVector(one);
    }

    private static void TimesVector<T>(VectorProduct<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool hasRegisters = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        bool isAlong = p.DepthStride == 1;
        int length = isAlong ? p.Depth : p.RowStride == 1 ? p.Rows : 0;
        if (hasRegisters && Vector512.IsHardwareAccelerated && length >= Vector512<T>.Count) TimesVector<T, Vector512<T>, Registers512<T>>(p, isAlong);
        else if (hasRegisters && Vector256.IsHardwareAccelerated && length >= Vector256<T>.Count) TimesVector<T, Vector256<T>, Registers256<T>>(p, isAlong);
        else if (hasRegisters && Vector128.IsHardwareAccelerated && length >= Vector128<T>.Count) TimesVector<T, Vector128<T>, Registers128<T>>(p, isAlong);
        else OneByOne(p);
    }

    private static void OneByOne<T>(in VectorProduct<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < p.Rows; row++)
        {
            T* matrix = p.Matrix + (row * p.RowStride), x = p.X;
            T sum = T.Zero;
            for (int i = 0; i < p.Depth; i++, matrix += p.DepthStride, x += p.XStride) sum = Registers1<T>.MultiplyAdd(*matrix, *x, sum);
            T* y = p.Y + (row * p.YStride);
            *y = p.Accumulate ? *y + sum : sum;
        }
    }

    private static void TimesVector<T, TVector, TRegisters>(VectorProduct<T> p, bool isAlong)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        // What has gaps but must have none is copied.
        bool copiesX = isAlong && p.XStride != 1, copiesY = !isAlong && p.YStride != 1;
        if (!copiesX && !copiesY)
        {
            if (isAlong) Along<T, TVector, TRegisters>(p);
            else Down<T, TVector, TRegisters>(p);
            return;
        }

        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        T* copy = Pointer(scope.Rent(copiesX ? p.Depth : p.Rows));
        if (copiesX)
        {
            Gather(p.X, 0, p.XStride, 1, p.Depth, copy);
            p.X = copy;
            p.XStride = 1;
            Along<T, TVector, TRegisters>(p);
            return;
        }

        VectorProduct<T> whole = p;
        whole.Y = copy;
        whole.YStride = 1;
        whole.Accumulate = false;
        Down<T, TVector, TRegisters>(whole);
        for (int row = 0; row < p.Rows; row++)
        {
            T* y = p.Y + (row * p.YStride);
            *y = p.Accumulate ? *y + copy[row] : copy[row];
        }
    }

    /// <summary>Rows without gaps: a sum along each.</summary>
    private static void Along<T, TVector, TRegisters>(in VectorProduct<T> p)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        int row = 0;
        for (; row <= p.Rows - 4; row += 4) Dot4<T, TVector, TRegisters>(p.Matrix + (row * p.RowStride), p.RowStride, p.X, p.Depth, p.Y + (row * p.YStride), p.YStride, p.Accumulate);
        for (; row < p.Rows; row++) Dot1<T, TVector, TRegisters>(p.Matrix + (row * p.RowStride), p.X, p.Depth, p.Y + (row * p.YStride), p.Accumulate);
    }

    /// <summary>Columns without gaps: rows are scaled and added, some registers of sums at a time.</summary>
    private static void Down<T, TVector, TRegisters>(in VectorProduct<T> p)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        var product = new Product<T> { Rows = 1, Columns = p.Rows, Depth = p.Depth, A = p.X, AColumn = p.XStride, B = p.Matrix, BRow = p.DepthStride, BColumn = 1, C = p.Y };
        for (int from = 0; from < p.Depth; from += RowsAtATime)
        {
            var block = new Block<T> { From = from, Depth = Math.Min(RowsAtATime, p.Depth - from), RowEnd = 1, ColumnEnd = p.Rows, Accumulate = p.Accumulate || from > 0 };
            for (; block.Column <= p.Rows - (8 * TRegisters.Lanes); block.Column += 8 * TRegisters.Lanes)
                Row8<T, TVector, TRegisters>(block.Depth, p.X + (from * p.XStride), p.XStride, p.Matrix + (from * p.DepthStride) + block.Column, p.DepthStride, p.Y + block.Column, block.Accumulate);
            Strips<T, TVector, TRegisters>(product, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row8<T, TVector, TRegisters>(int depth, T* x, nint xStride, T* matrix, nint stride, T* y, bool accumulate)
        where T : unmanaged where TRegisters : IRegisters<TVector, T>
    {
        int n = TRegisters.Lanes;
        TVector s0 = TRegisters.Zero, s1 = TRegisters.Zero, s2 = TRegisters.Zero, s3 = TRegisters.Zero, s4 = TRegisters.Zero, s5 = TRegisters.Zero, s6 = TRegisters.Zero, s7 = TRegisters.Zero;
        for (; depth > 0; depth--, x += xStride, matrix += stride)
        {
            TVector scale = TRegisters.Broadcast(*x);
            s0 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix), s0);
            s1 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + n), s1);
            s2 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (2 * n)), s2);
            s3 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (3 * n)), s3);
            s4 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (4 * n)), s4);
            s5 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (5 * n)), s5);
            s6 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (6 * n)), s6);
            s7 = TRegisters.MultiplyAdd(scale, TRegisters.Load(matrix + (7 * n)), s7);
        }

        Put<T, TVector, TRegisters>(s0, y, accumulate);
        Put<T, TVector, TRegisters>(s1, y + n, accumulate);
        Put<T, TVector, TRegisters>(s2, y + (2 * n), accumulate);
        Put<T, TVector, TRegisters>(s3, y + (3 * n), accumulate);
        Put<T, TVector, TRegisters>(s4, y + (4 * n), accumulate);
        Put<T, TVector, TRegisters>(s5, y + (5 * n), accumulate);
        Put<T, TVector, TRegisters>(s6, y + (6 * n), accumulate);
        Put<T, TVector, TRegisters>(s7, y + (7 * n), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T, TVector, TRegisters>(TVector value, T* to, bool accumulate)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> =>
        TRegisters.Store(accumulate ? TRegisters.Add(TRegisters.Load(to), value) : value, to);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dot4<T, TVector, TRegisters>(T* rows, nint stride, T* x, int depth, T* y, nint yStride, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        int n = TRegisters.Lanes, i = 0;
        T* m0 = rows, m1 = rows + stride, m2 = m1 + stride, m3 = m2 + stride;
        TVector a0 = TRegisters.Zero, a1 = TRegisters.Zero, a2 = TRegisters.Zero, a3 = TRegisters.Zero, b0 = TRegisters.Zero, b1 = TRegisters.Zero, b2 = TRegisters.Zero, b3 = TRegisters.Zero;
        for (; i <= depth - (2 * n); i += 2 * n)
        {
            TVector p = TRegisters.Load(x + i), q = TRegisters.Load(x + i + n);
            a0 = TRegisters.MultiplyAdd(p, TRegisters.Load(m0 + i), a0);
            a1 = TRegisters.MultiplyAdd(p, TRegisters.Load(m1 + i), a1);
            a2 = TRegisters.MultiplyAdd(p, TRegisters.Load(m2 + i), a2);
            a3 = TRegisters.MultiplyAdd(p, TRegisters.Load(m3 + i), a3);
            b0 = TRegisters.MultiplyAdd(q, TRegisters.Load(m0 + i + n), b0);
            b1 = TRegisters.MultiplyAdd(q, TRegisters.Load(m1 + i + n), b1);
            b2 = TRegisters.MultiplyAdd(q, TRegisters.Load(m2 + i + n), b2);
            b3 = TRegisters.MultiplyAdd(q, TRegisters.Load(m3 + i + n), b3);
        }

        Finish<T, TVector, TRegisters>(a0, b0, m0, x, i, depth, y, accumulate);
        Finish<T, TVector, TRegisters>(a1, b1, m1, x, i, depth, y + yStride, accumulate);
        Finish<T, TVector, TRegisters>(a2, b2, m2, x, i, depth, y + (2 * yStride), accumulate);
        Finish<T, TVector, TRegisters>(a3, b3, m3, x, i, depth, y + (3 * yStride), accumulate);
    }

    /// <summary>In the order of <see cref="Dot4"/>, so that a row's sum does not depend on how many rows there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dot1<T, TVector, TRegisters>(T* row, T* x, int depth, T* y, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        int n = TRegisters.Lanes, i = 0;
        TVector a = TRegisters.Zero, b = TRegisters.Zero;
        for (; i <= depth - (2 * n); i += 2 * n)
        {
            a = TRegisters.MultiplyAdd(TRegisters.Load(x + i), TRegisters.Load(row + i), a);
            b = TRegisters.MultiplyAdd(TRegisters.Load(x + i + n), TRegisters.Load(row + i + n), b);
        }

        Finish<T, TVector, TRegisters>(a, b, row, x, i, depth, y, accumulate);
    }

    /// <summary>What is left of a sum. The last register is moved back over what has been added, and its first lanes are made zero in both factors: 0 times NaN would not be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T, TVector, TRegisters>(TVector a, TVector b, T* row, T* x, int i, int depth, T* y, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        int n = TRegisters.Lanes;
        if (i <= depth - n)
        {
            a = TRegisters.MultiplyAdd(TRegisters.Load(x + i), TRegisters.Load(row + i), a);
            i += n;
        }

        if (i < depth)
        {
            int start = depth - n;
            b = TRegisters.MultiplyAdd(TRegisters.From(i - start, TRegisters.Load(x + start), TRegisters.Zero), TRegisters.From(i - start, TRegisters.Load(row + start), TRegisters.Zero), b);
        }

        T sum = TRegisters.Sum(TRegisters.Add(a, b));
        *y = accumulate ? *y + sum : sum;
    }
}
