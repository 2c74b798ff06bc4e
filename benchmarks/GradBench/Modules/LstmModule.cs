using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class LstmModule
{
    public static Module Module { get; } = new(typeof(Lstm), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["objective"] = json =>
        {
            var input = new Input(json);
            return Workload.Scalar(() => Lstm.Loss(input.Main, input.Extra, input.State, input.Sequence, input.Layers, input.Width));
        },
        ["jacobian"] = json =>
        {
            var input = new Input(json);
            double[] gradient = new double[input.Main.Length + input.Extra.Length];
            int split = input.Main.Length;
            return Workload.Vector(gradient, () => Lstm.LossGradient(
                input.Main, input.Extra, input.State, input.Sequence, input.Layers, input.Width, gradient.AsSpan(0, split), gradient.AsSpan(split)));
        },
    });

    private sealed class Input(JsonElement json)
    {
        public double[] Main { get; } = json.Reals("main_params");

        public double[] Extra { get; } = json.Reals("extra_params");

        public double[] State { get; } = json.Reals("state");

        public double[] Sequence { get; } = json.Reals("sequence");

        public int Layers { get; } = json.GetProperty("main_params").GetArrayLength() / 2;

        public int Width { get; } = json.GetProperty("extra_params")[0].GetArrayLength();
    }
}
