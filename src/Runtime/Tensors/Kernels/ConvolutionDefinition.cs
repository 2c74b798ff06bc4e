using System.Numerics;

namespace SourceAutodiff.Kernels;

/// <summary>The gradient of the weight place by place, for numbers that are not finite: nothing is read that a filter does not meet.</summary>
internal static class ConvolutionDefinition
{
    /// <summary>Overwrites the result.</summary>
    public static void Weight<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> grad, Span<T> result, ConvolutionShape shape) where T : unmanaged, INumber<T>
    {
        int[] kernel = shape.Kernel;
        int size = kernel[0] * kernel[1] * kernel[2];
        for (int at = 0; at < result.Length; at++)
        {
            int element = at % size, channel = at / size % shape.GroupChannels, filter = at / shape.Taps;
            int source = (filter / shape.GroupFilters * shape.GroupChannels) + channel;
            T sum = T.Zero;
            for (int n = 0; n < shape.Samples; n++)
            {
                ReadOnlySpan<T> x = input.Slice(((n * shape.Channels) + source) * shape.InputPlane, shape.InputPlane), g = grad.Slice(((n * shape.Filters) + filter) * shape.OutputPlane, shape.OutputPlane);
                sum += Plane(x, g, (element / (kernel[1] * kernel[2]), element / kernel[2] % kernel[1], element % kernel[2]), shape);
            }

            result[at] = sum;
        }
    }

    private static T Plane<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> grad, (int D, int H, int W) element, ConvolutionShape shape) where T : INumber<T>
    {
        (int[] from, int[] to, int[] stride) = (shape.Input, shape.Output, shape.Stride);
        int start = (element.W * shape.Dilation[2]) - shape.Padding[2];
        T sum = T.Zero;
        for (int line = 0; line < to[0] * to[1]; line++)
        {
            int d = (line / to[1] * stride[0]) + (element.D * shape.Dilation[0]) - shape.Padding[0], h = (line % to[1] * stride[1]) + (element.H * shape.Dilation[1]) - shape.Padding[1];
            if (d < 0 || d >= from[0] || h < 0 || h >= from[1]) continue;
            ReadOnlySpan<T> x = input.Slice(((d * from[1]) + h) * from[2], from[2]), g = grad.Slice(line * to[2], to[2]);
            for (int w = 0, at = start; w < g.Length; w++, at += stride[2])
            {
                if ((uint)at < (uint)x.Length) sum += g[w] * x[at];
            }
        }

        return sum;
    }
}
