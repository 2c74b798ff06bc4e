namespace DerivativeTests.Harness;

/// <summary>
/// Central differences of the primal, extrapolated to step zero (Richardson) from several first steps; for each entry the first step whose
/// extrapolation settled best is taken, so that a large step over a kink (or out of the domain) or a small one lost in rounding does no harm.
/// </summary>
internal sealed class FiniteDifferences
{
    private static readonly double[] DoubleSteps = [0.1, 0.02, 0.004, 0.0008];
    private static readonly double[] FloatSteps = [0.25, 0.1, 0.04];

    private const double SmallStep = 1e-6;

    private FiniteDifferences(double[,] jacobian, double[,] errors, double[,] near)
    {
        Jacobian = jacobian;
        Errors = errors;
        Near = near;
    }

    /// <summary>Outputs by inputs.</summary>
    public double[,] Jacobian { get; }

    /// <summary>How far the last two extrapolations were apart.</summary>
    public double[,] Errors { get; }

    /// <summary>Plain differences of a very small step, good to a few digits: what tells a wrong derivative from a jump close by. NaN in single precision.</summary>
    public double[,] Near { get; }

    public static FiniteDifferences At(MethodCase method, object[] point)
    {
        var layout = new Layout(method, point);
        var jacobian = new double[layout.OutputCount, layout.InputCount];
        var errors = new double[layout.OutputCount, layout.InputCount];
        var near = new double[layout.OutputCount, layout.InputCount];
        double[] x = layout.Gather(point);
        for (int j = 0; j < layout.InputCount; j++)
        {
            for (int i = 0; i < layout.OutputCount; i++) errors[i, j] = double.PositiveInfinity;
            double up = x[j] + SmallStep, down = x[j] - SmallStep;
            double[] high = Outputs(layout, point, x, j, ref up), low = Outputs(layout, point, x, j, ref down);
            for (int i = 0; i < layout.OutputCount; i++) near[i, j] = method.IsFloat ? double.NaN : (high[i] - low[i]) / (up - down);
            foreach (double step in method.IsFloat ? FloatSteps : DoubleSteps)
            {
                (double[] best, double[] error) = Extrapolate(layout, point, x, j, step * Math.Max(1, Math.Abs(x[j])), method.IsFloat ? 3 : 5);
                for (int i = 0; i < layout.OutputCount; i++)
                {
                    if (!(error[i] < errors[i, j])) continue;
                    errors[i, j] = error[i];
                    jacobian[i, j] = best[i];
                }
            }
        }

        return new FiniteDifferences(jacobian, errors, near);
    }

    private static (double[] Best, double[] Error) Extrapolate(Layout layout, object[] point, double[] x, int j, double step, int levels)
    {
        var best = new double[layout.OutputCount];
        var error = new double[layout.OutputCount];
        Array.Fill(error, double.PositiveInfinity);
        double[][] previous = [];
        for (int level = 0; level < levels; level++, step /= 2)
        {
            double up = x[j] + step, down = x[j] - step;
            double[] high = Outputs(layout, point, x, j, ref up), low = Outputs(layout, point, x, j, ref down);
            var row = new double[level + 1][];
            row[0] = [.. high.Zip(low, (a, b) => (a - b) / (up - down))];
            double power = 1;
            for (int k = 1; k <= level; k++)
            {
                power *= 4;
                row[k] = [.. row[k - 1].Zip(previous[k - 1], (fine, coarse) => fine + ((fine - coarse) / (power - 1)))];
                for (int i = 0; i < best.Length; i++)
                {
                    double apart = Math.Max(Math.Abs(row[k][i] - row[k - 1][i]), Math.Abs(row[k][i] - previous[k - 1][i]));

                    // Two steps agree by chance where the function is a saw; three do not.
                    if (level < 2 || !(apart < error[i])) continue;
                    error[i] = apart;
                    best[i] = row[k][i];
                }
            }

            previous = row;
        }

        return (best, error);
    }

    /// <param name="value">The input moved to; comes back as the number really used, which in single precision is another one.</param>
    private static double[] Outputs(Layout layout, object[] point, double[] x, int j, ref double value)
    {
        double[] moved = [.. x];
        moved[j] = value;
        object[] slots = Slots.Clone(point);
        layout.Scatter(moved, slots);
        value = layout.Gather(slots)[j];
        try
        {
            object? result = layout.Method.Call.Call(slots);
            double[] outputs = [.. Slots.Read(result), .. layout.Gather(slots)];
            if (outputs.Length == layout.OutputCount) return outputs;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or ArithmeticException)
        {
            // Out of the domain.
        }

        double[] outside = new double[layout.OutputCount];
        Array.Fill(outside, double.NaN);
        return outside;
    }
}
