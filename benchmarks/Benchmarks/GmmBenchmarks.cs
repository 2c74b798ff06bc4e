using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>The Gaussian mixture objective at GradBench's sizes, 1,000 points.</summary>
[MemoryDiagnoser]
public class GmmBenchmarks
{
    private GmmProblem _problem = new(2, 5);

    [Params("d2 k5", "d10 k25", "d20 k50", "d32 k50")]
    public string Size { get; set; } = "d2 k5";

    [GlobalSetup]
    public void Setup()
    {
        int[] numbers = [.. Size.Split(' ').Select(part => int.Parse(part[1..], System.Globalization.CultureInfo.InvariantCulture))];
        _problem = new GmmProblem(numbers[0], numbers[1]);
    }

    [Benchmark(Baseline = true)]
    public double Primal() => _problem.Value();

    [Benchmark]
    public double Generated() => _problem.Gradient();
}
