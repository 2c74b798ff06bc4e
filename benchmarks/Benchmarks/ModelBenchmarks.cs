using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>Value and gradient of the sum of squares of five NIST models.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private double[] _grad = [];
    private double[] _work = [];

    [ParamsSource(nameof(Models))]
    public Model Model { get; set; } = Model.All[0];

    public static IEnumerable<Model> Models => Model.All;

    [GlobalSetup]
    public void Setup() => (_grad, _work) = (new double[Model.B.Length], new double[Model.B.Length]);

    [Benchmark]
    public double Primal() => Model.Primal(Model.X, Model.Y, Model.B);

    [Benchmark]
    public double Generated() => Model.Generated(Model.X, Model.Y, Model.B, _grad);

    [Benchmark(Baseline = true)]
    public double HandWritten() => Model.HandWritten(Model.X, Model.Y, Model.B, _grad);

    [Benchmark]
    public double CentralDifferences() => Model.CentralDifferences(_work, _grad);
}
