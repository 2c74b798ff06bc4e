using System.Numerics;
using System.Numerics.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>What each element of a filter meets, as rows of a matrix: [channel and place in the filter, place in the output]; and back.</summary>
internal static class Columns
{
    /// <summary>From the input of one sample and group; zero where the filter is outside.</summary>
    public static void Gather<T>(ReadOnlySpan<T> input, Span<T> columns, ConvolutionShape shape) where T : unmanaged, INumber<T>
    {
        var rows = new Rows(shape);
        for (int row = 0; row < shape.Taps; row++)
        {
            Span<T> to = columns.Slice(row * shape.OutputPlane, shape.OutputPlane);
            rows.Start(row);
            while (rows.Next(out int from, out int at))
            {
                Span<T> line = to.Slice(at, rows.Width);
                if (from < 0)
                {
                    line.Clear();
                    continue;
                }

                line[..rows.First].Clear();
                line[rows.Last..].Clear();
                int count = rows.Last - rows.First, start = from + (rows.First * rows.Step) + rows.Shift;
                if (count <= 0) continue;
                if (rows.Step == 1) input.Slice(start, count).CopyTo(line[rows.First..]);
                else for (int i = 0; i < count; i++) line[rows.First + i] = input[start + (i * rows.Step)];
            }
        }
    }

    /// <summary>The adjoint: added to the input.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> columns, Span<T> input, ConvolutionShape shape) where T : unmanaged, INumber<T>
    {
        var rows = new Rows(shape);
        for (int row = 0; row < shape.Taps; row++)
        {
            ReadOnlySpan<T> from = columns.Slice(row * shape.OutputPlane, shape.OutputPlane);
            rows.Start(row);
            while (rows.Next(out int to, out int at))
            {
                int count = rows.Last - rows.First;
                if (to < 0 || count <= 0) continue;
                ReadOnlySpan<T> line = from.Slice(at + rows.First, count);
                int start = to + (rows.First * rows.Step) + rows.Shift;
                if (rows.Step == 1) TensorPrimitives.Add(input.Slice(start, count), line, input.Slice(start, count));
                else for (int i = 0; i < count; i++) input[start + (i * rows.Step)] += line[i];
            }
        }
    }

    /// <summary>Goes through the lines of the output for one element of a filter.</summary>
    private struct Rows(ConvolutionShape shape)
    {
        private int _plane;
        private int _d;
        private int _h;
        private int _line;

        /// <summary>Elements of a line of the output.</summary>
        public readonly int Width => shape.Output[2];

        /// <summary>From one element to the next in the input.</summary>
        public readonly int Step => shape.Stride[2];

        /// <summary>Where the first element of a line would be in the input's line.</summary>
        public int Shift { get; private set; }

        /// <summary>The first element of a line that is inside.</summary>
        public int First { get; private set; }

        /// <summary>The first element after it that is outside again.</summary>
        public int Last { get; private set; }

        public void Start(int row)
        {
            int[] kernel = shape.Kernel;
            int w = row % kernel[2], h = row / kernel[2] % kernel[1], d = row / (kernel[2] * kernel[1]) % kernel[0], channel = row / (kernel[2] * kernel[1] * kernel[0]);
            _plane = channel * shape.InputPlane;
            (_d, _h, _line) = ((d * shape.Dilation[0]) - shape.Padding[0], (h * shape.Dilation[1]) - shape.Padding[1], 0);
            Shift = (w * shape.Dilation[2]) - shape.Padding[2];
            First = Math.Clamp((-Shift + Step - 1) / Step, 0, Width);
            Last = Math.Clamp((shape.Input[2] - Shift + Step - 1) / Step, First, Width);
        }

        /// <param name="input">Where the input's line begins; negative if it is outside.</param>
        /// <param name="output">Where the output's line begins.</param>
        public bool Next(out int input, out int output)
        {
            int lines = shape.Output[0] * shape.Output[1];
            output = _line * Width;
            input = -1;
            if (_line >= lines) return false;
            int d = (_line / shape.Output[1] * shape.Stride[0]) + _d, h = (_line % shape.Output[1] * shape.Stride[1]) + _h;
            if (d >= 0 && d < shape.Input[0] && h >= 0 && h < shape.Input[1]) input = _plane + (((d * shape.Input[1]) + h) * shape.Input[2]);
            _line++;
            return true;
        }
    }
}
