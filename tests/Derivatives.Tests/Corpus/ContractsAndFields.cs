namespace DerivativeTests.Corpus;

/// <summary>The same object by a field of its base class, by a method of its base class, and by its contract.</summary>
public static partial class ContractsAndFields
{
    public abstract partial class Layer
    {
        public double Scale = 0.6;

        [Differentiable(Derivatives.Jvp)]
        public abstract double Apply(double x);

        [Differentiable(Derivatives.Jvp)]
        public double Twice(double x) => Scale * x * x;

        public static Layer Example(Random random) => random.Next(2) == 0
            ? new Bend { Scale = 0.4 + random.NextDouble() }
            : new Chain { Inner = new Bend { Scale = 0.4 + random.NextDouble(), Slope = random.NextDouble() } };
    }

    public sealed partial class Bend : Layer
    {
        public double Slope = 0.9;

        [Differentiable(Derivatives.Jvp)]
        public override double Apply(double x) => Math.Tanh(Slope * Scale * x);
    }

    /// <summary>The inner layer is looked into, and called.</summary>
    public sealed partial class Chain : Layer
    {
        public required Layer Inner;

        [Differentiable(Derivatives.Jvp)]
        public override double Apply(double x) => Inner.Twice(Inner.Apply(x)) + Inner.Scale * Scale;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReadBetween(Layer layer, double x) => layer.Scale * layer.Apply(x) + layer.Twice(layer.Apply(x * layer.Scale));
}
