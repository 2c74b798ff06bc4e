namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Wrong shapes, in libtorch's words.</summary>
public class ShapeErrorTests
{
    private static Tensor Matrix => Tensor.Ones([2, 3]);

    private static void Throws<T>(string message, Func<object> call) where T : Exception => Assert.StartsWith(message, Assert.Throws<T>(() => call()).Message);

    [Fact]
    public void Joining()
    {
        Throws<ArgumentException>("Sizes of tensors must match except in dimension 0. Expected size 2 but got size 3 for tensor number 1 in the list.", () => Tensor.Cat([Tensor.Ones([1, 2]), Tensor.Ones([1, 3])]));
        Throws<ArgumentException>("torch.cat(): expected a non-empty list of Tensors", () => Tensor.Cat([]));
        Throws<ArgumentException>("zero-dimensional tensor (at position 0) cannot be concatenated", () => Tensor.Cat([Tensor.From(1.0)]));
        Throws<ArgumentException>("Tensors must have same number of dimensions: got 2 and 1", () => Tensor.Cat([Matrix, Tensor.Ones([3])]));
        Throws<ArgumentException>("stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2] at entry 1", () => Tensor.Stack([Matrix, Tensor.Ones([2])]));
        Throws<ArgumentException>("stack expects a non-empty TensorList", () => Tensor.Stack([]));
        Throws<ArgumentException>("torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: ab", () => Tensor.Meshgrid([Tensor.Ones([2])], "ab"));
    }

    [Fact]
    public void Splitting()
    {
        Throws<ArgumentException>("split expects split_size be non-negative, but got split_size=-1", () => Matrix.Split(-1));
        Throws<ArgumentException>("split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at dimension 1), but got split_sizes=[1, 1]", () => Matrix.Split([1, 1], 1));
        Throws<ArgumentException>("chunk expects `chunks` to be greater than 0, got: 0", () => Matrix.Chunk(0));
        Throws<ArgumentException>("start (1) + length (3) exceeds dimension size (3).", () => Matrix.Narrow(1, 1, 3));
        Throws<ArgumentOutOfRangeException>("Dimension out of range (expected to be in range of [-2, 1], but got 2)", () => Matrix.Unbind(2));
    }

    [Fact]
    public void Reshaping()
    {
        Throws<ArgumentException>("unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 1 (3) in the input tensor", () => Matrix.Unflatten(1, [2, 2]));
        Throws<ArgumentException>("flatten() has invalid args: start_dim cannot come after end_dim", () => Matrix.Flatten(1, 0));
        Throws<ArgumentException>("movedim: repeated dim in `source` ([0, -2])", () => Matrix.MoveDim([0, -2], [0, 1]));
        Throws<ArgumentException>("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor", () => Matrix.Repeat(2));
        Throws<ArgumentException>("maximum size for tensor at dimension 1 is 3 but size is 4", () => Matrix.Unfold(1, 4, 1));
        Throws<InvalidOperationException>("diag(): Supports 1D or 2D tensors. Got 3D", () => Tensor.Ones([1, 1, 1]).Diag());
        Throws<ArgumentException>("diagonal dimensions cannot be identical 0, 0", () => Matrix.Diagonal(0, 0, 0));
        Throws<InvalidOperationException>("tril: input tensor must have at least 2 dimensions", () => Tensor.Ones([2]).Tril());
        Throws<ArgumentException>("repeats must have the same size as input along dim, but got repeats.size(0) = 2 and input.size(1) = 3", () => Matrix.RepeatInterleave(Tensor.From([1, 2]), 1));
        Throws<ArgumentException>("shifts and dimensions must align. shifts: 2, dims:1", () => Matrix.Roll([1, 2], [0]));
    }

    [Fact]
    public void Padding()
    {
        Throws<ArgumentException>("Padding length must be divisible by 2", () => Functional.Pad(Matrix, [1]));
        Throws<ArgumentException>("Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (3, 0) at dimension 1 of input [2, 3]", () => Functional.Pad(Matrix, [3, 0], "reflect"));
        Throws<ArgumentException>("Padding value causes wrapping around more than once", () => Functional.Pad(Matrix, [4, 0], "circular"));
        Throws<ArgumentException>("Unrecognised padding mode mirror", () => Functional.Pad(Matrix, [1, 0], "mirror"));
        Throws<ArgumentException>("The input size 3, plus negative padding -4 and 0 resulted in a negative output size", () => Functional.Pad(Matrix, [-4, 0]));
    }
}
