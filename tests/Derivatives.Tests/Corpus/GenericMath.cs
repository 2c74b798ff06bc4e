using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class GenericMath
{
    [Differentiable(Derivatives.Jvp)]
    public static T Polynomial<T>(T x)
        where T : IFloatingPointIeee754<T> => x * x * x - x / (x + T.One);

    [Differentiable(Derivatives.Jvp)]
    public static T Functions<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Sin(x * y) + T.Exp(-x) * T.Sqrt(y) + T.Log(x + y) + T.Pi * T.Tanh(x) + T.Pow(x, y);

    [Differentiable(Derivatives.Jvp)]
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T s = T.Zero;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
        return T.Sqrt(s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static T Branching<T>(T x, T y, bool flip)
        where T : IFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5);
        if (x > y * half || flip) return T.Max(x, half) * y;
        x *= y;
        return x - half * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace<T>(Span<T> a, T k)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 1; i < a.Length; i++) a[i] = a[i - 1] * k + a[i] / (k + T.One);
    }
}
