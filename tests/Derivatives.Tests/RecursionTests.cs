using SourceAutodiff.Residuals;

namespace DerivativeTests;

/// <summary>What recursion must hold beyond its derivatives: cost, exceptions, aliasing.</summary>
public partial class RecursionTests
{
    [Fact]
    public void The_cost_grows_with_the_depth_and_nothing_is_allocated()
    {
        const int Depth = 2000;
        s_calls = 0;
        double gradient = ChainGradient(0.5, Depth);
        Assert.Equal(Depth + 1, s_calls);
        Assert.True(double.IsFinite(gradient));
        ChainGradient(0.5, Depth);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ChainGradient(0.5, Depth);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void After_an_exception_the_next_call_finds_nothing_left()
    {
        double[] x = [0.3, 0.7, 1.1, 0.2], expected = new double[4], actual = new double[4];
        double value = WalkGradient(x, 2.0, 3, expected);
        for (int i = 0; i < 3; i++) Assert.Throws<IndexOutOfRangeException>(() => WalkGradient(x, 2.0, 9, new double[4]));
        Assert.Equal(value, WalkGradient(x, 2.0, 3, actual));
        Assert.Equal(expected, actual);
        ResidualMemory.Trim();
        Assert.Equal(value, WalkGradient(x, 2.0, 3, actual));
    }

    [Fact]
    public void One_buffer_for_two_parameters_of_which_one_is_written_is_refused()
    {
        double[] x = [1, 2, 3], gradient = new double[3];
        Assert.Throws<ArgumentException>(() => AliasedGradient(x, gradient));
        Assert.Equal(5, HalvesGradient([1, 2, 3, 4], 1.5, new double[4]), 12);
    }

    private static int s_calls;

    [Differentiable]
    internal static double Chain(double x, int n) => Link(x, n);

    private static double Link(double x, int n) => n == 0 ? Counted(x) : 0.5 * Math.Sin(Counted(Link(x, n - 1))) + x;

    private static double Counted(double x)
    {
        s_calls++;
        return x;
    }

    [CustomBackward(nameof(Counted))]
    private static void CountedBack(double x, double gradOutput, ref double gradX) => gradX += gradOutput;

    [Differentiable]
    internal static double Walk(double[] x, double y, int depth) => Step(x, y, depth);

    private static double Step(double[] x, double y, int i)
    {
        if (i < 0) return y;
        double[] local = [x[i], y, Math.Exp(x[i])];
        double inner = 0;
        while (inner < y) inner += local[0] * local[1] + local[2] * Step(x, y * 0.5, i - 1);
        return inner;
    }

    [Differentiable]
    internal static double Aliased(double[] x)
    {
        Shift(x, x, 0);
        return x[0];
    }

    [Differentiable]
    internal static double Halves(double[] x, double y)
    {
        Shift(x.AsSpan(0, 2), x.AsSpan(2, 2), 0);
        return (x[0] + x[1]) * y;
    }

    private static void Shift(Span<double> to, ReadOnlySpan<double> from, int i)
    {
        if (i == to.Length) return;
        to[i] = from[i] * (i + 1) - to[i] + i - i * from[i];
        Shift(to, from, i + 1);
    }
}
