using System.Numerics;
using System.Runtime.Intrinsics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>
/// Normalizations of [samples, channels, …] with a weight and a bias for each channel. All places of a channel of a sample lie in one piece, and mean and variance are
/// those of some of these pieces: of a channel (batch), of a sample and a channel (instance), or of some channels of a sample (group). Not recorded.
/// </summary>
internal static unsafe class ChannelNormalization
{
    /// <summary>With shorter pieces, whole tensors at a time are better.</summary>
    private const int ShortestPiece = 8;

    /// <summary>Whether it is worth it, and the types are the same.</summary>
    public static bool Applies(Tensor x, Tensor? weight, Tensor? bias) =>
        x.DType is DType.Float32 or DType.Float64 && x.ElementCount > 0 && Layout.CountOf(x.Layout.Sizes.AsSpan(2)) >= ShortestPiece
        && (weight is null || weight.DType == x.DType) && (bias is null || bias.DType == x.DType);

    /// <summary>The result; mean, variance and 1 / deviation of each set of pieces, the pieces being numbered by <paramref name="sets"/>.</summary>
    public static (Tensor Result, Tensor Mean, Tensor Var, Tensor Scale) Values(Tensor x, Tensor? weight, Tensor? bias, Sets sets, double eps)
    {
        Tensor result = Tensor.UnwrittenLike(x, x.DType), mean = Tensor.Empty([sets.Count], x.DType), var = Tensor.Empty([sets.Count], x.DType), scale = Tensor.Empty([sets.Count], x.DType);
        (Tensor from, Tensor? w, Tensor? b) = (x.Plain(), weight?.Plain(), bias?.Plain());
        if (x.DType == DType.Float32) Values<float>(from, w, b, result, mean, var, scale, sets, eps);
        else Values<double>(from, w, b, result, mean, var, scale, sets, eps);
        return (result, mean, var, scale);
    }

    /// <summary>The gradients of the argument, the weight and the bias; each only if it is asked for.</summary>
    public static (Tensor? Grad, Tensor? OfWeight, Tensor? OfBias) Chain(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, Sets sets, bool needsInput, bool needsWeight, bool needsBias)
    {
        Tensor? result = needsInput ? Tensor.UnwrittenLike(x, x.DType) : null, ofWeight = needsWeight ? Tensor.Empty([sets.Channels], x.DType) : null, ofBias = needsBias ? Tensor.Empty([sets.Channels], x.DType) : null;
        (Tensor g, Tensor from, Tensor? w) = (grad.Plain(), x.Plain(), weight?.Plain());
        if (x.DType == DType.Float32) Chain<float>(g, from, mean, scale, w, result, ofWeight, ofBias, sets);
        else Chain<double>(g, from, mean, scale, w, result, ofWeight, ofBias, sets);
        return (result, ofWeight, ofBias);
    }

    /// <summary>Which pieces belong together: all of a channel, or so many channels of a sample.</summary>
    public readonly record struct Sets(int Samples, int Channels, int Piece, int ChannelsOfSample)
    {
        public static Sets OfBatch(Tensor x) => new(x.Layout.Sizes[0], x.Layout.Sizes[1], Layout.CountOf(x.Layout.Sizes.AsSpan(2)), 0);

        public static Sets OfSample(Tensor x, int channels) => OfBatch(x) with { ChannelsOfSample = channels };

        public int Pieces => Samples * Channels;

        public int Count => ChannelsOfSample == 0 ? Channels : Pieces / ChannelsOfSample;

        /// <summary>Elements of a set.</summary>
        public int Size => Piece * (ChannelsOfSample == 0 ? Samples : ChannelsOfSample);

        public int Of(int piece) => ChannelsOfSample == 0 ? piece % Channels : piece / ChannelsOfSample;
    }

    private static Span<T> Items<T>(Tensor? tensor) where T : unmanaged => tensor is null ? default : tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount);

    private static void Values<T>(Tensor x, Tensor? weight, Tensor? bias, Tensor result, Tensor mean, Tensor var, Tensor scale, Sets sets, double eps) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = Items<T>(x), to = Items<T>(result))
        {
            Span<T> means = mean.Items<T>(), vars = var.Items<T>(), scales = scale.Items<T>();
            if (Vector512.IsHardwareAccelerated) Values<T, Vector512<T>, Registers512<T>>(from, Items<T>(weight), Items<T>(bias), to, means, vars, scales, sets, eps);
            else if (Vector256.IsHardwareAccelerated) Values<T, Vector256<T>, Registers256<T>>(from, Items<T>(weight), Items<T>(bias), to, means, vars, scales, sets, eps);
            else if (Vector128.IsHardwareAccelerated) Values<T, Vector128<T>, Registers128<T>>(from, Items<T>(weight), Items<T>(bias), to, means, vars, scales, sets, eps);
            else Values<T, T, Registers1<T>>(from, Items<T>(weight), Items<T>(bias), to, means, vars, scales, sets, eps);
        }
    }

    private static void Chain<T>(Tensor grad, Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? result, Tensor? ofWeight, Tensor? ofBias, Sets sets) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* g = Items<T>(grad), from = Items<T>(x), to = Items<T>(result))
        {
            Span<T> means = mean.Items<T>(), scales = scale.Items<T>(), w = Items<T>(weight), byWeight = Items<T>(ofWeight), byBias = Items<T>(ofBias);
            if (Vector512.IsHardwareAccelerated) Chain<T, Vector512<T>, Registers512<T>>(g, from, w, to, means, scales, byWeight, byBias, sets);
            else if (Vector256.IsHardwareAccelerated) Chain<T, Vector256<T>, Registers256<T>>(g, from, w, to, means, scales, byWeight, byBias, sets);
            else if (Vector128.IsHardwareAccelerated) Chain<T, Vector128<T>, Registers128<T>>(g, from, w, to, means, scales, byWeight, byBias, sets);
            else Chain<T, T, Registers1<T>>(g, from, w, to, means, scales, byWeight, byBias, sets);
        }
    }

    private static void Values<T, TVector, TRegisters>(T* x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, T* y, Span<T> means, Span<T> vars, Span<T> scales, Sets sets, double eps)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        var sums = new double[sets.Count];
        for (int piece = 0; piece < sets.Pieces; piece++) sums[sets.Of(piece)] += double.CreateChecked(RowMoments<T, TVector, TRegisters>.Sum(x + (piece * (nint)sets.Piece), sets.Piece));
        for (int set = 0; set < sums.Length; set++) (means[set], sums[set]) = (T.CreateChecked(sums[set] / sets.Size), 0);
        for (int piece = 0; piece < sets.Pieces; piece++) sums[sets.Of(piece)] += double.CreateChecked(RowMoments<T, TVector, TRegisters>.Spread(x + (piece * (nint)sets.Piece), means[sets.Of(piece)], sets.Piece));
        for (int set = 0; set < sums.Length; set++) (vars[set], scales[set]) = (T.CreateChecked(sums[set] / sets.Size), T.CreateChecked(1 / Math.Sqrt((sums[set] / sets.Size) + eps)));
        for (int piece = 0; piece < sets.Pieces; piece++)
        {
            (int set, int channel) = (sets.Of(piece), piece % sets.Channels);
            T factor = weight.IsEmpty ? scales[set] : scales[set] * weight[channel], added = bias.IsEmpty ? T.Zero : bias[channel];
            RowMoments<T, TVector, TRegisters>.Scale(x + (piece * (nint)sets.Piece), means[set], factor, added, y + (piece * (nint)sets.Piece), sets.Piece);
        }
    }

    private static void Chain<T, TVector, TRegisters>(T* g, T* x, ReadOnlySpan<T> weight, T* y, ReadOnlySpan<T> means, ReadOnlySpan<T> scales, Span<T> ofWeight, Span<T> ofBias, Sets sets)
        where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
    {
        // Of each set: Σ g weight and Σ g weight (x - mean); of each channel: Σ g (x - mean) / deviation and Σ g.
        var sums = new (double Grads, double Products)[sets.Count];
        var channels = new (double Weight, double Bias)[sets.Channels];
        for (int piece = 0; piece < sets.Pieces; piece++)
        {
            (int set, int channel) = (sets.Of(piece), piece % sets.Channels);
            (T grads, T products) = RowMoments<T, TVector, TRegisters>.Products(g + (piece * (nint)sets.Piece), x + (piece * (nint)sets.Piece), means[set], sets.Piece);
            double w = weight.IsEmpty ? 1 : double.CreateChecked(weight[channel]), a = double.CreateChecked(grads), b = double.CreateChecked(products);
            sums[set] = (sums[set].Grads + (w * a), sums[set].Products + (w * b));
            channels[channel] = (channels[channel].Weight + (b * double.CreateChecked(scales[set])), channels[channel].Bias + a);
        }

        for (int channel = 0; channel < channels.Length; channel++)
        {
            if (!ofWeight.IsEmpty) ofWeight[channel] = T.CreateChecked(channels[channel].Weight);
            if (!ofBias.IsEmpty) ofBias[channel] = T.CreateChecked(channels[channel].Bias);
        }

        for (int piece = 0; piece < sets.Pieces && y is not null; piece++)
        {
            (int set, int channel) = (sets.Of(piece), piece % sets.Channels);
            double scale = double.CreateChecked(scales[set]);
            T p = weight.IsEmpty ? scales[set] : scales[set] * weight[channel], q = T.CreateChecked(-scale * scale * scale * sums[set].Products / sets.Size), r = T.CreateChecked(-scale * sums[set].Grads / sets.Size);
            RowMoments<T, TVector, TRegisters>.Chain(g + (piece * (nint)sets.Piece), null, x + (piece * (nint)sets.Piece), means[set], p, q, r, y + (piece * (nint)sets.Piece), sets.Piece);
        }
    }
}
