using BenchmarkDotNet.Attributes;
using SourceAutodiff.Kernels;

namespace SourceAutodiff.Benchmarks;

/// <summary>Square products: the kernel on one thread in each layout, and by tensors on all of them. GFLOP/s are 2 n³ over the nanoseconds.</summary>
[GigaFlops(nameof(N))]
public class MatrixMultiplyBenchmarks
{
    private float[] _singles = [], _singleProduct = [];
    private double[] _doubles = [], _doubleProduct = [];
    private Tensor _tensor = null!;

    [Params(32, 64, 128, 256, 512, 1024)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        MatrixMultiply.Threads = 1;
        var random = new Random(1);
        _doubles = [.. Enumerable.Range(0, N * N).Select(_ => random.NextDouble() - 0.5)];
        _singles = [.. _doubles.Select(x => (float)x)];
        (_singleProduct, _doubleProduct) = (new float[N * N], new double[N * N]);
        _tensor = Tensor.From(_singles, [N, N]);
    }

    [GlobalSetup(Target = nameof(Matmul))]
    public void SetupThreads()
    {
        Setup();
        MatrixMultiply.Threads = Environment.ProcessorCount;
    }

    [GlobalCleanup]
    public void Cleanup() => MatrixMultiply.Threads = Environment.ProcessorCount;

    [Benchmark]
    public void Single() => MatrixMultiply.Multiply<float>(N, N, N, _singles, N, 1, _singles, N, 1, _singleProduct, N, accumulate: false);

    [Benchmark]
    public void SingleRightTransposed() => MatrixMultiply.Multiply<float>(N, N, N, _singles, N, 1, _singles, 1, N, _singleProduct, N, accumulate: false);

    [Benchmark]
    public void SingleLeftTransposed() => MatrixMultiply.Multiply<float>(N, N, N, _singles, 1, N, _singles, N, 1, _singleProduct, N, accumulate: false);

    [Benchmark]
    public void Double() => MatrixMultiply.Multiply<double>(N, N, N, _doubles, N, 1, _doubles, N, 1, _doubleProduct, N, accumulate: false);

    [Benchmark(Description = "Tensor.Matmul, single, all threads")]
    public Tensor Matmul() => _tensor.Matmul(_tensor);
}
