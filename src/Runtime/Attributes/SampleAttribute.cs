namespace SourceAutodiff;

/// <summary>
/// The interval from which tests and <c>docs</c> take arguments of a derivative rule; on a method, it holds for all parameters that have none of their own.
/// </summary>
/// <param name="low">The lower end.</param>
/// <param name="high">The upper end.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class SampleAttribute(double low, double high) : Attribute
{
    /// <summary>The lower end.</summary>
    public double Low { get; } = low;

    /// <summary>The upper end.</summary>
    public double High { get; } = high;
}
