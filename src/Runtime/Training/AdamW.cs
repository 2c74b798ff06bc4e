namespace SourceAutodiff;

/// <summary>Adam whose weight decay shrinks the parameters themselves: <c>p *= 1 - learningRate * weightDecay</c> (Loshchilov and Hutter, 2019), as PyTorch's <c>AdamW</c>.</summary>
/// <param name="parameters">Leaves of Float32 or Float64.</param>
/// <param name="learningRate">The size of the steps.</param>
/// <param name="beta1">How much of the mean gradient is kept.</param>
/// <param name="beta2">How much of the mean square is kept.</param>
/// <param name="epsilon">Added to the root of the mean square.</param>
/// <param name="weightDecay">How much of the parameters is taken off in each step, times the learning rate.</param>
public sealed class AdamW(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
    : AdaptiveOptimizer(parameters, learningRate, beta1, beta2, epsilon, weightDecay, isDecoupled: true);
