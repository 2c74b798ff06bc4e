using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>Sums of products, written as indices: <c>"ij,jk->ik"</c> is a product of matrices, <c>"ii->i"</c> a diagonal, <c>"bij->bji"</c> a transpose.</summary>
    /// <param name="equation">A letter for each dimension of each operand, separated by commas, then "->" and those of the result; an index that is not there is summed over. "..." stands for any dimensions, which are broadcast. Without "->", the result has the indices that occur once, in the order of the alphabet.</param>
    /// <param name="operands">As many as the equation has.</param>
    /// <exception cref="ArgumentException">The equation is not well formed, or does not fit to the operands.</exception>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        Tensor[] given = operands.ToArray();
        EinsumPlan plan = EinsumPlan.For(equation, given);
        Tensor[] aligned = [.. given.Select((operand, i) => plan.Align(operand, i))];
        Tensor result = aligned[0];
        int[] alone = plan.SummedAfter(0);
        if (alone.Length > 0) result = result.Sum(alone, keepDim: true);
        for (int i = 1; i < aligned.Length; i++) result = SumOfProducts(result, aligned[i], plan.SummedAfter(i));
        int[] sizes = result.Layout.Sizes[..plan.Kept];
        return sizes.Length == result.Rank ? result : result.Reshape(sizes);
    }

    /// <summary>The sums of products over the last dimensions of one tensor and the first ones of the other.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">A tensor of the same type.</param>
    /// <param name="dims">How many dimensions.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor TensorDot(Tensor a, Tensor b, int dims = 2)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (dims < 0) throw new ArgumentException($"tensordot expects dims >= 0, but got dims={dims}", nameof(dims));
        if (dims > Math.Min(a.Rank, b.Rank)) throw new ArgumentException($"tensordot expects dims <= the dimensions of both tensors, but got dims={dims} for {a.Shape} and {b.Shape}", nameof(dims));
        return TensorDot(a, b, [.. Enumerable.Range(a.Rank - dims, dims)], [.. Enumerable.Range(0, dims)]);
    }

    /// <summary>The sums of products over pairs of dimensions; the result has the others of the first, then those of the second tensor.</summary>
    /// <param name="a">A tensor.</param>
    /// <param name="b">A tensor of the same type.</param>
    /// <param name="dimsA">The dimensions of <paramref name="a"/>; negative ones count from the end.</param>
    /// <param name="dimsB">The dimensions of <paramref name="b"/> that they are paired with.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor TensorDot(Tensor a, Tensor b, ReadOnlySpan<int> dimsA, ReadOnlySpan<int> dimsB)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (dimsA.Length != dimsB.Length) throw new ArgumentException("both dimension lists should have same length", nameof(dimsB));
        int[] left = Array.ConvertAll(dimsA.ToArray(), d => Layout.Dimension(d, a.Rank)), right = Array.ConvertAll(dimsB.ToArray(), d => Layout.Dimension(d, b.Rank));
        if (left.Distinct().Count() != left.Length || right.Distinct().Count() != right.Length) throw new ArgumentException($"dim appears multiple times in the list of dims: {Layout.Text(dimsA)} and {Layout.Text(dimsB)}");
        for (int i = 0; i < left.Length; i++)
        {
            if (a.Layout.Sizes[left[i]] != b.Layout.Sizes[right[i]]) throw new ArgumentException($"contracted dimensions need to match, but first has size {a.Layout.Sizes[left[i]]} in dim {left[i]} and second has size {b.Layout.Sizes[right[i]]} in dim {right[i]}");
        }

        int[] freeA = [.. Enumerable.Range(0, a.Rank).Except(left)], freeB = [.. Enumerable.Range(0, b.Rank).Except(right)];
        int[] sizesA = [.. freeA.Select(d => a.Layout.Sizes[d])], sizesB = [.. freeB.Select(d => b.Layout.Sizes[d])];
        int shared = Layout.CountOf([.. left.Select(d => a.Layout.Sizes[d])]);
        Tensor rows = a.Permute([.. freeA, .. left]).Reshape(Layout.CountOf(sizesA), shared), columns = b.Permute([.. right, .. freeB]).Reshape(shared, Layout.CountOf(sizesB));
        return rows.Mm(columns).Reshape([.. sizesA, .. sizesB]);
    }

    /// <summary>The Kronecker product: each element of this tensor times the whole other one, side by side.</summary>
    /// <param name="other">Missing dimensions of either are added in front.</param>
    public Tensor Kron(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int rank = Math.Max(Rank, other.Rank);
        int[] a = [.. Enumerable.Repeat(1, rank - Rank), .. Layout.Sizes], b = [.. Enumerable.Repeat(1, rank - other.Rank), .. other.Layout.Sizes];
        Tensor left = Reshape([.. a.SelectMany(size => new[] { size, 1 })]), right = other.Reshape([.. b.SelectMany(size => new[] { 1, size })]);
        return (left * right).Reshape([.. a.Zip(b, (x, y) => x * y)]);
    }

    /// <summary>The sum of the diagonal of a matrix; of integers as Int64.</summary>
    /// <exception cref="InvalidOperationException">This is no matrix.</exception>
    public Tensor Trace()
    {
        if (Rank != 2) throw new InvalidOperationException($"trace: expected a matrix, but got tensor with dim {Rank}");
        (int rows, int columns) = (Layout.Sizes[0], Layout.Sizes[1]);
        return Tape.Record(Detach().Diagonal().Sum(), "Trace", this, (_, grad) => grad * Eye(rows, columns, grad.DType));
    }

    /// <summary>Sums of products of two tensors with the same dimensions, of which some are summed over: by one product of batches of matrices.</summary>
    private static Tensor SumOfProducts(Tensor left, Tensor right, int[] summed)
    {
        var (both, leftOnly, rightOnly, inner) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        var sizes = new int[left.Rank];
        for (int d = 0; d < left.Rank; d++)
        {
            bool hasLeft = left.Layout.Sizes[d] != 1, hasRight = right.Layout.Sizes[d] != 1;
            sizes[d] = hasLeft ? left.Layout.Sizes[d] : right.Layout.Sizes[d];
            if (!summed.Contains(d))
            {
                (hasLeft && hasRight ? both : hasLeft ? leftOnly : rightOnly).Add(d);
                continue;
            }

            sizes[d] = 1;
            if (hasLeft && hasRight) inner.Add(d);
            else if (hasLeft) left = left.Sum([d], keepDim: true);
            else if (hasRight) right = right.Sum([d], keepDim: true);
        }

        int[] gone = [.. summed.Except(inner)], order = [.. both, .. leftOnly, .. rightOnly, .. inner, .. gone];
        int Count(Tensor tensor, List<int> dims) => Layout.CountOf([.. dims.Select(d => tensor.Layout.Sizes[d])]);
        (int batch, int shared) = (Count(left, both), Count(left, inner));
        Tensor rows = left.Permute([.. both, .. leftOnly, .. inner, .. rightOnly, .. gone]).Reshape(batch, Count(left, leftOnly), shared);
        Tensor columns = right.Permute([.. both, .. inner, .. rightOnly, .. leftOnly, .. gone]).Reshape(batch, shared, Count(right, rightOnly));
        Tensor product = rows.Bmm(columns).View([.. order.Select(d => sizes[d])]);
        var back = new int[order.Length];
        for (int i = 0; i < order.Length; i++) back[order[i]] = i;
        return product.Permute(back);
    }
}
