using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Kernels;

/// <summary>
/// The gradient of the weight: for each filter, channel and element of a filter, the sum over all places of gradient times input. Blocks of both lie in the same order
/// (<see cref="ConvolutionBlocks"/>), so that it is a sum along rows; or with many filters a product with the transposed gradients. The blocks are added up in some groups whose number depends on the sizes
/// alone, and so does the result.
/// </summary>
internal sealed unsafe class ConvolutionWeights<T, TVector, TRegisters>
    where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
{
    /// <summary>Places of a block: four rows of gradients in single precision then take 16 KB of the first cache.</summary>
    private const int Places = 1024;

    /// <summary>Sums that can be made at the same time, and about how many numbers they may take.</summary>
    private const int MostSums = 8;
    private const int MostNumbers = 1 << 20;

    private readonly ConvolutionShape _shape;
    private readonly ConvolutionBlocks _blocks;
    private readonly ArraySegment<T> _input;
    private readonly ArraySegment<T> _grad;
    private readonly ArraySegment<T> _result;
    private readonly int _sums;
    private readonly bool _isTransposed;
    private readonly int _width;
    private readonly int _length;
    private T* _partial;

    private ConvolutionWeights(ArraySegment<T> input, ArraySegment<T> grad, ArraySegment<T> result, ConvolutionShape shape)
    {
        (_input, _grad, _result, _shape) = (input, grad, result, shape);
        ConvolutionAxis[] axes = [ConvolutionAxis.Forward(shape, 0), ConvolutionAxis.Forward(shape, 1), ConvolutionAxis.Forward(shape, 2)];
        _blocks = new ConvolutionBlocks(shape.Samples, shape.GroupChannels, shape.GroupFilters, shape.Input, axes, Places, sizeof(T));
        _sums = Math.Clamp(MostNumbers / Math.Max(1, result.Count), 1, Math.Min(MostSums, _blocks.Count));

        // A transposed copy of the gradients pays if it is used often, and nearly all filters fill whole registers.
        int wide = 2 * TRegisters.Lanes;
        _width = (shape.GroupFilters + wide - 1) / wide * wide;
        _isTransposed = shape.GroupFilters >= wide && _width <= 1.25 * shape.GroupFilters && shape.Taps >= 64;
        _length = _isTransposed ? _blocks.Length : (_blocks.Length + TRegisters.Lanes - 1) / TRegisters.Lanes * TRegisters.Lanes;
    }

    /// <summary>Overwrites the result.</summary>
    public static void Run(ArraySegment<T> input, ArraySegment<T> grad, ArraySegment<T> result, ConvolutionShape shape)
    {
        var weights = new ConvolutionWeights<T, TVector, TRegisters>(input, grad, result, shape);
        weights.Run();

        // Gradients of zero between the rows must not meet what is infinite.
        foreach (T number in result)
        {
            if (T.IsFinite(number)) continue;
            ConvolutionDefinition.Weight<T>(input, grad, result, shape);
            return;
        }
    }

    /// <summary>Of a sum: a row for each filter; or transposed for each element of a filter, with room for whole registers.</summary>
    private int Size => (_isTransposed ? _width : _shape.GroupFilters) * _shape.Taps;

    /// <summary>Filters that are computed together.</summary>
    private int TileFilters => _isTransposed ? 2 * TRegisters.Lanes : 4;

    private void Run()
    {
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        Span<T> partial = scope.Rent(_shape.Groups * _sums * Size);
        partial.Clear();
        _partial = Pointer(partial);
        int units = _shape.Groups * _sums, tiles = (_shape.GroupFilters + TileFilters - 1) / TileFilters;
        int threads = ConvolutionThreads.For(2.0 * _shape.Groups * _blocks.Count * _length * Size), splits = units >= threads ? 1 : Math.Min(tiles, (threads + units - 1) / units);
        ConvolutionThreads.Run(units * splits, threads, (from, to) => Units(from, to, splits));
        for (int group = 0; group < _shape.Groups; group++)
        {
            Span<T> total = partial.Slice(group * _sums * Size, Size);
            for (int sum = 1; sum < _sums; sum++) TensorPrimitives.Add(total, partial.Slice(((group * _sums) + sum) * Size, Size), total);
            Put(total, _result.AsSpan(group * _shape.GroupFilters * _shape.Taps, _shape.GroupFilters * _shape.Taps));
        }
    }

    private void Put(ReadOnlySpan<T> sums, Span<T> result)
    {
        if (!_isTransposed)
        {
            sums.CopyTo(result);
            return;
        }

        int taps = _shape.Taps, last = _width - TileFilters;
        for (int filter = 0; filter < _shape.GroupFilters; filter++)
        {
            // The last tile was moved back until it fitted.
            int column = filter < last ? filter : filter + _width - _shape.GroupFilters;
            for (int tap = 0; tap < taps; tap++) result[(filter * taps) + tap] = sums[(tap * _width) + column];
        }
    }

    private void Units(int from, int to, int splits)
    {
        int filters = _shape.GroupFilters, tiles = (filters + TileFilters - 1) / TileFilters;
        using ResidualScope<T> scope = ResidualMemory.Enter<T>();
        Span<T> source = scope.Rent(Round(_blocks.SourceLength + TRegisters.Lanes)), grads = scope.Rent(Round(filters * _length));
        source.Clear();
        ConvolutionBlocks.Block before = default;
        for (int unit = from; unit < to; unit++)
        {
            int which = unit / splits, split = unit % splits, group = which / _sums, sum = which % _sums, first = tiles * split / splits, last = tiles * (split + 1) / splits;
            int end = (int)((long)_blocks.Count * (sum + 1) / _sums);
            for (int i = (int)((long)_blocks.Count * sum / _sums); i < end; i++)
            {
                ConvolutionBlocks.Block block = _blocks[i];
                _blocks.Gather<T>(_input, ((block.Sample * _shape.Groups) + group) * _shape.GroupChannels * _shape.InputPlane, _shape.Channels * _shape.InputPlane, block, before, source);
                if (!block.HasZerosAs(before)) grads.Clear();
                before = block;
                GatherGrads(group, block, grads);
                if (_isTransposed) Outer(Pointer(grads), Pointer(source), first, last, _partial + (which * Size));
                else Dots(Pointer(grads), Pointer(source), first, last, _partial + (which * Size));
            }
        }
    }

    private void GatherGrads(int group, in ConvolutionBlocks.Block block, Span<T> to)
    {
        int filters = _shape.GroupFilters, plane = _shape.OutputPlane;
        fixed (T* grad = _grad.AsSpan())
        {
            for (int n = 0; n < block.Samples; n++)
            {
                T* from = grad + ((((block.Sample + n) * _shape.Groups) + group) * filters * plane) + (((block.Depth * _shape.Output[1]) + block.Row) * _shape.Output[2]) + block.Column;
                for (int row = 0, at = n * _blocks.SamplePitch; row < block.Rows; row++, from += _shape.Output[2], at += _blocks.Pitch)
                {
                    if (_isTransposed) MatrixMultiply.Pack<T, TVector, TRegisters>(from, 1, plane, block.Columns, filters, Pointer(to) + (at * filters));
                    else for (int filter = 0; filter < filters; filter++) new ReadOnlySpan<T>(from + (filter * plane), block.Columns).CopyTo(to.Slice((filter * _length) + at, block.Columns));
                }
            }
        }
    }

    private void Dots(T* grads, T* source, int first, int last, T* to)
    {
        (int taps, int filters) = (_shape.Taps, _shape.GroupFilters);
        fixed (int* offsets = _blocks.Offsets)
        {
            for (int filter = first * 4; filter < last * 4 && filter < filters; filter += 4)
            {
                int step = filters == 1 ? 8 : 4;
                for (int tap = 0; tap < taps; tap += step)
                {
                    T* sums = to + (filter * taps) + tap;
                    if (filters == 1) ConvolutionTiles<T, TVector, TRegisters>.Dot8(grads, source, offsets + tap, _length, sums, Math.Min(8, taps - tap));
                    else ConvolutionTiles<T, TVector, TRegisters>.Dot16(grads + (filter * _length), _length, source, offsets + tap, _length, sums, taps, Math.Min(4, filters - filter), Math.Min(4, taps - tap));
                }
            }
        }
    }

    private void Outer(T* grads, T* source, int first, int last, T* to)
    {
        fixed (int* offsets = _blocks.Offsets)
        {
            for (int tile = first; tile < last; tile++)
            {
                int column = tile * TileFilters, filter = Math.Min(column, _shape.GroupFilters - TileFilters);
                for (int tap = 0; tap < _shape.Taps; tap += 8)
                    ConvolutionTiles<T, TVector, TRegisters>.Outer16(grads + filter, _shape.GroupFilters, source, offsets + tap, _blocks.Length, to + (tap * _width) + column, _width, Math.Min(8, _shape.Taps - tap));
            }
        }
    }

    private static int Round(int count) => (count + 15) & ~15;

    private static T* Pointer(Span<T> pinned) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
}
