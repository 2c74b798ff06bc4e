namespace SourceAutodiff.Generator.IR;

/// <summary>Real constants are kept as doubles; this is what a narrower type makes of one.</summary>
internal static class RealRounding
{
    public static double Round(double value, IrType type) => type is ScalarType { Kind: var kind } ? Round(value, kind) : value;

    public static double Round(double value, ScalarKind kind) => kind switch
    {
        ScalarKind.F32 => (float)value,
        ScalarKind.F16 => ToHalf(value),
        _ => value,
    };

    /// <summary>The nearest Half, ties to even: eleven significant bits, the last of them never below 2⁻²⁴. (netstandard2.0 has no such type.)</summary>
    private static double ToHalf(double value)
    {
        double magnitude = Math.Abs(value);
        if (double.IsNaN(value) || magnitude == 0) return value;
        if (magnitude >= 65520) return value > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        int exponent = Math.Max((int)((BitConverter.DoubleToInt64Bits(magnitude) >> 52) - 1023), -14);
        double unit = BitConverter.Int64BitsToDouble((long)(exponent - 10 + 1023) << 52);
        double rounded = Math.Round(magnitude / unit, MidpointRounding.ToEven) * unit;
        return value < 0 ? -rounded : rounded;
    }
}
