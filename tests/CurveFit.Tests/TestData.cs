using CurveFit.Models;
using CurveFit.Nist;

namespace CurveFit.Tests;

internal static class TestData
{
    public static TheoryData<string> Problems => [.. ModelCatalog.All.Select(model => model.Name)];

    public static string PathOf(string problem) => Path.Combine(AppContext.BaseDirectory, "Data", $"{problem}.dat");

    public static string[] LinesOf(string problem) => File.ReadAllLines(PathOf(problem));

    public static NistProblem Read(string problem) => NistReader.Read(PathOf(problem));

    public static CurveModel Model(string problem) => ModelCatalog.Find(problem)!;
}

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("curvefit").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
