using System.Numerics;

namespace SourceAutodiff.Kernels;

/// <summary>
/// How a sum over a filter is cut into blocks whose part of the source stays in the second cache, and how that part is laid out: row after row, with zeros around, so
/// that what the neighbouring places of a whole block meet for one element of the filter lies in one piece. A block is some samples, or some rows of one, or a part of a
/// row. Places between the rows are computed, too, and mean nothing.
/// </summary>
internal sealed class ConvolutionBlocks
{
    /// <summary>Of a block of the source.</summary>
    private const int BlockBytes = 256 << 10;

    private readonly ConvolutionAxis _depth;
    private readonly ConvolutionAxis _height;
    private readonly ConvolutionAxis _width;
    private readonly int[] _source;
    private readonly int _channels;
    private readonly int _samples;
    private readonly int _plane;

    /// <param name="samples">How many there are.</param>
    /// <param name="channels">Of the source that are added up.</param>
    /// <param name="rows">Rows of the result that need memory, too, in a block.</param>
    /// <param name="source">The spatial sizes of the source.</param>
    /// <param name="axes">Depth, height, width.</param>
    /// <param name="places">A block has not many more.</param>
    /// <param name="bytes">Of a number.</param>
    public ConvolutionBlocks(int samples, int channels, int rows, int[] source, ConvolutionAxis[] axes, int places, int bytes)
    {
        (_depth, _height, _width, _source, _channels, _samples) = (axes[0], axes[1], axes[2], source, channels, samples);
        int planes = _depth.Taps.Length * _height.Sequences.Length * _width.Sequences.Length;
        double perPlace = Math.Max(1.0, (channels * (double)planes) + rows) * bytes;
        (Samples, Rows, Columns, Pitch) = (1, _height.Count, _width.Count, _width.Pitch());
        int high = _height.Pitch();
        double most = Math.Min(places, BlockBytes / perPlace);
        if (_depth.Count == 1 && 2.0 * high * Pitch <= most)
        {
            // At least eight blocks, so that several threads have something to do.
            Samples = Even(samples, Math.Min((int)(most / (high * Pitch)), (samples + 7) / 8));
        }
        else if (high * (double)Pitch > most)
        {
            Rows = Even(_height.Count, Math.Max(1, (int)(most / Pitch) - _height.Reach));
            if (Rows == 1 && Pitch > 2 * most) (Columns, Pitch) = Even(_width.Count, Math.Max(SmallestColumns, (int)most)) is var c && c < _width.Count ? (c, c + _width.Reach) : (Columns, Pitch);
        }

        SamplePitch = (Samples == 1 ? Rows + _height.Reach : high) * Pitch;
        _plane = (((Samples - 1) * SamplePitch) + ((Rows + _height.Reach) * Pitch) + _width.Reach + 15) & ~15;
        ChannelPitch = planes * _plane;
        Length = ((Samples - 1) * SamplePitch) + ((Rows - 1) * Pitch) + Columns;
        Offsets = [.. Enumerable.Range(0, channels).SelectMany(Taps)];
        Count = Parts(samples, Samples) * _depth.Count * Parts(_height.Count, Rows) * Parts(_width.Count, Columns);
    }

    /// <summary>Narrower parts of rows are not made.</summary>
    public const int SmallestColumns = 256;

    /// <summary>Of a block; the last one of each kind may have fewer.</summary>
    public int Samples { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>From one row to the next, and from one sample to the next.</summary>
    public int Pitch { get; }

    public int SamplePitch { get; }

    public int ChannelPitch { get; }

    /// <summary>Places of a block, with those between its rows.</summary>
    public int Length { get; }

    /// <summary>For each channel and each element of a filter that takes part, where the first place of the block reads.</summary>
    public int[] Offsets { get; }

    /// <summary>Blocks.</summary>
    public int Count { get; }

    /// <summary>Elements of the source in a block.</summary>
    public int SourceLength => _channels * ChannelPitch;

    public Block this[int index]
    {
        get
        {
            int across = Parts(_width.Count, Columns), down = Parts(_height.Count, Rows);
            int column = index % across * Columns, row = index / across % down * Rows, depth = index / (across * down) % _depth.Count, sample = index / (across * down * _depth.Count) * Samples;
            return new Block(sample, Math.Min(Samples, _samples - sample), depth, row, Math.Min(Rows, _height.Count - row), column, Math.Min(Columns, _width.Count - column));
        }
    }

    /// <summary>Copies what a block needs; the rest is zero already, or is made so unless the block before had its zeros at the same places.</summary>
    /// <param name="source">All of it.</param>
    /// <param name="first">Where the first channel of the block's first sample is.</param>
    /// <param name="sampleStride">From one sample to the next.</param>
    /// <param name="block">What is copied.</param>
    /// <param name="before">The block that was copied to the same place before.</param>
    /// <param name="to">Of <see cref="SourceLength"/>.</param>
    public void Gather<T>(ReadOnlySpan<T> source, int first, int sampleStride, in Block block, in Block before, Span<T> to) where T : unmanaged, INumber<T>
    {
        if (!block.HasZerosAs(before)) to.Clear();
        int plane = _source[0] * _source[1] * _source[2], at = 0;
        for (int c = 0; c < _channels; c++)
        {
            for (int k = 0; k < _depth.Taps.Length; k++)
            {
                int d = _depth.SourceOf(_depth.SequenceOf[k], block.Depth + _depth.Shifts[k]);
                for (int h = 0; h < _height.Sequences.Length; h++)
                {
                    for (int w = 0; w < _width.Sequences.Length; w++, at += _plane)
                    {
                        if (d < 0 || d >= _source[0]) continue;
                        for (int n = 0; n < block.Samples; n++) Plane(source.Slice(first + (n * sampleStride) + (c * plane) + (d * _source[1] * _source[2])), h, w, block, to.Slice(at + (n * SamplePitch)));
                    }
                }
            }
        }
    }

    private void Plane<T>(ReadOnlySpan<T> source, int h, int w, in Block block, Span<T> to) where T : unmanaged
    {
        (int top, int bottom) = _height.Inside(h, block.Row, block.Rows);
        (int left, int right) = _width.Inside(w, block.Column, block.Columns);
        if (right <= left) return;
        int start = _width.SourceOf(w, block.Column + left), step = _width.SourceOf(w, 1) - _width.SourceOf(w, 0);
        for (int row = top; row < bottom; row++)
        {
            int from = (_height.SourceOf(h, block.Row + row) * _source[2]) + start;
            Span<T> line = to.Slice((row * Pitch) + left, right - left);
            if (step == 1) source.Slice(from, line.Length).CopyTo(line);
            else for (int i = 0; i < line.Length; i++, from += step) line[i] = source[from];
        }
    }

    private IEnumerable<int> Taps(int channel)
    {
        for (int d = 0; d < _depth.Taps.Length; d++)
        {
            for (int h = 0; h < _height.Taps.Length; h++)
            {
                for (int w = 0; w < _width.Taps.Length; w++)
                {
                    int plane = (((d * _height.Sequences.Length) + _height.SequenceOf[h]) * _width.Sequences.Length) + _width.SequenceOf[w];
                    yield return (channel * ChannelPitch) + (plane * _plane) + (_height.Shifts[h] * Pitch) + _width.Shifts[w];
                }
            }
        }
    }

    private static int Parts(int length, int size) => (length + size - 1) / size;

    /// <summary>At most so much, and in parts of about the same size.</summary>
    private static int Even(int length, int most) => Parts(length, Parts(length, Math.Max(1, most)));

    /// <summary>A part of the result.</summary>
    public readonly record struct Block(int Sample, int Samples, int Depth, int Row, int Rows, int Column, int Columns)
    {
        public bool HasZerosAs(in Block other) => (Samples, Depth, Row, Rows, Column, Columns) == (other.Samples, other.Depth, other.Row, other.Rows, other.Column, other.Columns);
    }
}
