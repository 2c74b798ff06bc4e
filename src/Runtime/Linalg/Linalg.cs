using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>Linear algebra, as in <c>torch.linalg</c>: of a matrix, or of each matrix in a batch, in the last two dimensions of a tensor.</summary>
public static partial class Linalg
{
    private static void DemandMatrix(Tensor a, string name)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.Rank < 2) throw new ArgumentException($"linalg.{name}: The input tensor A must have at least 2 dimensions, but its shape is {a.Shape}.", nameof(a));
        if (!a.DType.IsFloatingPoint()) throw new ArgumentException($"linalg.{name}: Expected a floating point or complex tensor as input. Got {a.DType.Title()}. Convert it with To(DType.Float64).", nameof(a));
        if (a.DType.IsHalfPrecision()) throw new ArgumentException($"linalg.{name}: Low precision dtypes not supported. Got {a.DType.Title()}. Convert it with To(DType.Float32).", nameof(a));
    }

    private static void DemandSquare(Tensor a, string name)
    {
        DemandMatrix(a, name);
        if (a.Shape[-2] != a.Shape[-1]) throw new ArgumentException($"linalg.{name}: A must be batches of square matrices, but they are {a.Shape[-2]} by {a.Shape[-1]} matrices", nameof(a));
    }

    private static void DemandSameType(Tensor a, Tensor b, string name)
    {
        if (a.DType != b.DType) throw new ArgumentException($"linalg.{name}: Expected A and B to have the same dtype, but found A of type {a.DType.Title()} and B of type {b.DType.Title()} instead. Convert one with To.");
    }

    /// <summary>Where an error was, if there are several matrices.</summary>
    private static string Element(Tensor a, int number) => a.Rank > 2 ? $"(Batch element {number}): " : "";

    private static int[] BatchOf(Tensor a) => a.Layout.Sizes[..^2];

    private static int Count(Tensor a) => Layout.CountOf(BatchOf(a));

    /// <summary>Two more dimensions of size 1, for a number in place of each matrix.</summary>
    private static Tensor AsMatrices(Tensor numbers) => numbers.Unsqueeze(-1).Unsqueeze(-1);

    /// <summary>A copy in memory of its own, to be factored; not recorded.</summary>
    private static Tensor Scratch(Tensor a) => a.Detach().Copied();

    private static Tensor Identity(int n, DType type) => Tensor.Eye(n, dtype: type);
}
