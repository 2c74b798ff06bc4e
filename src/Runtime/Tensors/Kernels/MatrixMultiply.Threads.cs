using System.Numerics;

namespace SourceAutodiff.Kernels;

/// <content>Large products on several threads.</content>
internal static unsafe partial class MatrixMultiply
{
    private static class Threaded
    {
        /// <summary>Whole products where there are enough of them, otherwise parts of the rows and columns of each.</summary>
        public static void Run<T>(Product<T> product, int threads) where T : unmanaged, IFloatingPointIeee754<T>
        {
            int down = product.Count >= threads ? 1 : RowParts(product, threads), across = product.Count >= threads ? 1 : threads / down;
            int parts = down * across, perPart = product.Count >= threads ? threads : product.Count;
            Parallel.For(0, parts * perPart, index =>
            {
                Product<T> part = product;
                (int from, int to) = Range(product.Count, perPart, index / parts, 1);
                (int top, int bottom) = Range(product.Rows, down, index % parts / across, Sizes.TileRows);
                (int left, int right) = Range(product.Columns, across, index % parts % across, Alignment);
                (part.Count, part.Rows, part.Columns) = (to - from, bottom - top, right - left);
                if (part.Count <= 0 || part.Rows <= 0 || part.Columns <= 0) return;
                part.A += (from * part.AStride) + (top * part.ARow);
                part.B += (from * part.BStride) + (left * part.BColumn);
                part.C += (from * part.CStride) + (top * part.CRow) + left;
                All(part);
            });
        }

        /// <summary>Columns of c that belong to one part begin at a multiple of this: the widest strip of floats.</summary>
        private const int Alignment = 32;

        /// <summary>So many that the parts are about square.</summary>
        private static int RowParts<T>(in Product<T> product, int threads) where T : unmanaged
        {
            int best = 1;
            for (int down = 1; down <= threads; down++)
            {
                if (threads % down == 0 && Perimeter(product, down, threads / down) < Perimeter(product, best, threads / best)) best = down;
            }

            return best;
        }

        private static double Perimeter<T>(in Product<T> product, int down, int across) where T : unmanaged => ((double)product.Rows / down) + ((double)product.Columns / across);

        private static (int From, int To) Range(int length, int parts, int part, int multiple)
        {
            int units = (length + multiple - 1) / multiple;
            return (Math.Min(length, (int)((long)units * part / parts) * multiple), Math.Min(length, (int)((long)units * (part + 1) / parts) * multiple));
        }
    }
}
