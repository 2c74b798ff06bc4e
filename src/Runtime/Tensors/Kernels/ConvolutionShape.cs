using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>
/// The sizes of a convolution, always with three spatial dimensions: a missing one has size 1. The input is [samples, channels, d, h, w], the weight [filters, channels /
/// groups, d, h, w], and the output [samples, filters, d, h, w].
/// </summary>
internal sealed class ConvolutionShape
{
    private readonly int[] _inputSizes;
    private readonly int[] _weightSizes;
    private readonly int[] _outputSizes;

    /// <param name="input">Sizes of the input.</param>
    /// <param name="weight">Sizes of the weight.</param>
    /// <param name="output">Sizes of the output.</param>
    /// <param name="stride">One for each spatial dimension.</param>
    /// <param name="padding">On both sides.</param>
    /// <param name="dilation">From one element of the weight to the next.</param>
    /// <param name="groups">Of channels, each with its own filters.</param>
    public ConvolutionShape(int[] input, int[] weight, int[] output, int[] stride, int[] padding, int[] dilation, int groups)
    {
        (_inputSizes, _weightSizes, _outputSizes) = (input, weight, output);
        (Samples, Channels, Filters, Groups) = (input[0], input[1], weight[0], groups);
        (Input, Kernel, Output) = (Three(input.AsSpan(2), 1), Three(weight.AsSpan(2), 1), Three(output.AsSpan(2), 1));
        (Stride, Padding, Dilation) = (Three(stride, 1), Three(padding, 0), Three(dilation, 1));
    }

    public int Samples { get; }

    public int Channels { get; }

    public int Filters { get; }

    public int Groups { get; }

    public int[] Input { get; }

    public int[] Kernel { get; }

    public int[] Output { get; }

    public int[] Stride { get; }

    public int[] Padding { get; }

    public int[] Dilation { get; }

    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    /// <summary>Elements of one channel.</summary>
    public int InputPlane => Input[0] * Input[1] * Input[2];

    public int OutputPlane => Output[0] * Output[1] * Output[2];

    /// <summary>Elements of a filter.</summary>
    public int Taps => GroupChannels * Kernel[0] * Kernel[1] * Kernel[2];

    /// <summary>The columns are the input itself.</summary>
    public bool IsPointwise => Kernel is [1, 1, 1] && Stride is [1, 1, 1] && Padding is [0, 0, 0];

    public Tensor NewInput(DType type) => Tensor.Empty(_inputSizes, type);

    public Tensor NewWeight(DType type) => Tensor.Empty(_weightSizes, type);

    /// <summary>It is written as a whole, unless there is nothing to add up.</summary>
    public Tensor NewOutput(DType type) => GroupChannels > 0 ? Tensor.Unwritten(_outputSizes, type) : Tensor.Empty(_outputSizes, type);

    /// <summary>The size of an output.</summary>
    public static int Size(int input, int kernel, int stride, int padding, int dilation) => (input + (2 * padding) - (dilation * (kernel - 1)) - 1 < 0 ? -1 : (input + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;

    private static int[] Three(ReadOnlySpan<int> sizes, int missing) => sizes.Length switch
    {
        1 => [missing, missing, sizes[0]],
        2 => [missing, sizes[0], sizes[1]],
        _ => sizes.ToArray(),
    };
}
