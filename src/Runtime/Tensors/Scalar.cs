using System.Globalization;

namespace SourceAutodiff;

/// <summary>
/// A number or a boolean beside a tensor, as in <c>w * 2</c>. It does not widen a tensor: only a higher category (boolean, integer, floating point) changes the type of
/// the result.
/// </summary>
public readonly struct Scalar : IEquatable<Scalar>
{
    private readonly long _bits;

    private Scalar(DType type, long bits) => (DType, _bits) = (type, bits);

    /// <summary><see cref="DType.Float64"/>, <see cref="DType.Int64"/> or <see cref="DType.Bool"/>.</summary>
    public DType DType { get; }

    /// <summary>The value as a double.</summary>
    public double ToDouble() => DType == DType.Float64 ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    /// <summary>The value as a long; a fraction is cut off.</summary>
    public long ToInt64() => DType == DType.Float64 ? (long)ToDouble() : _bits;

    /// <summary>Takes the number as it is.</summary>
    public static implicit operator Scalar(double value) => new(DType.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Takes the number as it is.</summary>
    public static implicit operator Scalar(float value) => (double)value;

    /// <summary>Takes the number as it is.</summary>
    public static implicit operator Scalar(Half value) => (double)value;

    /// <summary>Takes the number as it is.</summary>
    public static implicit operator Scalar(long value) => new(DType.Int64, value);

    /// <summary>Takes the number as it is.</summary>
    public static implicit operator Scalar(int value) => new(DType.Int64, value);

    /// <summary>Takes the boolean as it is.</summary>
    public static implicit operator Scalar(bool value) => new(DType.Bool, value ? 1 : 0);

    /// <summary>Whether type and value are the same.</summary>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>Whether type or value differ.</summary>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <summary>The number with the other sign.</summary>
    public static Scalar operator -(Scalar value) => value.DType == DType.Float64 ? -value.ToDouble() : -value._bits;

    /// <inheritdoc/>
    public bool Equals(Scalar other) => DType == other.DType && (DType == DType.Float64 ? ToDouble().Equals(other.ToDouble()) : _bits == other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DType, ToDouble(), ToInt64());

    /// <inheritdoc/>
    public override string ToString() => DType switch
    {
        DType.Bool => _bits == 0 ? "False" : "True",
        DType.Int64 => _bits.ToString(CultureInfo.InvariantCulture),
        _ => ToDouble().ToString(CultureInfo.InvariantCulture),
    };
}
