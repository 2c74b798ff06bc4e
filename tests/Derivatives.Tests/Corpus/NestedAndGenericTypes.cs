using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class NestedAndGenericTypes
{
    public static partial class Inner
    {
        [Differentiable(Derivatives.Jvp)]
        public static double InANestedClass(double x, double y) => x * y * Factor + Math.Sin(x);

        private const double Factor = 1.5;

        internal readonly partial struct Deep
        {
            [Differentiable(Derivatives.Jvp)]
            internal static double InAStruct(double x) => x * x * Factor;
        }
    }

    private sealed partial class Hidden
    {
        [Differentiable(Derivatives.Jvp)]
        private static double Private(double x) => Math.Exp(x) / x;
    }
}

public partial record Record(int Number)
{
    [Differentiable(Derivatives.Jvp)]
    public static double InARecord(double x, double y) => x / (x + y);
}

public partial record struct RecordStruct
{
    [Differentiable(Derivatives.Jvp)]
    public static double InARecordStruct(double x, double y) => x * Math.Log(y);
}

public abstract partial class Base<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable(Derivatives.Jvp)]
    public static T InAGenericClass(T x, T y) => x * y + T.Exp(-x);

    [Differentiable(Derivatives.Jvp)]
    public static T WithALoop(ReadOnlySpan<T> x, int n)
    {
        T s = T.One;
        for (int i = 0; i < n; i++) s = s * x[i] + T.One;
        return s;
    }
}

public partial class Overloads
{
    [Differentiable(Derivatives.Jvp)]
    public static double F(double x) => x * x;

    [Differentiable(Derivatives.Jvp)]
    public static double F(double x, double y) => x * y * y;

    [Differentiable(Derivatives.Jvp)]
    public static float F(float x) => x * x * x;

    [Differentiable(Derivatives.Jvp)]
    public static double F(ReadOnlySpan<double> x) => F(x[0]) + F(x[0], x[1]);
}
