using System.Diagnostics;

namespace CurveFit.Fitting;

/// <summary>How long one Jacobian takes, generated and by central differences, in microseconds.</summary>
public readonly record struct JacobianTiming(double Generated, double CentralDifferences)
{
    private const int Rounds = 8;
    private static readonly long s_roundTicks = Stopwatch.Frequency / 10_000;   // 100 µs

    /// <summary>The least of some short rounds, which alternate so that whatever disturbs one disturbs the other.</summary>
    public static JacobianTiming Measure(FitProblem generated, FitProblem differences, double[] b)
    {
        var jacobian = new double[generated.Observations * generated.Parameters];
        double one = double.PositiveInfinity, other = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            one = Math.Min(one, Round(generated, b, jacobian));
            other = Math.Min(other, Round(differences, b, jacobian));
        }

        return new JacobianTiming(one, other);
    }

    private static double Round(FitProblem problem, double[] b, double[] jacobian)
    {
        long start = Stopwatch.GetTimestamp(), elapsed;
        int calls = 0;
        do
        {
            problem.Jacobian(b, jacobian);
            calls++;
            elapsed = Stopwatch.GetTimestamp() - start;
        }
        while (elapsed < s_roundTicks);
        return 1e6 * elapsed / Stopwatch.Frequency / calls;
    }
}
