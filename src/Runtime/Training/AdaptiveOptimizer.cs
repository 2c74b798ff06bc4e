using System.Numerics;

namespace SourceAutodiff;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> have in common: steps by the mean of the gradients over the root of the mean of their squares.</summary>
public abstract class AdaptiveOptimizer : Optimizer
{
    private readonly (Array First, Array Second, int Step)[] _moments;
    private readonly bool _isDecoupled;

    private protected AdaptiveOptimizer(IEnumerable<Tensor> parameters, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool isDecoupled)
        : base(parameters, learningRate)
    {
        Beta1 = Checked(beta1, "beta1", 1);
        Beta2 = Checked(beta2, "beta2", 1);
        Epsilon = Checked(epsilon, "epsilon");
        WeightDecay = Checked(weightDecay, "weight decay");
        _isDecoupled = isDecoupled;
        _moments = new (Array, Array, int)[Parameters.Count];
    }

    /// <summary>How much of the mean gradient is kept.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean square is kept.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the root of the mean square.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the parameter is added to its gradient, or, in <see cref="AdamW"/>, taken off itself.</summary>
    public double WeightDecay { get; }

    private protected override void Update(int index, Span<float> parameter, ReadOnlySpan<float> grad) => Apply(index, parameter, grad);

    private protected override void Update(int index, Span<double> parameter, ReadOnlySpan<double> grad) => Apply(index, parameter, grad);

    private void Apply<T>(int index, Span<T> parameter, ReadOnlySpan<T> grad) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref (Array First, Array Second, int Step) state = ref _moments[index];
        state = state.First is null ? (new T[parameter.Length], new T[parameter.Length], 1) : (state.First, state.Second, state.Step + 1);
        Span<T> first = (T[])state.First, second = (T[])state.Second;

        // The corrections of the means are numbers of the step: they go into its size and into epsilon's place.
        double size = LearningRate / (1 - Math.Pow(Beta1, state.Step)), root = Math.Sqrt(1 - Math.Pow(Beta2, state.Step));
        (T beta1, T beta2, T rest1, T rest2) = (T.CreateChecked(Beta1), T.CreateChecked(Beta2), T.CreateChecked(1 - Beta1), T.CreateChecked(1 - Beta2));
        (T step, T scale, T epsilon) = (T.CreateChecked(size), T.CreateChecked(1 / root), T.CreateChecked(Epsilon));
        T decay = T.CreateChecked(_isDecoupled ? 0 : WeightDecay), shrink = T.CreateChecked(_isDecoupled ? 1 - (LearningRate * WeightDecay) : 1);
        int i = 0;
        for (; i <= parameter.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var p = new Vector<T>(parameter[i..]);
            Vector<T> g = new Vector<T>(grad[i..]) + (p * decay);
            Vector<T> m = (new Vector<T>(first[i..]) * beta1) + (g * rest1), v = (new Vector<T>(second[i..]) * beta2) + (g * g * rest2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            ((p * shrink) - (m * step / ((Vector.SquareRoot(v) * scale) + new Vector<T>(epsilon)))).CopyTo(parameter[i..]);
        }

        for (; i < parameter.Length; i++)
        {
            T g = grad[i] + (parameter[i] * decay);
            first[i] = (first[i] * beta1) + (g * rest1);
            second[i] = (second[i] * beta2) + (g * g * rest2);
            parameter[i] = (parameter[i] * shrink) - (first[i] * step / ((T.Sqrt(second[i]) * scale) + epsilon));
        }
    }
}
