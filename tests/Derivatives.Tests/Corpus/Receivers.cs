using System.Numerics;

namespace DerivativeTests.Corpus;

public partial class Receivers
{
    private readonly double _stiffness = 2;
    public double Rest { get; init; } = 1;
    public double Length { get; private set; }
    public double[] History = new double[4];
    public int Count;

    [Differentiable(Derivatives.Jvp)]
    public double Energy(double x) => 0.5 * _stiffness * (x - Rest) * (x - Rest);

    [Differentiable(Derivatives.Jvp)]
    public void Push(double x)
    {
        Length += x * _stiffness;
        History[0] = Length * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public double Sum(double k)
    {
        double s = 0;
        for (int i = 0; i < History.Length; i++) s += k * this.History[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public double CallsOwn(double x) => Force(x) * Rest;

    private double Force(double x) => -_stiffness * (x - Rest);

    [Differentiable(Derivatives.Jvp)]
    public virtual double Virtual(double x) => x * Rest;
}

public partial class CapturedParameter(double k, double unused)
{
    public double Other => unused;

    [Differentiable(Derivatives.Jvp)]
    public double F(double x) => k * x * x;
}

public partial struct MovingBody
{
    public double X, V;

    [Differentiable(Derivatives.Jvp)]
    public void Step(double dt)
    {
        X += dt * V;
        V -= dt * X;
    }

    [Differentiable(Derivatives.Jvp)]
    public readonly double Energy(double mass) => 0.5 * mass * V * V;

    [Differentiable(Derivatives.Jvp)]
    public double OnlyReads(double t) => X * t + V;
}

public readonly partial record struct Interval(double Low, double High)
{
    [Differentiable(Derivatives.Jvp)]
    public double At(double t) => Low + t * (High - Low);

    [Differentiable(Derivatives.Jvp)]
    public Interval Scaled(double k) => new(Low * k, High * k);
}

public partial record Model(double A, double B)
{
    [Differentiable(Derivatives.Jvp)]
    public double Evaluate(double x) => A * Math.Exp(-B * x);
}

/// <summary>Has no numbers, so that there is no gradient of it.</summary>
public partial class WithoutState
{
    public string Name = "none";

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public double Square(double x) => Twice(x) * x;

    private static double Twice(double x) => 2 * x;
}

public partial struct Accumulator
{
    public double[] Weights = new double[3];
    public double Sum;

    public Accumulator() => Sum = 1;

    [Differentiable(Derivatives.Jvp)]
    public void Add(double x)
    {
        Sum += x * Weights[0];
        Weights[1] = Sum * Sum;
    }
}

public partial class Scaled<T>
    where T : IFloatingPointIeee754<T>
{
    public T Factor = T.One;

    [Differentiable(Derivatives.Jvp)]
    public T F(T x) => Factor * x * x;
}
