using System.Numerics.Tensors;

namespace SourceAutodiff;

/// <summary>Keeps gradients from growing too large, between <see cref="Tensor.Backward"/> and <see cref="Optimizer.Step"/>.</summary>
public static class GradientClipping
{
    /// <summary>Scales all gradients by one factor, if their norm together is larger than allowed: as PyTorch's <c>clip_grad_norm_</c>.</summary>
    /// <param name="parameters">Whose gradients; those without are passed over.</param>
    /// <param name="maxNorm">The largest Euclidean norm of all elements of all gradients.</param>
    /// <returns>The norm before.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is negative or not a number.</exception>
    public static double ByNorm(IEnumerable<Tensor> parameters, double maxNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(maxNorm >= 0)) throw new ArgumentOutOfRangeException(nameof(maxNorm), $"The largest norm is {maxNorm}. It has to be at least 0.");
        Tensor[] grads = [.. parameters.Select(parameter => parameter.KnownGrad).Where(grad => grad is not null).Select(grad => grad!)];
        double squares = 0;
        foreach (Tensor grad in grads)
        {
            Tensor values = grad.Detach().Converted(DType.Float64).Plain();
            squares += TensorPrimitives.SumOfSquares(values.AsReadOnlySpan<double>());
        }

        double norm = Math.Sqrt(squares), factor = maxNorm / (norm + 1e-6);
        if (!(factor < 1)) return norm;
        using ModeScope scope = Autograd.NoGrad();
        foreach (Tensor grad in grads) grad.MulInPlace(factor);
        return norm;
    }

    /// <summary>Cuts each element of the gradients off: as PyTorch's <c>clip_grad_value_</c>.</summary>
    /// <param name="parameters">Whose gradients; those without are passed over.</param>
    /// <param name="maxValue">The largest size of an element.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is negative or not a number.</exception>
    public static void ByValue(IEnumerable<Tensor> parameters, double maxValue)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(maxValue >= 0)) throw new ArgumentOutOfRangeException(nameof(maxValue), $"The largest size is {maxValue}. It has to be at least 0.");
        using ModeScope scope = Autograd.NoGrad();
        foreach (Tensor parameter in parameters)
        {
            if (parameter.KnownGrad is { } grad) grad.CopyInPlace(grad.Maximum(Tensor.Number(-maxValue)).Minimum(Tensor.Number(maxValue)));
        }
    }
}
