namespace DerivativeTests.Corpus;

public static partial class ClassParameters
{
    public sealed class Layer
    {
        public double[] Weights = new double[5];
        public double Bias;
        public string? Name;
        public int Width { get; set; } = 3;
    }

    public record Line(double Slope, double Offset);

    public class Option
    {
        public double Spot { get; set; }
        public double Strike { get; init; }
        protected internal double Rate { get; private set; }
    }

    public sealed class Barrier : Option
    {
        public double Level;
    }

    public sealed class Network
    {
        public Layer Hidden { get; } = new();
        public Layer Output = new();
        public double Scale { get; private set; } = 1;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s = 0;
        for (int i = 0; i < a.Length && i < b.Length; i++) s += a[i] * b[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Neuron(Layer layer, ReadOnlySpan<double> x)
    {
        double s = layer.Bias;
        for (int i = 0; i < x.Length && i < layer.Weights.Length; i++) s += layer.Weights[i] * x[i];
        return Math.Tanh(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThroughAHelper(Layer layer, double[] x) => Math.Exp(-Dot(layer.Weights, x)) + layer.Bias * layer.Bias;

    [Differentiable(Derivatives.Jvp)]
    public static double OfARecord(Line line, double x) => line.Slope * x + line.Offset;

    [Differentiable(Derivatives.Jvp)]
    public static double Payoff(Option option, double t) => option.Spot * Math.Exp(option.Spot * t) - option.Strike;

    [Differentiable(Derivatives.Jvp)]
    public static double Inherited(Barrier option, double t) => option.Level * option.Spot * t + option.Strike;

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(Network network, double x) => network.Hidden.Bias * x + network.Output.Weights[0] * network.Scale;

    [Differentiable(Derivatives.Jvp)]
    public static void Descend(Layer layer, double rate)
    {
        for (int i = 0; i < layer.Weights.Length; i++) layer.Weights[i] -= rate * layer.Weights[i] * layer.Weights[i];
        layer.Bias -= rate * layer.Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReadAndWrite(Layer layer, double x)
    {
        double before = layer.Bias;
        layer.Bias = Math.Sin(layer.Bias * x);
        for (int i = 0; i < 3; i++) layer.Bias *= x;
        return before * layer.Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Two(Layer first, Layer second) => first.Bias * second.Bias + first.Weights[0] * second.Weights[1];

    [Differentiable(Derivatives.Jvp)]
    public static void Copy(Layer from, Layer to)
    {
        for (int i = 0; i < from.Weights.Length; i++) to.Weights[i] = from.Weights[i] * from.Bias;
        to.Bias += from.Bias * from.Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Constant([NoGradient] Layer layer, double x) => layer.Bias * x * x + layer.Width;

    [Differentiable(Derivatives.Jvp)]
    public static double Conditional(Layer layer, double x)
    {
        if (x < 1) return layer.Bias * x;
        double s = 0;
        foreach (double w in layer.Weights) s += w * x;
        return s;
    }
}
