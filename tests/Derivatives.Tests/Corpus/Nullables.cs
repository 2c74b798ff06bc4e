namespace DerivativeTests.Corpus;

public static partial class Nullables
{
    public readonly record struct Range(double Low, double High);

    public struct Options
    {
        public double? Damping;
        public double Step;
        public int? Limit;
    }

    public enum Scheme
    {
        Explicit,
        Implicit,
    }

    public readonly record struct Meters(double Value)
    {
        public static Meters operator +(Meters a, Meters b) => new(a.Value + b.Value);

        public static Meters operator -(Meters a) => new(-a.Value);

        public static bool operator <(Meters a, Meters b) => a.Value < b.Value;

        public static bool operator >(Meters a, Meters b) => a.Value > b.Value;

        public static implicit operator Meters(double value) => new(value);

        public static explicit operator double(Meters meters) => meters.Value;
    }

    /// <summary>The first element over a threshold, if there is one.</summary>
    private static double? FirstOver(ReadOnlySpan<double> x, double threshold)
    {
        foreach (double v in x)
        {
            if (v > threshold) return v * v;
        }

        return null;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ResultOfAHelper(double[] x, double y) => (FirstOver(x, 1) ?? y) * y + (FirstOver(x, 100) ?? 2 * y);

    [Differentiable(Derivatives.Jvp)]
    public static double HasValueAndValue(double[] x, double y)
    {
        double? found = FirstOver(x, 1.2);
        if (found.HasValue) y *= found.Value;
        double? missing = FirstOver(x, 50);
        if (!missing.HasValue) y += 1;
        return y * found.GetValueOrDefault() + missing.GetValueOrDefault(y);
    }

    /// <summary>The largest so far; nothing before the first.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double RunningMaximum(double[] x)
    {
        double? best = null;
        double sum = 0;
        foreach (double v in x)
        {
            if (best is null || v > best) best = v;
            sum += best.Value * v;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LiftedArithmetic(double x, double y, int n)
    {
        double? a = n > 2 ? x : null, b = y * x, c = null;
        double? sum = a + b * 2 - -b;
        double? lost = sum * c;
        sum += a;
        sum *= 0.5;
        lost -= x;
        return (sum ?? y) + (lost ?? x * y) + (a / b ?? 1) + (+a % 0.7 ?? 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LiftedComparisons(double x, double y, int n)
    {
        double? a = n > 2 ? x : null, b = n > 3 ? y : null;
        double s = 0;
        if (a < b) s += x;
        if (a >= b) s += 2 * y;
        if (a == b) s += x * y;
        if (a != b) s += x * x;
        if (a == null) s += 3 * y * y;
        if (null != b) s += Math.Sin(x);
        if (!(a > 1)) s *= y;
        return s + x;
    }

    /// <summary>Newton's method that keeps the last good guess.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("a", 1.2, 1.9, 0.7)]
    public static double RootOrNothing(double a, double fallback)
    {
        double? Root(double target)
        {
            double guess = 1;
            for (int i = 0; i < 20; i++) guess -= (guess * guess - target) / (2 * guess);
            return Math.Abs(guess * guess - target) < 1e-9 ? guess : null;
        }

        double? root = Root(a);
        return root is { } r && a < 1.5 ? r * a : fallback * a;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AssignedIfMissing(double[] x, double y)
    {
        double? scale = null;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double used = scale ??= x[i] * y;
            sum += used * x[i];
            if (i == 2) scale = null;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FieldsOfAStruct(double x, double y, int n)
    {
        Options options = new() { Step = y };
        if (n > 2) options.Damping = x;
        options.Limit ??= n + 1;
        double v = x;
        for (int i = 0; i < options.Limit; i++)
        {
            v += options.Step * (1 - (options.Damping ?? 0.1) * v);
            options.Damping *= 0.9;
        }

        return v;
    }

    private static double Blend(double x, double? weight = null, int? power = null)
    {
        double w = weight ?? 0.5;
        double p = power is > 1 ? x * x : x;
        return w * x + (1 - w) * p;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OptionalArguments(double x, double y, int n) => Blend(x) + Blend(x, y) * Blend(y, power: n) + Blend(y, weight: n > 2 ? null : x * x);

    [Differentiable(Derivatives.Jvp)]
    public static double SwitchOnANullable(double[] x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double? v = i % 3 == 0 ? null : x[i] * y;
            s += v switch
            {
                null => y,
                > 2 => v.Value,
                { } small => small * small,
            };
            switch (v)
            {
                case null: s += 1; break;
                case double d when d > 1: s *= d; break;
                default: s += x[i]; break;
            }

            int? part = i % 4 == 0 ? null : i % 4;
            switch (part)
            {
                case 1: s += y * x[i]; break;
                case 2 or null: s *= 1.1; break;
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NullableStruct(double x, double y, int n)
    {
        Range? range = n > 2 ? new Range(x, x + y) : null;
        double width = range?.High - range?.Low ?? 1;
        if (range is { Low: var low, High: > 1 } && low > 0) width += low * y;
        return width * (range?.High ?? y) + range.GetValueOrDefault().Low;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double LiftedUserOperators(double x, double y, int n)
    {
        Meters? a = n > 2 ? new Meters(x * y) : null, b = y;
        Meters? sum = a + b;
        Meters? back = -sum;
        double s = sum?.Value ?? x;
        if (a < b) s *= 2;
        if (a == b) s += x;
        if (back is not null) s += (double)back * x;
        b += 3.0;
        double? plain = (double?)b;
        return s * plain.Value;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IntegersAndTruth(double x, double y, int n)
    {
        int? k = n > 2 ? n : null;
        bool? large = k > 2, unknown = null;
        bool? both = large & unknown, either = large | unknown;
        k++;
        int? index = k / 2;
        double s = either == true ? x : y;
        if (both.HasValue) s *= 3;
        if (!large ?? true) s += x * y;
        return s * (index ?? 5) + (k.HasValue ? y * k.Value : 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayOfNullables(double[] x, double y)
    {
        var kept = new double?[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 1) kept[i] = x[i] * y;
        }

        double sum = 0;
        int missing = 0;
        foreach (double? v in kept)
        {
            if (v is double d) sum += d * d;
            else missing++;
        }

        kept[0] ??= y;
        kept[1] += y;
        return sum + missing * y + kept[0]!.Value * (kept[1] ?? 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Conversions(float x, double y, int n)
    {
        float? narrow = (float?)(n > 2 ? (double?)y : null);
        double? wide = narrow;
        long? count = (int?)n;
        double total = (wide ?? x) + (count ?? 0);
        return (float)total * (narrow ?? x) + (float)(n > 1 ? (double?)x : null)!;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TuplesOfNullables(double x, double y, int n)
    {
        (double? A, double B) t = (x, y);
        (double?, double?) u = t;
        (double? p, double q) = n > 2 ? (null, x * y) : t;
        if (n == 4) t.A = null;
        return (t.A ?? y) * t.B + (u.Item1 ?? 0) * u.Item2!.Value + (p ?? 3) * q;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Enumerations(double x, double y, int n)
    {
        Scheme? scheme = n == 2 ? Scheme.Explicit : n == 3 ? Scheme.Implicit : null;
        double s = scheme switch
        {
            Scheme.Explicit => x + y * x,
            Scheme.Implicit => x / (1 + y),
            _ => x,
        };
        return scheme == Scheme.Implicit ? s * s : scheme is null ? s * y : s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Parameter(double x, double? y)
    {
        if (y is null) return x * x;
        return x * y.Value + (y > 1 ? y.Value * y.Value : 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeveralParameters(double x, double? y, Range? range, int? n, Scheme? scheme = Scheme.Implicit)
    {
        double low = range?.Low ?? 0.5, s = x;
        for (int i = 0; i < (n ?? 2); i++) s = s * low + (y ?? 1);
        return scheme == Scheme.Implicit ? s * s : s + (y * low ?? 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OptionalParameter(double x, double? y = null, float? z = 2) => x * (y ?? x) + (z ?? 1) * x;

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayParameter([NoGradient] double?[] x, int?[] used, double y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (x[i] ?? y) * (used[i] ?? 1);
        return sum * sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StructParameter(Options options, double x)
    {
        double v = x;
        for (int i = 0; i < options.Limit.GetValueOrDefault(3); i++) v -= options.Step * v * (options.Damping ?? 0.3);
        return v;
    }

    /// <summary>What is missing is zero in here, and no number to differentiate with respect to.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double DefaultOfAParameter(double x, double? y, in Range? range) => x * (1 + y.GetValueOrDefault()) + range.GetValueOrDefault().High * x;

    [Differentiable(Derivatives.Jvp)]
    public static double ObjectParameter([NoGradient] Settings settings, double x, double y)
    {
        double v = x;
        for (int i = 0; i < (settings.Count ?? 2); i++) v = v * (settings.Damping ?? y) + y;
        return v;
    }

    public sealed class Settings
    {
        public double? Damping { get; set; }

        public int? Count { get; set; }
    }

    /// <summary>The fields of an object that is made here.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double LocalObject(double x, double y, int n)
    {
        var settings = new Settings { Damping = n > 2 ? x : null };
        settings.Count ??= n;
        double v = y;
        for (int i = 0; i < settings.Count; i++)
        {
            v += (settings.Damping ?? 0.5) * v;
            if (i == 1) settings.Damping = v * 0.1;
            settings.Damping -= 0.01 * y;
        }

        return v;
    }

    public struct Layered
    {
        public double[] Weights;
        public double? Scale;

        public static Layered Example(Random random) => new() { Weights = [random.NextDouble(), 1, 2], Scale = random.Next(2) == 0 ? null : 1.5 };
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StructWithAnArray(Layered layer, double x)
    {
        double sum = 0;
        foreach (double w in layer.Weights) sum += w * x;
        return sum * (layer.Scale ?? 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double? Returned(double x, double y) => x > y ? x * y : null;

    [Differentiable(Derivatives.Jvp)]
    public static (double? Quotient, Range? Bounds, int? Sign) ReturnedTuple(double x, double y, double? z)
    {
        if (z is not { } w) return (x / y, null, 1);
        return (x > y ? x * w : null, new Range(x * y, w), null);
    }
}
