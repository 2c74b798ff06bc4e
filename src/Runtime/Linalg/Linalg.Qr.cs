using System.Numerics;
using SourceAutodiff.Factors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>
    /// A matrix with orthonormal columns and an upper triangular one: <c>A = Q R</c>. The gradient is that of Walter and Lehmann (Algorithmic differentiation of linear algebra
    /// functions, 2010) and needs the first min(m, n) columns of A to be independent.
    /// </summary>
    /// <param name="a">[…, m, n].</param>
    /// <param name="mode">"reduced": Q is m × min(m, n); "complete": Q is m × m; "r": only R is computed, Q is empty.</param>
    /// <exception cref="ArgumentException">There are fewer than two dimensions, or no such mode.</exception>
    public static (Tensor Q, Tensor R) Qr(Tensor a, string mode = "reduced")
    {
        DemandMatrix(a, "qr");
        if (mode is not ("reduced" or "complete" or "r")) throw new ArgumentException($"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'", nameof(mode));
        (Tensor q, Tensor r) = QrValues(a, mode == "complete");
        if (mode == "r") q = Tensor.Empty([0], a.DType);
        bool isTall = a.Shape[-2] > a.Shape[-1];
        Tensor[] both = Tape.RecordAll([q, r], "LinalgQr", [a], (node, grads) =>
        {
            if (mode == "r") throw new InvalidOperationException("The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to require gradients");
            if (mode == "complete" && isTall) throw new InvalidOperationException("The QR decomposition is not differentiable when mode='complete' and nrows > ncols. Please use linalg.qr(A, mode='reduced')");
            return [QrBackward(grads[0], grads[1], node.Saved(0), node.Saved(1))];
        }, q, r);
        return (both[0], both[1]);
    }

    private static Tensor? QrBackward(Tensor? gradQ, Tensor? gradR, Tensor q, Tensor r)
    {
        if (gradQ is null && gradR is null) return null;
        (int m, int n) = (q.Shape[-2], r.Shape[-1]);
        gradQ ??= Tensor.Zeros(q.Shape, q.DType);
        gradR ??= Tensor.Zeros(r.Shape, r.DType);
        if (m >= n) return QrSquare(gradQ, gradR, q, r);

        // A = [X | Y]: X = Q U is as above, and Y = Q V hangs on X by Q.
        Tensor u = r.Slice(-1, 0, m), v = r.Slice(-1, m), gradV = gradR.Slice(-1, m);
        Tensor all = gradQ + q.Matmul(v).Matmul(gradV.MT());
        return Tensor.Cat([QrSquare(all, gradR.Slice(-1, 0, m), q, u), q.Matmul(gradV)], -1);
    }

    private static Tensor QrSquare(Tensor gradQ, Tensor gradR, Tensor q, Tensor r)
    {
        Tensor inner = (gradR.Matmul(r.MT()) - q.MT().Matmul(gradQ)).Triu();
        return SolveTriangular(r.MT(), gradQ + q.Matmul(inner + inner.Triu(1).MT()), upper: false, left: false);
    }

    /// <summary>Not recorded.</summary>
    private static (Tensor Q, Tensor R) QrValues(Tensor a, bool isComplete)
    {
        (int m, int n) = (a.Shape[-2], a.Shape[-1]);
        int columns = isComplete ? m : Math.Min(m, n);
        Tensor r = Scratch(a), q = Tensor.Empty([.. BatchOf(a), m, columns], a.DType);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();
        return (q, columns < m ? r.Slice(-2, 0, columns).Copied() : r);

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int i = 0; i < Count(a); i++)
            {
                Householder.Factor(r.Items<T>().AsSpan(i * m * n, m * n), m, n, q.Items<T>().AsSpan(i * m * columns, m * columns), columns);
            }
        }
    }
}
