using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>Functions of tensors that networks are made of, as in <c>torch.nn.functional</c>.</summary>
public static partial class Functional
{
    /// <summary>Adds positions around a tensor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="pad">Before and after the last dimension, then before and after the one in front of it, and so on. Negative numbers cut positions off.</param>
    /// <param name="mode">What is added: "constant" (a number), "reflect" (the elements mirrored at the edge, without the edge itself), "replicate" (the elements at the edge), "circular" (those of the other end).</param>
    /// <param name="value">The number for "constant".</param>
    /// <exception cref="ArgumentException">There is no such mode, there are more pairs than dimensions, or not enough elements for the mode.</exception>
    public static Tensor Pad(Tensor input, ReadOnlySpan<int> pad, string mode = "constant", double value = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (mode is not ("constant" or "reflect" or "replicate" or "circular")) throw new ArgumentException($"Unrecognised padding mode {mode}. It is \"constant\", \"reflect\", \"replicate\" or \"circular\".", nameof(mode));
        if (pad.Length % 2 != 0) throw new ArgumentException($"Padding length must be divisible by 2, but it is {Layout.Text(pad)}", nameof(pad));
        if (pad.Length / 2 > input.Rank) throw new ArgumentException($"Padding length should be less than or equal to two times the input dimension but got padding length {pad.Length} and input of dimension {input.Rank}", nameof(pad));
        if (mode != "constant" && pad.Length / 2 >= Math.Max(input.Rank, 1)) throw new ArgumentException($"Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now: the input of shape {input.Shape} needs a dimension in front of those that are padded ({Layout.Text(pad)}).", nameof(pad));
        int[] pads = pad.ToArray(), sizes = [.. input.Shape];
        for (int i = 0; i < pads.Length / 2; i++)
        {
            int d = sizes.Length - 1 - i, size = sizes[d] + pads[2 * i] + pads[(2 * i) + 1];
            if (size < 0 || (size == 0 && mode != "constant")) throw new ArgumentException($"The input size {sizes[d]}, plus negative padding {pads[2 * i]} and {pads[(2 * i) + 1]} resulted in a negative output size, which is invalid. Check dimension {d} of your input.", nameof(pad));
            DemandEnough(input, d, pads[2 * i], pads[(2 * i) + 1], mode);
            sizes[d] = size;
        }

        return mode == "constant" ? Surrounded(input, pads, sizes, value) : Continued(input, pads, mode);
    }

    private static void DemandEnough(Tensor input, int d, int before, int after, string mode)
    {
        int size = input.Shape[d];
        if (mode == "reflect" && (before >= size || after >= size)) throw new ArgumentException($"Argument #4: Padding size should be less than the corresponding input dimension, but got: padding ({before}, {after}) at dimension {d} of input {input.Shape}");
        if (mode == "circular" && (before > size || after > size)) throw new ArgumentException($"Padding value causes wrapping around more than once: padding ({before}, {after}) at dimension {d} of input {input.Shape}");
        if (mode == "replicate" && size == 0) throw new ArgumentException($"Expected a non-empty dimension {d} to replicate, but got input {input.Shape}");
    }

    private static Tensor Surrounded(Tensor input, int[] pads, int[] sizes, double value)
    {
        Tensor result = Tensor.Full(sizes, value, input.DType), from = input.Detach(), to = result.Detach();
        for (int i = 0; i < pads.Length / 2; i++)
        {
            (int d, int before, int after) = (sizes.Length - 1 - i, pads[2 * i], pads[(2 * i) + 1]);
            from = from.Slice(d, Math.Max(-before, 0), from.Shape[d] - Math.Max(-after, 0));
            to = to.Slice(d, Math.Max(before, 0), sizes[d] - Math.Max(after, 0));
        }

        if (from.ElementCount > 0) Copying.Copy(from, to);
        result.Storage.IsShared = false;
        return Tape.Record(result, "ConstantPadNd", input, (_, grad) => Pad(grad, Array.ConvertAll(pads, pad => -pad)));
    }

    /// <summary>For each padded dimension, the positions it takes its elements from; the gradient goes back to them.</summary>
    private static Tensor Continued(Tensor input, int[] pads, string mode)
    {
        int count = pads.Length / 2;
        var places = new Tensor[count];
        Tensor result = input.Detach();
        for (int i = 0; i < count; i++)
        {
            int d = input.Rank - 1 - i, size = input.Shape[d];
            long[] from = [.. Enumerable.Range(-pads[2 * i], size + pads[2 * i] + pads[(2 * i) + 1]).Select(at => (long)Source(at, size, mode))];
            places[i] = Tensor.Wrap(from, [from.Length]);
            result = result.IndexSelect(d, places[i]);
        }

        if (count == 0) return input.Clone();
        int[] sizes = [.. input.Shape];
        string name = mode switch { "reflect" => $"ReflectionPad{count}D", "replicate" => $"ReplicationPad{count}D", _ => "CircularPad" };
        return Tape.Record(result, name, input, (node, grad) =>
        {
            for (int i = count - 1; i >= 0; i--)
            {
                int d = sizes.Length - 1 - i;
                int[] before = [.. grad.Shape];
                before[d] = sizes[d];
                grad = Tensor.Zeros(before, grad.DType).IndexAdd(d, node.Saved(i), grad);
            }

            return grad;
        }, places);
    }

    private static int Source(int at, int size, string mode) => mode switch
    {
        "reflect" => at < 0 ? -at : at >= size ? (2 * (size - 1)) - at : at,
        "replicate" => Math.Clamp(at, 0, size - 1),
        _ => at < 0 ? at + size : at >= size ? at - size : at,
    };
}
