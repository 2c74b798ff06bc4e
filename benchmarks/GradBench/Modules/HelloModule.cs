using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class HelloModule
{
    public static Module Module { get; } = new(typeof(Hello), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["square"] = input =>
        {
            double x = input.GetDouble();
            return Workload.Scalar(() => Hello.Square(x));
        },
        ["double"] = input =>
        {
            double x = input.GetDouble();
            return Workload.Scalar(() => Hello.SquareGradient(x));
        },
    });
}
