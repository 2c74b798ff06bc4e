namespace SourceAutodiff;

/// <summary>What a comparison of a derivative with finite differences showed.</summary>
public enum GradientCheckOutcome
{
    /// <summary>The derivative and the finite difference agree within the tolerance.</summary>
    Passed = 0,

    /// <summary>The derivative is wrong: it differs from the finite difference by more than tolerance and uncertainty together.</summary>
    Failed = 1,

    /// <summary>The function has a kink or a jump at the point; the derivative lies between the two one-sided slopes, which is all that can be said.</summary>
    NotSmooth = 2,

    /// <summary>The function is infinite or not a number at the point, or on one side of it, so there is nothing to compare with.</summary>
    NotFinite = 3,

    /// <summary>Rounding in the function hides the answer: the finite difference is less certain than the tolerance.</summary>
    Noisy = 4,
}
