using System.Numerics;
using System.Runtime.Intrinsics;

namespace DerivativeTests;

/// <summary>What docs/numerics.md says of hardware vectors.</summary>
public static partial class VectorTests
{
    private static readonly double[] s_special = [0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 0.1];

    [Differentiable]
    private static double Largest(double[] x, double[] y) => Vector128.Sum(Vector128.Max(Vector128.Create(x), Vector128.Create(y)));

    [Differentiable]
    private static double Magnitude(double[] x) => Vector128.Sum(Vector128.Abs(Vector128.Create(x)));

    [Differentiable]
    private static double Bounded(double x, double low, double high) => Vector128.Clamp(Vector128.Create(x), Vector128.Create(low), Vector128.Create(high))[1];

    [Differentiable]
    private static void Functions(double x, double y, Span<double> r)
    {
        Vector128<double> a = Vector128.Create(x, y), b = Vector128.Create(y, x);
        Vector128<double> less = Vector128.LessThan(a, b);
        Vector128.Min(a, b).CopyTo(r);
        (Vector128.Max(a, b) / 3).CopyTo(r[2..]);
        Vector128.Clamp(a, b, -b).CopyTo(r[4..]);
        Vector128.ConditionalSelect(less, a * b, -a).CopyTo(r[6..]);
        (less & a).CopyTo(r[8..]);
        (Vector128.Sqrt(Vector128.Abs(a)) - Vector128.FusedMultiplyAdd(a, b, b)).CopyTo(r[10..]);
        r[12] = Vector128.Sum(a) + Vector128.Dot(a, b);
        (new Vector<double>(x) * y - new Vector<double>(y)).CopyTo(r[16..]);
    }

    [Fact]
    public static void Kinks_are_those_of_numbers()
    {
        double[] x = [1, 2], y = [1, 3], gradX = [0, 0], gradY = [0, 0];
        LargestGradient(x, y, gradX, gradY);
        Assert.Equal(new[] { 0.5, 0 }, gradX);
        Assert.Equal(new[] { 0.5, 1 }, gradY);
        MagnitudeGradient([0, -2], gradX);
        Assert.Equal(new[] { 0.0, -1 }, gradX);
    }

    /// <summary>Vectors may be clamped to bounds that cross; the result is the upper one then.</summary>
    [Theory]
    [InlineData(2, 1, 3, 1, 0, 0)]
    [InlineData(1, 1, 3, 1, 0, 0)]
    [InlineData(3, 1, 3, 1, 0, 0)]
    [InlineData(0, 1, 3, 0, 1, 0)]
    [InlineData(4, 1, 3, 0, 0, 1)]
    [InlineData(2, 3, 1, 0, 0, 1)]
    [InlineData(0, 3, 1, 0, 0, 1)]
    [InlineData(4, 3, 1, 0, 0, 1)]
    public static void The_gradient_of_clamp_goes_to_what_it_returns(double x, double low, double high, double byX, double byLow, double byHigh)
    {
        Assert.Equal((byX, byLow, byHigh), BoundedGradient(x, low, high));
        Assert.Equal(byX * x + byLow * low + byHigh * high, Bounded(x, low, high));
    }

    [Fact]
    public static void Values_are_those_of_the_methods_bit_for_bit()
    {
        double[] expected = new double[32], actual = new double[32], gradient = new double[32];
        foreach (double x in s_special)
        {
            foreach (double y in s_special)
            {
                Array.Clear(expected);
                Array.Clear(actual);
                double gradX = 0, gradY = 0;
                Functions(x, y, expected);
                FunctionsBackward(x, y, actual, ref gradX, ref gradY, gradient);
                Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }
}
