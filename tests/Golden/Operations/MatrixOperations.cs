namespace SourceAutodiff.Golden.Operations;

/// <summary>Products, decompositions and what is solved with them.</summary>
internal static class MatrixOperations
{
    public static readonly OperationTable Table = new()
    {
        ["dot"] = c => c.X.Dot(c["tensor"]),
        ["mv"] = c => c.X.Mv(c["vec"]),
        ["mm"] = c => c.X.Mm(c["mat2"]),
        ["bmm"] = c => c.X.Bmm(c["mat2"]),
        ["matmul"] = c => c.X.Matmul(c["other"]),
        ["trace"] = c => c.X.Trace(),
        ["outer"] = c => c.X.Outer(c["vec2"]),
        ["inner"] = c => c.X.Inner(c["other"]),
        ["addmm"] = c => c.X.Addmm(c["mat1"], c["mat2"], c.Real("beta", 1), c.Real("alpha", 1)),
        ["addmv"] = c => c.X.Addmv(c["mat"], c["vec"], c.Real("beta", 1), c.Real("alpha", 1)),
        ["addbmm"] = c => c.X.Addbmm(c["batch1"], c["batch2"], c.Real("beta", 1), c.Real("alpha", 1)),
        ["baddbmm"] = c => c.X.Baddbmm(c["batch1"], c["batch2"], c.Real("beta", 1), c.Real("alpha", 1)),
        ["addr"] = c => c.X.Addr(c["vec1"], c["vec2"], c.Real("beta", 1), c.Real("alpha", 1)),
        ["linear"] = c => Functional.Linear(c.X, c["weight"], c.Maybe("bias")),
        ["bilinear"] = c => Functional.Bilinear(c["input1"], c["input2"], c["weight"], c.Maybe("bias")),
        ["einsum"] = c => Tensor.Einsum(c.Text("equation"), c.All),
        ["tensordot"] = c => Tensor.TensorDot(c.X, c.All[1], c.Int("dims", 2)),
        ["kron"] = c => c.X.Kron(c["other"]),
        ["multi_dot"] = c => Linalg.MultiDot(c.All),
        ["chain_matmul"] = c => Linalg.MultiDot(c.All),
        ["vecdot"] = c => Linalg.Vecdot(c.X, c.All[1], c.Int("dim", -1)),
        ["linalg_cross"] = c => Linalg.Cross(c.X, c["other"], c.Int("dim", -1)),
        ["cross"] = c => Linalg.Cross(c.X, c["other"], c.Int("dim", -1)),
        ["cdist"] = c => Tensor.Cdist(c["x1"], c["x2"], c.Real("p", 2)),
        ["inv"] = c => Linalg.Inv(c.X),
        ["det"] = c => Linalg.Det(c.X),
        ["slogdet"] = c => Linalg.Slogdet(c.X),
        ["logdet"] = c => c.X.Logdet(),
        ["solve"] = c => Linalg.Solve(c["A"], c["B"], c.Flag("left", true)),
        ["solve_triangular"] = c => Linalg.SolveTriangular(c["A"], c["B"], c.Flag("upper"), c.Flag("left", true), c.Flag("unitriangular")),
        ["cholesky"] = c => Linalg.Cholesky(c.X, c.Flag("upper")),
        ["cholesky_spd"] = c => Linalg.Cholesky(c.X.Matmul(c.X.Transpose(-2, -1)) + Identity(c.X)),
        ["cholesky_solve"] = c => Tensor.CholeskySolve(c["B"], c["L"], c.Flag("upper")),
        ["cholesky_solve_masked"] = c => Tensor.CholeskySolve(c["B"], c.Flag("upper") ? c["L"].Triu() : c["L"].Tril(), c.Flag("upper")),
        ["cholesky_inverse"] = c => Tensor.CholeskyInverse(c.X, c.Flag("upper")),
        ["matrix_power"] = c => Linalg.MatrixPower(c.X, c.Int("n")),
        ["matrix_exp"] = c => Linalg.MatrixExp(c.X),
        ["eigvalsh"] = c => Linalg.Eigvalsh(c.X),
        ["eigvalsh_spd"] = c => Linalg.Eigvalsh(c.X + c.X.Transpose(-2, -1) + (Identity(c.X) * 3)),
        ["matrix_norm_fro"] = c => Linalg.MatrixNorm(c.X, c.Text("ord", "fro")),
        ["matrix_norm"] = c => c.IsText("ord") ? Linalg.MatrixNorm(c.X, c.Text("ord")) : Linalg.MatrixNorm(c.X, c.Real("ord", 2)),
        ["svdvals"] = c => Linalg.Svdvals(c.X),
        ["pinv"] = c => Linalg.Pinv(c.X),
        ["qr"] = c => Linalg.Qr(c.X, c.Text("mode", "reduced")),
    };

    private static Tensor Identity(Tensor x) => Tensor.Eye(x.Shape[-1], dtype: x.DType);
}
