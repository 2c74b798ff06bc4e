using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>Products of square matrices in single precision: 2 n³ operations in the time that is shown.</summary>
public class MatrixBenchmarks
{
    private Tensor _a = null!;
    private Tensor _b = null!;

    [Params(64, 128, 256, 512, 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        (_a, _b) = (MlpBenchmarks.Values(random, 1, Size, Size), MlpBenchmarks.Values(random, 1, Size, Size));
    }

    [Benchmark]
    public Tensor Product() => _a.Matmul(_b);
}

/// <summary>Layers, forward and backward.</summary>
[MemoryDiagnoser]
public class LayerBenchmarks
{
    private readonly Tensor _scores = MlpBenchmarks.Values(new Random(1), 1, 128, 1000).SetRequiresGrad();
    private readonly Tensor _few = MlpBenchmarks.Values(new Random(1), 1, 32, 10).SetRequiresGrad();
    private readonly Tensor _rows = MlpBenchmarks.Values(new Random(1), 1, 128, 768).SetRequiresGrad();
    private readonly Tensor _weight = MlpBenchmarks.Values(new Random(2), 1, 768).SetRequiresGrad();
    private readonly Tensor _bias = MlpBenchmarks.Values(new Random(3), 1, 768).SetRequiresGrad();
    private readonly Tensor _images = MlpBenchmarks.Values(new Random(1), 1, 32, 3, 32, 32).SetRequiresGrad();
    private readonly Tensor _kernel = MlpBenchmarks.Values(new Random(2), 1, 16, 3, 3, 3).SetRequiresGrad();

    [Benchmark(Description = "softmax [128, 1000], forward and backward")]
    public Tensor Softmax() => Backward(_scores.Softmax(1), _scores);

    [Benchmark(Description = "softmax [32, 10], forward and backward")]
    public Tensor SmallSoftmax() => Backward(_few.Softmax(1), _few);

    [Benchmark(Description = "layer norm [128, 768], forward and backward")]
    public Tensor LayerNorm() => Backward(Functional.LayerNorm(_rows, [768], _weight, _bias), _rows);

    [Benchmark(Description = "conv2d 3x3 [32, 3, 32, 32] to 16, forward")]
    public Tensor Convolution()
    {
        using ModeScope scope = Autograd.NoGrad();
        return Functional.Conv2d(_images, _kernel, padding: 1);
    }

    [Benchmark(Description = "conv2d 3x3 [32, 3, 32, 32] to 16, forward and backward")]
    public Tensor ConvolutionAndBackward() => Backward(Functional.Conv2d(_images, _kernel, padding: 1), _images);

    private static Tensor Backward(Tensor y, Tensor x)
    {
        x.Grad = null;
        y.Backward(Tensor.Ones(y.Shape));
        return x.Grad!;
    }
}
