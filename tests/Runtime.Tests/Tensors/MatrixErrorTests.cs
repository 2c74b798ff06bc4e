namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Products and decompositions that cannot be, in libtorch's words.</summary>
public class MatrixErrorTests
{
    private static Tensor Ones(params int[] shape) => Tensor.Ones(shape);

    private static void Throws<T>(string message, Func<object> call) where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(() => call()).Message);

    [Fact]
    public void Shapes_of_products()
    {
        Throws<ArgumentException>("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", () => Ones(2, 3).Matmul(Ones(2, 3)));
        Throws<ArgumentException>("mat1 and mat2 shapes cannot be multiplied (4x3 and 2x3)", () => Ones(2, 2, 3).Matmul(Ones(2, 3)));
        Throws<ArgumentException>("self must be a matrix", () => Ones(2).Mm(Ones(2, 3)));
        Throws<ArgumentException>("mat2 must be a matrix", () => Ones(2, 3).Mm(Ones(3)));
        Throws<ArgumentException>("batch1 must be a 3D tensor", () => Ones(2, 3).Bmm(Ones(2, 3, 2)));
        Throws<ArgumentException>("Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 2].", () => Ones(2, 2, 3).Bmm(Ones(2, 2, 2)));
        Throws<ArgumentException>("size mismatch, got input (2), mat (2x3), vec (2)", () => Ones(2, 3).Mv(Ones(2)));
        Throws<ArgumentException>("1D tensors expected, but got 2D and 1D tensors", () => Ones(2, 3).Dot(Ones(2)));
        Throws<ArgumentException>("inconsistent tensor size, expected tensor [3] and src [2] to have the same number of elements, but got 3 and 2 elements respectively", () => Ones(3).Dot(Ones(2)));
        Throws<ArgumentException>("both arguments to matmul need to be at least 1D, but they are 0D and 1D", () => Ones().Matmul(Ones(2)));
        Throws<ArgumentException>("The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0", () => Ones(2, 2, 2).Matmul(Ones(3, 2, 2)));
        Throws<ArgumentException>("The expanded size of the tensor (2) must match the existing size (3) at non-singleton dimension 1.", () => Ones(3).Addmm(Ones(2, 2), Ones(2, 2)));
        Throws<ArgumentException>("contracted dimensions need to match, but first has size 3 in dim 1 and second has size 2 in dim 0", () => Tensor.TensorDot(Ones(2, 3), Ones(2, 3), 1));
        Throws<InvalidOperationException>("trace: expected a matrix, but got tensor with dim 1", () => Ones(2).Trace());
        Throws<ArgumentException>("X1 and X2 must have the same number of columns. X1: 3 X2: 2", () => Tensor.Cdist(Ones(2, 3), Ones(2, 2)));
        Throws<ArgumentException>("linalg.cross: inputs dimension -1 must have length 3. Got 2 and 2", () => Linalg.Cross(Ones(2), Ones(2)));
    }

    [Theory]
    [InlineData(DType.Int64, DType.Float32, "long int != float")]
    [InlineData(DType.Float64, DType.Float32, "double != float")]
    public void Types_of_products(DType a, DType b, string message)
    {
        (Tensor x, Tensor y) = (Tensor.Ones([2, 2], a), Tensor.Ones([2, 2], b));
        Throws<ArgumentException>($"expected m1 and m2 to have the same dtype, but got: {message}", () => x.Matmul(y));
        Throws<ArgumentException>($"expected m1 and m2 to have the same dtype, but got: {message}", () => Functional.Linear(x, y, y[0]));
    }

    [Fact]
    public void Booleans_have_no_products()
    {
        Tensor x = Tensor.Ones([2], DType.Bool);
        Throws<ArgumentException>("\"dot\" not implemented for 'Bool'", () => x.Matmul(x));
    }

    [Theory]
    [InlineData("ij,jk->il", "einsum(): output subscript l does not appear in the equation for any input operand")]
    [InlineData("ij,jk->ii", "einsum(): output subscript i appears more than once in the output")]
    [InlineData("ij,j->i", "einsum(): the number of subscripts in the equation (1) does not match the number of dimensions (2) for operand 1 and no ellipsis was given")]
    [InlineData("ij->i", "einsum(): more operands were provided than specified in the equation")]
    [InlineData("ij,jk,kl->il", "einsum(): fewer operands were provided than specified in the equation")]
    [InlineData("i1,jk->i", "einsum(): invalid subscript given at index 1 in the equation string")]
    [InlineData("ij,ij->i", "einsum(): subscript i has size 3 for operand 1 which does not broadcast with previously seen size 2")]
    [InlineData("i.j,jk->i", "einsum(): ")]
    public void Equations(string equation, string message) => Throws<ArgumentException>(message, () => Tensor.Einsum(equation, Ones(2, 3), Ones(3, 2)));

    [Fact]
    public void Decompositions()
    {
        Throws<InvalidOperationException>("linalg.inv: The diagonal element 2 is zero, the inversion could not be completed because the input matrix is singular.", () => Linalg.Inv(Ones(2, 2)));
        Throws<InvalidOperationException>("linalg.inv: (Batch element 1): The diagonal element 1 is zero", () => Linalg.Inv(Tensor.Stack([Tensor.Eye(2), Tensor.Zeros([2, 2])])));
        Throws<InvalidOperationException>("linalg.solve: The solver failed because the input matrix is singular.", () => Linalg.Solve(Ones(2, 2), Ones(2)));
        Throws<InvalidOperationException>("linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order 2 is not positive-definite).", () => Linalg.Cholesky(Ones(2, 2)));
        Throws<ArgumentException>("linalg.inv: A must be batches of square matrices, but they are 2 by 3 matrices", () => Linalg.Inv(Ones(2, 3)));
        Throws<ArgumentException>("linalg.det: The input tensor A must have at least 2 dimensions", () => Linalg.Det(Ones(3)));
        Throws<ArgumentException>("linalg.inv: Expected a floating point or complex tensor as input. Got Long", () => Linalg.Inv(Tensor.Ones([2, 2], DType.Int64)));
        Throws<ArgumentException>("linalg.solve: Incompatible shapes of A and B for the equation AX = B (2x2 and 3x1)", () => Linalg.Solve(Ones(2, 2), Ones(3, 1)));
        Throws<ArgumentException>("linalg.matrix_norm: Order abc not supported.", () => Linalg.MatrixNorm(Ones(2, 2), "abc"));
        Throws<ArgumentException>("multi_dot(): expected at least 2 tensors but got 1", () => Linalg.MultiDot([Ones(2, 2)]));
        Tensor a = Tensor.Ones([3, 2], requiresGrad: true);
        Throws<InvalidOperationException>("The QR decomposition is not differentiable when mode='complete' and nrows > ncols.", () => Autograd.Grad(Linalg.Qr(a, "complete").R.Sum(), [a]));
    }
}
