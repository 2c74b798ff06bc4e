using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Functional
{
    /// <summary>The input at places that are given for each element of the result.</summary>
    /// <param name="input">Of shape [samples, channels, height, width] or [samples, channels, depth, height, width].</param>
    /// <param name="grid">Of shape [samples, height, width, 2] or [samples, depth, height, width, 3]: x, y and z, from -1 to 1 across the input.</param>
    /// <param name="mode"><c>"bilinear"</c> (with three dimensions trilinear), <c>"nearest"</c>, or with two dimensions <c>"bicubic"</c>.</param>
    /// <param name="paddingMode">What is outside: <c>"zeros"</c>, <c>"border"</c> or <c>"reflection"</c>.</param>
    /// <param name="alignCorners">-1 and 1 are the centers of the outer elements, instead of the edges.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is no such mode.</exception>
    public static Tensor GridSample(Tensor input, Tensor grid, string mode = "bilinear", string paddingMode = "zeros", bool alignCorners = false)
    {
        int rank = Given(input).Rank - 2;
        if (rank is not (2 or 3) || Given(grid).Rank != rank + 2 || grid.Layout.Sizes[^1] != rank || grid.Layout.Sizes[0] != input.Layout.Sizes[0]) throw new ArgumentException($"grid_sampler(): expected input of shape [N, C, H, W] and grid of shape [N, H, W, 2], or input of shape [N, C, D, H, W] and grid of shape [N, D, H, W, 3], but got input with sizes {input.Shape} and grid with sizes {grid.Shape}", nameof(grid));
        if (input.DType != grid.DType) throw new ArgumentException($"grid_sampler(): expected input and grid to have same dtype, but input has {input.DType.Name()} and grid has {grid.DType.Name()}", nameof(grid));
        if (mode is not ("bilinear" or "nearest" or "bicubic")) throw new ArgumentException($"nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '{mode}'", nameof(mode));
        if (mode == "bicubic" && rank == 3) throw new ArgumentException("grid_sampler(): bicubic interpolation only supports 4D input", nameof(mode));
        if (paddingMode is not ("zeros" or "border" or "reflection")) throw new ArgumentException($"nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '{paddingMode}'", nameof(paddingMode));
        if (input.Layout.Sizes.AsSpan(2).Contains(0)) throw new ArgumentException($"grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes {input.Shape}", nameof(input));
        return Fused($"GridSampler{rank}D", [input, grid], x => Sampled(x[0], x[1], mode, paddingMode, alignCorners));
    }

    private static Tensor Sampled(Tensor input, Tensor grid, string mode, string paddingMode, bool alignCorners)
    {
        (int samples, int channels, int[] sizes) = (input.Layout.Sizes[0], input.Layout.Sizes[1], input.Layout.Sizes[2..]);
        int rank = sizes.Length, places = Layout.CountOf(grid.Layout.Sizes.AsSpan(1, rank));
        Tensor plane = input.Reshape(samples, channels, -1);

        // In the order of the dimensions of the input; the grid has x first.
        Tensor[] at = [.. Enumerable.Range(0, rank).Select(d => Unnormalized(grid.Select(-1, rank - 1 - d).Reshape(samples, places), sizes[d]))];
        if (mode != "bicubic") at = [.. at.Select((place, d) => Bounded(place, sizes[d]))];
        (Tensor Place, Tensor? Weight)[][] taps = [.. at.Select((place, d) => Neighbours(place, sizes[d]))];
        Tensor? sum = null;
        for (int i = 0; i < (int)Math.Pow(taps[0].Length, rank); i++)
        {
            Tensor? weight = null;
            var corner = new Tensor[rank];
            for (int d = 0, rest = i; d < rank; d++, rest /= taps[0].Length)
            {
                (corner[d], Tensor? part) = taps[d][rest % taps[0].Length];
                weight = weight is null || part is null ? part : weight * part;
            }

            Tensor value = At(corner);
            if (weight is not null) value *= weight.Unsqueeze(1);
            sum = sum is null ? value : sum + value;
        }

        return sum!.Reshape([samples, channels, .. grid.Layout.Sizes.AsSpan(1, rank)]);

        Tensor Unnormalized(Tensor x, int size) => alignCorners ? (x + 1) * ((size - 1) / 2.0) : (((x + 1) * size) - 1) * 0.5;

        Tensor Bounded(Tensor x, int size)
        {
            if (paddingMode == "reflection") x = alignCorners ? Reflected(x, 0, size - 1) : Reflected(x, -0.5, size);
            return paddingMode == "zeros" ? x : x.Hardtanh(0, size - 1);
        }

        (Tensor, Tensor?)[] Neighbours(Tensor x, int size)
        {
            if (mode == "nearest") return [(x.Detach().Round(), null)];
            Tensor first = x.Detach().Floor(), rest = x - first;
            if (mode == "bilinear") return [(first, 1 - rest), (first + 1, rest)];
            Tensor[] weights = [OuterCubic(rest + 1), InnerCubic(rest), InnerCubic(1 - rest), OuterCubic(2 - rest)];
            return [.. weights.Select((weight, k) => (Bounded(first + (k - 1.0), size), (Tensor?)weight))];
        }

        Tensor At(Tensor[] corner)
        {
            Tensor? isInside = null, index = null;
            for (int d = 0; d < rank; d++)
            {
                Tensor inside = (corner[d] >= 0) & (corner[d] <= sizes[d] - 1), place = corner[d].NanToNum().Clamp(0.0, sizes[d] - 1.0).To(DType.Int64);
                (isInside, index) = (isInside is null ? inside : isInside & inside, index is null ? place : (index * sizes[d]) + place);
            }

            return Tensor.Taken(plane, 2, index!.Unsqueeze(1).Expand(samples, channels, places).Copied()) * isInside!.Unsqueeze(1);
        }
    }

    /// <summary>Keys' kernel with a = -0.75, at distances up to 1 and from 1 to 2.</summary>
    private static Tensor InnerCubic(Tensor t) => (((1.25 * t) - 2.25) * t * t) + 1;

    private static Tensor OuterCubic(Tensor t) => (((((-0.75 * t) + 3.75) * t) - 6) * t) + 3;

    /// <summary>Turned back at both ends of a range.</summary>
    private static Tensor Reflected(Tensor at, double low, double span)
    {
        if (span <= 0) return at * 0;
        Tensor distance = (at - low).Abs(), rest = distance.Fmod(span);
        Tensor isEven = (distance.Detach() / span).Floor().Remainder(2).Eq(0);
        return Tensor.Where(isEven, rest + low, span + low - rest);
    }
}
