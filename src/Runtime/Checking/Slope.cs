using System.Numerics;

namespace SourceAutodiff;

/// <summary>The slope of a function of one variable at 0, by central differences with shrinking steps and Richardson extrapolation.</summary>
/// <param name="Kind">Smooth (<see cref="GradientCheckOutcome.Passed"/>), not smooth, or not finite.</param>
/// <param name="Value">The best estimate.</param>
/// <param name="Error">How far the estimates of the last steps differ, at least the rounding.</param>
/// <param name="Rounding">What rounding of the function's values alone can do to the estimate.</param>
/// <param name="Left">The slope towards the left with the smallest finite step.</param>
/// <param name="Right">The slope towards the right with the smallest finite step.</param>
internal readonly record struct Slope(
    GradientCheckOutcome Kind, double Value, double Error, double Rounding, double Left, double Right)
{
    private const double FirstStep = 1.0 / 16;

    /// <summary>Not a power of two: a function rounded to a few digits would give the same wrong slope for halved steps again and again.</summary>
    private const double Shrink = 1.6;

    /// <summary>A second difference shrinks by <c>Shrink²</c> a step where the function is smooth, by <c>Shrink</c> at a kink, and not at all at a jump.</summary>
    private const double SmoothShrink = 2;

    /// <param name="at">The function.</param>
    /// <param name="roundingUnit">Size of the rounding error in its value at 0.</param>
    /// <param name="epsilon">The relative spacing of the floating-point type in which the function is computed.</param>
    /// <param name="sufficient">The relative error that is good enough to stop.</param>
    public static Slope Estimate(Func<double, double> at, double roundingUnit, double epsilon, double sufficient)
    {
        const double Second = Shrink * Shrink, Fourth = Second * Second;
        double middle = at(0);
        if (!double.IsFinite(middle))
            return new(GradientCheckOutcome.NotFinite, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

        var best = new Slope(GradientCheckOutcome.NotFinite, double.NaN, double.PositiveInfinity, 0, double.NaN, double.NaN);
        double bestStep = 0, smallest = Math.Sqrt(epsilon);
        double resolved = 0, resolvedError = 0, lastSlope = double.NaN, lastBend = double.NaN, last = double.NaN, lastExtrapolated = double.NaN, lastTwice = double.NaN;
        for (double h = FirstStep; h >= smallest; h /= Shrink)
        {
            double right = at(h), left = at(-h);
            // Steps too small for the function's own rounding see a flat function and would agree on that.
            if (right == middle && left == middle && resolved != 0)
            {
                if (best.Kind != GradientCheckOutcome.Passed)
                    best = best with { Kind = GradientCheckOutcome.Passed, Value = resolved, Error = resolvedError };
                break;
            }

            double slope = (right - left) / (2 * h);
            double bend = Math.Abs(right - 2 * middle + left);
            double unit = Math.Max(roundingUnit, 4 * epsilon * Math.Max(Math.Abs(right), Math.Abs(left)));
            double rounding = unit / h;
            best = best with { Left = (middle - left) / h, Right = (right - middle) / h };
            bool smooth = double.IsFinite(slope)
                && (bend * SmoothShrink <= lastBend || bend / h <= 0.1 * sufficient * Math.Abs(slope) || bend <= 4 * unit);
            lastBend = bend;
            if (resolved == 0 && bend / h < 0.1 * Math.Abs(slope) && Math.Abs(slope - lastSlope) < 0.1 * Math.Abs(slope))
                (resolved, resolvedError) = (slope, 2 * Math.Abs(slope - lastSlope) + bend / h);
            lastSlope = slope;
            if (!smooth)
            {
                if (best.Kind == GradientCheckOutcome.NotFinite && double.IsFinite(slope))
                    best = best with { Kind = GradientCheckOutcome.NotSmooth };
                last = lastExtrapolated = lastTwice = double.NaN;
                continue;
            }

            double extrapolated = (Second * slope - last) / (Second - 1);
            double twice = (Fourth * extrapolated - lastExtrapolated) / (Fourth - 1);
            double error = Math.Max(rounding, Math.Max(Math.Abs(twice - extrapolated), Math.Abs(twice - lastTwice)));
            // Of two estimates that are both good, the one with the better relative error is no accident of steps too wide for the function.
            if (error < best.Error || (error < 1e-3 * Math.Abs(twice) && error * Math.Abs(best.Value) < best.Error * Math.Abs(twice)))
                (best, bestStep) = (best with { Kind = GradientCheckOutcome.Passed, Value = twice, Error = error, Rounding = rounding }, h);
            last = slope;
            lastExtrapolated = extrapolated;
            lastTwice = twice;
            if (best.Error <= sufficient * Math.Abs(best.Value))
                break;
        }

        if (bestStep > 0)
            best = best with { Error = Math.Max(best.Error, Math.Abs(best.Value - Unrelated(at, bestStep))) };
        bool oneSided = !double.IsFinite(best.Left) || !double.IsFinite(best.Right);
        return best.Kind != GradientCheckOutcome.Passed && oneSided ? best with { Kind = GradientCheckOutcome.NotFinite } : best;
    }

    /// <summary>An estimate from two steps in no ratio to the others, which does not share their accidents.</summary>
    private static double Unrelated(Func<double, double> at, double step)
    {
        const double Wide = 1.27, Narrow = 0.83, Ratio = Wide * Wide / (Narrow * Narrow);
        double Central(double h) => (at(h) - at(-h)) / (2 * h);
        return (Ratio * Central(Narrow * step) - Central(Wide * step)) / (Ratio - 1);
    }
}
