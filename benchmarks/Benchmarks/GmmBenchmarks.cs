using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>The Gaussian mixture objective at sizes of GradBench, 1,000 points.</summary>
[MemoryDiagnoser]
public abstract class GmmComparison
{
    protected GmmProblem Problem { get; private set; } = new(2, 5);

    protected void Create(string size)
    {
        int[] numbers = [.. size.Split(' ').Select(part => int.Parse(part[1..], CultureInfo.InvariantCulture))];
        Problem = new GmmProblem(numbers[0], numbers[1]);
    }

    [Benchmark(Baseline = true)]
    public double Primal() => Problem.Value();

    [Benchmark]
    public double Generated() => Problem.Gradient();

    [Benchmark]
    public double HandWritten() => Problem.HandWritten();
}

/// <summary>The smaller sizes, where central differences end in reasonable time.</summary>
public class GmmBenchmarks : GmmComparison
{
    [Params("d2 k5", "d10 k25")]
    public string Size { get; set; } = "d2 k5";

    [GlobalSetup]
    public void Setup() => Create(Size);

    [Benchmark]
    public double CentralDifferences() => Problem.CentralDifferences();
}

/// <summary>The larger sizes: central differences would evaluate the primal 23,000 and 56,000 times.</summary>
public class LargeGmmBenchmarks : GmmComparison
{
    [Params("d20 k50", "d32 k50")]
    public string Size { get; set; } = "d20 k50";

    [GlobalSetup]
    public void Setup() => Create(Size);
}
