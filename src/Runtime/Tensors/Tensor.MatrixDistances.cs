using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The distances of all pairs of rows of two matrices. At distance zero the gradient is zero.</summary>
    /// <param name="x1">[…, P, M]: P points.</param>
    /// <param name="x2">[…, R, M]: R points. The dimensions in front are broadcast.</param>
    /// <param name="p">The norm: 2 (Euclidean), 1, infinity, 0 (how many coordinates differ) or any other positive number.</param>
    /// <returns>[…, P, R].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the norm is negative.</exception>
    public static Tensor Cdist(Tensor x1, Tensor x2, double p = 2)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        if (x1.Rank < 2) throw new ArgumentException($"cdist only supports at least 2D tensors, X1 got: {x1.Rank}D", nameof(x1));
        if (x2.Rank < 2) throw new ArgumentException($"cdist only supports at least 2D tensors, X2 got: {x2.Rank}D", nameof(x2));
        (int[] a, int[] b) = (x1.Layout.Sizes, x2.Layout.Sizes);
        if (a[^1] != b[^1]) throw new ArgumentException($"X1 and X2 must have the same number of columns. X1: {a[^1]} X2: {b[^1]}", nameof(x2));
        if (!(p >= 0)) throw new ArgumentException("cdist only supports non-negative p values", nameof(p));
        if (!x1.DType.IsFloatingPoint() || !x2.DType.IsFloatingPoint()) throw new ArgumentException($"cdist only supports floating-point dtypes, X1 got: {x1.DType.Title()}, X2 got: {x2.DType.Title()}");
        DType type = DTypes.Promote(x1.DType, x2.DType), computed = type == DType.Float64 ? type : DType.Float32;
        int[] batch = Layout.Broadcast(a[..^2], b[..^2]);
        Tensor left = x1.Detach().Converted(computed).ExpandTo([.. batch, .. a[^2..]]).Plain(), right = x2.Detach().Converted(computed).ExpandTo([.. batch, .. b[^2..]]).Plain();
        Tensor result = Empty([.. batch, a[^2], b[^2]], computed);
        if (computed == DType.Float32) Distances<float>(left, right, result, p);
        else Distances<double>(left, right, result, p);
        result = result.Converted(type);
        return Tape.Record(result, "Cdist", [x1, x2], (node, grad) =>
        {
            Tensor difference = node.Saved(0).Unsqueeze(-2) - node.Saved(1).Unsqueeze(-3);
            Tensor slopes = grad.Unsqueeze(-1) * DistanceSlope(difference, node.Saved(2).Unsqueeze(-1), p);
            return [node.Needs(0) ? slopes.Sum([-2]) : null, node.Needs(1) ? -slopes.Sum([-3]) : null];
        }, x1, x2, result);
    }

    private static Tensor DistanceSlope(Tensor difference, Tensor distance, double p)
    {
        Tensor sign = Where(difference > 0, Number(1.0), Where(difference < 0, Number(-1.0), Number(0.0)));
        if (p == 0) return difference * 0.0;
        if (p == 1) return sign;
        if (double.IsPositiveInfinity(p)) return Where(difference.Abs().Eq(distance), sign, 0.0);
        Tensor isZero = distance.Eq(0), divisor = Where(isZero, Number(1.0), distance);
        if (p == 2) return Where(isZero, Number(0.0), difference / divisor);
        return Where(difference.Eq(0), Number(0.0), sign * ((difference.Abs() / divisor).Log() * (p - 1)).Exp());
    }

    private static void Distances<T>(Tensor left, Tensor right, Tensor result, double p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns, int length) = (left.Layout.Sizes[^2], right.Layout.Sizes[^2], left.Layout.Sizes[^1]);
        (T[] a, T[] b, T[] to) = (left.Items<T>(), right.Items<T>(), result.Items<T>());
        T order = T.CreateChecked(p);
        for (int i = 0; i < to.Length; i++)
        {
            int batch = i / (rows * columns), row = i / columns % rows, column = i % columns;
            ReadOnlySpan<T> x = a.AsSpan(left.Layout.Offset + (((batch * rows) + row) * length), length), y = b.AsSpan(right.Layout.Offset + (((batch * columns) + column) * length), length);
            T sum = T.Zero;
            for (int k = 0; k < length; k++)
            {
                T size = T.Abs(x[k] - y[k]);
                sum = p == 2 ? sum + (size * size) : p == 1 ? sum + size : p == 0 ? sum + (size == T.Zero ? T.Zero : T.One) : T.IsPositiveInfinity(order) ? T.Max(sum, size) : sum + T.Pow(size, order);
            }

            to[i] = p == 2 ? T.Sqrt(sum) : p is 0 or 1 || T.IsPositiveInfinity(order) ? sum : T.Pow(sum, T.One / order);
        }
    }
}
