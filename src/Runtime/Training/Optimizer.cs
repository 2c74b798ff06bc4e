using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>Changes parameters by their gradients: <c>loss.Backward(); optimizer.Step(); optimizer.ZeroGrad();</c></summary>
public abstract class Optimizer
{
    private readonly Tensor[] _parameters;
    private double _learningRate;

    private protected Optimizer(IEnumerable<Tensor> parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0) throw new ArgumentException("optimizer got an empty parameter list. Pass the tensors that are to be trained.", nameof(parameters));
        for (int i = 0; i < _parameters.Length; i++)
        {
            Tensor parameter = _parameters[i] ?? throw new ArgumentException($"Parameter {i} is null.", nameof(parameters));
            if (!parameter.IsLeaf) throw new ArgumentException($"can't optimize a non-leaf Tensor: parameter {i}, of shape {parameter.Shape}, is the result of {parameter.GradFn}. Use Detach() and set RequiresGrad on the result.", nameof(parameters));
            if (parameter.DType is not (DType.Float32 or DType.Float64)) throw new ArgumentException($"Parameter {i}, of shape {parameter.Shape}, is of {parameter.DType}. Parameters have to be Float32 or Float64; convert it with To.", nameof(parameters));
            if (!parameter.IsContiguous) throw new ArgumentException($"Parameter {i}, of shape {parameter.Shape}, does not lie row by row. Call Contiguous() before RequiresGrad is set.", nameof(parameters));
        }

        if (_parameters.Distinct().Count() < _parameters.Length) throw new ArgumentException("some parameters appear more than once", nameof(parameters));
        LearningRate = learningRate;
    }

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The size of the steps. It may change between them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Checked(value, "learning rate");
    }

    /// <summary>Forgets the gradients, so that the next backward pass begins with new ones.</summary>
    /// <param name="setToNull">Whether they become <see langword="null"/>; else they are set to zero, in place.</param>
    public void ZeroGrad(bool setToNull = true)
    {
        foreach (Tensor parameter in _parameters)
        {
            if (setToNull) parameter.Grad = null;
            else if (parameter.KnownGrad is { } grad) parameter.Grad = Tensor.ZerosLike(grad);
        }
    }

    /// <summary>One step. Parameters without a gradient stay as they are.</summary>
    /// <exception cref="InvalidOperationException">A gradient is not of its parameter's shape.</exception>
    public void Step()
    {
        Begin();
        for (int i = 0; i < _parameters.Length; i++)
        {
            Tensor parameter = _parameters[i];
            if (parameter.KnownGrad is not { } grad) continue;
            if (parameter.DType == DType.Float32) Update(i, Values<float>(parameter), Gradient<float>(grad));
            else Update(i, Values<double>(parameter), Gradient<double>(grad));
            parameter.Storage.Version++;
        }
    }

    private protected virtual void Begin()
    {
    }

    private protected abstract void Update(int index, Span<float> parameter, ReadOnlySpan<float> grad);

    private protected abstract void Update(int index, Span<double> parameter, ReadOnlySpan<double> grad);

    private protected static double Checked(double value, string name, double below = double.PositiveInfinity) =>
        value >= 0 && value < below ? value : throw new ArgumentOutOfRangeException(nameof(value), $"Invalid {name}: {value}. It has to be at least 0{(double.IsPositiveInfinity(below) ? " and finite" : $" and below {below}")}.");

    private static Span<T> Values<T>(Tensor tensor) where T : unmanaged => tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount);

    private static ReadOnlySpan<T> Gradient<T>(Tensor grad) where T : unmanaged => Values<T>(grad.Plain());
}
