using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Rules.Tests.Helpers;

namespace SourceAutodiff.Rules.Tests;

/// <summary>Every row against its function, its own text and its own derivative.</summary>
public class PartialsTests
{
    private const int Count = 60;

    public static TheoryData<string, int> Rows => TableRow.Theory;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Partials_agree_with_central_differences(string op, int arity)
    {
        TableRow row = TableRow.Find(op, arity);
        int compared = 0;
        foreach (double[] point in row.Samples(Count))
        {
            compared += Compare(row, point, x => [Function(op, x)], (x, i) => [row.Partials<double>(x)[PartialIndex(row.Rule, i)]], tolerance: 1e-9) ? 1 : 0;
        }

        Assert.True(compared > Count * 8 / 10, $"only {compared} of {Count} points are away from kinks");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Derivatives_of_partials_by_the_table_agree_with_central_differences(string op, int arity)
    {
        TableRow row = TableRow.Find(op, arity);
        int compared = 0;
        foreach (double[] point in row.Samples(Count))
        {
            compared += Compare(row, point, x => row.Partials<double>(x), (x, i) => Tangents(row, x, i), tolerance: 1e-8) ? 1 : 0;
        }

        Assert.True(compared > Count * 8 / 10, $"only {compared} of {Count} points are away from kinks");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Float_agrees_with_double(string op, int arity)
    {
        TableRow row = TableRow.Find(op, arity);
        foreach (double[] point in row.Samples(Count))
        {
            double[] rounded = [.. point.Select(x => (double)(float)x)];
            double[] expected = row.Partials<double>(rounded);
            double[] actual = row.Partials<float>(rounded);
            for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], 2e-5, row, point);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_parsed_row_computes_what_the_compiled_row_does_bit_for_bit(string op, int arity)
    {
        TableRow row = TableRow.Find(op, arity);
        foreach (double[] point in row.Samples(Count).Concat(SpecialPoints(row)))
        {
            double[] compiled, parsed;
            try
            {
                compiled = row.Partials<double>(point);
            }
            catch (System.Reflection.TargetInvocationException)
            {
                continue; // the primal itself throws there
            }

            parsed = [.. PartialsInterpreter.Run(row.Rule, [.. point.Select(x => new Dual(x, 0))]).Select(partial => partial.Value)];
            for (int i = 0; i < compiled.Length; i++)
            {
                Assert.True(SameBits(compiled[i], parsed[i]), $"{row}({string.Join(", ", point)}): {compiled[i]:R} compiled, {parsed[i]:R} parsed");
            }
        }
    }

    /// <summary>
    /// Whether the differences have converged at the point (they have not across a kink or a jump); if so, they must be the derivatives.
    /// </summary>
    private static bool Compare(TableRow row, double[] point, Func<double[], double[]> function, Func<double[], int, double[]> derivative, double tolerance)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (!row.Rule.RealArguments[i]) continue;
            double[] coarse = Difference(function, point, i, 4e-4);
            double[] fine = Difference(function, point, i, 2e-4);
            double[] actual = derivative(point, i);
            for (int k = 0; k < fine.Length; k++)
            {
                if (Math.Abs(fine[k] - coarse[k]) > tolerance * Math.Max(1, Math.Abs(fine[k]))) return false;
                AssertClose(fine[k], actual[k], tolerance, row, point);
            }
        }

        return true;
    }

    private static double[] Tangents(TableRow row, double[] point, int direction) =>
        [.. PartialsInterpreter.Run(row.Rule, [.. point.Select((x, i) => new Dual(x, i == direction ? 1 : 0))]).Select(partial => partial.Tangent)];

    /// <summary>The five-point difference.</summary>
    private static double[] Difference(Func<double[], double[]> function, double[] point, int argument, double step)
    {
        double[] At(double offset)
        {
            var moved = (double[])point.Clone();
            moved[argument] += offset;
            return function(moved);
        }

        double[] p1 = At(step), m1 = At(-step), p2 = At(2 * step), m2 = At(-2 * step);
        return [.. p1.Select((_, k) => ((8 * (p1[k] - m1[k])) - (p2[k] - m2[k])) / (12 * step))];
    }

    /// <summary>The estimates are staircases on some processors; their rules are those of what is estimated. HardSigmoid's is libtorch's, which has a sixth in single precision.</summary>
    private static double Function(string op, double[] x) => op switch
    {
        "ReciprocalEstimate" => 1 / x[0],
        "ReciprocalSqrtEstimate" => 1 / Math.Sqrt(x[0]),
        "HardSigmoid" => 1f / 6 * (double)6 * Primal.Evaluate<double>(op, x),
        _ => Primal.Evaluate<double>(op, x),
    };

    private static int PartialIndex(Rule rule, int argument) => rule.RealArguments.Take(argument).Count(real => real);

    private static IEnumerable<double[]> SpecialPoints(TableRow row)
    {
        double[] special = [0, -0.0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e200, -1e200, 1e-200, double.Epsilon];
        double[] whole = [0, 1, 2];
        IEnumerable<double[]> points = [[]];
        for (int i = 0; i < row.Arguments.Count; i++)
        {
            double[] choices = row.Rule.RealArguments[i] ? special : whole;
            points = points.SelectMany(_ => choices, (start, x) => (double[])[.. start, x]);
        }

        return points;
    }

    private static bool SameBits(double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static void AssertClose(double expected, double actual, double tolerance, TableRow row, double[] point) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{row}({string.Join(", ", point)}): expected {expected:R}, got {actual:R}");
}
