using BenchmarkDotNet.Attributes;

namespace SourceAutodiff.Benchmarks;

/// <summary>Layers in single precision, forward and with the gradients of all that they take.</summary>
[MemoryDiagnoser]
public class LayerBenchmarks
{
    private readonly Tensor _scores = Parameter(1, 128, 1000);
    private readonly Tensor _few = Parameter(1, 32, 10);
    private readonly Tensor _rows = Parameter(1, 128, 768);
    private readonly Tensor[] _affine = [Parameter(2, 768), Parameter(3, 768)];
    private readonly Tensor _images = Parameter(1, 32, 3, 32, 32);
    private readonly Tensor _kernel = Parameter(2, 16, 3, 3, 3);
    private readonly Tensor _maps = Parameter(1, 8, 64, 56, 56);
    private readonly Tensor _wideKernel = Parameter(2, 64, 64, 3, 3);
    private readonly Tensor _depthKernel = Parameter(2, 64, 1, 3, 3);
    private readonly Tensor[] _channelAffine = [Parameter(2, 64), Parameter(3, 64)];
    private readonly Tensor _labels = Tensor.From(Enumerable.Range(0, 128).Select(i => (long)(i * 7 % 1000)).ToArray());

    [Benchmark(Description = "softmax [128, 1000], forward")]
    public Tensor Softmax() => Forward(() => _scores.Softmax(1));

    [Benchmark(Description = "softmax [128, 1000], with backward")]
    public Tensor SoftmaxBackward() => Backward(_scores.Softmax(1), _scores);

    [Benchmark(Description = "softmax [32, 10], forward")]
    public Tensor SmallSoftmax() => Forward(() => _few.Softmax(1));

    [Benchmark(Description = "softmax [32, 10], with backward")]
    public Tensor SmallSoftmaxBackward() => Backward(_few.Softmax(1), _few);

    [Benchmark(Description = "cross entropy [128, 1000], with backward")]
    public Tensor CrossEntropyBackward()
    {
        _scores.Grad = null;
        Functional.CrossEntropy(_scores, _labels).Backward();
        return _scores.Grad!;
    }

    [Benchmark(Description = "layer norm [128, 768], forward")]
    public Tensor LayerNorm() => Forward(() => Functional.LayerNorm(_rows, [768], _affine[0], _affine[1]));

    [Benchmark(Description = "layer norm [128, 768], with backward")]
    public Tensor LayerNormBackward() => Backward(Functional.LayerNorm(_rows, [768], _affine[0], _affine[1]), [_rows, .. _affine]);

    [Benchmark(Description = "batch norm [8, 64, 56, 56], with backward")]
    public Tensor BatchNormBackward() => Backward(Functional.BatchNorm(_maps, null, null, _channelAffine[0], _channelAffine[1], training: true), [_maps, .. _channelAffine]);

    [Benchmark(Description = "conv2d 3x3 [32, 3, 32, 32] to 16, forward")]
    public Tensor Convolution() => Forward(() => Functional.Conv2d(_images, _kernel, padding: 1));

    [Benchmark(Description = "conv2d 3x3 [32, 3, 32, 32] to 16, with backward")]
    public Tensor ConvolutionBackward() => Backward(Functional.Conv2d(_images, _kernel, padding: 1), _images, _kernel);

    [Benchmark(Description = "conv2d 3x3 [8, 64, 56, 56] to 64, forward")]
    public Tensor WideConvolution() => Forward(() => Functional.Conv2d(_maps, _wideKernel, padding: 1));

    [Benchmark(Description = "conv2d 3x3 [8, 64, 56, 56] to 64, with backward")]
    public Tensor WideConvolutionBackward() => Backward(Functional.Conv2d(_maps, _wideKernel, padding: 1), _maps, _wideKernel);

    [Benchmark(Description = "conv2d 3x3 [8, 64, 56, 56], each channel by itself, with backward")]
    public Tensor DepthConvolutionBackward() => Backward(Functional.Conv2d(_maps, _depthKernel, padding: 1, groups: 64), _maps, _depthKernel);

    private static Tensor Parameter(int seed, params int[] shape) => MlpBenchmarks.Values(new Random(seed), 1, shape).SetRequiresGrad();

    private static Tensor Forward(Func<Tensor> layer)
    {
        using ModeScope scope = Autograd.NoGrad();
        return layer();
    }

    private static Tensor Backward(Tensor y, params Tensor[] inputs)
    {
        foreach (Tensor input in inputs) input.Grad = null;
        y.Backward(Tensor.Ones(y.Shape));
        return inputs[0].Grad!;
    }
}
