using System.Numerics;
using System.Numerics.Tensors;

namespace DerivativeTests.Corpus;

public static partial class TensorPrimitivesCalls
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double SumsAndProducts(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        TensorPrimitives.Dot(x, y) / TensorPrimitives.Norm(y) + TensorPrimitives.SumOfSquares(x) + TensorPrimitives.Product(y) * TensorPrimitives.Sum(x);

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(SingleInDouble))]
    public static float Single(float[] x, float[] y, float k)
    {
        float[] t = new float[x.Length];
        TensorPrimitives.Multiply(x, k, t);
        TensorPrimitives.Exp(t, t);
        TensorPrimitives.MultiplyAdd(t, y, x, t);
        return TensorPrimitives.Sum(t) + TensorPrimitives.Dot<float>(x, y);
    }

    private static double SingleInDouble(double[] x, double[] y, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] * k) * y[i] + x[i] + x[i] * y[i];
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void InPlace(Span<double> a, ReadOnlySpan<double> b, double s)
    {
        TensorPrimitives.Add(a, b, a);
        TensorPrimitives.Tanh(a, a);
        TensorPrimitives.Divide(s, a, a);
        TensorPrimitives.Subtract(a, s, a);
        TensorPrimitives.Multiply(a, a, a);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Softmax(ReadOnlySpan<double> x, double temperature, Span<double> y)
    {
        TensorPrimitives.Divide(x, temperature, y);
        TensorPrimitives.SoftMax(y, y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CrossEntropy(ReadOnlySpan<double> logits, [NoGradient] ReadOnlySpan<double> labels)
    {
        double[] p = new double[logits.Length];
        TensorPrimitives.SoftMax(logits, p);
        TensorPrimitives.Log(p, p);
        return -TensorPrimitives.Dot(labels, p);
    }

    /// <summary>Rows of a matrix, one after the other, as slices of one buffer.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("w", Length = 12)]
    [Inputs("x", Length = 4)]
    public static double Dense(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        Span<double> hidden = stackalloc double[3];
        for (int i = 0; i < hidden.Length; i++) hidden[i] = TensorPrimitives.Dot(w.Slice(i * x.Length, x.Length), x);
        TensorPrimitives.Sigmoid(hidden, hidden);
        return TensorPrimitives.Norm(hidden) * TensorPrimitives.Max(hidden);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Similarities(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        TensorPrimitives.CosineSimilarity(x, y) * TensorPrimitives.Distance(x, y) + TensorPrimitives.Min(x) - TensorPrimitives.SumOfMagnitudes(y);

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(ReadOnlySpan<T> x, Span<T> work, T shift)
        where T : IFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, shift, work);
        TensorPrimitives.Cosh(work, work);
        TensorPrimitives.Sqrt<T>(work, work);
        return TensorPrimitives.Average<T>(work);
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("rate", 0.1, 0.5, 0.3)]
    public static double InALoop(ReadOnlySpan<double> x, double rate)
    {
        double[] state = x.ToArray();
        double total = 0;
        for (int step = 0; step < 4; step++)
        {
            TensorPrimitives.Multiply(state, 1 - rate, state);
            TensorPrimitives.Pow(state, 1.5, state);
            total += TensorPrimitives.Sum<double>(state) * step;
        }

        return total;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Ternary(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, double s)
    {
        double[] a = new double[x.Length], b = new double[x.Length];
        TensorPrimitives.AddMultiply(x, y, z, a);
        TensorPrimitives.FusedMultiplyAdd(a, s, x, a);
        TensorPrimitives.Lerp(x, a, s, b);
        TensorPrimitives.Hypot(a, b, b);
        TensorPrimitives.Atan2<double>(b, x, a);
        return TensorPrimitives.Sum<double>(a) + TensorPrimitives.Sum<double>(b);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OnlyIfLarge(ReadOnlySpan<double> x, double bound)
    {
        double[] y = new double[x.Length];
        if (TensorPrimitives.Max(x) > bound) TensorPrimitives.Reciprocal(x, y);
        else TensorPrimitives.Negate(x, y);
        return TensorPrimitives.SumOfSquares<double>(y) * bound;
    }

    [Differentiable(Derivatives.Jvp)]
    [Check(Twin = nameof(InHalfInDouble))]
    public static Half InHalf(ReadOnlySpan<Half> x, ReadOnlySpan<Half> y) => TensorPrimitives.Dot(x, y) + TensorPrimitives.SumOfSquares(x);

    private static double InHalfInDouble(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Dot(x, y) + TensorPrimitives.SumOfSquares(x);
}
