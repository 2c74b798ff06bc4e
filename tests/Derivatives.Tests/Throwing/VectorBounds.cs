using System.Numerics;
using System.Runtime.Intrinsics;

namespace DerivativeTests.Throwing;

/// <summary>Vectors that are not all there.</summary>
public static partial class VectorBounds
{
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double Read(ReadOnlySpan<double> x) => Vector.Sum(new Vector<double>(x.Slice(x.Length - 1)));

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double ReadFromArray(double[] x) => Vector256.Sum(Vector256.Create(x, x.Length - 3));

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double ReadForNothing(ReadOnlySpan<double> x)
    {
        _ = Vector128.Create(x[^1..]);
        return x[0] * x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentException))]
    public static void Write(double x, Span<double> y) => new Vector<double>(x).CopyTo(y.Slice(y.Length - 1));

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentException))]
    public static void WriteToArray(double x, double[] y) => Vector256.Create(x).CopyTo(y, y.Length - 3);

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("n", 4)]
    public static double Lane(double x, int n) => Vector256.Create(x)[n] * x;

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("n", -1)]
    public static double LaneForNothing(double x, int n)
    {
        _ = Vector128.Create(x).WithElement(n, x);
        return x * x;
    }
}
