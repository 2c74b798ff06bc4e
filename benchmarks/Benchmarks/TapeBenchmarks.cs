using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>What an operation on the tape costs by itself: a thousand of them on single numbers.</summary>
[MemoryDiagnoser]
public class TapeBenchmarks
{
    private const int Operations = 1000;

    private readonly Tensor _leaf = Tensor.From(1.0001, requiresGrad: true);

    [Benchmark(OperationsPerInvoke = Operations)]
    public Tensor Forward()
    {
        Tensor y = _leaf;
        for (int i = 0; i < Operations; i++) y *= 0.999;
        return y;
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public Tensor ForwardAndBackward()
    {
        Tensor y = _leaf;
        for (int i = 0; i < Operations; i++) y *= _leaf;
        _leaf.Grad = null;
        y.Backward();
        return y;
    }

    [Benchmark(Description = "Rosenbrock of two numbers, value and gradient")]
    public Tensor Rosenbrock()
    {
        Tensor x = Tensor.From([-1.2, 1.0], requiresGrad: true);
        Tensor first = x.Select(0, 0), second = x.Select(0, 1);
        Tensor a = 1 - first, b = second - (first * first);
        Tensor y = (a * a) + (100 * (b * b));
        y.Backward();
        return x.Grad!;
    }
}
