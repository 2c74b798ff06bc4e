using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Kernels;

/// <content>
/// The loops around the tiles, as in K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM Trans. Math. Softw. 34 (2008): a
/// strip of b stays in the first cache while the rows of a pass by, a block of a in the second.
/// </content>
internal static unsafe partial class MatrixMultiply
{
    /// <summary>How a product is computed. Its parts are computed as the whole would be, so that threads change nothing.</summary>
    private enum Way
    {
        Nothing,

        /// <summary>Each row of c by itself, as a vector times a matrix.</summary>
        Rows,

        /// <summary>Each column of c by itself, as a matrix times a vector.</summary>
        Columns,
        Tiles,
    }

    /// <summary>What is to be multiplied, and where it is.</summary>
    private struct Product<T> where T : unmanaged
    {
        public int Rows;
        public int Columns;
        public int Depth;
        public T* A;
        public T* B;
        public T* C;
        public nint ARow;
        public nint AColumn;
        public nint BRow;
        public nint BColumn;
        public nint CRow;
        public bool Accumulate;
        public Way Way;
        public int Count;
        public nint AStride;
        public nint BStride;
        public nint CStride;
    }

    /// <summary>The sizes of tiles and blocks, measured (benchmarks/Benchmarks, MatrixMultiply).</summary>
    private static class Sizes
    {
        /// <summary>Rows of the largest tile: with two registers to the right, its sums fill 24 of 32 registers or 12 of 16.</summary>
        public static int TileRows => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported ? 12 : 6;

        /// <summary>The depth of a block: of a strip of b, 128 bytes wide, as much as the first cache holds.</summary>
        public static int BlockDepth => 320;

        /// <summary>Of a block of a, which stays in the second cache.</summary>
        public static int BlockBytes => 320 << 10;

        /// <summary>Of a block of b, which stays in the third cache.</summary>
        public static int PanelBytes => 2 << 20;

        /// <summary>Of the narrowest register. Products with fewer columns would be computed number by number.</summary>
        public static int NarrowestBytes => 16;

        /// <summary>So few rows do not pay for a copy of a transposed b, if the sums along them are long enough.</summary>
        public static int RowsByThemselves => 4;

        public static int DepthOfRows => 128;

        /// <summary>Up to here b is read where it lies, because it stays in the second cache.</summary>
        public static long UnpackedBytes => 700 << 10;
    }

    /// <summary>With registers that are no wider than c.</summary>
    private static void Tiled<T>(in Product<T> product) where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool hasRegisters = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        if (hasRegisters && Vector512.IsHardwareAccelerated && product.Columns >= Vector512<T>.Count) Tiled<T, Vector512<T>, Registers512<T>>(product);
        else if (hasRegisters && Vector256.IsHardwareAccelerated && product.Columns >= Vector256<T>.Count) Tiled<T, Vector256<T>, Registers256<T>>(product);
        else if (hasRegisters && Vector128.IsHardwareAccelerated && product.Columns >= Vector128<T>.Count) Tiled<T, Vector128<T>, Registers128<T>>(product);
        else Tiled<T, T, Registers1<T>>(product);
    }

    private static void Tiled<T, TVector, TRegisters>(in Product<T> product)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        // All blocks of about the same depth.
        int parts = (product.Depth + Sizes.BlockDepth - 1) / Sizes.BlockDepth, depth = (product.Depth + parts - 1) / parts;
        int rows = Sizes.TileRows * Math.Max(1, Sizes.BlockBytes / (depth * Sizes.TileRows * sizeof(T)));
        bool isLarge = (long)product.Depth * product.Columns * sizeof(T) > Sizes.UnpackedBytes && product.Rows >= 2 * Sizes.TileRows;
        if (!isLarge && product.BColumn == 1)
        {
            Blocks<T, TVector, TRegisters>(product, depth, rows, product.Columns, null, null);
            return;
        }

        int wide = 2 * TRegisters.Lanes, columns = wide * Math.Max(1, Sizes.PanelBytes / (depth * wide * sizeof(T)));
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        T* panel = Pointer(scope.Rent(depth * (Math.Min(columns, product.Columns) + wide)));
        T* block = isLarge ? Pointer(scope.Rent(depth * (Math.Min(rows, product.Rows) + Sizes.TileRows))) : null;
        Blocks<T, TVector, TRegisters>(product, depth, rows, columns, panel, block);
    }

    /// <param name="product">The whole.</param>
    /// <param name="depth">Of a block.</param>
    /// <param name="rows">Of a block.</param>
    /// <param name="columns">Of a block.</param>
    /// <param name="panel">Room for a copy of a block of b; null if it is read where it lies.</param>
    /// <param name="packed">Room for a copy of a block of a, or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<T, TVector, TRegisters>(in Product<T> product, int depth, int rows, int columns, T* panel, T* packed)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        for (int from = 0; from < product.Depth; from += depth)
        {
            var block = new Block<T> { From = from, Depth = Math.Min(depth, product.Depth - from), Panel = panel, Packed = packed, Accumulate = product.Accumulate || from > 0 };
            for (int column = 0; column < product.Columns; column += columns)
            {
                (block.Column, block.ColumnEnd) = (column, Math.Min(column + columns, product.Columns));
                if (panel is not null) PackColumns<T, TVector, TRegisters>(product, block);
                for (int row = 0; row < product.Rows; row += rows)
                {
                    (block.Row, block.RowEnd) = (row, Math.Min(row + rows, product.Rows));
                    if (packed is not null) PackRows(product, block);
                    Strips<T, TVector, TRegisters>(product, block);
                }
            }
        }
    }

    /// <summary>A part of a product that fits the caches.</summary>
    private struct Block<T> where T : unmanaged
    {
        public int From;
        public int Depth;
        public int Row;
        public int RowEnd;
        public int Column;
        public int ColumnEnd;
        public T* Panel;
        public T* Packed;
        public bool Accumulate;
    }

    /// <summary>Strips of two registers; what is left in the end takes a strip of one or two that is moved back until it fits.</summary>
    private static (int Start, bool IsWide) StripAt<T, TVector, TRegisters>(int column, int columns)
        where T : unmanaged where TRegisters : IRegisters<TVector, T>
    {
        int lanes = TRegisters.Lanes, left = columns - column;
        return left > lanes && columns >= 2 * lanes ? (Math.Min(column, columns - (2 * lanes)), true) : (Math.Min(column, columns - lanes), false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strips<T, TVector, TRegisters>(in Product<T> product, in Block<T> block)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        for (int column = block.Column; column < block.ColumnEnd;)
        {
            (int start, bool isWide) = StripAt<T, TVector, TRegisters>(column, product.Columns);
            int width = (isWide ? 2 : 1) * TRegisters.Lanes;
            var tile = new Tile<T>
            {
                B = block.Panel is null ? product.B + (block.From * product.BRow) + start : block.Panel + ((column - block.Column) * (nint)block.Depth),
                BRow = block.Panel is null ? product.BRow : width,
                CRow = product.CRow,
                Depth = block.Depth,
                SkipLanes = column - start,
                Accumulate = block.Accumulate,
            };
            if (isWide) Rows<T, TVector, TRegisters, Yes>(product, block, ref tile, start);
            else Rows<T, TVector, TRegisters, No>(product, block, ref tile, start);
            column = start + width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T, TVector, TRegisters, TTwo>(in Product<T> product, in Block<T> block, ref Tile<T> tile, int column)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T> where TTwo : IFlag
    {
        for (int row = block.Row; row < block.RowEnd;)
        {
            int left = block.RowEnd - row, rows = TileRows(left, product.Rows), start = Math.Min(row, block.RowEnd - rows);
            tile.SkipRows = row - start;
            tile.C = product.C + (start * product.CRow) + column;
            if (block.Packed is null)
            {
                tile.A = product.A + (start * product.ARow) + (block.From * product.AColumn);
                (tile.ARow, tile.AColumn) = (product.ARow, product.AColumn);
            }
            else
            {
                // In the strip of a that begins at the row, or was moved back with it.
                int strip = Math.Min(row, product.Rows - Sizes.TileRows);
                tile.A = block.Packed + ((row - block.Row) * (nint)block.Depth) + (start - strip);
                (tile.ARow, tile.AColumn) = (1, Sizes.TileRows);
            }

            if (rows == 12) Tile12<T, TVector, TRegisters, TTwo>(tile);
            else if (rows == 6) Tile6<T, TVector, TRegisters, TTwo>(tile);
            else if (rows == 3) Tile3<T, TVector, TRegisters, TTwo>(tile);
            else Tile1<T, TVector, TRegisters, TTwo>(tile);
            row = start + rows;
        }
    }

    /// <summary>The tile for the rows that are left: as large as can be without much of it being computed twice.</summary>
    private static int TileRows(int left, int all)
    {
        if (Sizes.TileRows == 12 && (left >= 12 || (left > 6 && all >= 12))) return 12;
        if (left >= 6 || (left > 3 && all >= 6)) return 6;
        return left >= 3 || (left > 1 && all >= 3) ? 3 : 1;
    }

    private static void PackColumns<T, TVector, TRegisters>(in Product<T> product, in Block<T> block)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        for (int column = block.Column; column < block.ColumnEnd;)
        {
            (int start, bool isWide) = StripAt<T, TVector, TRegisters>(column, product.Columns);
            int width = (isWide ? 2 : 1) * TRegisters.Lanes;
            T* from = product.B + (block.From * product.BRow) + (start * product.BColumn), to = block.Panel + ((column - block.Column) * (nint)block.Depth);
            Pack<T, TVector, TRegisters>(from, product.BRow, product.BColumn, block.Depth, width, to);
            column = start + width;
        }
    }

    private static void PackRows<T>(in Product<T> product, in Block<T> block) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = Sizes.TileRows;
        for (int row = block.Row; row < block.RowEnd; row += rows)
        {
            int start = Math.Min(row, product.Rows - rows);
            T* from = product.A + (start * product.ARow) + (block.From * product.AColumn), to = block.Packed + ((row - block.Row) * (nint)block.Depth);
            if (Vector128.IsHardwareAccelerated && CanTranspose<T>()) Pack<T, Vector128<T>, Registers128<T>>(from, product.AColumn, product.ARow, block.Depth, rows, to);
            else Pack<T, T, Registers1<T>>(from, product.AColumn, product.ARow, block.Depth, rows, to);
        }
    }

    private static T* Pointer<T>(Span<T> pinned) where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
}
