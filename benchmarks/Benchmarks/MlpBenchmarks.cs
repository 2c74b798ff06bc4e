using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>A training step of a network 784-128-64-10 in single precision.</summary>
[MemoryDiagnoser]
public class MlpBenchmarks
{
    private Tensor _images = null!;
    private Tensor _labels = null!;
    private Tensor[] _parameters = null!;
    private Sgd _optimizer = null!;

    [Params(32, 64, 256)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _images = Values(random, 1, Batch, 784);
        _labels = Tensor.From(Enumerable.Range(0, Batch).Select(_ => (long)random.Next(10)).ToArray());
        int[] sizes = [784, 128, 64, 10];
        _parameters = [.. Enumerable.Range(0, 3).SelectMany(i => new[] { Values(random, 1 / Math.Sqrt(sizes[i]), sizes[i + 1], sizes[i]).SetRequiresGrad(), Tensor.Zeros([sizes[i + 1]], requiresGrad: true) })];
        _optimizer = new Sgd(_parameters, 0.01);
    }

    [Benchmark]
    public Tensor Step()
    {
        Tensor x = Functional.Linear(_images, _parameters[0], _parameters[1]).Relu();
        x = Functional.Linear(x, _parameters[2], _parameters[3]).Relu();
        Tensor loss = Functional.CrossEntropy(Functional.Linear(x, _parameters[4], _parameters[5]), _labels);
        loss.Backward();
        _optimizer.Step();
        _optimizer.ZeroGrad();
        return loss;
    }

    internal static Tensor Values(Random random, double size, params int[] shape)
    {
        var values = new float[shape.Aggregate(1, (product, length) => product * length)];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(((2 * random.NextDouble()) - 1) * size);
        return Tensor.From(values, shape);
    }
}
