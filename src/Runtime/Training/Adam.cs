namespace SourceAutodiff;

/// <summary>
/// Adam (Kingma and Ba, 2015), as PyTorch's <c>Adam</c>: <c>m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g²; p -= learningRate * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)</c>.
/// </summary>
/// <param name="parameters">Leaves of Float32 or Float64.</param>
/// <param name="learningRate">The size of the steps.</param>
/// <param name="beta1">How much of the mean gradient is kept.</param>
/// <param name="beta2">How much of the mean square is kept.</param>
/// <param name="epsilon">Added to the root of the mean square.</param>
/// <param name="weightDecay">How much of the parameter is added to its gradient.</param>
public sealed class Adam(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    : AdaptiveOptimizer(parameters, learningRate, beta1, beta2, epsilon, weightDecay, isDecoupled: false);
