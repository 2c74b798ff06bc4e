using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Kernels;

/// <summary>The innermost loops of convolutions, whose sums stay in registers.</summary>
internal static unsafe class ConvolutionTiles<T, TVector, TRegisters>
    where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
{
    /// <summary>Some filters at some neighbouring places of the result.</summary>
    public struct Tile
    {
        /// <summary>The elements of the filters: one of each filter, then the next of each.</summary>
        public T* Weight;

        /// <summary>What the first place meets, and how far from there the elements of the filters read.</summary>
        public T* Source;
        public int* Offsets;
        public int Depth;

        /// <summary>What the sums begin with, one for each filter; or, if it is null, what the result has.</summary>
        public T* Start;
        public T* Result;
        public nint ResultRow;

        /// <summary>Filters that are stored; the others are there to fill the tile.</summary>
        public int Rows;

        /// <summary>How many such tiles follow each other.</summary>
        public int Strips;
    }

    /// <summary>Eight filters, two registers of places: needs 19 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum8(in Tile tile)
    {
        int n = TRegisters.Lanes, rows = tile.Rows;
        T* start = tile.Start, c = tile.Result, source = tile.Source;
        nint row = tile.ResultRow;
        for (int strip = 0; strip < tile.Strips; strip++, c += 2 * n, source += 2 * n)
        {
            TVector x0 = First(start, 0, rows, c, row), x1 = First(start, 1, rows, c, row), x2 = First(start, 2, rows, c, row), x3 = First(start, 3, rows, c, row);
            TVector x4 = First(start, 4, rows, c, row), x5 = First(start, 5, rows, c, row), x6 = First(start, 6, rows, c, row), x7 = First(start, 7, rows, c, row);
            TVector y0 = First(start, 0, rows, c + n, row), y1 = First(start, 1, rows, c + n, row), y2 = First(start, 2, rows, c + n, row), y3 = First(start, 3, rows, c + n, row);
            TVector y4 = First(start, 4, rows, c + n, row), y5 = First(start, 5, rows, c + n, row), y6 = First(start, 6, rows, c + n, row), y7 = First(start, 7, rows, c + n, row);
            T* w = tile.Weight;
            int* offsets = tile.Offsets;
            for (int* end = offsets + tile.Depth; offsets < end; offsets++, w += 8)
            {
                T* from = source + *offsets;
                TVector p = TRegisters.Load(from), q = TRegisters.Load(from + n), s;
                s = TRegisters.Broadcast(w[0]); x0 = TRegisters.MultiplyAdd(s, p, x0); y0 = TRegisters.MultiplyAdd(s, q, y0);
                s = TRegisters.Broadcast(w[1]); x1 = TRegisters.MultiplyAdd(s, p, x1); y1 = TRegisters.MultiplyAdd(s, q, y1);
                s = TRegisters.Broadcast(w[2]); x2 = TRegisters.MultiplyAdd(s, p, x2); y2 = TRegisters.MultiplyAdd(s, q, y2);
                s = TRegisters.Broadcast(w[3]); x3 = TRegisters.MultiplyAdd(s, p, x3); y3 = TRegisters.MultiplyAdd(s, q, y3);
                s = TRegisters.Broadcast(w[4]); x4 = TRegisters.MultiplyAdd(s, p, x4); y4 = TRegisters.MultiplyAdd(s, q, y4);
                s = TRegisters.Broadcast(w[5]); x5 = TRegisters.MultiplyAdd(s, p, x5); y5 = TRegisters.MultiplyAdd(s, q, y5);
                s = TRegisters.Broadcast(w[6]); x6 = TRegisters.MultiplyAdd(s, p, x6); y6 = TRegisters.MultiplyAdd(s, q, y6);
                s = TRegisters.Broadcast(w[7]); x7 = TRegisters.MultiplyAdd(s, p, x7); y7 = TRegisters.MultiplyAdd(s, q, y7);
            }

            Store(x0, y0, c);
            if (rows > 1) Store(x1, y1, c + row);
            if (rows > 2) Store(x2, y2, c + (2 * row));
            if (rows > 3) Store(x3, y3, c + (3 * row));
            if (rows > 4) Store(x4, y4, c + (4 * row));
            if (rows > 5) Store(x5, y5, c + (5 * row));
            if (rows > 6) Store(x6, y6, c + (6 * row));
            if (rows > 7) Store(x7, y7, c + (7 * row));
        }
    }

    /// <summary>Four filters, two registers of places: fits 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum4(in Tile tile)
    {
        int n = TRegisters.Lanes, rows = tile.Rows;
        T* start = tile.Start, c = tile.Result, source = tile.Source;
        nint row = tile.ResultRow;
        for (int strip = 0; strip < tile.Strips; strip++, c += 2 * n, source += 2 * n)
        {
            TVector x0 = First(start, 0, rows, c, row), x1 = First(start, 1, rows, c, row), x2 = First(start, 2, rows, c, row), x3 = First(start, 3, rows, c, row);
            TVector y0 = First(start, 0, rows, c + n, row), y1 = First(start, 1, rows, c + n, row), y2 = First(start, 2, rows, c + n, row), y3 = First(start, 3, rows, c + n, row);
            T* w = tile.Weight;
            int* offsets = tile.Offsets;
            for (int* end = offsets + tile.Depth; offsets < end; offsets++, w += 4)
            {
                T* from = source + *offsets;
                TVector p = TRegisters.Load(from), q = TRegisters.Load(from + n), s;
                s = TRegisters.Broadcast(w[0]); x0 = TRegisters.MultiplyAdd(s, p, x0); y0 = TRegisters.MultiplyAdd(s, q, y0);
                s = TRegisters.Broadcast(w[1]); x1 = TRegisters.MultiplyAdd(s, p, x1); y1 = TRegisters.MultiplyAdd(s, q, y1);
                s = TRegisters.Broadcast(w[2]); x2 = TRegisters.MultiplyAdd(s, p, x2); y2 = TRegisters.MultiplyAdd(s, q, y2);
                s = TRegisters.Broadcast(w[3]); x3 = TRegisters.MultiplyAdd(s, p, x3); y3 = TRegisters.MultiplyAdd(s, q, y3);
            }

            Store(x0, y0, c);
            if (rows > 1) Store(x1, y1, c + row);
            if (rows > 2) Store(x2, y2, c + (2 * row));
            if (rows > 3) Store(x3, y3, c + (3 * row));
        }
    }

    /// <summary>One filter, four registers of places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1(in Tile tile)
    {
        int n = TRegisters.Lanes;
        T* start = tile.Start, c = tile.Result, source = tile.Source;
        for (int strip = 0; strip < tile.Strips; strip++, c += 4 * n, source += 4 * n)
        {
            TVector x0 = First(start, 0, 1, c, 0), x1 = First(start, 0, 1, c + n, 0), x2 = First(start, 0, 1, c + (2 * n), 0), x3 = First(start, 0, 1, c + (3 * n), 0);
            T* w = tile.Weight;
            int* offsets = tile.Offsets;
            for (int* end = offsets + tile.Depth; offsets < end; offsets++, w++)
            {
                T* from = source + *offsets;
                TVector s = TRegisters.Broadcast(*w);
                x0 = TRegisters.MultiplyAdd(s, TRegisters.Load(from), x0);
                x1 = TRegisters.MultiplyAdd(s, TRegisters.Load(from + n), x1);
                x2 = TRegisters.MultiplyAdd(s, TRegisters.Load(from + (2 * n)), x2);
                x3 = TRegisters.MultiplyAdd(s, TRegisters.Load(from + (3 * n)), x3);
            }

            Store(x0, x1, c);
            Store(x2, x3, c + (2 * n));
        }
    }

    /// <summary>Four rows of gradients times four rows of the source, each a sum along the rows: 16 sums, <c>to[i toRow + j]</c> grows by that of rows i and j.</summary>
    /// <param name="grad">The first row of gradients.</param>
    /// <param name="grads">From one of them to the next, for three times.</param>
    /// <param name="source">The first place of the source.</param>
    /// <param name="offsets">From there to the beginning of each row.</param>
    /// <param name="length">A multiple of a register.</param>
    /// <param name="to">The sums.</param>
    /// <param name="toRow">From one row of them to the next.</param>
    /// <param name="rows">Of gradients, at most 4: the others have been computed for nothing.</param>
    /// <param name="columns">Of the source, at most 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot16(T* grad, nint grads, T* source, int* offsets, int length, T* to, nint toRow, int rows, int columns)
    {
        int n = TRegisters.Lanes;
        T* g0 = grad, g1 = rows > 1 ? grad + grads : grad, g2 = rows > 2 ? grad + (2 * grads) : grad, g3 = rows > 3 ? grad + (3 * grads) : grad;
        T* s0 = source + offsets[0], s1 = columns > 1 ? source + offsets[1] : s0, s2 = columns > 2 ? source + offsets[2] : s0, s3 = columns > 3 ? source + offsets[3] : s0;
        TVector a0 = TRegisters.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, c0 = a0, c1 = a0, c2 = a0, c3 = a0, d0 = a0, d1 = a0, d2 = a0, d3 = a0;
        for (nint i = 0; i < length; i += n)
        {
            TVector p = TRegisters.Load(g0 + i), q = TRegisters.Load(g1 + i), r = TRegisters.Load(g2 + i), t = TRegisters.Load(g3 + i), x;
            x = TRegisters.Load(s0 + i);
            a0 = TRegisters.MultiplyAdd(p, x, a0); b0 = TRegisters.MultiplyAdd(q, x, b0); c0 = TRegisters.MultiplyAdd(r, x, c0); d0 = TRegisters.MultiplyAdd(t, x, d0);
            x = TRegisters.Load(s1 + i);
            a1 = TRegisters.MultiplyAdd(p, x, a1); b1 = TRegisters.MultiplyAdd(q, x, b1); c1 = TRegisters.MultiplyAdd(r, x, c1); d1 = TRegisters.MultiplyAdd(t, x, d1);
            x = TRegisters.Load(s2 + i);
            a2 = TRegisters.MultiplyAdd(p, x, a2); b2 = TRegisters.MultiplyAdd(q, x, b2); c2 = TRegisters.MultiplyAdd(r, x, c2); d2 = TRegisters.MultiplyAdd(t, x, d2);
            x = TRegisters.Load(s3 + i);
            a3 = TRegisters.MultiplyAdd(p, x, a3); b3 = TRegisters.MultiplyAdd(q, x, b3); c3 = TRegisters.MultiplyAdd(r, x, c3); d3 = TRegisters.MultiplyAdd(t, x, d3);
        }

        Add(to, columns, a0, a1, a2, a3);
        if (rows > 1) Add(to + toRow, columns, b0, b1, b2, b3);
        if (rows > 2) Add(to + (2 * toRow), columns, c0, c1, c2, c3);
        if (rows > 3) Add(to + (3 * toRow), columns, d0, d1, d2, d3);
    }

    /// <summary>One row of gradients times eight rows of the source.</summary>
    /// <inheritdoc cref="Dot16"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot8(T* grad, T* source, int* offsets, int length, T* to, int columns)
    {
        int n = TRegisters.Lanes;
        T* s0 = source + offsets[0], s1 = columns > 1 ? source + offsets[1] : s0, s2 = columns > 2 ? source + offsets[2] : s0, s3 = columns > 3 ? source + offsets[3] : s0;
        T* s4 = columns > 4 ? source + offsets[4] : s0, s5 = columns > 5 ? source + offsets[5] : s0, s6 = columns > 6 ? source + offsets[6] : s0, s7 = columns > 7 ? source + offsets[7] : s0;
        TVector a0 = TRegisters.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (nint i = 0; i < length; i += n)
        {
            TVector p = TRegisters.Load(grad + i);
            a0 = TRegisters.MultiplyAdd(p, TRegisters.Load(s0 + i), a0);
            a1 = TRegisters.MultiplyAdd(p, TRegisters.Load(s1 + i), a1);
            a2 = TRegisters.MultiplyAdd(p, TRegisters.Load(s2 + i), a2);
            a3 = TRegisters.MultiplyAdd(p, TRegisters.Load(s3 + i), a3);
            a4 = TRegisters.MultiplyAdd(p, TRegisters.Load(s4 + i), a4);
            a5 = TRegisters.MultiplyAdd(p, TRegisters.Load(s5 + i), a5);
            a6 = TRegisters.MultiplyAdd(p, TRegisters.Load(s6 + i), a6);
            a7 = TRegisters.MultiplyAdd(p, TRegisters.Load(s7 + i), a7);
        }

        Add(to, columns, a0, a1, a2, a3);
        if (columns > 4) Add(to + 4, columns - 4, a4, a5, a6, a7);
    }

    /// <summary>Two registers of filters times eight rows of the source, where the gradients of all filters at a place lie side by side: <c>to[j toRow + filter]</c> grows.</summary>
    /// <param name="grad">The gradients of the first place.</param>
    /// <param name="gradRow">From one place to the next.</param>
    /// <param name="source">The first place of the source.</param>
    /// <param name="offsets">From there to the beginning of each row.</param>
    /// <param name="length">Places.</param>
    /// <param name="to">The sums.</param>
    /// <param name="toRow">From one row of the source to the next.</param>
    /// <param name="columns">Rows of the source, at most 8: the others have been computed for nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outer16(T* grad, nint gradRow, T* source, int* offsets, int length, T* to, nint toRow, int columns)
    {
        int n = TRegisters.Lanes;
        T* s0 = source + offsets[0], s1 = columns > 1 ? source + offsets[1] : s0, s2 = columns > 2 ? source + offsets[2] : s0, s3 = columns > 3 ? source + offsets[3] : s0;
        T* s4 = columns > 4 ? source + offsets[4] : s0, s5 = columns > 5 ? source + offsets[5] : s0, s6 = columns > 6 ? source + offsets[6] : s0, s7 = columns > 7 ? source + offsets[7] : s0;
        TVector x0 = TRegisters.Zero, x1 = x0, x2 = x0, x3 = x0, x4 = x0, x5 = x0, x6 = x0, x7 = x0, y0 = x0, y1 = x0, y2 = x0, y3 = x0, y4 = x0, y5 = x0, y6 = x0, y7 = x0;
        for (nint i = 0; i < length; i++, grad += gradRow)
        {
            TVector p = TRegisters.Load(grad), q = TRegisters.Load(grad + n), s;
            s = TRegisters.Broadcast(s0[i]); x0 = TRegisters.MultiplyAdd(s, p, x0); y0 = TRegisters.MultiplyAdd(s, q, y0);
            s = TRegisters.Broadcast(s1[i]); x1 = TRegisters.MultiplyAdd(s, p, x1); y1 = TRegisters.MultiplyAdd(s, q, y1);
            s = TRegisters.Broadcast(s2[i]); x2 = TRegisters.MultiplyAdd(s, p, x2); y2 = TRegisters.MultiplyAdd(s, q, y2);
            s = TRegisters.Broadcast(s3[i]); x3 = TRegisters.MultiplyAdd(s, p, x3); y3 = TRegisters.MultiplyAdd(s, q, y3);
            s = TRegisters.Broadcast(s4[i]); x4 = TRegisters.MultiplyAdd(s, p, x4); y4 = TRegisters.MultiplyAdd(s, q, y4);
            s = TRegisters.Broadcast(s5[i]); x5 = TRegisters.MultiplyAdd(s, p, x5); y5 = TRegisters.MultiplyAdd(s, q, y5);
            s = TRegisters.Broadcast(s6[i]); x6 = TRegisters.MultiplyAdd(s, p, x6); y6 = TRegisters.MultiplyAdd(s, q, y6);
            s = TRegisters.Broadcast(s7[i]); x7 = TRegisters.MultiplyAdd(s, p, x7); y7 = TRegisters.MultiplyAdd(s, q, y7);
        }

        Grow(x0, y0, to);
        if (columns > 1) Grow(x1, y1, to + toRow);
        if (columns > 2) Grow(x2, y2, to + (2 * toRow));
        if (columns > 3) Grow(x3, y3, to + (3 * toRow));
        if (columns > 4) Grow(x4, y4, to + (4 * toRow));
        if (columns > 5) Grow(x5, y5, to + (5 * toRow));
        if (columns > 6) Grow(x6, y6, to + (6 * toRow));
        if (columns > 7) Grow(x7, y7, to + (7 * toRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Grow(TVector x, TVector y, T* to) => Store(TRegisters.Add(TRegisters.Load(to), x), TRegisters.Add(TRegisters.Load(to + TRegisters.Lanes), y), to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(T* start, int filter, int rows, T* result, nint row) =>
        start is not null ? TRegisters.Broadcast(start[filter]) : filter < rows ? TRegisters.Load(result + (filter * row)) : TRegisters.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector x, TVector y, T* to)
    {
        TRegisters.Store(x, to);
        TRegisters.Store(y, to + TRegisters.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* to, int columns, TVector a, TVector b, TVector c, TVector d)
    {
        to[0] += TRegisters.Sum(a);
        if (columns > 1) to[1] += TRegisters.Sum(b);
        if (columns > 2) to[2] += TRegisters.Sum(c);
        if (columns > 3) to[3] += TRegisters.Sum(d);
    }
}
