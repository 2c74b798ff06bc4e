using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Kernels;

/// <summary>
/// For each filter and place of the result, the sum over channels and elements of the filter of weight times source: a product of matrices whose right one is never made,
/// since its rows are pieces of the source (<see cref="ConvolutionBlocks"/>). Each sum runs in the order of the filter's elements and begins with the bias, so it does not
/// depend on blocks and threads.
/// </summary>
internal sealed unsafe class ConvolutionSums<T, TVector, TRegisters>
    where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
{
    /// <summary>Elements of filters that are added up at once: eight filters of single precision then take 16 KB of the first cache.</summary>
    private const int DepthAtOnce = 512;

    /// <summary>Places of a block.</summary>
    private const int Places = 2048;

    private readonly ConvolutionBlocks _blocks;
    private readonly ConvolutionAxis[] _axes;
    private readonly Job _job;
    private readonly int _depth;
    private readonly int _strip;
    private readonly int _tiles;
    private readonly bool _isByRows;
    private T* _packed;
    private T* _starts;

    /// <summary>What is computed from what.</summary>
    /// <param name="Source">[samples, groups, channels, …].</param>
    /// <param name="Weight">Of each group; where filters, channels and elements of a filter are is given by <paramref name="WeightStrides"/>.</param>
    /// <param name="Bias">One for each filter, or nothing.</param>
    /// <param name="Result">[samples, groups, filters, …].</param>
    /// <param name="Samples">How many.</param>
    /// <param name="Groups">How many.</param>
    /// <param name="Channels">Of a group.</param>
    /// <param name="Filters">Of a group.</param>
    /// <param name="SourceSizes">The spatial sizes.</param>
    /// <param name="ResultSizes">The spatial sizes.</param>
    /// <param name="Kernel">The spatial sizes of a filter.</param>
    /// <param name="WeightStrides">From a group, a filter and a channel to the next.</param>
    public sealed record Job(
        ArraySegment<T> Source, ArraySegment<T> Weight, ArraySegment<T>? Bias, ArraySegment<T> Result, int Samples, int Groups, int Channels, int Filters, int[] SourceSizes, int[] ResultSizes,
        int[] Kernel, (int Group, int Filter, int Channel) WeightStrides);

    private ConvolutionSums(Job job, ConvolutionAxis[] axes)
    {
        (_job, _axes) = (job, axes);
        _blocks = new ConvolutionBlocks(job.Samples, job.Channels, 0, job.SourceSizes, axes, Places, sizeof(T));
        _depth = _blocks.Offsets.Length;
        _strip = (job.Filters == 1 ? 4 : 2) * TRegisters.Lanes;
        _tiles = (job.Filters + LargestTile - 1) / LargestTile;

        // Row by row there is nothing to be thrown away but what the last strip of a row computes again.
        int shortest = axes[2].Count - ((axes[2].Count - 1) / _blocks.Columns * _blocks.Columns);
        _isByRows = axes[2].Result.Step == 1 && shortest >= _strip && (_blocks.Columns + _strip - 1) / _strip * _strip <= 1.125 * _blocks.Pitch;
    }

    /// <summary>The most filters of a tile.</summary>
    private static int LargestTile => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported ? 8 : 4;

    private int PerGroup => _tiles * LargestTile;

    public static void Run(Job job, ConvolutionAxis[] axes)
    {
        var sums = new ConvolutionSums<T, TVector, TRegisters>(job, axes);

        // The result is zero already.
        if (sums._depth == 0 && job.Bias is null) return;
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        Span<T> packed = scope.Rent(Round(job.Groups * sums.PerGroup * sums._depth)), starts = scope.Rent(Round(job.Groups * sums.PerGroup));
        sums.Pack(packed, starts);
        sums._packed = Pointer(packed);
        sums._starts = Pointer(starts);
        sums.Run();
    }

    private void Run()
    {
        int units = _blocks.Count * _job.Groups;
        double operations = 2.0 * units * _blocks.Length * _job.Filters * _depth;
        int threads = ConvolutionThreads.For(operations), splits = units >= threads ? 1 : Math.Min(_tiles, (threads + units - 1) / units);
        ConvolutionThreads.Run(units * splits, threads, (from, to) => Units(from, to, splits));
    }

    /// <summary>Some of the blocks of all groups, each perhaps for a part of the filters.</summary>
    private void Units(int from, int to, int splits)
    {
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        int rows = Math.Min(LargestTile, _job.Filters), length = (_blocks.Length + _strip - 1) / _strip * _strip;
        Span<T> source = scope.Rent(Round(_blocks.SourceLength + _strip));
        source.Clear();
        T* sums = _isByRows ? null : Pointer(scope.Rent(Round(rows * length)));
        ConvolutionBlocks.Block before = default;
        fixed (int* offsets = _blocks.Offsets)
        {
            fixed (T* result = _job.Result.AsSpan())
            {
                for (int unit = from, copied = -1; unit < to; unit++)
                {
                    int which = unit / splits, split = unit % splits, group = which / _blocks.Count;
                    ConvolutionBlocks.Block block = _blocks[which % _blocks.Count];
                    if (which != copied) Gather(group, block, before, source);
                    (copied, before) = (which, block);
                    for (int tile = _tiles * split / splits; tile < _tiles * (split + 1) / splits; tile++)
                    {
                        int filter = tile * LargestTile, filters = Math.Min(LargestTile, _job.Filters - filter);
                        var job = new ConvolutionTiles<T, TVector, TRegisters>.Tile
                        {
                            Weight = _packed + ((nint)((group * PerGroup) + filter) * _depth), Source = Pointer(source), Offsets = offsets, Start = _starts + (group * PerGroup) + filter, Rows = filters,
                        };
                        int at = ((block.Sample * _job.Groups) + group) * _job.Filters * ResultPlane + (filter * ResultPlane);
                        if (_isByRows) ByRows(job, block, result + at);
                        else AllPlaces(job, block, sums, length, result + at);
                    }
                }
            }
        }
    }

    private void Gather(int group, in ConvolutionBlocks.Block block, in ConvolutionBlocks.Block before, Span<T> to)
    {
        int plane = _job.SourceSizes[0] * _job.SourceSizes[1] * _job.SourceSizes[2];
        _blocks.Gather<T>(_job.Source, ((block.Sample * _job.Groups) + group) * _job.Channels * plane, _job.Groups * _job.Channels * plane, block, before, to);
    }

    private int ResultPlane => _job.ResultSizes[0] * _job.ResultSizes[1] * _job.ResultSizes[2];

    /// <summary>Straight into the result.</summary>
    private void ByRows(ConvolutionTiles<T, TVector, TRegisters>.Tile tile, in ConvolutionBlocks.Block block, T* result)
    {
        tile.ResultRow = ResultPlane;
        for (int from = 0; from < _depth || from == 0; from += DepthAtOnce)
        {
            ConvolutionTiles<T, TVector, TRegisters>.Tile part = Part(tile, from);
            for (int n = 0; n < block.Samples; n++)
            {
                for (int row = 0; row < block.Rows; row++)
                {
                    T* line = tile.Source + (n * _blocks.SamplePitch) + (row * _blocks.Pitch), to = result + Place(block, n, row);
                    int strips = block.Columns / _strip, done = strips * _strip, at = block.Columns - _strip;
                    Sum(part, line, to, strips);

                    // What was added to already must not be added to again.
                    if (done == block.Columns) continue;
                    if (from > 0) Rest(part, line + at, to + at, done - at);
                    else Sum(part, line + at, to + at, 1);
                }
            }
        }
    }

    /// <summary>The last strip of a row, of which the first places are done.</summary>
    private void Rest(ConvolutionTiles<T, TVector, TRegisters>.Tile tile, T* source, T* result, int skip)
    {
        T* sums = stackalloc T[8 * 64];
        int rest = _strip - skip;
        for (int row = 0; row < tile.Rows; row++) new Span<T>(result + (row * tile.ResultRow), _strip).CopyTo(new Span<T>(sums + (row * _strip), _strip));
        nint pitch = tile.ResultRow;
        tile.ResultRow = _strip;
        Sum(tile, source, sums, 1);
        for (int row = 0; row < tile.Rows; row++) new Span<T>(sums + (row * _strip) + skip, rest).CopyTo(new Span<T>(result + (row * pitch) + skip, rest));
    }

    /// <summary>With the places between the rows, and then those that mean something into the result.</summary>
    private void AllPlaces(ConvolutionTiles<T, TVector, TRegisters>.Tile tile, in ConvolutionBlocks.Block block, T* sums, int length, T* result)
    {
        tile.ResultRow = length;
        for (int from = 0; from < _depth || from == 0; from += DepthAtOnce)
        {
            ConvolutionTiles<T, TVector, TRegisters>.Tile part = Part(tile, from);
            Sum(part, tile.Source, sums, length / _strip);
        }

        int step = _axes[2].Result.Step, plane = ResultPlane;
        for (int filter = 0; filter < tile.Rows; filter++)
        {
            for (int n = 0; n < block.Samples; n++)
            {
                for (int row = 0; row < block.Rows; row++)
                {
                    T* to = result + (filter * plane) + Place(block, n, row), line = sums + (filter * length) + (n * _blocks.SamplePitch) + (row * _blocks.Pitch);
                    if (step == 1) new ReadOnlySpan<T>(line, block.Columns).CopyTo(new Span<T>(to, block.Columns));
                    else for (int i = 0; i < block.Columns; i++, to += step) *to = line[i];
                }
            }
        }
    }

    /// <summary>Some elements of the filters, from one on.</summary>
    private ConvolutionTiles<T, TVector, TRegisters>.Tile Part(ConvolutionTiles<T, TVector, TRegisters>.Tile tile, int from)
    {
        tile.Depth = Math.Min(DepthAtOnce, _depth - from);
        tile.Weight += from * (nint)TileRows(tile.Rows);
        tile.Offsets += from;
        if (from > 0) tile.Start = null;
        return tile;
    }

    private int TileRows(int filters) => _job.Filters == 1 ? 1 : filters <= 4 ? 4 : 8;

    private void Sum(ConvolutionTiles<T, TVector, TRegisters>.Tile tile, T* source, T* result, int strips)
    {
        tile.Strips = strips;
        tile.Source = source;
        tile.Result = result;
        if (tile.Rows > 4) ConvolutionTiles<T, TVector, TRegisters>.Sum8(tile);
        else if (_job.Filters > 1) ConvolutionTiles<T, TVector, TRegisters>.Sum4(tile);
        else ConvolutionTiles<T, TVector, TRegisters>.Sum1(tile);
    }

    private int Place(in ConvolutionBlocks.Block block, int sample, int row)
    {
        int d = _axes[0].Result.Start + (block.Depth * _axes[0].Result.Step), h = _axes[1].Result.Start + ((block.Row + row) * _axes[1].Result.Step), w = _axes[2].Result.Start + (block.Column * _axes[2].Result.Step);
        return (sample * _job.Groups * _job.Filters * ResultPlane) + (((d * _job.ResultSizes[1]) + h) * _job.ResultSizes[2]) + w;
    }

    /// <summary>The filters in the order in which tiles read them, filled up with zeros.</summary>
    private void Pack(Span<T> packed, Span<T> starts)
    {
        packed.Clear();
        starts.Clear();
        int[] elements = [.. from d in _axes[0].Taps from h in _axes[1].Taps from w in _axes[2].Taps select (((d * _job.Kernel[1]) + h) * _job.Kernel[2]) + w];
        ReadOnlySpan<T> weight = _job.Weight, bias = _job.Bias is { } given ? given : default(ReadOnlySpan<T>);
        for (int group = 0; group < _job.Groups; group++)
        {
            for (int filter = 0; filter < _job.Filters; filter++)
            {
                int inTile = filter % LargestTile, rows = TileRows(Math.Min(LargestTile, _job.Filters - filter + inTile));
                if (!bias.IsEmpty) starts[(group * PerGroup) + filter] = bias[(group * _job.Filters) + filter];
                int to = (((group * PerGroup) + filter - inTile) * _depth) + inTile, from = (group * _job.WeightStrides.Group) + (filter * _job.WeightStrides.Filter);
                for (int channel = 0; channel < _job.Channels; channel++, from += _job.WeightStrides.Channel)
                {
                    foreach (int element in elements)
                    {
                        packed[to] = weight[from + element];
                        to += rows;
                    }
                }
            }
        }
    }

    private static int Round(int count) => (count + 15) & ~15;

    private static T* Pointer(Span<T> pinned) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
}
