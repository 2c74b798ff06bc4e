using System.Numerics;
using SourceAutodiff.Factors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>
    /// The eigenvalues of a symmetric matrix, in rising order, and its eigenvectors, as columns: <c>A = V diag(w) Vᵀ</c>. The signs of the eigenvectors are arbitrary. Where
    /// eigenvalues are equal, those of the eigenvectors have no finite gradient. (Giles, Collected matrix derivative results, 2008, 2.3.)
    /// </summary>
    /// <param name="a">[…, n, n].</param>
    /// <param name="uplo">Which triangle is read: "L" or "U".</param>
    /// <exception cref="ArgumentException">The matrices are not square, or there is no such triangle.</exception>
    public static (Tensor Eigenvalues, Tensor Eigenvectors) Eigh(Tensor a, string uplo = "L")
    {
        DemandSquare(a, "eigh");
        if (uplo is not ("L" or "U" or "l" or "u")) throw new ArgumentException($"Expected UPLO argument to be 'L' or 'U', but got {uplo}", nameof(uplo));
        Tensor triangle = uplo is "L" or "l" ? a.Detach().Tril() : a.Detach().Triu();
        Tensor scratch = triangle + (uplo is "L" or "l" ? triangle.Tril(-1) : triangle.Triu(1)).MT();
        Tensor values = Tensor.Empty(a.Layout.Sizes[..^1], a.DType), vectors = Tensor.Empty(a.Layout.Sizes, a.DType);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();
        Tensor[] both = Tape.RecordAll([values, vectors], "LinalgEigh", [a], (node, grads) => [EighBackward(grads, node.Saved(0), node.Saved(1))], values, vectors);
        return (both[0], both[1]);

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            int n = a.Shape[-1];
            for (int i = 0; i < Count(a); i++)
            {
                Jacobi.Eigen(scratch.Items<T>().AsSpan(i * n * n, n * n), n, values.Items<T>().AsSpan(i * n, n), vectors.Items<T>().AsSpan(i * n * n, n * n));
            }
        }
    }

    /// <summary>The eigenvalues of a symmetric matrix, in rising order.</summary>
    /// <inheritdoc cref="Eigh"/>
    public static Tensor Eigvalsh(Tensor a, string uplo = "L") => Eigh(a, uplo).Eigenvalues;

    /// <summary>
    /// The singular values, in falling order, and the singular vectors: <c>A = U diag(S) Vh</c>. The signs of the vectors are arbitrary. Where singular values are equal,
    /// those of the vectors have no finite gradient. (Giles, Collected matrix derivative results, 2008, 3.3; for the vectors as libtorch.)
    /// </summary>
    /// <param name="a">[…, m, n].</param>
    /// <param name="fullMatrices">U is m × m and Vh n × n, with further vectors that have no gradient; else both have as many vectors as there are values.</param>
    /// <exception cref="ArgumentException">There are fewer than two dimensions.</exception>
    public static (Tensor U, Tensor S, Tensor Vh) Svd(Tensor a, bool fullMatrices = true)
    {
        DemandMatrix(a, "svd");
        (Tensor u, Tensor s, Tensor vh) = SvdValues(a);
        Tensor[] all = Tape.RecordAll([u, s, vh], "LinalgSvd", [a], (node, grads) => [SvdBackward(grads, node.Saved(0), node.Saved(1), node.Saved(2))], u, s, vh);
        if (!fullMatrices) return (all[0], all[1], all[2]);
        (int m, int n) = (a.Shape[-2], a.Shape[-1]);
        return (m > n ? Tensor.Cat([all[0], Rest(u)], -1) : all[0], all[1], n > m ? Tensor.Cat([all[2], Rest(vh.MT()).MT()], -2) : all[2]);

        // What reflections of the known vectors add to them.
        static Tensor Rest(Tensor vectors) => QrValues(vectors.Detach(), isComplete: true).Q.Slice(-1, vectors.Shape[-1]);
    }

    /// <summary>The singular values, in falling order.</summary>
    /// <param name="a">[…, m, n].</param>
    /// <exception cref="ArgumentException">There are fewer than two dimensions.</exception>
    public static Tensor Svdvals(Tensor a) => Svd(a, fullMatrices: false).S;

    private static Tensor? EighBackward(Tensor?[] grads, Tensor w, Tensor v)
    {
        if (grads[0] is null && grads[1] is null) return null;
        if (grads[1] is not { } gradV) return (v * grads[0]!.Unsqueeze(-2)).Matmul(v.MT());
        Tensor inner = v.MT().Matmul(gradV) * Inverses(w.Unsqueeze(-2) - w.Unsqueeze(-1));
        if (grads[0] is { } gradW) inner += gradW.DiagEmbed();
        return v.Matmul(inner).Matmul(v.MT());
    }

    private static Tensor? SvdBackward(Tensor?[] grads, Tensor u, Tensor s, Tensor vh)
    {
        (Tensor? gradU, Tensor? gradS, Tensor? gradVh) = (grads[0], grads[1], grads[2]);
        if (gradU is null && gradS is null && gradVh is null) return null;
        if (gradU is null && gradVh is null) return (u * gradS!.Unsqueeze(-2)).Matmul(vh);
        Tensor values = s.Unsqueeze(-2), squares = values * values, factors = Inverses(squares - squares.MT());
        Tensor inner = Tensor.Zeros([.. s.Shape, s.Shape[-1]], s.DType);
        if (gradU is not null) inner += Skew(u.MT().Matmul(gradU)) * factors * values;
        if (gradVh is not null) inner += values.MT() * (Skew(vh.Matmul(gradVh.MT())) * factors);
        if (gradS is not null) inner += gradS.DiagEmbed();
        Tensor left = u.Matmul(inner);
        if (gradU is not null && u.Shape[-2] > u.Shape[-1]) left += (gradU - u.Matmul(u.MT().Matmul(gradU))) / values;
        Tensor result = left.Matmul(vh);
        if (gradVh is not null && vh.Shape[-1] > vh.Shape[-2]) result += (u / values).Matmul(gradVh - gradVh.Matmul(vh.MT()).Matmul(vh));
        return result;
    }

    private static Tensor Skew(Tensor x) => x - x.MT();

    /// <summary>1 / x, but 0 on the diagonal, where x is 0.</summary>
    private static Tensor Inverses(Tensor differences)
    {
        Tensor identity = Identity(differences.Shape[-1], differences.DType);
        return (differences + identity).Reciprocal() - identity;
    }

    /// <summary>Not recorded, and only as many vectors as values.</summary>
    private static (Tensor U, Tensor S, Tensor Vh) SvdValues(Tensor a)
    {
        (int m, int n) = (a.Shape[-2], a.Shape[-1]);
        if (m < n)
        {
            (Tensor v, Tensor values, Tensor uh) = SvdValues(a.Detach().MT());
            return (uh.MT().Copied(), values, v.MT().Copied());
        }

        // Column by column in memory.
        Tensor columns = Scratch(a.Detach().MT()), s = Tensor.Empty([.. BatchOf(a), n], a.DType), vectors = Tensor.Empty([.. BatchOf(a), n, n], a.DType);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();
        return (columns.MT().Copied(), s, vectors);

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int i = 0; i < Count(a) && n > 0; i++)
            {
                Jacobi.Singular(columns.Items<T>().AsSpan(i * m * n, m * n), m, n, s.Items<T>().AsSpan(i * n, n), vectors.Items<T>().AsSpan(i * n * n, n * n));
            }
        }
    }
}
