using System.Globalization;
using System.Text;

namespace SourceAutodiff;

/// <summary>What a <see cref="GradientCheck"/> found.</summary>
public sealed class GradientCheckResult
{
    internal GradientCheckResult(
        GradientCheckOutcome outcome, GradientCheckEntry worst, IReadOnlyList<GradientCheckEntry> inputs,
        IReadOnlyList<GradientCheckEntry> outputs, double relativeTolerance)
    {
        (Outcome, Worst, Inputs, Outputs, RelativeTolerance) = (outcome, worst, inputs, outputs, relativeTolerance);
    }

    /// <summary>The outcome of the whole check: that of the worst direction over all inputs, and <see cref="GradientCheckOutcome.Failed"/> when any single input failed.</summary>
    public GradientCheckOutcome Outcome { get; }

    /// <summary>Whether the derivative was confirmed. An outcome that is inconclusive has not passed.</summary>
    public bool Passed => Outcome == GradientCheckOutcome.Passed;

    /// <summary>The comparison that came out worst among the random directions over all inputs together.</summary>
    public GradientCheckEntry Worst { get; }

    /// <summary>The worst comparison of each input, in the order in which they were declared.</summary>
    public IReadOnlyList<GradientCheckEntry> Inputs { get; }

    /// <summary>When the check failed: a comparison for each output alone, in the order in which they were declared. Else empty.</summary>
    public IReadOnlyList<GradientCheckEntry> Outputs { get; }

    /// <summary>The relative tolerance that was applied.</summary>
    public double RelativeTolerance { get; }

    /// <summary>Does nothing when the check passed.</summary>
    /// <exception cref="GradientCheckException">It did not; the message is the report.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(this);
    }

    /// <summary>The report: a sentence on the outcome, then a line for each input, naming those that are off and their worst element.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var off = Inputs.Where(entry => entry.Outcome == GradientCheckOutcome.Failed).Select(entry => $"'{entry.ElementName}'").ToList();
        text.Append(Outcome switch
        {
            GradientCheckOutcome.Passed => string.Create(CultureInfo.InvariantCulture,
                $"Gradient check passed: the worst relative error is {Worst.RelativeError:G3} (allowed {RelativeTolerance:G3})."),
            GradientCheckOutcome.Failed when off.Count > 0 => $"Gradient check failed: the derivative with respect to {string.Join(", ", off)} is wrong.",
            GradientCheckOutcome.Failed => $"Gradient check failed: the derivative is wrong. {Worst.Describe()}",
            GradientCheckOutcome.NotSmooth => $"Gradient check is inconclusive: the function is not smooth at the point. {Worst.Describe()}",
            GradientCheckOutcome.NotFinite => "Gradient check is inconclusive: the function is infinite or not a number at the point or right beside it.",
            _ => $"Gradient check is inconclusive: rounding in the function hides the answer. {Worst.Describe()}",
        });
        foreach (var entry in Inputs)
            text.Append("\n  ").Append(entry);
        foreach (var entry in Outputs)
            text.Append("\n  output ").Append(entry);
        return text.ToString();
    }
}
