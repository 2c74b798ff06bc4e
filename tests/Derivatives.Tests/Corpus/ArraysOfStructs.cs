namespace DerivativeTests.Corpus;

public static partial class ArraysOfStructs
{
    public struct Particle
    {
        public double X, Y;
        public double Mass { get; set; }
        public int Id;
    }

    public readonly record struct Sample(double Time, double Value);

    public sealed class Layer
    {
        public double[] Weights = new double[5];
        public double Bias;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Energy(ReadOnlySpan<Particle> particles, double k)
    {
        double s = 0;
        for (int i = 0; i < particles.Length; i++) s += k * particles[i].Mass * (particles[i].X * particles[i].X + particles[i].Y);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Move(Span<Particle> particles, double dt)
    {
        for (int i = 0; i < particles.Length; i++)
        {
            particles[i].X += dt * particles[i].Y;
            particles[i].Mass *= particles[i].X;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnArray(Particle[] particles)
    {
        double s = 0;
        foreach (Particle p in particles) s += p.X * p.Mass;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Trapezoid(Sample[] samples)
    {
        double s = 0;
        for (int i = 1; i < samples.Length; i++) s += 0.5 * (samples[i].Time - samples[i - 1].Time) * (samples[i].Value + samples[i - 1].Value);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Fill(Span<Sample> samples, double rate)
    {
        for (int i = 0; i < samples.Length; i++) samples[i] = new Sample(samples[i].Time, samples[i].Value * Math.Exp(-rate * samples[i].Time));
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Pairs((double A, double B)[] pairs, double k)
    {
        double s = 0;
        for (int i = 0; i < pairs.Length; i++) s += k * pairs[i].A * pairs[i].B;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAList(List<Sample> samples)
    {
        double s = 0;
        for (int i = 0; i < samples.Count; i++) s += samples[i].Value * samples[i].Time;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Layers(Layer[] layers, double x)
    {
        for (int i = 0; i < layers.Length; i++) x = Math.Tanh(layers[i].Weights[0] * x + layers[i].Bias);
        return x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Forces(ReadOnlySpan<Particle> particles, Span<Particle> forces)
    {
        for (int i = 0; i < particles.Length; i++)
        {
            forces[i].X = 0;
            for (int j = 0; j < particles.Length; j++)
            {
                if (i == j) continue;
                double d = particles[j].X - particles[i].X;
                forces[i].X += particles[j].Mass * d / (d * d + 0.1);
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Copies(Particle[] particles)
    {
        Particle first = particles[0];
        first.X *= first.Mass;
        return first.X * particles[0].X;
    }
}
