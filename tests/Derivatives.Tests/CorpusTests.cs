namespace DerivativeTests;

/// <summary>The corpus itself is fit to test with: smooth where it is looked at, and every input matters.</summary>
public class CorpusTests
{
    public static TheoryData<string> Names => new(CorpusMethods.All.Keys);

    [Fact]
    public void The_corpus_is_large() => Assert.True(CorpusMethods.All.Count >= 220, $"{CorpusMethods.All.Count} methods");

    /// <summary>Finite differences that do not settle would make the comparison with them worthless.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Finite_differences_settle(string name)
    {
        MethodCase method = CorpusMethods.All[name];
        double tolerance = Tolerances.For(method).FiniteDifferences;
        MethodCase reference = method.Twin ?? method;
        for (int number = 0; number < method.Check.Points; number++)
        {
            object[] point = InputPoints.Create(reference, number);
            var layout = new Layout(reference, point);
            double[] values = Engines.Primal(reference, point).Values;
            Assert.All(values, value => Assert.True(double.IsFinite(value), $"{value}"));
            var differences = FiniteDifferences.At(reference, point);
            for (int i = 0; i < layout.OutputCount; i++)
            {
                double scale = i < values.Length ? 1e-3 * Math.Abs(values[i]) : 0;
                for (int j = 0; j < layout.InputCount; j++) scale = Math.Max(scale, Math.Abs(1e-3 * differences.Jacobian[i, j]));
                for (int j = 0; j < layout.InputCount; j++)
                {
                    double allowed = tolerance * Math.Max(scale, Math.Abs(differences.Jacobian[i, j]));
                    Assert.True(differences.Errors[i, j] <= allowed,
                        $"point {number}, {layout.OutputName(i)} by {layout.InputNames[j]}: {differences.Jacobian[i, j]} ± {differences.Errors[i, j]:E1}, allowed {allowed:E1}");
                }
            }
        }
    }

    /// <summary>A derivative that is zero everywhere could be left out without being noticed.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_and_every_result_matters(string name)
    {
        MethodCase method = CorpusMethods.All[name];
        if (method.Check.IsFree) return;
        var seen = new HashSet<string>();
        int results = 0;
        for (int number = 0; number < method.Check.Points; number++)
        {
            object[] point = InputPoints.Create(method, number);
            var layout = new Layout(method, point);
            results = Math.Max(results, layout.ResultCount);
            var differences = FiniteDifferences.At(method, point);
            for (int i = 0; i < layout.OutputCount; i++)
            {
                for (int j = 0; j < layout.InputCount; j++)
                {
                    bool isIdentity = i == j + layout.ResultCount && differences.Jacobian[i, j] == 1;
                    if (isIdentity || Math.Abs(differences.Jacobian[i, j]) < 1e-9) continue;
                    seen.Add(layout.OwnerOf(j).Name);
                    if (i < layout.ResultCount) seen.Add($"result {i}");
                }
            }
        }

        bool IsOnlyWritten(Parameter p) => p.IsOutput && !Slots.Same(InputPoints.Create(method, 0)[p.Index], Engines.Primal(method, InputPoints.Create(method, 0)).After[p.Index]);
        Assert.All(
            method.Differentiated.Where(p => !IsOnlyWritten(p) && Slots.Count(InputPoints.Create(method, 1)[p.Index]) > 0).Select(p => p.Name)
                .Concat(Enumerable.Range(0, results).Select(i => $"result {i}")),
            needed => Assert.Contains(needed, seen));
    }
}
