using System.Numerics;
using System.Numerics.Tensors;

namespace SourceAutodiff;

/// <summary>
/// Stochastic gradient descent, as PyTorch's <c>SGD</c>: <c>g += weightDecay * p; b = momentum * b + (1 - dampening) * g; p -= learningRate * b</c>, where the first
/// <c>b</c> is <c>g</c>; with Nesterov's momentum <c>p -= learningRate * (g + momentum * b)</c>.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly Array?[] _momenta;

    /// <summary>For these parameters.</summary>
    /// <param name="parameters">Leaves of Float32 or Float64.</param>
    /// <param name="learningRate">The size of the steps.</param>
    /// <param name="momentum">How much of the last step is kept.</param>
    /// <param name="dampening">How much less of the gradient is taken into the momentum.</param>
    /// <param name="weightDecay">How much of the parameter is added to its gradient.</param>
    /// <param name="nesterov">Looks ahead by the momentum; needs one, and no dampening.</param>
    /// <exception cref="ArgumentException">A parameter cannot be trained, or the numbers do not fit together.</exception>
    public Sgd(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        Momentum = Checked(momentum, "momentum");
        Dampening = dampening;
        WeightDecay = Checked(weightDecay, "weight decay");
        IsNesterov = nesterov;
        if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening", nameof(nesterov));
        _momenta = new Array?[Parameters.Count];
    }

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum { get; }

    /// <summary>How much less of the gradient is taken into the momentum.</summary>
    public double Dampening { get; }

    /// <summary>How much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether Nesterov's momentum is used.</summary>
    public bool IsNesterov { get; }

    private protected override void Update(int index, Span<float> parameter, ReadOnlySpan<float> grad) => Apply(index, parameter, grad);

    private protected override void Update(int index, Span<double> parameter, ReadOnlySpan<double> grad) => Apply(index, parameter, grad);

    private void Apply<T>(int index, Span<T> parameter, ReadOnlySpan<T> grad) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T step = T.CreateChecked(-LearningRate);
        if (Momentum == 0 && WeightDecay == 0)
        {
            TensorPrimitives.MultiplyAdd(grad, step, parameter, parameter);
            return;
        }

        bool isFirst = _momenta[index] is null;
        T[] momenta = (T[])(_momenta[index] ??= new T[Momentum == 0 ? 0 : parameter.Length]);
        (T decay, T momentum, T kept) = (T.CreateChecked(WeightDecay), T.CreateChecked(Momentum), T.CreateChecked(1 - Dampening));
        bool isNesterov = IsNesterov;
        int i = 0;
        for (; i <= parameter.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var p = new Vector<T>(parameter[i..]);
            Vector<T> g = new Vector<T>(grad[i..]) + (p * decay);
            if (momenta.Length > 0)
            {
                Span<T> at = momenta.AsSpan(i);
                Vector<T> m = isFirst ? g : (new Vector<T>(at) * momentum) + (g * kept);
                m.CopyTo(at);
                g = isNesterov ? g + (m * momentum) : m;
            }

            (p + (g * step)).CopyTo(parameter[i..]);
        }

        for (; i < parameter.Length; i++)
        {
            T g = grad[i] + (decay * parameter[i]);
            if (momenta.Length > 0)
            {
                momenta[i] = isFirst ? g : (momentum * momenta[i]) + (kept * g);
                g = isNesterov ? g + (momentum * momenta[i]) : momenta[i];
            }

            parameter[i] += step * g;
        }
    }
}
