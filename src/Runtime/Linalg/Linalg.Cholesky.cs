using System.Numerics;
using SourceAutodiff.Factors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>
    /// The lower triangular matrix with <c>A = L Lᵀ</c>. The gradient is symmetric, as libtorch has it (Murray, Differentiation of the Cholesky decomposition, 2016).
    /// </summary>
    /// <param name="a">[…, n, n]: symmetric and positive-definite; only the lower triangle is read.</param>
    /// <param name="upper">The upper triangular matrix with <c>A = Uᵀ U</c> instead, from the upper triangle.</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="InvalidOperationException">A matrix is not positive-definite.</exception>
    public static Tensor Cholesky(Tensor a, bool upper = false)
    {
        DemandSquare(a, "cholesky");
        if (upper) return Cholesky(a.MT()).MT();
        Tensor result = Scratch(a);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();
        return Tape.Record(result, "LinalgCholeskyEx", a, (node, grad) =>
        {
            // S = L⁻ᵀ Φ(Lᵀ Ḡ) L⁻¹, made symmetric, where Φ takes the lower triangle with half of the diagonal.
            Tensor l = node.Saved(0), inner = l.MT().Matmul(grad);
            Tensor symmetric = (inner.Tril() + inner.Tril(-1).MT()) * 0.5;
            return SolveTriangular(l, SolveTriangular(l.MT(), symmetric, upper: true), upper: false, left: false);
        }, result);

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            int n = a.Shape[-1];
            for (int i = 0; i < Count(a); i++)
            {
                int order = CholeskyFactor.Factor(result.Items<T>().AsSpan(i * n * n, n * n), n);
                if (order > 0) throw new InvalidOperationException($"linalg.cholesky: {Element(a, i)}The factorization could not be completed because the input is not positive-definite (the leading minor of order {order} is not positive-definite).");
            }
        }
    }
}
