using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class LseModule
{
    public static Module Module { get; } = new(typeof(Lse), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["primal"] = input =>
        {
            double[] x = input.Reals("x");
            return Workload.Scalar(() => Lse.LogSumExp(x));
        },
        ["gradient"] = input =>
        {
            double[] x = input.Reals("x"), gradX = new double[x.Length];
            return Workload.Vector(gradX, () => Lse.LogSumExpGradient(x, gradX));
        },
    });
}
