using System.Text.Json;
using SourceAutodiff.GradBench.Evals;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

internal static class BaModule
{
    private const int CameraSize = 11, PointSize = 3, BlockColumns = CameraSize + PointSize + 1;

    public static Module Module { get; } = new(typeof(Ba), new Dictionary<string, Func<JsonElement, Workload>>
    {
        ["objective"] = json =>
        {
            var problem = new Problem(json);
            double[] errors = new double[2 * problem.Observations], weightErrors = new double[problem.Observations];
            return new(() => problem.Objective(errors, weightErrors), writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("reproj_error");
                writer.WritePropertyName("elements");
                writer.WriteVector(errors.AsSpan(0, 2));
                writer.WriteNumber("repeated", problem.Observations);
                writer.WriteEndObject();
                writer.WriteStartObject("w_err");
                writer.WriteNumber("element", weightErrors[0]);
                writer.WriteNumber("repeated", problem.Observations);
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
        },
        ["jacobian"] = json =>
        {
            var problem = new Problem(json);
            var jacobian = new SparseMatrix(3 * problem.Observations, ((2 * BlockColumns) + 1) * problem.Observations);
            return new(() => problem.Jacobian(jacobian), writer =>
            {
                // What the eval asks for: the first 30 entries of each array and the last.
                writer.WriteStartObject();
                writer.WritePropertyName("rows");
                writer.WriteVector([.. jacobian.Rows.AsSpan(0, 30), jacobian.Rows[^1]]);
                writer.WritePropertyName("cols");
                writer.WriteVector([.. jacobian.Columns.AsSpan(0, 30), jacobian.Columns[^1]]);
                writer.WritePropertyName("vals");
                writer.WriteVector([.. jacobian.Values.AsSpan(0, 30), jacobian.Values[^1]]);
                writer.WriteEndObject();
            });
        },
    });

    /// <summary>Compressed sparse rows.</summary>
    private sealed class SparseMatrix(int rows, int entries)
    {
        public int[] Rows { get; } = new int[rows + 1];

        public int[] Columns { get; } = new int[entries];

        public double[] Values { get; } = new double[entries];
    }

    /// <summary>The expanded problem: observation i is of point i mod m by camera i mod n.</summary>
    private sealed class Problem
    {
        private readonly double[] _cameras, _points, _weights, _features;
        private readonly int _cameraCount, _pointCount;

        public Problem(JsonElement json)
        {
            (_cameraCount, _pointCount, Observations) = (json.Int("n"), json.Int("m"), json.Int("p"));
            _cameras = Repeat(json.Reals("cam"), _cameraCount);
            _points = Repeat(json.Reals("x"), _pointCount);
            _weights = Repeat([json.Real("w")], Observations);
            _features = Repeat(json.Reals("feat"), Observations);
        }

        public int Observations { get; }

        public void Objective(double[] errors, double[] weightErrors)
        {
            for (int i = 0; i < Observations; i++)
            {
                Ba.ReprojectionError(Camera(i), Point(i), _weights[i], Feature(i), errors.AsSpan(2 * i, 2));
            }

            for (int i = 0; i < Observations; i++) weightErrors[i] = Ba.WeightError(_weights[i]);
        }

        public void Jacobian(SparseMatrix jacobian)
        {
            int firstPoint = CameraSize * _cameraCount, firstWeight = firstPoint + (PointSize * _pointCount);
            int[] rows = jacobian.Rows, columns = jacobian.Columns;
            Span<double> error = stackalloc double[2];
            int next = 0, row = 0;
            rows[0] = 0;
            for (int i = 0; i < Observations; i++)
            {
                // The block's columns are camera, point and weight, which is their order in the whole matrix, too.
                Ba.ReprojectionErrorJacobian(Camera(i), Point(i), _weights[i], Feature(i), error, jacobian.Values.AsSpan(next, 2 * BlockColumns));
                for (int r = 0; r < 2; r++)
                {
                    for (int j = 0; j < CameraSize; j++) columns[next++] = (CameraSize * (i % _cameraCount)) + j;
                    for (int j = 0; j < PointSize; j++) columns[next++] = firstPoint + (PointSize * (i % _pointCount)) + j;
                    columns[next++] = firstWeight + i;
                    rows[++row] = next;
                }
            }

            for (int i = 0; i < Observations; i++)
            {
                jacobian.Values[next] = Ba.WeightErrorGradient(_weights[i]);
                columns[next++] = firstWeight + i;
                rows[++row] = next;
            }
        }

        private ReadOnlySpan<double> Camera(int i) => _cameras.AsSpan(CameraSize * (i % _cameraCount), CameraSize);

        private ReadOnlySpan<double> Point(int i) => _points.AsSpan(PointSize * (i % _pointCount), PointSize);

        private ReadOnlySpan<double> Feature(int i) => _features.AsSpan(2 * i, 2);

        private static double[] Repeat(double[] values, int count)
        {
            double[] result = new double[values.Length * count];
            for (int i = 0; i < count; i++) values.CopyTo(result, i * values.Length);
            return result;
        }
    }
}
