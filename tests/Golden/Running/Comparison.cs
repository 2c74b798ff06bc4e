namespace SourceAutodiff.Golden.Running;

/// <summary>How close is close enough.</summary>
public sealed class Comparison
{
    // A few roundings of the last digit: what two libraries of elementary functions may differ by.
    private const double SamePlace = 1e-14;

    private readonly bool _isExact;
    private readonly double _tolerance;

    /// <param name="tag">What the file says of the case.</param>
    public Comparison(string? tag)
    {
        // Where a function has a kink, each element counts for itself.
        _isExact = tag is "kink" or "ties" or "extreme";
        _tolerance = tag == "float32" ? 1e-6 : 1e-9;
    }

    /// <param name="what">Its name in the message.</param>
    /// <param name="got">What was computed.</param>
    /// <param name="expected">What it has to be.</param>
    /// <param name="isSigned">Whether zeros have to have the same sign. Those of gradients need not: where libtorch masks a gradient, the chain rule multiplies it by zero.</param>
    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    public string? Check(string what, Tensor got, Expected expected, bool isSigned = false)
    {
        if (expected.Type is { } type && got.DType != type) return $"{what}: expected dtype {type}, got {got.DType}";
        if (expected.Shape is { } shape && !got.Shape.AsSpan().SequenceEqual(shape)) return $"{what}: expected shape [{string.Join(", ", shape)}], got {got.Shape}";
        double[] data = got.Detach().To(DType.Float64).ToArray<double>();
        if (data.Length != expected.Data.Length) return $"{what}: expected {expected.Data.Length} elements, got {data.Length}";
        double size = expected.Data.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < data.Length; i++)
        {
            if (!IsClose(data[i], expected.Data[i], size, isSigned)) return $"{what}: expected {Numbers.Write(expected.Data)}, got {Numbers.Write(data)}";
        }

        return null;
    }

    private bool IsClose(double got, double expected, double size, bool isSigned)
    {
        if (double.IsNaN(expected) || double.IsNaN(got)) return double.IsNaN(expected) && double.IsNaN(got);
        if (!double.IsFinite(expected) || !double.IsFinite(got)) return got.Equals(expected);
        if (!_isExact) return Math.Abs(got - expected) <= _tolerance * Math.Max(size, 1e-3);
        return expected == 0 ? got == 0 && (!isSigned || double.IsNegative(got) == double.IsNegative(expected)) : Math.Abs(got - expected) <= SamePlace * Math.Abs(expected);
    }
}
