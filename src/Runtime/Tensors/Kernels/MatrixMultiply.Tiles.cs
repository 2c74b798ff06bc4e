using System.Runtime.CompilerServices;

namespace SourceAutodiff.Kernels;

/// <summary>A constant to the compiler at run time.</summary>
internal interface IFlag
{
    static abstract bool Is { get; }
}

internal readonly struct Yes : IFlag
{
    public static bool Is => true;
}

internal readonly struct No : IFlag
{
    public static bool Is => false;
}

/// <content>
/// The innermost loops: a tile of c, of some rows and one or two registers to the right, whose sums stay in registers while a and b pass by. The
/// sums are written out as locals, because the compiler keeps nothing else in registers.
/// </content>
internal static unsafe partial class MatrixMultiply
{
    /// <summary>
    /// One tile: c (from <see cref="SkipRows"/> and, in its first register, <see cref="SkipLanes"/> on) becomes a b, or c + a b. What is skipped is already there:
    /// the last tile of a row or column of tiles is moved back until it fits, over what others have computed.
    /// </summary>
    private struct Tile<T> where T : unmanaged
    {
        public T* A;
        public T* B;
        public T* C;
        public nint ARow;
        public nint AColumn;
        public nint BRow;
        public nint CRow;
        public nint Depth;
        public int SkipRows;
        public int SkipLanes;
        public bool Accumulate;
    }

    /// <summary>12 rows: with two registers each, 24 sums, two numbers of b and one of a, which is what 32 registers hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile12<T, TVector, TRegisters, TTwo>(in Tile<T> tile)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        TVector x0 = TRegisters.Zero, y0 = TRegisters.Zero, x1 = TRegisters.Zero, y1 = TRegisters.Zero, x2 = TRegisters.Zero, y2 = TRegisters.Zero;
        TVector x3 = TRegisters.Zero, y3 = TRegisters.Zero, x4 = TRegisters.Zero, y4 = TRegisters.Zero, x5 = TRegisters.Zero, y5 = TRegisters.Zero;
        TVector x6 = TRegisters.Zero, y6 = TRegisters.Zero, x7 = TRegisters.Zero, y7 = TRegisters.Zero, x8 = TRegisters.Zero, y8 = TRegisters.Zero;
        TVector x9 = TRegisters.Zero, y9 = TRegisters.Zero, x10 = TRegisters.Zero, y10 = TRegisters.Zero, x11 = TRegisters.Zero, y11 = TRegisters.Zero;
        nint depth = tile.Depth, aColumn = tile.AColumn, bRow = tile.BRow, aRow = tile.ARow, twoRows = 2 * aRow;
        T* b = tile.B, a0 = tile.A, a3 = a0 + aRow + twoRows, a6 = a3 + aRow + twoRows, a9 = a6 + aRow + twoRows;
        for (; depth > 0; depth--, b += bRow, a0 += aColumn, a3 += aColumn, a6 += aColumn, a9 += aColumn)
        {
            TVector p = TRegisters.Load(b), q = TTwo.Is ? TRegisters.Load(b + TRegisters.Lanes) : p, s;
            s = TRegisters.Broadcast(*a0); x0 = TRegisters.MultiplyAdd(s, p, x0); if (TTwo.Is) y0 = TRegisters.MultiplyAdd(s, q, y0);
            s = TRegisters.Broadcast(a0[aRow]); x1 = TRegisters.MultiplyAdd(s, p, x1); if (TTwo.Is) y1 = TRegisters.MultiplyAdd(s, q, y1);
            s = TRegisters.Broadcast(a0[twoRows]); x2 = TRegisters.MultiplyAdd(s, p, x2); if (TTwo.Is) y2 = TRegisters.MultiplyAdd(s, q, y2);
            s = TRegisters.Broadcast(*a3); x3 = TRegisters.MultiplyAdd(s, p, x3); if (TTwo.Is) y3 = TRegisters.MultiplyAdd(s, q, y3);
            s = TRegisters.Broadcast(a3[aRow]); x4 = TRegisters.MultiplyAdd(s, p, x4); if (TTwo.Is) y4 = TRegisters.MultiplyAdd(s, q, y4);
            s = TRegisters.Broadcast(a3[twoRows]); x5 = TRegisters.MultiplyAdd(s, p, x5); if (TTwo.Is) y5 = TRegisters.MultiplyAdd(s, q, y5);
            s = TRegisters.Broadcast(*a6); x6 = TRegisters.MultiplyAdd(s, p, x6); if (TTwo.Is) y6 = TRegisters.MultiplyAdd(s, q, y6);
            s = TRegisters.Broadcast(a6[aRow]); x7 = TRegisters.MultiplyAdd(s, p, x7); if (TTwo.Is) y7 = TRegisters.MultiplyAdd(s, q, y7);
            s = TRegisters.Broadcast(a6[twoRows]); x8 = TRegisters.MultiplyAdd(s, p, x8); if (TTwo.Is) y8 = TRegisters.MultiplyAdd(s, q, y8);
            s = TRegisters.Broadcast(*a9); x9 = TRegisters.MultiplyAdd(s, p, x9); if (TTwo.Is) y9 = TRegisters.MultiplyAdd(s, q, y9);
            s = TRegisters.Broadcast(a9[aRow]); x10 = TRegisters.MultiplyAdd(s, p, x10); if (TTwo.Is) y10 = TRegisters.MultiplyAdd(s, q, y10);
            s = TRegisters.Broadcast(a9[twoRows]); x11 = TRegisters.MultiplyAdd(s, p, x11); if (TTwo.Is) y11 = TRegisters.MultiplyAdd(s, q, y11);
        }

        Write<T, TVector, TRegisters, TTwo>(tile, 0, x0, y0);
        Write<T, TVector, TRegisters, TTwo>(tile, 1, x1, y1);
        Write<T, TVector, TRegisters, TTwo>(tile, 2, x2, y2);
        Write<T, TVector, TRegisters, TTwo>(tile, 3, x3, y3);
        Write<T, TVector, TRegisters, TTwo>(tile, 4, x4, y4);
        Write<T, TVector, TRegisters, TTwo>(tile, 5, x5, y5);
        Write<T, TVector, TRegisters, TTwo>(tile, 6, x6, y6);
        Write<T, TVector, TRegisters, TTwo>(tile, 7, x7, y7);
        Write<T, TVector, TRegisters, TTwo>(tile, 8, x8, y8);
        Write<T, TVector, TRegisters, TTwo>(tile, 9, x9, y9);
        Write<T, TVector, TRegisters, TTwo>(tile, 10, x10, y10);
        Write<T, TVector, TRegisters, TTwo>(tile, 11, x11, y11);
    }

    /// <summary>6 rows of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6<T, TVector, TRegisters, TTwo>(in Tile<T> tile)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        TVector x0 = TRegisters.Zero, y0 = TRegisters.Zero, x1 = TRegisters.Zero, y1 = TRegisters.Zero, x2 = TRegisters.Zero, y2 = TRegisters.Zero;
        TVector x3 = TRegisters.Zero, y3 = TRegisters.Zero, x4 = TRegisters.Zero, y4 = TRegisters.Zero, x5 = TRegisters.Zero, y5 = TRegisters.Zero;
        nint depth = tile.Depth, aColumn = tile.AColumn, bRow = tile.BRow, aRow = tile.ARow, twoRows = 2 * aRow;
        T* b = tile.B, a0 = tile.A, a3 = a0 + aRow + twoRows;
        for (; depth > 0; depth--, b += bRow, a0 += aColumn, a3 += aColumn)
        {
            TVector p = TRegisters.Load(b), q = TTwo.Is ? TRegisters.Load(b + TRegisters.Lanes) : p, s;
            s = TRegisters.Broadcast(*a0); x0 = TRegisters.MultiplyAdd(s, p, x0); if (TTwo.Is) y0 = TRegisters.MultiplyAdd(s, q, y0);
            s = TRegisters.Broadcast(a0[aRow]); x1 = TRegisters.MultiplyAdd(s, p, x1); if (TTwo.Is) y1 = TRegisters.MultiplyAdd(s, q, y1);
            s = TRegisters.Broadcast(a0[twoRows]); x2 = TRegisters.MultiplyAdd(s, p, x2); if (TTwo.Is) y2 = TRegisters.MultiplyAdd(s, q, y2);
            s = TRegisters.Broadcast(*a3); x3 = TRegisters.MultiplyAdd(s, p, x3); if (TTwo.Is) y3 = TRegisters.MultiplyAdd(s, q, y3);
            s = TRegisters.Broadcast(a3[aRow]); x4 = TRegisters.MultiplyAdd(s, p, x4); if (TTwo.Is) y4 = TRegisters.MultiplyAdd(s, q, y4);
            s = TRegisters.Broadcast(a3[twoRows]); x5 = TRegisters.MultiplyAdd(s, p, x5); if (TTwo.Is) y5 = TRegisters.MultiplyAdd(s, q, y5);
        }

        Write<T, TVector, TRegisters, TTwo>(tile, 0, x0, y0);
        Write<T, TVector, TRegisters, TTwo>(tile, 1, x1, y1);
        Write<T, TVector, TRegisters, TTwo>(tile, 2, x2, y2);
        Write<T, TVector, TRegisters, TTwo>(tile, 3, x3, y3);
        Write<T, TVector, TRegisters, TTwo>(tile, 4, x4, y4);
        Write<T, TVector, TRegisters, TTwo>(tile, 5, x5, y5);
    }

    /// <summary>3 rows of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile3<T, TVector, TRegisters, TTwo>(in Tile<T> tile)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        TVector x0 = TRegisters.Zero, y0 = TRegisters.Zero, x1 = TRegisters.Zero, y1 = TRegisters.Zero, x2 = TRegisters.Zero, y2 = TRegisters.Zero;
        nint depth = tile.Depth, aColumn = tile.AColumn, bRow = tile.BRow, aRow = tile.ARow, twoRows = 2 * aRow;
        T* b = tile.B, a0 = tile.A;
        for (; depth > 0; depth--, b += bRow, a0 += aColumn)
        {
            TVector p = TRegisters.Load(b), q = TTwo.Is ? TRegisters.Load(b + TRegisters.Lanes) : p, s;
            s = TRegisters.Broadcast(*a0); x0 = TRegisters.MultiplyAdd(s, p, x0); if (TTwo.Is) y0 = TRegisters.MultiplyAdd(s, q, y0);
            s = TRegisters.Broadcast(a0[aRow]); x1 = TRegisters.MultiplyAdd(s, p, x1); if (TTwo.Is) y1 = TRegisters.MultiplyAdd(s, q, y1);
            s = TRegisters.Broadcast(a0[twoRows]); x2 = TRegisters.MultiplyAdd(s, p, x2); if (TTwo.Is) y2 = TRegisters.MultiplyAdd(s, q, y2);
        }

        Write<T, TVector, TRegisters, TTwo>(tile, 0, x0, y0);
        Write<T, TVector, TRegisters, TTwo>(tile, 1, x1, y1);
        Write<T, TVector, TRegisters, TTwo>(tile, 2, x2, y2);
    }

    /// <summary>One row of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1<T, TVector, TRegisters, TTwo>(in Tile<T> tile)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        TVector x0 = TRegisters.Zero, y0 = TRegisters.Zero;
        nint depth = tile.Depth, aColumn = tile.AColumn, bRow = tile.BRow;
        T* b = tile.B, a0 = tile.A;
        for (; depth > 0; depth--, b += bRow, a0 += aColumn)
        {
            TVector p = TRegisters.Load(b), q = TTwo.Is ? TRegisters.Load(b + TRegisters.Lanes) : p, s;
            s = TRegisters.Broadcast(*a0); x0 = TRegisters.MultiplyAdd(s, p, x0); if (TTwo.Is) y0 = TRegisters.MultiplyAdd(s, q, y0);
        }

        Write<T, TVector, TRegisters, TTwo>(tile, 0, x0, y0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T, TVector, TRegisters, TTwo>(in Tile<T> tile, int row, TVector x, TVector y)
        where T : unmanaged where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        if (row < tile.SkipRows) return;
        T* c = tile.C + (row * tile.CRow);
        if (tile.Accumulate)
        {
            x = TRegisters.Add(TRegisters.Load(c), x);
            if (TTwo.Is) y = TRegisters.Add(TRegisters.Load(c + TRegisters.Lanes), y);
        }

        if (tile.SkipLanes > 0) x = TRegisters.From(tile.SkipLanes, x, TRegisters.Load(c));
        TRegisters.Store(x, c);
        if (TTwo.Is) TRegisters.Store(y, c + TRegisters.Lanes);
    }
}
