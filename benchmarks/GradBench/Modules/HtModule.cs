using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class HtModule
{
    public static Module Module { get; } = new(typeof(Ht), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["objective"] = json =>
        {
            var i = new Input(json);
            double[] errors = new double[i.Measured.Length];
            return Workload.Vector(errors, i.Places.Length == 0
                ? () => Ht.SimpleErrors(
                    i.Theta, i.Correspondences, i.Measured, i.Parents, i.BaseRelatives, i.InverseBaseAbsolutes, i.BasePositions, i.Weights, i.Mirrored, errors)
                : () => Ht.ComplicatedErrors(
                    0, 0, i.Theta, i.Places, i.Correspondences, i.Triangles, i.Measured,
                    i.Parents, i.BaseRelatives, i.InverseBaseAbsolutes, i.BasePositions, i.Weights, i.Mirrored, errors));
        },
        ["jacobian"] = json =>
        {
            var i = new Input(json);
            bool simple = i.Places.Length == 0;
            int columns = i.Theta.Length + (simple ? 0 : 2);
            double[] errors = new double[i.Measured.Length], jacobian = new double[errors.Length * columns];
            Action run = simple
                ? () => Ht.SimpleErrorsJacobian(
                    i.Theta, i.Correspondences, i.Measured, i.Parents, i.BaseRelatives, i.InverseBaseAbsolutes, i.BasePositions, i.Weights, i.Mirrored, errors, jacobian)
                : () => Ht.ComplicatedErrorsJacobian(
                    0, 0, i.Theta, i.Places, i.Correspondences, i.Triangles, i.Measured,
                    i.Parents, i.BaseRelatives, i.InverseBaseAbsolutes, i.BasePositions, i.Weights, i.Mirrored, errors, jacobian);
            return new(run, writer => writer.WriteMatrix(jacobian, errors.Length, columns));
        },
    });

    private sealed class Input
    {
        public Input(JsonElement json)
        {
            JsonElement data = json.GetProperty("data"), model = data.GetProperty("model");
            Theta = json.Reals("theta");
            Places = json.Reals("us");
            Correspondences = data.Ints("correspondences");
            Measured = data.Reals("points");
            Parents = model.Ints("parents");
            BaseRelatives = model.Reals("base_relatives");
            InverseBaseAbsolutes = model.Reals("inverse_base_absolutes");
            BasePositions = model.Reals("base_positions");
            Weights = model.Reals("weights");
            Triangles = model.Ints("triangles");
            Mirrored = model.GetProperty("is_mirrored").GetBoolean();
        }

        public double[] Theta { get; }

        public double[] Places { get; }

        public int[] Correspondences { get; }

        public double[] Measured { get; }

        public int[] Parents { get; }

        public double[] BaseRelatives { get; }

        public double[] InverseBaseAbsolutes { get; }

        public double[] BasePositions { get; }

        public double[] Weights { get; }

        public int[] Triangles { get; }

        public bool Mirrored { get; }
    }
}
