namespace SourceAutodiff;

/// <summary>How a <see cref="GradientCheck"/> is done. The defaults suit a smooth function of moderate scale.</summary>
public sealed record GradientCheckOptions
{
    private readonly int _directions = 4;
    private readonly double? _relativeTolerance;
    private readonly double _absoluteTolerance;

    /// <summary>Seed of the random directions; the same seed gives the same check. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>How many random directions over all inputs together are tried. Default 4.</summary>
    public int Directions
    {
        get => _directions;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Directions));
            _directions = value;
        }
    }

    /// <summary>
    /// The error that is allowed, relative to the sum of the absolute contributions of all elements to the directional derivative.
    /// <see langword="null"/>, the default, means 1e-6 for <see cref="double"/>, 1e-3 for <see cref="float"/> and 5e-2 for narrower types.
    /// </summary>
    public double? RelativeTolerance
    {
        get => _relativeTolerance;
        init
        {
            if (value is not (null or (> 0 and < 1)))
                throw new ArgumentOutOfRangeException(nameof(RelativeTolerance), value, "A relative tolerance lies between 0 and 1.");
            _relativeTolerance = value;
        }
    }

    /// <summary>An absolute error that is allowed in addition, in units of the function's result. Default 0.</summary>
    public double AbsoluteTolerance
    {
        get => _absoluteTolerance;
        init
        {
            if (!(value >= 0) || double.IsInfinity(value))
                throw new ArgumentOutOfRangeException(nameof(AbsoluteTolerance), value, "An absolute tolerance is finite and not negative.");
            _absoluteTolerance = value;
        }
    }
}
