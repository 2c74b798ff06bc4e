namespace SourceAutodiff;

/// <summary>
/// What may stand in <c>x[…]</c> of a <see cref="Tensor"/>: a position (<c>1</c>, <c>^1</c>; a negative number counts from the end, too), a range (<c>1..^1</c>, <c>..</c>), a tensor of
/// positions or a mask, <see cref="NewAxis"/> or <see cref="Ellipsis"/>.
/// </summary>
public readonly struct TensorIndex
{
    private readonly Kind _kind;
    private readonly int _start;
    private readonly int _end;
    private readonly int _step;
    private readonly Tensor? _places;

    private TensorIndex(Kind kind, int start = 0, int end = int.MaxValue, int step = 1, Tensor? places = null) => (_kind, _start, _end, _step, _places) = (kind, start, end, step, places);

    private enum Kind
    {
        /// <summary>All of a dimension; also what a default value means.</summary>
        All,
        Position,
        Range,
        NewAxis,
        Ellipsis,
        Tensor,
    }

    /// <summary>A new dimension of size 1; <c>None</c> in Python.</summary>
    public static TensorIndex NewAxis => new(Kind.NewAxis);

    /// <summary>All dimensions that no other index is for; <c>...</c> in Python.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis);

    internal bool IsEllipsis => _kind == Kind.Ellipsis;

    internal bool IsPosition => _kind == Kind.Position;

    internal Tensor? Places => _places;

    /// <summary>How many dimensions of the tensor it stands for.</summary>
    internal int Dimensions => _kind is Kind.NewAxis or Kind.Ellipsis ? 0 : _places is { DType: DType.Bool } mask ? mask.Rank : 1;

    /// <summary>Every <paramref name="step"/>th position of a range; <c>1:9:2</c> in Python.</summary>
    /// <param name="range">Where to begin and to end.</param>
    /// <param name="step">From one position to the next; positive.</param>
    public static TensorIndex Every(Range range, int step) => new(Kind.Range, Bound(range.Start), Bound(range.End), step);

    /// <summary>A position; a negative one counts from the end.</summary>
    public static implicit operator TensorIndex(int position) => new(Kind.Position, position);

    /// <summary>A position, also from the end.</summary>
    public static implicit operator TensorIndex(Index position) => new(Kind.Position, Bound(position));

    /// <summary>A range.</summary>
    public static implicit operator TensorIndex(Range range) => range.Equals(Range.All) ? default : Every(range, 1);

    /// <summary>Positions (Int64 or Int32), or a mask of booleans.</summary>
    public static implicit operator TensorIndex(Tensor places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return new(Kind.Tensor, places: places);
    }

    /// <summary>Positions.</summary>
    public static implicit operator TensorIndex(int[] positions) => Tensor.From(positions);

    /// <summary>The view of a tensor, where this index is for a dimension.</summary>
    internal Tensor Apply(Tensor tensor, int dim) => _kind switch
    {
        Kind.Position => tensor.Select(dim, _start == int.MaxValue ? tensor.Shape[dim] : _start),
        Kind.Range => tensor.Slice(dim, _start, _end, _step),
        Kind.NewAxis => tensor.Unsqueeze(dim),
        _ => tensor,
    };

    /// <summary>As a number that counts from the end if it is negative; the end itself is out of reach.</summary>
    private static int Bound(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? int.MaxValue : -index.Value;
}
