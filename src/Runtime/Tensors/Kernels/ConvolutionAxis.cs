namespace SourceAutodiff.Kernels;

/// <summary>
/// One spatial dimension of a sum over a filter: place q of the result meets the places <c>q Step + shift</c> of the source, one for each element of the filter, and zero
/// outside. The source is read as Step sequences, each with every Step-th place, so that neighbours of the result always meet neighbours.
/// </summary>
internal sealed class ConvolutionAxis
{
    private readonly int _source;
    private readonly int _step;
    private readonly int _first;

    private ConvolutionAxis(int count, int source, int step, int[] taps, int[] shifts)
    {
        (Count, _source, _step, Taps) = (count, source, step, taps);
        int[] places = [.. shifts.Select(shift => (int)Math.Floor((double)shift / step))], sequences = [.. shifts.Select((shift, i) => shift - (places[i] * step))];
        _first = places.Length == 0 ? 0 : places.Min();
        Reach = places.Length == 0 ? 0 : places.Max() - _first;
        Shifts = [.. places.Select(place => place - _first)];
        Sequences = [.. sequences.Distinct()];
        SequenceOf = [.. sequences.Select(sequence => Array.IndexOf(Sequences, sequence))];
    }

    /// <summary>Places of the result.</summary>
    public int Count { get; }

    /// <summary>In the result's dimension: the first place, and from one to the next.</summary>
    public (int Start, int Step) Result { get; private init; } = (0, 1);

    /// <summary>The elements of the filter that take part.</summary>
    public int[] Taps { get; }

    /// <summary>How far from place q of the result, in its sequence, each of them reads; from 0 to <see cref="Reach"/>.</summary>
    public int[] Shifts { get; }

    public int Reach { get; }

    /// <summary>The sequences that are read, and which of them by each element of the filter.</summary>
    public int[] Sequences { get; }

    public int[] SequenceOf { get; }

    /// <summary>Of a convolution: the source is its input.</summary>
    public static ConvolutionAxis Forward(ConvolutionShape shape, int d) =>
        new(shape.Output[d], shape.Input[d], shape.Stride[d], [.. Enumerable.Range(0, shape.Kernel[d])], [.. Enumerable.Range(0, shape.Kernel[d]).Select(u => (u * shape.Dilation[d]) - shape.Padding[d])]);

    /// <summary>Of its adjoint, whose source is its output. With a stride, places of the input with different remainders meet different elements of the filter: one axis for each.</summary>
    public static ConvolutionAxis[] Backward(ConvolutionShape shape, int d)
    {
        int stride = shape.Stride[d];
        return [.. Enumerable.Range(0, Math.Min(stride, shape.Input[d])).Select(start =>
        {
            int[] taps = [.. Enumerable.Range(0, shape.Kernel[d]).Where(u => (start + shape.Padding[d] - (u * shape.Dilation[d])) % stride == 0)];
            int[] shifts = [.. taps.Select(u => (start + shape.Padding[d] - (u * shape.Dilation[d])) / stride)];
            return new ConvolutionAxis((shape.Input[d] - start + stride - 1) / stride, shape.Output[d], 1, taps, shifts) { Result = (start, stride) };
        })];
    }

    /// <summary>The place in the source of a place in a sequence.</summary>
    public int SourceOf(int sequence, int place) => ((place + _first) * _step) + Sequences[sequence];

    /// <summary>The places of a sequence that are inside of the source, of those from <paramref name="from"/> on that are read for some places of the result; counted from there.</summary>
    public (int First, int Last) Inside(int sequence, int from, int count)
    {
        int first = Ceiling(-Sequences[sequence]) - _first - from, last = Ceiling(_source - Sequences[sequence]) - _first - from;
        first = Math.Clamp(first, 0, count + Reach);
        return (first, Math.Clamp(last, first, count + Reach));
    }

    /// <summary>From one row of places to the next, so that the zeros behind one are those in front of the next.</summary>
    public int Pitch()
    {
        int pitch = Count;
        for (int i = 0; i < Sequences.Length; i++)
        {
            (int first, int last) = Inside(i, 0, Count);
            pitch = Math.Max(pitch, Math.Max(last, Count + Reach - first));
        }

        return pitch;
    }

    private int Ceiling(int places) => (int)Math.Ceiling((double)places / _step);
}
