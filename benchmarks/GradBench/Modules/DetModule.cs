using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class DetModule
{
    public static Module Module { get; } = new(typeof(Det), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["primal"] = input =>
        {
            double[] a = input.Reals("A");
            int ell = input.Int("ell");
            return Workload.Scalar(() => Det.Determinant(a, ell));
        },
        ["gradient"] = input =>
        {
            double[] a = input.Reals("A"), gradA = new double[a.Length];
            int ell = input.Int("ell");
            return Workload.Vector(gradA, () => Det.DeterminantGradient(a, ell, gradA));
        },
    });
}
