using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class GmmModule
{
    public static Module Module { get; } = new(typeof(Gmm), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["objective"] = json =>
        {
            var i = new Input(json);
            return Workload.Scalar(() => Gmm.Objective(i.X, i.D, i.K, i.N, i.M, i.Gamma, i.Alpha, i.Mu, i.Q, i.L));
        },
        ["jacobian"] = json =>
        {
            var i = new Input(json);
            double[] alpha = new double[i.Alpha.Length], mu = new double[i.Mu.Length], q = new double[i.Q.Length], l = new double[i.L.Length];
            return new(() => Gmm.ObjectiveGradient(i.X, i.D, i.K, i.N, i.M, i.Gamma, i.Alpha, i.Mu, i.Q, i.L, alpha, mu, q, l), writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("alpha");
                writer.WriteVector(alpha);
                writer.WritePropertyName("mu");
                writer.WriteMatrix(mu, i.K, i.D);
                writer.WritePropertyName("q");
                writer.WriteMatrix(q, i.K, i.D);
                writer.WritePropertyName("l");
                writer.WriteMatrix(l, i.K, i.D * (i.D - 1) / 2);
                writer.WriteEndObject();
            });
        },
    });

    private sealed class Input(JsonElement json)
    {
        public double[] X { get; } = json.Reals("x");

        public int D { get; } = json.Int("d");

        public int K { get; } = json.Int("k");

        public int N { get; } = json.Int("n");

        public int M { get; } = json.Int("m");

        public double Gamma { get; } = json.Real("gamma");

        public double[] Alpha { get; } = json.Reals("alpha");

        public double[] Mu { get; } = json.Reals("mu");

        public double[] Q { get; } = json.Reals("q");

        public double[] L { get; } = json.Reals("l");
    }
}
