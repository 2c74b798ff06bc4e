namespace DerivativeTests.Throwing;

/// <summary>Rows, slices and references that nobody uses and that are not there.</summary>
public static partial class UnusedParts
{
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double RowBeforeTheFirst(double x, [NoGradient] double[][] rows)
    {
        double s = x;
        for (int i = 0; i <= rows.Length; i++)
        {
            double[] row = rows[rows.Length - 1 - i];
            s += x * i;
        }

        return s * s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double RowOfAConstantIndex(double x, double[][] rows)
    {
        int before = -1;
        _ = rows[before];
        return x * rows[0][0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double RowOfConstants(double x, [NoGradient] double[][] rows)
    {
        double[] row = rows[^(rows.Length + 1)];
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double LengthOfARow(double x, [NoGradient] double[][] rows)
    {
        int unused = rows[rows.Length].Length;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double RowInACallee(double x, [NoGradient] double[][] rows) => Second(rows[rows.Length], x) * x;

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double NothingOfARow(double x, [NoGradient] double[][] rows)
    {
        foreach (double unused in rows[rows.Length])
        {
        }

        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfAnArray(double x, double[] a)
    {
        Span<double> part = a.AsSpan(3, 9);
        return x * x * a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double RangeOfASpan(double x, ReadOnlySpan<double> a)
    {
        ReadOnlySpan<double> part = a[2..(a.Length + 1)];
        return x * x * a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double RangeThatEndsBeforeItsStart(double x, [NoGradient] ReadOnlySpan<double> a)
    {
        ReadOnlySpan<double> part = a[2..1];
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfMemory(double x, Memory<double> a)
    {
        Memory<double> part = a.Slice(2, a.Length);
        return x * x * a.Span[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfARow(double x, [NoGradient] double[][] rows)
    {
        Span<double> part = rows[0].AsSpan(rows[0].Length + 1);
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfASlice(double x, double[] a)
    {
        Span<double> tail = a.AsSpan(1), part = tail.Slice(1, tail.Length);
        return x * x * a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfALocal(double x, int n)
    {
        double[] a = new double[n];
        a[0] = x;
        Span<double> part = a.AsSpan(n + 1);
        return a[0] * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceInABranch(double x, double[] a)
    {
        Span<double> part = a;
        if (x > 0) part = a.AsSpan(a.Length + 1);
        return x * x * a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceThatShrinks(double x, [NoGradient] ReadOnlySpan<double> a)
    {
        double s = x;
        int n = a.Length;
        for (int i = 0; i < n; i++)
        {
            s *= x;
            a = a[2..];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double LengthOfASlice(double x, [NoGradient] double[] a)
    {
        int n = a.AsSpan(1, a.Length).Length;
        return x * x * n;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceInACallee(double x, [NoGradient] double[] a) => Second(a.AsSpan(2, a.Length), x) * x;

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceInARecursion(double x, [NoGradient] ReadOnlySpan<double> a) => Nested(x, a, a.Length - 1);

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    [Inputs("n", 4)]
    public static double SliceOfATable(double x, int n)
    {
        ReadOnlySpan<double> part = s_table.AsSpan(n);
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfStructs(double x, Body[] bodies)
    {
        Span<Body> part = bodies.AsSpan(1, bodies.Length);
        return x * bodies[0].Place;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(ArgumentOutOfRangeException))]
    public static double SliceOfLocalStructs(double x, int n)
    {
        Body[] bodies = new Body[n];
        bodies[0].Place = x;
        Span<Body> part = bodies.AsSpan(1, n);
        return x * bodies[0].Place;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double ReferenceToAStruct(double x, Body[] bodies)
    {
        ref Body body = ref bodies[bodies.Length];
        return x * bodies[0].Speed;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double StructPassedByReference(double x, Body[] bodies)
    {
        Ignore(ref bodies[bodies.Length]);
        return x * bodies[0].Speed;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double StructPassedReadOnly(double x, Body[] bodies)
    {
        IgnoreReadOnly(in bodies[bodies.Length]);
        return x * bodies[0].Speed;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double ReceiverThatIgnoresItself(double x, Body[] bodies) => bodies[bodies.Length].Square(x) * bodies[0].Speed;

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double RowsOfObjects(double x, Layer[] layers)
    {
        Layer layer = layers[layers.Length];
        return x * layers[0].Weights[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double ArrayOfAnObject(double x, Layer[] layers)
    {
        double[] bias = layers[layers.Length].Bias;
        return x * layers[0].Weights[0];
    }

    public struct Body
    {
        public double Place;
        public double Speed;

        public readonly double Square(double x) => x * x;
    }

    public sealed class Layer
    {
        public double[] Weights = [0.4, 0.7];
        public double[] Bias = [0.1];
    }

    private static readonly double[] s_table = [1, 2, 3];

    private static double Second(ReadOnlySpan<double> unused, double x) => x;

    private static double Nested(double x, ReadOnlySpan<double> a, int n)
    {
        if (n < 0) return x;
        ReadOnlySpan<double> part = a[..n];
        return Nested(0.5 * x, a[2..], n - 1) * x;
    }

    private static void Ignore(ref Body body)
    {
    }

    private static void IgnoreReadOnly(in Body body)
    {
    }
}
