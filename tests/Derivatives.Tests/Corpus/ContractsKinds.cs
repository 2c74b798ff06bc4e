using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Contracts of every kind: generic, with a body, several in one interface, derived interfaces, protected methods, recursion.</summary>
public static partial class ContractsKinds
{
    public partial interface IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        [Differentiable(Derivatives.Jvp)]
        T Evaluate(T x);

        [Differentiable(Derivatives.Jvp)]
        T Evaluate(T x, ReadOnlySpan<T> more);

        public static IFunction<T> Example(Random random) => new Parabola<T> { Curvature = T.CreateChecked(0.5 + random.NextDouble()) };
    }

    /// <summary>Generic itself, and can be derived from.</summary>
    public partial class Parabola<T> : IFunction<T>
        where T : IFloatingPointIeee754<T>
    {
        public T Curvature = T.One;

        [Differentiable]
        public virtual T Evaluate(T x) => Curvature * x * x;

        [Differentiable]
        public T Evaluate(T x, ReadOnlySpan<T> more) => Evaluate(x) * more[0] - T.Exp(-more[1]);
    }

    public sealed partial class Line : IFunction<double>
    {
        public double Slope, Offset;

        [Differentiable]
        public double Evaluate(double x) => Slope * x + Offset;

        [Differentiable]
        public double Evaluate(double x, ReadOnlySpan<double> more) => x * more[0] * Slope + more[1];

        public static Line Example(Random random) => new() { Slope = random.NextDouble(), Offset = random.NextDouble() };
    }

    public sealed partial class Holder
    {
        public IFunction<double> Function = new Line();

        public static Holder Example(Random random) => new() { Function = Line.Example(random) };
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Generic(Holder holder, double x) => holder.Function.Evaluate(holder.Function.Evaluate(x));

    [Differentiable(Derivatives.Jvp)]
    public static double Overloaded(Holder holder, double x, ReadOnlySpan<double> more) => holder.Function.Evaluate(x, more) * holder.Function.Evaluate(more[2]);

    /// <summary>Several methods, one of them with a body that calls another, and one that returns two numbers.</summary>
    public partial interface ICurve
    {
        [Differentiable(Derivatives.Jvp)]
        double Rate(double t);

        [Differentiable(Derivatives.Jvp)]
        double Discount(double t) => Math.Exp(-Rate(t) * t);

        [Differentiable(Derivatives.Jvp)]
        (double Level, double Slope) Describe(double t, int order);

        public static ICurve Example(Random random) => random.Next(2) == 0
            ? new Flat { Level = 0.1 + random.NextDouble() }
            : new Nelson { Beta0 = 0.3, Beta1 = random.NextDouble(), Tau = 1 + random.NextDouble() };
    }

    /// <summary>Depends on nothing but itself.</summary>
    public sealed partial record Flat : ICurve
    {
        public double Level { get; init; }

        [Differentiable]
        [Check(IsFree = true)]
        public double Rate(double t) => Level;

        [Differentiable]
        [Check(IsFree = true)]
        public (double Level, double Slope) Describe(double t, int order) => (Level * order, 0.1);
    }

    public sealed partial class Nelson : ICurve
    {
        public double Beta0, Beta1, Tau = 1;

        [Differentiable]
        public double Rate(double t) => Beta0 + Beta1 * (1 - Math.Exp(-t / Tau)) / (t / Tau);

        [Differentiable]
        public double Discount(double t) => 1 / (1 + Rate(t) * t);

        [Differentiable]
        public (double Level, double Slope) Describe(double t, int order)
        {
            double level = Rate(t);
            for (int i = 0; i < order; i++) level *= t;
            return (level, -Beta1 / Tau);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Annuity(ICurve curve, ReadOnlySpan<double> times, double coupon)
    {
        double sum = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] > 0.7) sum += coupon * curve.Discount(times[i]);
            else sum += curve.Rate(times[i]);
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoResults(ICurve curve, double t, int order)
    {
        (double level, double slope) = curve.Describe(t, order);
        return level * t + slope * slope;
    }

    /// <summary>A contract of a derived interface, and of the one behind it.</summary>
    public partial interface IForward : ICurve
    {
        [Differentiable(Derivatives.Jvp)]
        double Forward(double t, double step);

        public static new IForward Example(Random random) => Shifted.Example(random);
    }

    public partial class Shifted : IForward
    {
        public ICurve Base = new Flat();
        public double Shift;

        [Differentiable]
        public virtual double Rate(double t) => Base.Rate(t) + Shift;

        [Differentiable]
        public double Forward(double t, double step) => (Rate(t + step) * (t + step) - Rate(t) * t) / step;

        [Differentiable]
        public (double Level, double Slope) Describe(double t, int order) => (Rate(t), Shift * order);

        public static Shifted Example(Random random) => random.Next(2) == 0
            ? new Shifted { Base = ICurve.Example(random), Shift = random.NextDouble() }
            : new Stressed { Base = ICurve.Example(random), Shift = 0.2, Stress = random.NextDouble() };
    }

    public sealed partial class Stressed : Shifted
    {
        public double Stress;

        [Differentiable]
        public override double Rate(double t) => base.Rate(t) * (1 + Stress * t);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ThroughTheClass(Shifted curve, double t) => curve.Forward(t, 0.25) + curve.Shift * curve.Rate(t);

    [Differentiable(Derivatives.Jvp)]
    public static double AsInterface(Shifted curve, double t) => Twice(curve, t) * curve.Shift;

    private static double Twice(IForward curve, double t) => curve.Forward(t, 0.5) * curve.Discount(t);

    /// <summary>What varies is protected.</summary>
    public abstract partial class Solver
    {
        public double Step = 0.1;

        [Differentiable(Derivatives.Jvp)]
        protected abstract double Slope(double t, double y);

        [Differentiable(Derivatives.Jvp)]
        public double Solve(double y)
        {
            double t = 0;
            while (t < 0.95)
            {
                double k1 = Slope(t, y);
                double k2 = Slope(t + Step / 2, y + Step / 2 * k1);
                y += Step * k2;
                t += 0.1;
            }

            return y;
        }

        public static Solver Example(Random random) => new Decay { Step = 0.1, Rate = 1 + random.NextDouble() };
    }

    public sealed partial class Decay : Solver
    {
        public double Rate;

        [Differentiable]
        protected override double Slope(double t, double y) => -Rate * y + Math.Sin(t);
    }

    /// <summary>A tree of expressions: each node calls those below it.</summary>
    public abstract partial class Expression
    {
        [Differentiable(Derivatives.Jvp)]
        public abstract double Evaluate(ReadOnlySpan<double> variables);

        public static Expression Example(Random random) =>
            new Sum(new Product(new Constant { Value = random.NextDouble() }, new Variable { Index = 0 }), new Product(new Variable { Index = 1 }, new Sum(new Variable { Index = 0 }, new Constant { Value = 2 })));
    }

    public sealed partial class Constant : Expression
    {
        public double Value;

        [Differentiable]
        [Check(IsFree = true)]
        public override double Evaluate(ReadOnlySpan<double> variables) => Value;
    }

    public sealed partial class Variable : Expression
    {
        public int Index;

        [Differentiable]
        [Check(IsFree = true)]
        public override double Evaluate(ReadOnlySpan<double> variables) => variables[Index];
    }

    public sealed partial class Sum(Expression left, Expression right) : Expression
    {
        private readonly Expression _left = left, _right = right;

        [Differentiable]
        public override double Evaluate(ReadOnlySpan<double> variables) => _left.Evaluate(variables) + _right.Evaluate(variables);
    }

    public sealed partial class Product(Expression left, Expression right) : Expression
    {
        private readonly Expression _left = left, _right = right;

        [Differentiable]
        public override double Evaluate(ReadOnlySpan<double> variables) => _left.Evaluate(variables) * _right.Evaluate(variables);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Root(Expression expression, ReadOnlySpan<double> variables) => Math.Sqrt(1 + expression.Evaluate(variables) * expression.Evaluate(variables));

    /// <summary>The type argument says which class it is.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Constrained(Nelson curve, double t) => Of(curve, t) * t;

    private static double Of<TCurve>(TCurve curve, double t)
        where TCurve : ICurve => curve.Rate(t);
}
