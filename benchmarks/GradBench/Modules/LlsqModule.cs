using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class LlsqModule
{
    public static Module Module { get; } = new(typeof(Llsq), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["primal"] = input =>
        {
            double[] x = input.Reals("x");
            int n = input.Int("n");
            return Workload.Scalar(() => Llsq.Misfit(x, n));
        },
        ["gradient"] = input =>
        {
            double[] x = input.Reals("x"), gradX = new double[x.Length];
            int n = input.Int("n");
            return Workload.Vector(gradX, () => Llsq.MisfitGradient(x, n, gradX));
        },
    });
}
