namespace DerivativeTests.Corpus;

/// <summary>A small neural network over classes: layers behind an abstract class, activations behind an interface, all weights in fields.</summary>
public static partial class ContractsNetworks
{
    public partial interface IActivation
    {
        [Differentiable(Derivatives.Jvp)]
        double Of(double x);

        public static IActivation Example(Random random) => random.Next(2) == 0 ? new Tanh() : new Swish { Beta = 0.5 + random.NextDouble() };
    }

    /// <summary>Has no numbers of its own.</summary>
    public sealed partial class Tanh : IActivation
    {
        [Differentiable]
        public double Of(double x) => Math.Tanh(x);
    }

    public sealed partial class Swish : IActivation
    {
        public double Beta;

        [Differentiable]
        public double Of(double x) => x / (1 + Math.Exp(-Beta * x));
    }

    public abstract partial class Layer
    {
        public double Scale = 0.5;

        /// <summary>Overwrites <paramref name="y"/>.</summary>
        [Differentiable(Derivatives.Jvp)]
        [Inputs("x", Length = 4)]
        [Inputs("y", Length = 4)]
        public abstract void Forward(ReadOnlySpan<double> x, Span<double> y);

        /// <summary>Weights are punished, those of the class and of the base.</summary>
        [Differentiable(Derivatives.Jvp)]
        public virtual double Penalty(double strength) => strength * Scale * Scale;

        /// <summary>Not virtual, but calls what is.</summary>
        [Differentiable(Derivatives.Jvp)]
        [Inputs("x", Length = 4)]
        public double Norm(ReadOnlySpan<double> x)
        {
            double[] y = new double[x.Length];
            Forward(x, y);
            double sum = Penalty(0.1) * Scale;
            for (int i = 0; i < y.Length; i++) sum += y[i] * y[i];
            return sum;
        }

        public static Layer Example(Random random)
        {
            return random.Next(3) switch
            {
                0 => Dense.Example(random),
                1 => Shift.Example(random),
                _ => Residual.Example(random),
            };
        }

        protected static double[] Numbers(int count, Random random)
        {
            var numbers = new double[count];
            for (int i = 0; i < count; i++) numbers[i] = random.NextDouble() - 0.4;
            return numbers;
        }
    }

    public sealed partial class Dense(double[] weights, double[] bias, IActivation activation) : Layer
    {
        private readonly double[] _weights = weights;
        private readonly IActivation _activation = activation;

        public double[] Bias { get; } = bias;

        public static new Dense Example(Random random) => new(Numbers(16, random), Numbers(4, random), IActivation.Example(random)) { Scale = 0.7 };

        [Differentiable]
        [Inputs("x", Length = 4)]
        [Inputs("y", Length = 4)]
        public override void Forward(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                double sum = Bias[i];
                for (int j = 0; j < x.Length; j++) sum += _weights[i * x.Length + j] * x[j];
                y[i] = Scale * _activation.Of(sum);
            }
        }

        [Differentiable]
        public override double Penalty(double strength)
        {
            double sum = base.Penalty(strength);
            foreach (double weight in _weights) sum += strength * weight * weight;
            return sum;
        }
    }

    public partial class Shift : Layer
    {
        public double[] Offsets = [];

        public static new Shift Example(Random random) => new() { Offsets = Numbers(4, random), Scale = 1.2 };

        [Differentiable]
        [Inputs("x", Length = 4)]
        [Inputs("y", Length = 4)]
        public override void Forward(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++) y[i] = x[i] * Scale + Offsets[i];
        }
    }

    /// <summary>A layer around another one.</summary>
    public sealed partial class Residual(Layer inner) : Layer
    {
        public Layer Inner = inner;
        public double Gain = 0.5;

        public static new Residual Example(Random random) => new(Dense.Example(random)) { Scale = 0.9, Gain = random.NextDouble() };

        [Differentiable]
        [Inputs("x", Length = 4)]
        [Inputs("y", Length = 4)]
        public override void Forward(ReadOnlySpan<double> x, Span<double> y)
        {
            Inner.Forward(x, y);
            for (int i = 0; i < y.Length; i++) y[i] = x[i] * Scale + Gain * y[i];
        }

        [Differentiable]
        public override double Penalty(double strength) => Inner.Penalty(strength * Gain) + Scale * strength;
    }

    public sealed partial class Network
    {
        public Layer First = new Shift { Offsets = new double[4] };
        public Layer Second = new Shift { Offsets = new double[4] };
        public double[] Output = new double[4];

        [Differentiable(Derivatives.Jvp)]
        [Inputs("x", Length = 4)]
        public double Loss(ReadOnlySpan<double> x, double target)
        {
            double[] hidden = new double[4];
            double[] last = new double[4];
            First.Forward(x, hidden);
            Second.Forward(hidden, last);
            double y = 0;
            for (int i = 0; i < last.Length; i++) y += Output[i] * last[i];
            return (y - target) * (y - target) + First.Penalty(0.01) + Second.Penalty(0.02);
        }

        public static Network Example(Random random) =>
            new() { First = Layer.Example(random), Second = Layer.Example(random), Output = [0.4, -0.3, random.NextDouble(), 0.8] };
    }

    /// <summary>Layers in an array, run in place over one buffer after the other.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 4)]
    public static double Stack(Layer[] layers, ReadOnlySpan<double> x)
    {
        double[] a = new double[x.Length];
        double[] b = new double[x.Length];
        for (int i = 0; i < x.Length; i++) a[i] = x[i];
        for (int k = 0; k < layers.Length; k++)
        {
            layers[k].Forward(a, b);
            for (int i = 0; i < a.Length; i++) a[i] = 0.5 * (a[i] + b[i]);
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * (i + 1);
        return sum;
    }

    /// <summary>Members of the base and contracts of whatever it is, in a branch.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Regularized(IReadOnlyList<Layer> layers, double strength)
    {
        double sum = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            if (i % 2 == 0) sum += layers[i].Penalty(strength) * layers[i].Scale;
            else sum += Math.Sqrt(layers[i].Scale) * strength;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 4)]
    public static double WithList(List<Layer> layers, ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length];
        double sum = 0;
        foreach (Layer layer in layers)
        {
            layer.Forward(x, y);
            sum += y[0] * y[3];
        }

        return sum;
    }

    /// <summary>Writes where the caller sees it.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 4)]
    public static void Into(Layer layer, ReadOnlySpan<double> x, Span<double> y) => layer.Forward(x, y[..4]);
}
