namespace DerivativeTests.Corpus;

/// <summary>Nullable values of which the generator knows whether they are there.</summary>
public static partial class NullablesKnown
{
    public readonly record struct Range(double Low, double High);

    /// <summary>Which arm it is, is known before the method runs.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double KnownToBeNull(double x, double y)
    {
        double? a = null;
        int? k = null;
        double s = a switch { null => x, > 1.1 => a.Value, { } v => v * v };
        if (y > 0.1 && a is { } w) s += w * y;
        if (a is not { } u || u > y) s *= y;
        switch (k)
        {
            case null:
                s += x * y;
                break;
            case int n when n > 2:
                s *= n;
                break;
            case { } m:
                s -= m;
                break;
        }

        a = x * y;
        s += a switch { null => y, > 100 => a.Value, { } v => v * s };
        Range? range = null;
        return s * (range switch { { Low: > 1 and var low } => low, { } r => r.High, null => x });
    }
}
