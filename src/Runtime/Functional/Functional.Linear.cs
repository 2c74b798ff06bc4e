namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary><c>input @ weightᵀ + bias</c>: a layer in which each output is connected with each input.</summary>
    /// <param name="input">[…, in].</param>
    /// <param name="weight">[out, in], or [in] for a single output without its dimension.</param>
    /// <param name="bias">[out], if any.</param>
    /// <returns>[…, out].</returns>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank > 2 || weight.Rank == 0) throw new ArgumentException($"linear(): weight has to be a matrix [out, in] or a vector, but its shape is {weight.Shape}", nameof(weight));
        if (weight.Rank == 1 || bias is null || input.Rank == 0) return bias is null ? input.Matmul(weight.T()) : input.Matmul(weight.T()) + bias;
        if (input.Rank == 2) return bias.Addmm(input, weight.T());
        if (bias.Rank != 1) return input.Matmul(weight.T()) + bias;
        int[] sizes = [.. input.Shape];
        int rows = Tensors.Layout.CountOf(sizes.AsSpan(0, sizes.Length - 1));
        return bias.Addmm(input.Reshape(rows, sizes[^1]), weight.T()).View([.. sizes[..^1], weight.Shape[0]]);
    }

    /// <summary><c>y[o] = Σ input1[i] weight[o, i, j] input2[j] + bias[o]</c>.</summary>
    /// <param name="input1">[…, in1].</param>
    /// <param name="input2">[…, in2], with the same dimensions in front.</param>
    /// <param name="weight">[out, in1, in2].</param>
    /// <param name="bias">[out], if any.</param>
    /// <returns>[…, out].</returns>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor Bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(input1);
        ArgumentNullException.ThrowIfNull(input2);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 3) throw new ArgumentException($"bilinear(): weight has to have three dimensions [out, in1, in2], but its shape is {weight.Shape}", nameof(weight));
        if (input1.Rank != input2.Rank) throw new ArgumentException($"bilinear(): input dimensions do not match: got {input1.Rank} and {input2.Rank}", nameof(input2));
        for (int i = 0; i < input1.Rank - 1; i++)
        {
            if (input1.Shape[i] != input2.Shape[i]) throw new ArgumentException($"bilinear(): input batch dimensions do not match at dim {i}: got {input1.Shape[i]} and {input2.Shape[i]}", nameof(input2));
        }

        if (input1.Rank == 0 || input1.Shape[-1] != weight.Shape[1]) throw new ArgumentException($"bilinear(): input1 size does not match weight size: got {input1.Shape} but expected {weight.Shape[1]} in the last dimension", nameof(input1));
        if (input2.Shape[-1] != weight.Shape[2]) throw new ArgumentException($"bilinear(): input2 size does not match weight size: got {input2.Shape} but expected {weight.Shape[2]} in the last dimension", nameof(input2));
        Tensor result = Tensor.Einsum("...i,oij,...j->...o", input1, weight, input2);
        return bias is null ? result : result + bias;
    }
}
