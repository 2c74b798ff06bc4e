namespace SourceAutodiff.Kernels;

/// <summary>Which elements of the input each element of a pooled output looks at: along each of three spatial dimensions a range, perhaps with gaps.</summary>
internal sealed class Windows
{
    private Windows(int[] input, int[][] starts, int[][] ends, int[][] counts, int[] steps)
    {
        (Input, Starts, Ends, Counts, Steps) = (input, starts, ends, counts, steps);
        Output = [starts[0].Length, starts[1].Length, starts[2].Length];
    }

    public int[] Input { get; }

    public int[] Output { get; }

    /// <summary>The first place of each window, inside of the input.</summary>
    public int[][] Starts { get; }

    /// <summary>The place after the last one, inside of the input.</summary>
    public int[][] Ends { get; }

    /// <summary>How many places there are with the padding.</summary>
    public int[][] Counts { get; }

    /// <summary>From one place to the next.</summary>
    public int[] Steps { get; }

    public int InputPlane => Input[0] * Input[1] * Input[2];

    public int OutputPlane => Output[0] * Output[1] * Output[2];

    /// <summary>Windows of one size at even distances. With <paramref name="ceil"/> one more, if it begins inside or in the padding on the left.</summary>
    public static Windows Regular(int[] input, int[] kernel, int[] stride, int[] padding, int[] dilation, bool ceil)
    {
        var (starts, ends, counts) = (new int[3][], new int[3][], new int[3][]);
        for (int d = 0; d < 3; d++)
        {
            int reach = input[d] + (2 * padding[d]) - (dilation[d] * (kernel[d] - 1)) - 1 + (ceil ? stride[d] - 1 : 0);
            int size = reach < 0 ? 0 : (reach / stride[d]) + 1;
            if (ceil && (size - 1) * stride[d] >= input[d] + padding[d]) size--;
            if (size <= 0) throw new ArgumentException($"Given input size: ({string.Join("x", input)}). Calculated output size: {size} in a dimension. Output size is too small");
            (starts[d], ends[d], counts[d]) = (new int[size], new int[size], new int[size]);
            for (int o = 0; o < size; o++)
            {
                int start = (o * stride[d]) - padding[d], end = Math.Min(start + (dilation[d] * (kernel[d] - 1)) + 1, input[d] + padding[d]);
                counts[d][o] = dilation[d] == 1 ? end - start : kernel[d];
                while (start < 0) start += dilation[d];
                (starts[d][o], ends[d][o]) = (start, Math.Min(end, input[d]));
            }
        }

        return new Windows(input, starts, ends, counts, dilation);
    }

    /// <summary>As many windows as asked for, which cover the input evenly.</summary>
    public static Windows Adaptive(int[] input, int[] output)
    {
        var (starts, ends, counts) = (new int[3][], new int[3][], new int[3][]);
        for (int d = 0; d < 3; d++)
        {
            (int size, int count) = (input[d], output[d]);
            starts[d] = [.. Enumerable.Range(0, count).Select(o => (int)((long)o * size / count))];
            ends[d] = [.. Enumerable.Range(0, count).Select(o => (int)((((long)(o + 1) * size) + count - 1) / count))];
            counts[d] = [.. starts[d].Zip(ends[d], (start, end) => end - start)];
        }

        return new Windows(input, starts, ends, counts, [1, 1, 1]);
    }

    /// <summary>The number of elements that each output is a mean of.</summary>
    public double[] Divisors(bool includesPadding)
    {
        var divisors = new double[OutputPlane];
        for (int o = 0; o < divisors.Length; o++)
        {
            (int d, int h, int w) = (o / (Output[1] * Output[2]), o / Output[2] % Output[1], o % Output[2]);
            divisors[o] = includesPadding ? Counts[0][d] * Counts[1][h] * Counts[2][w]
                : (Ends[0][d] - Starts[0][d]) * (Ends[1][h] - Starts[1][h]) * (Ends[2][w] - Starts[2][w]);
        }

        return divisors;
    }
}
