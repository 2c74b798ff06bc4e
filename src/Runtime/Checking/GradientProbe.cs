using System.Numerics;

namespace SourceAutodiff;

/// <summary>Compares slopes along directions, first all inputs together, then each input, then the elements of those that are off.</summary>
internal sealed class GradientProbe<T>
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>Buffers are halved towards the larger discrepancy until this many elements are left, which are then tried one by one.</summary>
    private const int SearchBlock = 64;

    private readonly CheckedMethod<T> _method;
    private readonly GradientCheckOptions _options;
    private readonly Random _random;
    private readonly double _epsilon;
    private readonly double _tolerance;
    private readonly double[] _ones;

    public GradientProbe(CheckedMethod<T> method, GradientCheckOptions options)
    {
        (_method, _options, _random) = (method, options, new Random(options.Seed));
        _epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        _tolerance = options.RelativeTolerance ?? (_epsilon < 1e-12 ? 1e-6 : _epsilon < 1e-5 ? 1e-3 : 5e-2);
        _ones = [.. Enumerable.Repeat(1.0, method.OutputLength)];
    }

    public GradientCheckResult Run()
    {
        int inputs = _method.Scales.Length;
        GradientCheckEntry? worst = null;
        for (int k = 0; k < _options.Directions && inputs > 0 && _ones.Length > 0; k++)
            worst = Worse(worst, Compare("all inputs", null, Direction(0, inputs), Cotangent()));

        var inputEntries = _method.Inputs.Select(ProbeInput).ToList();
        bool failed = worst?.Outcome == GradientCheckOutcome.Failed || inputEntries.Exists(entry => entry.Outcome == GradientCheckOutcome.Failed);
        var outputEntries = failed ? _method.Outputs.Select(place => ProbeOutput(place, inputs)).ToList() : [];
        var outcome = failed ? GradientCheckOutcome.Failed : worst?.Outcome ?? GradientCheckOutcome.Passed;
        return new GradientCheckResult(outcome, worst ?? GradientCheckEntry.Empty("all inputs"), inputEntries, outputEntries, _tolerance);
    }

    private GradientCheckEntry ProbeInput(Place<T> place)
    {
        if (place.Length == 0 || _ones.Length == 0)
            return GradientCheckEntry.Empty(place.What.Name);
        var entry = Compare(place.What.Name, null, Direction(place.Start, place.Length), Cotangent());
        if (entry.Outcome == GradientCheckOutcome.Passed)
            return entry;

        int start = place.Start, length = place.Length;
        while (length > SearchBlock)
        {
            int half = length / 2;
            var first = Compare(place.What.Name, null, Direction(start, half), Cotangent());
            var second = Compare(place.What.Name, null, Direction(start + half, length - half), Cotangent());
            (start, length) = Worse(first, second) == first ? (start, half) : (start + half, length - half);
        }

        GradientCheckEntry? worst = null;
        for (int i = start; i < start + length; i++)
            worst = Worse(worst, Compare(place.What.Name, i - place.Start, Single(i), Cotangent()));
        // Single elements can all look right when the error is below the tolerance in each of them.
        return worst!.Outcome == GradientCheckOutcome.Passed ? entry : worst with { ElementName = place.What.Element(worst.Element!.Value) };
    }

    private GradientCheckEntry ProbeOutput(Place<T> place, int inputs)
    {
        if (place.Length == 0 || inputs == 0)
            return GradientCheckEntry.Empty(place.What.Name);
        double[] cotangent = Cotangent();
        for (int i = 0; i < cotangent.Length; i++)
            cotangent[i] = i >= place.Start && i < place.Start + place.Length ? cotangent[i] : 0;
        return Compare(place.What.Name, null, Direction(0, inputs), cotangent);
    }

    /// <summary>
    /// Steps follow the inputs' own magnitudes, which is right for a logarithm near zero. Where such steps drown in rounding, as for a cosine
    /// near zero, steps of at least one unit decide.
    /// </summary>
    private GradientCheckEntry Compare(string name, int? element, double[] direction, double[] cotangent)
    {
        var entry = Compare(name, element, direction, cotangent, final: false);
        if (entry.Outcome != GradientCheckOutcome.Noisy)
            return entry;
        double[] wider = [.. direction.Zip(_method.Scales, (step, scale) => step / Math.Min(scale, 1))];
        var second = Compare(name, element, wider, cotangent, final: true);
        return second.Outcome is GradientCheckOutcome.Passed or GradientCheckOutcome.Failed ? second : entry;
    }

    private GradientCheckEntry Compare(string name, int? element, double[] direction, double[] cotangent, bool final)
    {
        // What the derivative sees has the checked type's precision, so the finite difference must use the same numbers.
        Round(direction);
        Round(cotangent);
        double[] contributions = _method.Contributions(direction, cotangent);
        double derivative = contributions.Sum(), magnitude = contributions.Sum(Math.Abs);
        double[] outputs = _method.Evaluate(direction, 0);
        double unit = 4 * _epsilon * outputs.Zip(cotangent, (output, weight) => weight == 0 ? 0 : Math.Abs(output * weight)).Sum();
        var slope = Slope.Estimate(step => Weighted(direction, step, cotangent), unit, _epsilon, 0.01 * _tolerance);

        double allowed = _tolerance * Math.Max(magnitude, Math.Abs(slope.Value)) + _options.AbsoluteTolerance;
        double difference = Math.Abs(slope.Value - derivative);
        double scale = Math.Max(magnitude, Math.Abs(slope.Value));
        return new GradientCheckEntry(name)
        {
            Element = element,
            Outcome = Judge(slope, derivative, magnitude, difference, allowed, final),
            FiniteDifference = slope.Kind == GradientCheckOutcome.NotSmooth ? (slope.Left + slope.Right) / 2 : slope.Value,
            FiniteDifferenceError = slope.Error,
            Derivative = derivative,
            LeftSlope = slope.Left,
            RightSlope = slope.Right,
            RelativeError = difference == 0 || scale <= slope.Rounding ? 0 : difference / scale,
        };
    }

    private GradientCheckOutcome Judge(Slope slope, double derivative, double magnitude, double difference, double allowed, bool final)
    {
        switch (slope.Kind)
        {
            case GradientCheckOutcome.NotFinite:
                return GradientCheckOutcome.NotFinite;
            case GradientCheckOutcome.NotSmooth:
                // A derivative at a kink may be any slope between the two sides; the allowance covers the steps' truncation.
                double low = Math.Min(slope.Left, slope.Right), high = Math.Max(slope.Left, slope.Right);
                double slack = 1e-3 * (high - low) + _tolerance * Math.Max(Math.Abs(low), Math.Abs(high)) + _options.AbsoluteTolerance;
                return derivative >= low - slack && derivative <= high + slack ? GradientCheckOutcome.NotSmooth : GradientCheckOutcome.Failed;
        }

        if (!double.IsFinite(derivative))
            return GradientCheckOutcome.Failed;
        if (difference <= allowed && slope.Error <= allowed)
            return GradientCheckOutcome.Passed;
        // Neither can be told from zero: the function does not depend on these inputs.
        if (magnitude <= slope.Rounding && Math.Abs(slope.Value) <= slope.Rounding)
            return final ? GradientCheckOutcome.Passed : GradientCheckOutcome.Noisy;
        return difference > allowed + 2 * slope.Error ? GradientCheckOutcome.Failed : GradientCheckOutcome.Noisy;
    }

    private double Weighted(double[] direction, double step, double[] cotangent)
    {
        double[] outputs = _method.Evaluate(direction, step);
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
            sum += cotangent[i] == 0 ? 0 : outputs[i] * cotangent[i];
        return sum;
    }

    /// <summary>No element is near zero, so that none escapes the check.</summary>
    private double[] Direction(int start, int length)
    {
        var direction = new double[_method.Scales.Length];
        for (int i = start; i < start + length; i++)
            direction[i] = Sign() * _method.Scales[i] * (0.5 + 0.5 * _random.NextDouble());
        return direction;
    }

    private double[] Single(int index)
    {
        var direction = new double[_method.Scales.Length];
        direction[index] = _method.Scales[index];
        return direction;
    }

    /// <summary>One output needs no weight, and a seed of one keeps the reported numbers readable.</summary>
    private double[] Cotangent() =>
        _ones.Length == 1 ? [1.0] : [.. _ones.Select(_ => Sign() * (0.5 + 0.5 * _random.NextDouble()))];

    private double Sign() => _random.Next(2) == 0 ? -1 : 1;

    private static void Round(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = double.CreateChecked(T.CreateChecked(values[i]));
    }

    private static GradientCheckEntry Worse(GradientCheckEntry? a, GradientCheckEntry b) =>
        a is null || Rank(b.Outcome) > Rank(a.Outcome) || (b.Outcome == a.Outcome && b.SortKey > a.SortKey) ? b : a;

    private static int Rank(GradientCheckOutcome outcome) => outcome switch
    {
        GradientCheckOutcome.Passed => 0,
        GradientCheckOutcome.Noisy => 1,
        GradientCheckOutcome.NotSmooth => 2,
        GradientCheckOutcome.NotFinite => 3,
        _ => 4,
    };
}
