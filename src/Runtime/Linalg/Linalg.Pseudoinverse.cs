using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>
    /// The inverse of Moore and Penrose. The gradient is right where the rank does not change (Golub and Pereyra, The differentiation of pseudo-inverses, 1973).
    /// </summary>
    /// <param name="a">[…, m, n].</param>
    /// <param name="atol">Singular values up to this count as zero; by default 0.</param>
    /// <param name="rtol">The same as a part of the largest one; by default max(m, n) times the precision of the type, or 0 if <paramref name="atol"/> is given.</param>
    /// <returns>[…, n, m].</returns>
    /// <exception cref="ArgumentException">There are fewer than two dimensions.</exception>
    public static Tensor Pinv(Tensor a, double? atol = null, double? rtol = null)
    {
        DemandMatrix(a, "pinv");
        double precision = a.DType == DType.Float32 ? 1.1920928955078125e-07 : 2.220446049250313e-16;
        double part = rtol ?? (atol > 0 ? 0 : precision * Math.Max(a.Shape[-2], a.Shape[-1]));
        (Tensor u, Tensor s, Tensor vh) = SvdValues(a);
        Tensor largest = s.Shape[-1] == 0 ? s : s.Slice(-1, 0, 1);
        Tensor isUsed = s > (largest * part).Maximum(Tensor.Full([], atol ?? 0, a.DType));
        Tensor inverses = Tensor.Where(isUsed, s.Reciprocal(), 0.0);
        Tensor result = (vh.MT() * inverses.Unsqueeze(-2)).Matmul(u.MT()).Contiguous();
        return Tape.Record(result, "LinalgPinv", a, (node, grad) =>
        {
            Tensor matrix = node.Saved(0), inverse = node.Saved(1), turned = inverse.MT(), gradT = grad.MT();
            Tensor rows = gradT.Matmul(inverse).Matmul(turned), columns = turned.Matmul(inverse).Matmul(gradT);
            return rows - matrix.Matmul(inverse).Matmul(rows) + columns - columns.Matmul(inverse).Matmul(matrix) - turned.Matmul(grad).Matmul(turned);
        }, a, result);
    }
}
