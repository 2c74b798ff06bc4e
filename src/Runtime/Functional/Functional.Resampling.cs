using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The input at another resolution.</summary>
    /// <param name="input">Of shape [samples, channels, …] with one to three spatial dimensions.</param>
    /// <param name="size">The spatial sizes of the result.</param>
    /// <param name="scaleFactor">What the spatial sizes are multiplied by, if no size is given.</param>
    /// <param name="mode"><c>"nearest"</c>, <c>"nearest-exact"</c>, <c>"linear"</c>, <c>"bilinear"</c>, <c>"trilinear"</c>, <c>"bicubic"</c> or <c>"area"</c>.</param>
    /// <param name="alignCorners">The outer elements stay where they are, instead of the edges.</param>
    /// <exception cref="ArgumentException">There is no such mode for the shape, or neither size nor factor.</exception>
    public static Tensor Interpolate(Tensor input, Extent size = default, double? scaleFactor = null, string mode = "nearest", bool alignCorners = false)
    {
        int rank = Given(input).Rank - 2;
        if (rank is < 1 or > 3) throw new ArgumentException($"Input Error: Only 3D, 4D and 5D input Tensors supported (got {input.Rank}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got {mode})", nameof(input));
        if (size.IsDefault == scaleFactor is null) throw new ArgumentException(size.IsDefault ? "either size or scale_factor should be defined" : "only one of size or scale_factor should be defined");
        bool fits = mode switch { "nearest" or "nearest-exact" or "area" => true, "linear" => rank == 1, "bilinear" or "bicubic" => rank == 2, "trilinear" => rank == 3, _ => false };
        if (!fits) throw new ArgumentException($"Got {input.Rank}D input, but mode {mode} is not for it: linear needs 3D, bilinear and bicubic 4D, trilinear 5D input.", nameof(mode));
        if (alignCorners && mode is ("nearest" or "nearest-exact" or "area")) throw new ArgumentException("align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear", nameof(alignCorners));
        int[] spatial = input.Layout.Sizes[2..];
        int[] output = scaleFactor is { } factor ? [.. spatial.Select(s => (int)Math.Floor(s * factor))] : size.For(rank, 1, nameof(size));
        if (output.Concat(spatial).Any(s => s <= 0)) throw new ArgumentException($"Input and output sizes should be greater than 0, but got input {Layout.Text(spatial)} and output {Layout.Text(output)}", nameof(size));
        if (mode == "area") return rank switch { 1 => AdaptiveAvgPool1d(input, output), 2 => AdaptiveAvgPool2d(input, output), _ => Averaged("AdaptiveAvgPool3D", 3, input, Adaptive(3, input, output), true, null) };
        string name = $"Upsample{mode switch { "nearest" => "Nearest", "nearest-exact" => "NearestExact", "bicubic" => "Bicubic", "linear" => "Linear", "bilinear" => "Bilinear", _ => "Trilinear" }}{rank}D";
        return Fused(name, [input], x =>
        {
            Tensor result = x[0];
            for (int d = 0; d < rank; d++)
            {
                double scale = alignCorners ? (output[d] > 1 ? (spatial[d] - 1.0) / (output[d] - 1) : 0) : scaleFactor is { } f ? 1 / f : (double)spatial[d] / output[d];
                result = Resampled(result, d + 2, output[d], o => Taps(mode, o, scale, spatial[d], alignCorners));
            }

            return result;
        });
    }

    /// <summary>Each element along a dimension as a weighted sum of elements of the input.</summary>
    private static Tensor Resampled(Tensor x, int dim, int count, Func<int, (int Place, double Weight)[]> taps)
    {
        (int Place, double Weight)[][] all = [.. Enumerable.Range(0, count).Select(taps)];
        int[] shape = [.. Enumerable.Repeat(1, x.Rank)];
        shape[dim] = count;
        Tensor? sum = null;
        for (int k = 0; k < all[0].Length; k++)
        {
            Tensor part = x.IndexSelect(dim, Tensor.From([.. all.Select(tap => (long)tap[k].Place)]));
            if (all[0].Length > 1) part *= Tensor.From(all.Select(tap => tap[k].Weight).ToArray(), shape).To(x.DType);
            sum = sum is null ? part : sum + part;
        }

        return sum!;
    }

    private static (int Place, double Weight)[] Taps(string mode, int output, double scale, int size, bool alignCorners)
    {
        if (mode == "nearest") return [(Math.Min((int)Math.Floor(output * scale), size - 1), 1)];
        if (mode == "nearest-exact") return [(Math.Min((int)Math.Floor((output + 0.5) * scale), size - 1), 1)];
        double at = alignCorners ? output * scale : ((output + 0.5) * scale) - 0.5;
        if (mode != "bicubic") at = Math.Max(at, 0);
        int first = (int)Math.Floor(at);
        double rest = at - first;
        if (mode != "bicubic") return [(Math.Min(first, size - 1), 1 - rest), (Math.Min(first + 1, size - 1), rest)];

        // Keys' kernel with a = -0.75.
        double[] weights = [Outer(rest + 1), Inner(rest), Inner(1 - rest), Outer(2 - rest)];
        return [.. weights.Select((weight, k) => (Math.Clamp(first - 1 + k, 0, size - 1), weight))];

        static double Inner(double t) => (((1.25 * t) - 2.25) * t * t) + 1;
        static double Outer(double t) => (((((-0.75 * t) + 3.75) * t) - 6) * t) + 3;
    }
}
