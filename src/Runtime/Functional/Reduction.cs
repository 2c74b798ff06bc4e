namespace SourceAutodiff;

/// <summary>What a loss makes of the losses of the elements.</summary>
public enum Reduction
{
    /// <summary>Nothing: each is in the result.</summary>
    None,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by the number of samples; only of <see cref="Functional.KlDiv"/>.</summary>
    BatchMean,
}
