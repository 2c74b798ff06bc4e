using SourceAutodiff.Generator.IR;
using SourceAutodiff.Rules.Tests.Helpers;

namespace SourceAutodiff.Rules.Tests;

/// <summary>What the rules give where there is no derivative: PyTorch's conventions.</summary>
public class KinkTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static TheoryData<string, double[], double[]> Conventions => new()
    {
        { Ops.Remainder, [3, 3], [1, -1] },
        { Ops.Remainder, [-4, 3], [1, 1] },
        { Ops.Remainder, [1, 0.1], [1, -9] }, // 1 / 0.1 rounds to 10, yet 1 % 0.1 is what remains after 9
        { "Abs", [0], [0] },
        { "Abs", [-0.0], [0] },
        { "Abs", [NaN], [0] },
        { "Sqrt", [0], [Inf] },
        { "Sqrt", [-1], [NaN] },
        { "Cbrt", [0], [Inf] },
        { "RootN", [0, 1], [1] },
        { "RootN", [0, 2], [Inf] },
        { "RootN", [0, 3], [Inf] },
        { "RootN", [0, -1], [-Inf] },
        { "Log", [0], [Inf] },
        { "Log", [-1], [-1] },
        { "Log2", [0], [Inf] },
        { "Log10", [0], [Inf] },
        { "LogP1", [-1], [Inf] },
        { "Log2P1", [-1], [Inf] },
        { "Log10P1", [-1], [Inf] },
        { "Asin", [-1], [Inf] },
        { "Asin", [1], [Inf] },
        { "Asin", [2], [NaN] },
        { "Acos", [-1], [-Inf] },
        { "Acos", [1], [-Inf] },
        { "AsinPi", [1], [Inf] },
        { "AcosPi", [1], [-Inf] },
        { "Acosh", [1], [Inf] },
        { "Atanh", [-1], [Inf] },
        { "Atanh", [1], [Inf] },
        { "Atan2", [0, 0], [0, 0] },
        { "Atan2", [-1, 0], [0, 1] },
        { "Atan2Pi", [0, 0], [0, 0] },
        { "Pow", [0, 0], [0, 0] },
        { "Pow", [4, 0], [0, Math.Log(4)] },
        { "Pow", [0, 0.5], [Inf, 0] },
        { "Pow", [0, 1], [1, 0] },
        { "Pow", [0, 2], [0, 0] },
        { "Pow", [0, -1], [-Inf, -Inf] },
        { "Pow", [-1, 2], [-2, NaN] },
        { "Hypot", [0, 0], [NaN, NaN] },
        { "ReciprocalEstimate", [0], [-Inf] },
        { "ReciprocalSqrtEstimate", [0], [-Inf] },
        { "Ieee754Remainder", [1.5, 1], [1, -2] },
        { "CopySign", [0, 1], [0, 0] },
        { "CopySign", [2, -0.0], [-1, 0] },
        { "Max", [2, 2], [0.5, 0.5] },
        { "Max", [1, NaN], [1, 1] },
        { "Max", [NaN, 2], [1, 1] },
        { "Min", [2, 2], [0.5, 0.5] },
        { "Min", [1, NaN], [1, 1] },
        { "Min", [NaN, 2], [1, 1] },
        { "MaxNative", [2, 2], [0.5, 0.5] },
        { "MinNative", [2, 2], [0.5, 0.5] },
        { "MaxNumber", [2, 2], [1, 0] },
        { "MaxNumber", [1, NaN], [1, 0] },
        { "MaxNumber", [NaN, 2], [0, 1] },
        { "MinNumber", [2, 2], [1, 0] },
        { "MinNumber", [1, NaN], [1, 0] },
        { "MinNumber", [NaN, 2], [0, 1] },
        { "MaxMagnitude", [2, 2], [0.5, 0.5] },
        { "MaxMagnitude", [-2, 2], [0, 1] },
        { "MaxMagnitude", [NaN, 2], [1, 1] },
        { "MinMagnitude", [2, 2], [0.5, 0.5] },
        { "MinMagnitude", [-2, 2], [1, 0] },
        { "MinMagnitude", [NaN, 2], [1, 1] },
        { "MaxMagnitudeNumber", [2, 2], [1, 0] },
        { "MaxMagnitudeNumber", [-2, 2], [0, 1] },
        { "MaxMagnitudeNumber", [1, NaN], [1, 0] },
        { "MinMagnitudeNumber", [2, 2], [1, 0] },
        { "MinMagnitudeNumber", [-2, 2], [1, 0] },
        { "MinMagnitudeNumber", [NaN, 2], [0, 1] },
        { "Clamp", [-1, -1, 1], [1, 0, 0] },
        { "Clamp", [1, -1, 1], [1, 0, 0] },
        { "Clamp", [-2, -1, 1], [0, 1, 0] },
        { "Clamp", [2, -1, 1], [0, 0, 1] },
        { "Clamp", [NaN, -1, 1], [0, 0, 0] },
        { "ClampNative", [1, -1, 1], [1, 0, 0] },
        { "Erfinv", [-1], [Inf] },
        { "Erfinv", [1], [Inf] },
        { "NormalQuantile", [0], [Inf] },
        { "NormalQuantile", [1], [Inf] },
        { "LogGamma", [0], [-Inf] },
        { "LogGamma", [-1], [NaN] },
        { "Digamma", [0], [Inf] },
        { "Digamma", [-1], [Math.Pow(Math.PI / Math.Sin(Math.PI), 2)] },
        { "Trigamma", [0], [-Inf] },
        { "Trigamma", [-1], [-Inf] },
        { "Polygamma", [1, -1], [-Inf] },
        { "Polygamma", [2, 0], [Inf] },
        { "Zeta", [2, 0], [NaN, -Inf] },
        { "BesselI0e", [0], [0] },
        { "BesselI1", [0], [0.5] },
        { "BesselI1", [NaN], [0.5] },
        { "BesselI1e", [0], [0.5] },
        { "BesselI1e", [NaN], [0.5] },
        { "Log1p", [-1], [Inf] },
        { "Sinc", [0], [0] },
        { "Entropy", [0], [Inf] },
        { "Entropy", [-1], [NaN] },
        { "XLogY", [0, 0], [0, NaN] },
        { "XLogY", [1, 0], [-Inf, Inf] },
        { "XLog1PY", [0, -1], [0, NaN] },
        { "LogAddExp", [-Inf, 0], [0, 1] },
        { "LogAddExp", [-Inf, -Inf], [NaN, NaN] },
        { "LogAddExp2", [Inf, Inf], [NaN, NaN] },
        { "Logit", [0], [Inf] },
        { "Logit", [1], [Inf] },
        { "Logit", [2], [NaN] },
        { "Logit", [0.25, 0.25], [1 / 0.1875, 0] },
        { "Logit", [0, 0.25], [0, 1 / 0.1875] },
        { "Sigmoid", [-800], [0] },
        { "Sigmoid", [800], [0] },
        { "LogSigmoid", [-800], [1] },
        { "LogSigmoid", [800], [0] },
        { "Softplus", [-800], [0] },
        { "Softplus", [20.5, 1, 20], [1, 0, 0] },
        { "Softplus", [0, 1, 0], [0.5, -Math.Log(2), 0] },
        { "Relu", [0], [0] },
        { "Relu", [NaN], [1] },
        { "Relu6", [0], [0] },
        { "Relu6", [6], [0] },
        { "LeakyRelu", [0, 0.1], [0.1, 0] },
        { "Elu", [0, 2], [2, 0] },
        { "Celu", [0, 2], [1, 0] },
        { "Selu", [0], [1.7580993408473768] },
        { "HardTanh", [-1, -1, 1], [0, 1, 0] },
        { "HardTanh", [1, -1, 1], [0, 0, 1] },
        { "HardTanh", [NaN, -1, 1], [1, 0, 0] },
        { "HardSigmoid", [-3], [0] },
        { "HardSigmoid", [3], [0] },
        { "HardSigmoid", [0], [1f / 6] },
        { "HardSwish", [-3], [0] },
        { "HardSwish", [3], [1] },
        { "HardShrink", [-0.5, 0.5], [0, 0] },
        { "SoftShrink", [0.5, 0.5], [0, 0] },
        { "Threshold", [0, 0, -7], [0, 0, 1] },
        { "Softsign", [0], [1] },
        { "Floor", [1], [0] },
        { "Round", [0.5], [0] },
        { "Sign", [0], [0] },
    };

    [Theory]
    [MemberData(nameof(Conventions))]
    public void The_convention_holds(string op, double[] point, double[] expected)
    {
        TableRow row = TableRow.Find(op, point.Length);
        Assert.Equal(expected, row.Partials<double>(point));
        Assert.Equal(expected, PartialsInterpreter.Run(row.Rule, [.. point.Select(x => new Dual(x, 0))]).Select(partial => partial.Value));
    }

    [Fact]
    public void Every_row_with_a_kink_is_tested()
    {
        HashSet<string> tested = [.. Conventions.Select(data => (string)data[0])];
        Assert.DoesNotContain(TableRow.All, row => row.Kinks.Any() && !tested.Contains(row.Op));
    }

    [Theory]
    [InlineData("Atan2", 1e200, 2e200, 0.4e-200, -0.2e-200)]
    [InlineData("Atan2", 2e-200, -1e-200, -0.2e200, -0.4e200)]
    [InlineData("Hypot", 3e200, 4e200, 0.6, 0.8)]
    [InlineData("Hypot", 3e-200, 4e-200, 0.6, 0.8)]
    public void Large_and_small_arguments_do_not_overflow(string op, double x, double y, double partialX, double partialY)
    {
        double[] partials = TableRow.Find(op, 2).Partials<double>(x, y);
        Assert.Equal(1, partials[0] / partialX, 12);
        Assert.Equal(1, partials[1] / partialY, 12);
    }
}
