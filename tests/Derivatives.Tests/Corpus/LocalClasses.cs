namespace DerivativeTests.Corpus;

public static partial class LocalClasses
{
    private sealed class Spring
    {
        public double Stiffness;
        public double Length { get; set; } = 1.5;

        public Spring(double stiffness) => Stiffness = stiffness;

        public double Force(double x) => -Stiffness * (x - Length);

        public void Soften(double factor)
        {
            Stiffness *= factor;
            Length += factor;
        }
    }

    private class Shape(double scale)
    {
        protected double Scale = scale;
        public double Offset { get; init; }

        public double Scaled(double x) => Scale * x + Offset;
    }

    private sealed class Circle : Shape
    {
        private readonly double _radius;

        public Circle(double radius, double scale)
            : base(scale * 2) => _radius = radius;

        public double Area() => Scaled(Math.PI * _radius * _radius);
    }

    private sealed class Accumulator
    {
        public double Sum, Product = 1;
        public int Count;

        public void Add(double x)
        {
            Sum += x;
            Product *= x;
            Count++;
        }
    }

    private sealed class Model
    {
        public required double Slope { get; init; }

        public double Intercept { get; init; } = 0.5;

        public Spring Spring = new(2);

        public double[] Weights = [1, 2, 3];

        public double At(double x) => Slope * x + Intercept + Spring.Force(x) + Weights[1] * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Constructed(double k, double x)
    {
        var spring = new Spring(k * k);
        return spring.Force(x) * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Mutated(double k, double x)
    {
        var spring = new Spring(k);
        spring.Length = x * x;
        spring.Soften(0.5 * k);
        spring.Stiffness += x;
        return spring.Force(x) + spring.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SharedReference(double k, double x)
    {
        var a = new Spring(k);
        Spring b = a;
        b.Stiffness *= x;
        a.Length = b.Stiffness;
        return a.Stiffness * b.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoObjects(double k, double x)
    {
        var a = new Spring(k);
        var b = new Spring(x);
        b.Soften(a.Stiffness);
        a = b;
        a.Stiffness *= k;
        return b.Stiffness * a.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Inheritance(double radius, double scale)
    {
        var circle = new Circle(radius, scale) { Offset = scale * scale };
        return circle.Area();
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x)
    {
        var sums = new Accumulator();
        for (int i = 0; i < x.Length; i++)
        {
            sums.Add(x[i] * x[i]);
            if (sums.Sum > 6) sums.Product *= 0.5;
        }

        return sums.Sum * sums.Product / sums.Count;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MadeInALoop(ReadOnlySpan<double> x)
    {
        double total = 0;
        foreach (double value in x)
        {
            var spring = new Spring(value);
            spring.Soften(0.9);
            total += spring.Force(value);
        }

        return total;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Required(double slope, double x)
    {
        var model = new Model { Slope = slope * slope };
        model.Spring.Stiffness = slope;
        model.Weights[1] = x;
        return model.At(x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedObjects(double slope, double x)
    {
        var model = new Model { Slope = slope, Spring = new Spring(x) { Length = slope } };
        Spring inner = model.Spring;
        inner.Stiffness *= 2;
        model.Spring = new Spring(1);
        return model.At(x) * inner.Stiffness + inner.Length;
    }

    private static Spring Make(double k) => new(k) { Length = k * k };

    private static void Tighten(Spring spring, double by) => spring.Stiffness += by;

    [Differentiable(Derivatives.Jvp)]
    public static double PassedAround(double k, double x)
    {
        Spring spring = Make(k);
        Tighten(spring, x);
        Tighten(spring, x * k);
        return spring.Force(x);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Branches(double k, double x)
    {
        var spring = new Spring(k);
        if (x > k) spring.Soften(x);
        else spring.Length = x * x;
        return spring.Force(x) + spring.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double KnownReferences(double k, double x)
    {
        var a = new Spring(k);
        Spring b = a, c = new(x);
        double s = 0;
        if (a == b) s += a.Stiffness;
        if (a != c) s += c.Stiffness * k;
        if (c != null) s *= x;
        return s;
    }
}
