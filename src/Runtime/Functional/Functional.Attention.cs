using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>Rows of a table.</summary>
    /// <param name="input">Which rows, as Int64 or Int32, in any shape.</param>
    /// <param name="weight">The table, of shape [rows, size].</param>
    /// <param name="paddingIdx">A row that gets no gradient; a negative one counts from the end.</param>
    /// <returns>Of the shape of the input with the size of a row behind it.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor Embedding(Tensor input, Tensor weight, int? paddingIdx = null)
    {
        if (Given(weight).Rank != 2) throw new ArgumentException($"'weight' must be 2-D, but its shape is {weight.Shape}", nameof(weight));
        if (!Given(input).DType.IsInteger()) throw new ArgumentException($"Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got {input.DType.Title()} instead (while checking arguments for embedding)", nameof(input));
        (int rows, int size) = (weight.Layout.Sizes[0], weight.Layout.Sizes[1]);
        if (paddingIdx is { } named && (named < -rows || named >= rows)) throw new ArgumentOutOfRangeException(nameof(paddingIdx), $"Padding_idx must be within num_embeddings: it is {named}, and there are {rows} rows.");
        Tensor places = input.Reshape(-1);
        Tensor result = Tensor.Quietly((weight, places), static x => x.weight.IndexSelect(0, x.places)).View([.. input.Layout.Sizes, size]);
        int padding = paddingIdx is { } p ? (p + rows) % rows : -1;
        return Tape.Record(
            result, "Embedding", weight, (node, grad) =>
            {
                Tensor index = node.Saved(0);
                grad = grad.Reshape(-1, size);
                if (padding >= 0) grad *= index.Ne(padding).Unsqueeze(1);
                return Tensor.Zeros([rows, size], grad.DType).IndexAdd(0, index, grad);
            }, places);
    }

    /// <summary>The mean of values, weighted by the softmax of the products of a query with keys.</summary>
    /// <param name="query">Of shape […, queries, size].</param>
    /// <param name="key">Of shape […, keys, size].</param>
    /// <param name="value">Of shape […, keys, any size].</param>
    /// <param name="attnMask">Of a shape that can be stretched to […, queries, keys]: booleans, true for the keys that take part, or numbers to be added to the products.</param>
    /// <param name="dropoutP">The probability that a weight is dropped.</param>
    /// <param name="isCausal">A query sees no later keys.</param>
    /// <param name="scale">What the products are multiplied by; by default 1 divided by the root of the size.</param>
    /// <param name="random">Where the choice of dropped weights comes from; by default <see cref="RandomSource.Default"/>.</param>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or there is a mask beside <paramref name="isCausal"/>.</exception>
    public static Tensor ScaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? attnMask = null, double dropoutP = 0, bool isCausal = false, double? scale = null, RandomSource? random = null)
    {
        if (Given(query).Rank < 2 || Given(key).Rank < 2 || Given(value).Rank < 2) throw new ArgumentException($"scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 dimensional, but got shapes {query.Shape}, {key.Shape} and {value.Shape}");
        if (query.DType != key.DType || query.DType != value.DType) throw new ArgumentException($"Expected query, key, and value to have the same dtype, but got query.dtype: {query.DType.Name()} key.dtype: {key.DType.Name()} and value.dtype: {value.DType.Name()} instead.");
        if (isCausal && attnMask is not null) throw new ArgumentException("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True", nameof(attnMask));
        (int queries, int size, int keys) = (query.Layout.Sizes[^2], query.Layout.Sizes[^1], key.Layout.Sizes[^2]);
        if (key.Layout.Sizes[^1] != size || value.Layout.Sizes[^2] != keys) throw new ArgumentException($"scaled_dot_product_attention: query {query.Shape}, key {key.Shape} and value {value.Shape} do not fit: query and key need the same last size, key and value the same number of rows.");
        int[] batch = Layout.Broadcast(query.Layout.Sizes[..^2], Layout.Broadcast(key.Layout.Sizes[..^2], value.Layout.Sizes[..^2]));
        double factor = scale ?? (1 / Math.Sqrt(size));
        Tensor? mask = isCausal ? Causal(queries, keys) : attnMask;
        bool isBool = mask?.DType == DType.Bool, drops = dropoutP > 0;
        Tensor[] inputs = mask is null ? [query, key, value] : [query, key, value, mask];

        // The backward pass computes all again, and has to drop the same weights.
        long seed = drops ? (random ?? RandomSource.Default).NextBits() : 0;
        return Fused("ScaledDotProductAttention", inputs, x =>
        {
            Tensor q = Flat(x[0]), k = Flat(x[1]), v = Flat(x[2]);
            Tensor products = (q.Bmm(k.Transpose(1, 2)) * factor).Reshape([.. batch, queries, keys]);
            if (x.Length > 3) products = isBool ? Tensor.Where(x[3], products, double.NegativeInfinity) : products + x[3];
            Tensor weights = products.Softmax(-1);
            if (drops) weights = Dropout(weights, dropoutP, training: true, new RandomSource(seed));
            return Flat(weights).Bmm(v).Reshape([.. batch, queries, v.Layout.Sizes[2]]);
        });

        Tensor Flat(Tensor x) => x.ExpandTo([.. batch, .. x.Layout.Sizes[^2..]]).Reshape(Layout.CountOf(batch), x.Layout.Sizes[^2], x.Layout.Sizes[^1]);
    }

    private static Tensor Causal(int queries, int keys)
    {
        var mask = new bool[queries * keys];
        for (int i = 0; i < queries; i++) mask.AsSpan(i * keys, Math.Min(i + 1, keys)).Fill(true);
        return Tensor.Wrap(mask, [queries, keys]);
    }
}
