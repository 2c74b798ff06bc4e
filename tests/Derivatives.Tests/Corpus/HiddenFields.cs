namespace DerivativeTests.Corpus;

/// <summary>Numbers that the method's type cannot name: private fields of structs and objects, by themselves and inside of arrays, lists and each other.</summary>
public static partial class HiddenFields
{
    /// <summary>One number is open, one hidden, and one hidden and no number to differentiate.</summary>
    public struct Particle
    {
        public double X;
        private double _charge;
        private int _hits;

        public Particle(double x, double charge, int hits)
        {
            X = x;
            _charge = charge;
            _hits = hits;
        }

        public readonly double Force(double k) => k * _charge / (1 + X * X) + (_hits % 3);

        public void Hit(double energy)
        {
            _charge *= Math.Cos(energy);
            _hits++;
        }
    }

    /// <summary>Hidden numbers inside of a property.</summary>
    public struct Pair
    {
        private double _weight;

        public Particle First { get; set; }

        public readonly Particle Second;

        public Pair(double weight, Particle first, Particle second)
        {
            _weight = weight;
            First = first;
            Second = second;
        }

        public readonly double Total(double k) => _weight * (First.Force(k) + Second.Force(k * k));
    }

    public sealed class Body
    {
        private readonly double _mass;
        private Particle _at;

        public Body(double mass, Particle at)
        {
            _mass = mass;
            _at = at;
        }

        public double Pull(double k) => _mass * _at.Force(k);

        public void Hit(double energy) => _at.Hit(energy * _mass);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfOne(Particle p, double k) => p.Force(k) * p.X;

    [Differentiable(Derivatives.Jvp)]
    public static double In(in Particle p, double k) => p.Force(k) + p.X;

    [Differentiable(Derivatives.Jvp)]
    public static double Ref(ref Particle p, double k)
    {
        p.Hit(k);
        return p.Force(k);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAnArray(Particle[] particles, double k)
    {
        double sum = 0;
        for (int i = 0; i < particles.Length; i++)
        {
            particles[i].X *= k;
            sum += particles[i].Force(k) * particles[i].X;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void OfASpan(Span<Particle> particles, double k)
    {
        for (int i = 0; i < particles.Length; i++)
        {
            particles[i].Hit(k * particles[i].X);
            particles[i].X += particles[i].Force(k);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAReadOnlySpan(ReadOnlySpan<Particle> particles, double k)
    {
        double sum = 0;
        foreach (Particle particle in particles) sum += particle.Force(k);
        return sum * k;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfMemory(ReadOnlyMemory<Particle> particles, double k)
    {
        double sum = 0;
        for (int i = 0; i < particles.Length; i++) sum = sum * 0.5 + particles.Span[i].Force(k);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfAList(List<Particle> particles, double k)
    {
        double sum = 0;
        for (int i = 0; i < particles.Count; i++) sum += Math.Sin(particles[i].Force(k));
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(Pair pair, double k) => pair.Total(k) * pair.First.X;

    [Differentiable(Derivatives.Jvp)]
    public static double NestedInAnArray(Pair[] pairs, double k)
    {
        double sum = 0;
        for (int i = 0; i < pairs.Length; i++) sum += pairs[i].Total(k) * pairs[i].Second.X;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAnObject(Body body, double k)
    {
        body.Hit(k);
        return body.Pull(k);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAnArrayOfObjects(Body[] bodies, double k)
    {
        double sum = 0;
        foreach (Body body in bodies) sum += body.Pull(k) * sum + 1;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAGrid(Particle[,] particles, double k)
    {
        double sum = 0;
        for (int i = 0; i < particles.GetLength(0); i++)
        {
            for (int j = 0; j < particles.GetLength(1); j++)
            {
                particles[i, j].Hit(k);
                sum += particles[i, j].Force(k);
            }
        }

        return sum;
    }
}
