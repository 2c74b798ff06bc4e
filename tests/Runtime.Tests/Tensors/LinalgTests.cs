using static SourceAutodiff.Runtime.Tests.Tensors.LinalgDifferences;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Decompositions: what they are made of gives the matrix back, in both precisions and all shapes, and gradients agree with differences.</summary>
public class LinalgTests
{
    private static Tensor Positive(Tensor x) => x.Matmul(x.MT()) + Tensor.Eye(x.Shape[-2], dtype: x.DType);

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        MatrixTests.Close(expected.To(DType.Float64).ToArray<double>(), actual.To(DType.Float64).ToArray<double>(), tolerance);
    }

    [Theory]
    [InlineData(1, DType.Float64)]
    [InlineData(7, DType.Float64)]
    [InlineData(40, DType.Float64)]
    [InlineData(12, DType.Float32)]
    public void Square_matrices(int n, DType type)
    {
        double tolerance = type == DType.Float64 ? 1e-10 : 2e-3;
        Tensor a = (Numbers(n, 2, n, n) + (Tensor.Eye(n, dtype: DType.Float64) * 2)).To(type), b = Numbers(2, 2, n, 3).To(type), identity = Tensor.Eye(n, dtype: type).Expand(2, n, n);
        Close(identity, a.Matmul(Linalg.Inv(a)), tolerance);
        Close(b, a.Matmul(Linalg.Solve(a, b)), tolerance);
        Close(b.MT(), Linalg.Solve(a, b.MT(), left: false).Matmul(a), tolerance);
        Close(b[.., .., 0], a.Matmul(Linalg.Solve(a, b[.., .., 0]).Unsqueeze(-1)).Squeeze(-1), tolerance);
        Tensor l = Linalg.Cholesky(Positive(a)), u = Linalg.Cholesky(Positive(a), upper: true);
        Close(Positive(a), l.Matmul(l.MT()), tolerance * 10);
        Close(l.MT(), u, tolerance * 10);
        Close(b, Positive(a).Matmul(Tensor.CholeskySolve(b, l)), tolerance * 100);
        Close(identity, Positive(a).Matmul(Tensor.CholeskyInverse(u, upper: true)), tolerance * 100);
        (Tensor sign, Tensor log) = Linalg.Slogdet(a);
        if (type == DType.Float64) Close(Linalg.Det(a), sign * log.Exp(), 1e-10);
        (Tensor w, Tensor v) = Linalg.Eigh(Positive(a));
        Close(Positive(a), (v * w.Unsqueeze(-2)).Matmul(v.MT()), tolerance * 10);
        Close(identity, v.MT().Matmul(v), tolerance);
        Close(Linalg.MatrixPower(a, -2), Linalg.Inv(a.Matmul(a)), tolerance * 10);
        Close(identity, Linalg.MatrixPower(a, 0), 0);
    }

    [Theory]
    [InlineData(5, 3, DType.Float64)]
    [InlineData(3, 5, DType.Float64)]
    [InlineData(20, 20, DType.Float64)]
    [InlineData(6, 4, DType.Float32)]
    public void Rectangular_matrices(int m, int n, DType type)
    {
        double tolerance = type == DType.Float64 ? 1e-12 : 1e-5;
        int k = Math.Min(m, n);
        Tensor a = Numbers(m, 2, m, n).To(type);
        foreach (string mode in (string[])["reduced", "complete"])
        {
            (Tensor q, Tensor r) = Linalg.Qr(a, mode);
            Assert.Equal([2, m, mode == "reduced" ? k : m], q.Shape);
            Close(a, q.Matmul(r), tolerance);
            Close(r, r.Triu(), 0);
            Close(Tensor.Eye(q.Shape[-1], dtype: type).Expand(2, -1, -1), q.MT().Matmul(q), tolerance);
        }

        foreach (bool isFull in (bool[])[false, true])
        {
            (Tensor u, Tensor s, Tensor vh) = Linalg.Svd(a, isFull);
            Assert.Equal([2, m, isFull ? m : k], u.Shape);
            Assert.Equal([2, isFull ? n : k, n], vh.Shape);
            Close(a, (u[.., .., ..k] * s.Unsqueeze(-2)).Matmul(vh[.., ..k]), tolerance);
            Close(Tensor.Eye(u.Shape[-1], dtype: type).Expand(2, -1, -1), u.MT().Matmul(u), tolerance);
            Close(Tensor.Eye(n, dtype: type)[..vh.Shape[1], ..vh.Shape[1]].Expand(2, -1, -1), vh.Matmul(vh.MT()), tolerance);
        }

        Tensor p = Linalg.Pinv(a);
        Close(a, a.Matmul(p).Matmul(a), tolerance * 10);
        Close(p, p.Matmul(a).Matmul(p), tolerance * 10);
    }

    [Fact]
    public void Matrices_without_full_rank()
    {
        Tensor a = Tensor.From([1.0, 2, 2, 4, 3, 6], [3, 2]);
        (Tensor u, Tensor s, Tensor vh) = Linalg.Svd(a);
        Assert.Equal(0, s[1].Item(), 1e-14);
        Close(Tensor.Eye(3, dtype: DType.Float64), u.MT().Matmul(u), 1e-12);
        Close(a, (u[.., ..2] * s).Matmul(vh), 1e-12);
        Close(a, a.Matmul(Linalg.Pinv(a)).Matmul(a), 1e-12);
        Tensor zero = Tensor.Zeros([2, 3], DType.Float64);
        Close(zero.T(), Linalg.Pinv(zero), 0);
        Close(Tensor.Eye(2, dtype: DType.Float64), Linalg.Svd(zero).U.Matmul(Linalg.Svd(zero).U.T()), 1e-14);
        Assert.Equal(0, Linalg.Det(Tensor.Ones([2, 2], DType.Float64)).Item());
        Assert.Equal(double.NegativeInfinity, Linalg.Slogdet(Tensor.Ones([2, 2], DType.Float64)).LogAbsDet.Item());
        Tensor flat = Tensor.Ones([2, 2], DType.Float64, requiresGrad: true);
        Linalg.Slogdet(flat).LogAbsDet.Backward();
        Assert.DoesNotContain(flat.Grad!.ToArray<double>(), double.IsFinite);
        Assert.True(double.IsNaN(Tensor.From([0.0, 1, 1, 0], [2, 2]).Logdet().Item()));
    }

    [Fact]
    public void Empty_matrices()
    {
        Tensor none = Tensor.Zeros([0, 0], DType.Float64), noBatch = Tensor.Zeros([0, 2, 2], DType.Float64);
        Assert.Equal(1, Linalg.Det(none).Item());
        Assert.Equal([0, 0], Linalg.Inv(none).Shape);
        Assert.Equal([0, 2, 2], Linalg.Inv(noBatch).Shape);
        Assert.Equal([0], Linalg.Det(noBatch).Shape);
        Assert.Equal([0, 2], Linalg.Svdvals(noBatch).Shape);
        Assert.Equal([3, 0], Linalg.Qr(Tensor.Zeros([3, 0])).Q.Shape);
        Assert.Equal([0, 3], Linalg.Pinv(Tensor.Zeros([3, 0])).Shape);
        Assert.Equal([0, 2, 2], Linalg.MatrixExp(noBatch).Shape);
    }

    [Fact]
    public void Gradients_where_the_golden_cases_have_none()
    {
        Tensor a = Numbers(5, 3, 3) + (Tensor.Eye(3, dtype: DType.Float64) * 2), wide = Numbers(6, 2, 4), tall = Numbers(7, 4, 2);
        Check(xs => Linalg.Eigh(xs[0] + xs[0].MT()).Eigenvectors is var v ? v * v : null!, a);
        Check(xs => Linalg.Svd(xs[0], fullMatrices: false) is var (u, s, vh) ? (u * s.Unsqueeze(-2) * u.Sum([-2], true)).Matmul(vh * vh * vh) : null!, tall);
        Check(xs => Linalg.Svd(xs[0], fullMatrices: false) is var (u, _, vh) ? (u * u).Matmul(vh * vh) : null!, wide);
        Check(xs => Linalg.Svd(xs[0]).U[.., ..2] is var u ? u * u : null!, tall);
        Check(xs => Linalg.Qr(xs[0]).Q, wide);
        Check(xs => Linalg.Qr(xs[0]).R, wide);
        Check(xs => Linalg.Qr(xs[0], "complete").R, wide);
        Check(xs => Linalg.Solve(xs[0], xs[1], left: false), a, Numbers(8, 2, 3));
        Check(xs => Linalg.Solve(xs[0], xs[1]), a, Numbers(8, 3));
        Check(xs => Linalg.Solve(xs[0], xs[1]), a, Numbers(8, 2, 3, 1));
        Check(xs => Linalg.SolveTriangular(xs[0], xs[1], upper: true, left: false, unitriangular: true), a, Numbers(8, 2, 3));
        Check(xs => Linalg.Cholesky(Positive(xs[0]), upper: true), a);
        Check(xs => Tensor.CholeskyInverse(xs[0].Tril()), a);
        Check(xs => Linalg.MatrixPower(xs[0], -3), a);
        Check(xs => Linalg.MatrixPower(xs[0], 5), a);
        Check(xs => Linalg.MatrixExp(xs[0] * 3), a);
        Check(xs => Linalg.Pinv(xs[0]), Tensor.Stack([wide, Numbers(9, 2, 4)]));
        Check(xs => Linalg.MultiDot([xs[0], xs[1], xs[2]]), Numbers(1, 2), wide, Numbers(2, 4));
        Check(xs => Linalg.Cross(xs[0] * xs[0], xs[1], dim: 0), Numbers(1, 3, 2), Numbers(2, 3, 1));
        foreach (double ord in (double[])[1, -1, 2, -2, double.PositiveInfinity, double.NegativeInfinity]) Check(xs => Linalg.MatrixNorm(xs[0], ord, [0, -1], keepDim: true) * xs[0], Numbers(3, 3, 2, 2));
        Check(xs => Linalg.MatrixNorm(xs[0], "nuc"), wide);
    }

    [Fact]
    public void The_determinant_of_a_singular_matrix_has_its_cofactors_as_gradient()
    {
        Tensor a = Tensor.From([1.0, 2, 3, 2, 4, 6, 1, 0, 5], [3, 3]).SetRequiresGrad(), zero = Tensor.Zeros([3, 3], DType.Float64).SetRequiresGrad();
        Linalg.Det(a).Backward();
        Close(Tensor.From([20.0, -4, -4, -10, 2, 2, 0, 0, 0], [3, 3]), a.Grad!, 1e-12);
        Linalg.Det(zero).Backward();
        Assert.Equal(new double[9], zero.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_norm_at_zero_has_the_gradient_zero()
    {
        Tensor a = Tensor.Zeros([2, 2], requiresGrad: true);
        Linalg.MatrixNorm(a).Backward();
        Assert.Equal([0f, 0, 0, 0], a.Grad!.ToArray<float>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void The_exponential_of_a_rotation(double angle)
    {
        Tensor a = Tensor.From([0.0, -angle, angle, 0], [2, 2]);
        MatrixTests.Close([Math.Cos(angle), -Math.Sin(angle), Math.Sin(angle), Math.Cos(angle)], Linalg.MatrixExp(a).ToArray<double>(), 1e-13);
    }

    [Fact]
    public void Functions_have_PyTorchs_names()
    {
        Tensor a = (Numbers(1, 2, 2) + (Tensor.Eye(2, dtype: DType.Float64) * 3)).SetRequiresGrad();
        string[] names = ["LinalgInvEx", "LinalgDet", "LinalgSlogdet", "LinalgSolveEx", "LinalgSolveTriangular", "LinalgEigh", "LinalgSvd", "LinalgQr", "LinalgPinv", "LinalgMatrixExp", "Mm", "Addmm", "Dot", "Mv", "Trace"];
        Tensor[] results =
        [
            Linalg.Inv(a), Linalg.Det(a), Linalg.Slogdet(a).LogAbsDet, Linalg.Solve(a, a), Linalg.SolveTriangular(a, a, upper: true), Linalg.Eigvalsh(a), Linalg.Svdvals(a), Linalg.Qr(a).Q, Linalg.Pinv(a), Linalg.MatrixExp(a),
            a.Matmul(a), Functional.Linear(a, a, a[0]), a[0].Matmul(a[1]), a.Matmul(a[0]), a.Trace(),
        ];
        Assert.Equal(names.Select(name => name + "Backward0"), results.Select(result => result.GradFn!.Name));
    }
}
