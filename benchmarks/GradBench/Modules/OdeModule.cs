using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class OdeModule
{
    public static Module Module { get; } = new(typeof(Ode), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["primal"] = input =>
        {
            double[] x = input.Reals("x"), y = new double[x.Length];
            int steps = input.Int("s");
            return Workload.Vector(y, () =>
            {
                Array.Clear(y);
                Ode.Solve(x, steps, y);
            });
        },
        ["gradient"] = input =>
        {
            double[] x = input.Reals("x"), gradX = new double[x.Length];
            int steps = input.Int("s");
            return Workload.Vector(gradX, () => Ode.LastGradient(x, steps, gradX));
        },
    });
}
