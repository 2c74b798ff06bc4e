using System.Globalization;

namespace SourceAutodiff;

/// <summary>One comparison of a derivative with a finite difference along a direction.</summary>
public sealed record GradientCheckEntry
{
    internal GradientCheckEntry(string name) => (Name, ElementName) = (name, name);

    /// <summary>The input (or output) that the direction is confined to.</summary>
    public string Name { get; }

    /// <summary>The element with the largest discrepancy as a user would write it: <c>x[3]</c>; the name alone for a scalar, or where no element stands out.</summary>
    public string ElementName { get; internal init; }

    /// <summary>The index of that element; <see langword="null"/> when the direction covers the whole of the input.</summary>
    public int? Element { get; internal init; }

    /// <summary>What the comparison showed.</summary>
    public GradientCheckOutcome Outcome { get; internal init; }

    /// <summary>The slope along the direction by finite differences; at a kink the mean of the one-sided ones.</summary>
    public double FiniteDifference { get; internal init; }

    /// <summary>How uncertain <see cref="FiniteDifference"/> is.</summary>
    public double FiniteDifferenceError { get; internal init; }

    /// <summary>The slope along the direction by the derivative under check.</summary>
    public double Derivative { get; internal init; }

    /// <summary>The difference of the two, relative to the sum of the absolute contributions of all elements.</summary>
    public double RelativeError { get; internal init; }

    internal double LeftSlope { get; init; }

    internal double RightSlope { get; init; }

    /// <summary>The discrepancy for comparing entries; what is not a number counts as the largest.</summary>
    internal double SortKey
    {
        get
        {
            double difference = Math.Abs(FiniteDifference - Derivative);
            return double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }
    }

    internal static GradientCheckEntry Empty(string name) => new(name);

    /// <summary>One line: the name, the outcome and the numbers.</summary>
    public override string ToString() => $"{ElementName}: {Describe()}";

    internal string Describe() => Outcome switch
    {
        GradientCheckOutcome.NotSmooth => string.Create(CultureInfo.InvariantCulture,
            $"not smooth here, slope {LeftSlope:G9} on the left and {RightSlope:G9} on the right, derivative {Derivative:G9}"),
        GradientCheckOutcome.NotFinite => string.Create(CultureInfo.InvariantCulture,
            $"the function is not finite here or right beside, derivative {Derivative:G9}"),
        GradientCheckOutcome.Noisy => string.Create(CultureInfo.InvariantCulture,
            $"finite difference {FiniteDifference:G9} is uncertain by {FiniteDifferenceError:G3}, derivative {Derivative:G9}"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{(Outcome == GradientCheckOutcome.Failed ? "WRONG" : "ok")}, derivative {Derivative:G9}, finite difference {FiniteDifference:G9}, relative error {RelativeError:G3}"),
    };
}
