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

    /// <summary>The input at places that are given for each element of the result.</summary>
    /// <param name="input">Of shape [samples, channels, height, width].</param>
    /// <param name="grid">Of shape [samples, height, width, 2]: x and y, from -1 to 1 across the input.</param>
    /// <param name="mode"><c>"bilinear"</c> or <c>"nearest"</c>.</param>
    /// <param name="paddingMode">What is outside: <c>"zeros"</c>, <c>"border"</c> or <c>"reflection"</c>.</param>
    /// <param name="alignCorners">-1 and 1 are the centers of the outer elements, instead of the edges.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is no such mode.</exception>
    public static Tensor GridSample(Tensor input, Tensor grid, string mode = "bilinear", string paddingMode = "zeros", bool alignCorners = false)
    {
        if (Given(input).Rank != 4 || Given(grid).Rank != 4 || grid.Layout.Sizes[3] != 2 || grid.Layout.Sizes[0] != input.Layout.Sizes[0]) throw new ArgumentException($"grid_sampler(): expected input of shape [N, C, H, W] and grid of shape [N, H, W, 2], but got input with sizes {input.Shape} and grid with sizes {grid.Shape}", nameof(grid));
        if (input.DType != grid.DType) throw new ArgumentException($"grid_sampler(): expected input and grid to have same dtype, but input has {input.DType.Name()} and grid has {grid.DType.Name()}", nameof(grid));
        if (mode is not ("bilinear" or "nearest")) throw new ArgumentException($"nn.functional.grid_sample(): expected mode to be 'bilinear' or 'nearest', but got: '{mode}'", nameof(mode));
        if (paddingMode is not ("zeros" or "border" or "reflection")) throw new ArgumentException($"nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '{paddingMode}'", nameof(paddingMode));
        if (input.Layout.Sizes[2] == 0 || input.Layout.Sizes[3] == 0) throw new ArgumentException($"grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes {input.Shape}", nameof(input));
        return Fused("GridSampler2D", [input, grid], x => Sampled(x[0], x[1], mode == "nearest", paddingMode, alignCorners));
    }

    private static Tensor Sampled(Tensor input, Tensor grid, bool isNearest, string paddingMode, bool alignCorners)
    {
        (int samples, int channels, int height, int width) = (input.Layout.Sizes[0], input.Layout.Sizes[1], input.Layout.Sizes[2], input.Layout.Sizes[3]);
        int[] places = [samples, grid.Layout.Sizes[1] * grid.Layout.Sizes[2]];
        Tensor x = Place(grid.Select(3, 0).Reshape(places), width), y = Place(grid.Select(3, 1).Reshape(places), height), plane = input.Reshape(samples, channels, -1);
        int[] sizes = [samples, channels, grid.Layout.Sizes[1], grid.Layout.Sizes[2]];
        if (isNearest) return At(x.Detach().Round(), y.Detach().Round()).Reshape(sizes);
        Tensor left = x.Detach().Floor(), top = y.Detach().Floor(), dx = (x - left).Unsqueeze(1), dy = (y - top).Unsqueeze(1);
        Tensor sum = (At(left, top) * ((1 - dx) * (1 - dy))) + (At(left + 1, top) * (dx * (1 - dy))) + (At(left, top + 1) * ((1 - dx) * dy)) + (At(left + 1, top + 1) * (dx * dy));
        return sum.Reshape(sizes);

        Tensor Place(Tensor at, int size)
        {
            at = alignCorners ? (at + 1) * ((size - 1) / 2.0) : (((at + 1) * size) - 1) * 0.5;
            if (paddingMode == "reflection") at = alignCorners ? Reflected(at, 0, size - 1) : Reflected(at, -0.5, size);
            return paddingMode == "zeros" ? at : at.Hardtanh(0, size - 1);
        }

        Tensor At(Tensor column, Tensor row)
        {
            Tensor inside = (column >= 0) & (column <= width - 1) & (row >= 0) & (row <= height - 1);
            Tensor index = (row.NanToNum().Clamp(0.0, height - 1.0) * width) + column.NanToNum().Clamp(0.0, width - 1.0);
            Tensor named = index.To(DType.Int64).Unsqueeze(1).Expand(samples, channels, places[1]).Copied();
            return Tensor.Taken(plane, 2, named) * inside.Unsqueeze(1);
        }
    }

    /// <summary>Turned back at both ends of a range.</summary>
    private static Tensor Reflected(Tensor at, double low, double span)
    {
        if (span <= 0) return at * 0;
        Tensor distance = (at - low).Abs(), rest = distance.Fmod(span);
        Tensor isEven = (distance.Detach() / span).Floor().Remainder(2).Eq(0);
        return Tensor.Where(isEven, rest + low, span + low - rest);
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
