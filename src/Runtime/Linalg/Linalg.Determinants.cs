using System.Numerics;
using SourceAutodiff.Factors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>The determinant.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public static Tensor Det(Tensor a)
    {
        DemandSquare(a, "det");
        (Tensor sign, Tensor logarithm) = Determinants(a, isLogarithm: false);
        Tensor result = (sign * logarithm).Detach();
        return Tape.Record(result, "LinalgDet", a, (node, grad) =>
        {
            (Tensor matrix, Tensor det) = (node.Saved(0), node.Saved(1));
            return det.Detach().Eq(0).Any().Item<bool>() ? AsMatrices(grad) * Cofactors(matrix.Detach()) : AsMatrices(grad * det) * Inv(matrix).MT();
        }, a, result);
    }

    /// <summary>The sign and the logarithm of the absolute value of the determinant, which do not overflow: 0 and -∞ for a singular matrix.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <returns>The sign has no gradient: it is constant but for jumps.</returns>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public static (Tensor Sign, Tensor LogAbsDet) Slogdet(Tensor a)
    {
        DemandSquare(a, "slogdet");
        (Tensor sign, Tensor logarithm) = Determinants(a, isLogarithm: true);

        // Where the logarithm is -∞, its gradient is not finite; that is no error.
        return (sign, Tape.Record(logarithm, "LinalgSlogdet", a, (node, grad) => AsMatrices(grad) * Inverse(node.Saved(0), (_, _) => { }).MT(), a));
    }

    /// <summary>The matrix of cofactors, det(A) A⁻ᵀ, also where A is singular: from the singular values, by products that leave one out.</summary>
    private static Tensor Cofactors(Tensor a)
    {
        (Tensor u, Tensor s, Tensor vh) = SvdValues(a);
        double[] values = s.To(DType.Float64).ToArray<double>(), others = new double[values.Length];
        int n = a.Shape[-1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = 1;
            for (int j = i - (i % n); j < i - (i % n) + n; j++) others[i] *= j == i ? 1 : values[j];
        }

        Tensor sign = Det(u) * Det(vh), products = Tensor.Wrap(others, s.Shape).To(a.DType);
        return AsMatrices(sign) * (u * products.Unsqueeze(-2)).Matmul(vh);
    }

    /// <summary>The sign of the determinant, and its absolute value or the logarithm of it.</summary>
    private static (Tensor Sign, Tensor Size) Determinants(Tensor a, bool isLogarithm)
    {
        Tensor scratch = Scratch(a), sign = Tensor.Empty(BatchOf(a), a.DType), size = Tensor.Empty(BatchOf(a), a.DType);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();
        return (sign, size);

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            int n = a.Shape[-1];
            var pivots = new int[n];
            for (int i = 0; i < Count(a); i++)
            {
                ReadOnlySpan<T> matrix = Factored(scratch.Items<T>().AsSpan(i * n * n, n * n), n, pivots);
                (T sum, T product, T direction) = (T.Zero, T.One, T.One);
                for (int k = 0; k < n; k++)
                {
                    T diagonal = matrix[(k * n) + k];
                    if (pivots[k] != k) direction = -direction;
                    direction *= diagonal == T.Zero ? T.Zero : T.IsNaN(diagonal) ? diagonal : T.CopySign(T.One, diagonal);
                    sum += T.Log(T.Abs(diagonal));
                    product *= T.Abs(diagonal);
                }

                sign.Items<T>()[i] = direction;
                size.Items<T>()[i] = isLogarithm ? sum : product;
            }
        }

        static ReadOnlySpan<T> Factored<T>(Span<T> matrix, int n, int[] pivots) where T : unmanaged, IFloatingPointIeee754<T>
        {
            Lu.Factor(matrix, n, pivots);
            return matrix;
        }
    }
}
