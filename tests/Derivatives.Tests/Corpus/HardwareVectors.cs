using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary><c>Vector&lt;T&gt;</c>, whose size is known only at run time.</summary>
public static partial class HardwareVectors
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(x.Slice(i)) * new Vector<double>(y.Slice(i));
        double total = Vector.Sum(sum);
        for (; i < x.Length; i++) total += x[i] * y[i];
        return total;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void AxpyInPlace(double a, double[] x, double[] y)
    {
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width) (a * new Vector<double>(x, i) + new Vector<double>(y, i)).CopyTo(y, i);
        for (; i < x.Length; i++) y[i] += a * x[i];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        int width = Vector<double>.Count;
        double largest = double.NegativeInfinity;
        foreach (double value in x) largest = Math.Max(largest, value);
        var shift = new Vector<double>(largest);
        Vector<double> sums = default;
        int i = 0;
        while (i + width <= x.Length)
        {
            sums += Vector.Exp(new Vector<double>(x[i..]) - shift);
            i += width;
        }

        double sum = Vector.Sum(sums);
        for (; i < x.Length; i++) sum += Math.Exp(x[i] - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>Chained in place: what is overwritten is needed.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static void Softmax(Span<double> x, double temperature)
    {
        int width = Vector<double>.Count, last = x.Length - width;
        double sum = 0;
        int i = 0;
        for (; i <= last; i += width)
        {
            Vector<double> e = Vector.Exp(new Vector<double>(x.Slice(i)) / temperature);
            sum += Vector.Sum(e);
            e.CopyTo(x.Slice(i));
        }

        for (; i < x.Length; i++)
        {
            x[i] = Math.Exp(x[i] / temperature);
            sum += x[i];
        }

        for (i = 0; i <= last; i += width) (new Vector<double>(x.Slice(i)) / sum).CopyTo(x.Slice(i));
        for (; i < x.Length; i++) x[i] /= sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Inputs("slope", Min = 0.1, Max = 0.3)]
    public static double LeakyRelu(ReadOnlySpan<double> x, ReadOnlySpan<double> w, double slope)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var v = new Vector<double>(x.Slice(i));
            var mask = Vector.GreaterThan(v, Vector<double>.Zero);
            sum += Vector.ConditionalSelect(mask, v, slope * v) * new Vector<double>(w.Slice(i));
        }

        double total = Vector.Dot(sum, Vector<double>.One);
        for (; i < x.Length; i++) total += (x[i] > 0 ? x[i] : slope * x[i]) * w[i];
        return total;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Check(Twin = nameof(NormsInDouble))]
    [Inputs(Length = 21)]
    public static (float Norm, float Largest) Norms(float[] x, ReadOnlySpan<float> y)
    {
        Vector<float> squares = Vector<float>.Zero, largest = new(0.01f);
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = new(x, i), b = new(y[i..]);
            squares = Vector.FusedMultiplyAdd(a - b, a - b, squares);
            largest = Vector.Max(largest, Vector.Abs(a * b));
        }

        float sum = Vector.Sum(squares), most = 0;
        for (int k = 0; k < Vector<float>.Count; k++) most = MathF.Max(most, largest[k]);
        for (; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
            most = MathF.Max(most, MathF.Abs(x[i] * y[i]));
        }

        return (MathF.Sqrt(sum), most);
    }

    private static (double Norm, double Largest) NormsInDouble(double[] x, double[] y)
    {
        double sum = 0, most = 0.01f;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
            most = Math.Max(most, Math.Abs(x[i] * y[i]));
        }

        return (Math.Sqrt(sum), most);
    }

    /// <summary>Helpers take and return vectors.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Length = 17)]
    public static double Helpers(ReadOnlySpan<double> x, double rate)
    {
        double total = 0;
        for (int i = 0; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
        {
            (Vector<double> sin, Vector<double> cos) = Vector.SinCos(new Vector<double>(x.Slice(i, Vector<double>.Count)) * rate);
            total += Vector.Sum(Logistic(sin + rate * cos)) * x[i];
        }

        return total;
    }

    private static Vector<double> Logistic(Vector<double> x) => Vector<double>.One / (Vector<double>.One + Vector.Exp(-x));

    /// <summary>A table of vectors, filled by one loop and read by another.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Length = 18)]
    public static double Blocks(double[] x, ReadOnlySpan<double> w)
    {
        int blocks = x.Length / Vector<double>.Count;
        var squares = new Vector<double>[blocks];
        for (int b = 0; b < blocks; b++)
        {
            var v = new Vector<double>(x, b * Vector<double>.Count);
            squares[b] = v * v;
        }

        double total = x[^1] * w[^1] + x[^2] * w[^2];
        for (int b = 0; b < blocks; b++)
        {
            squares[b] *= squares[0];
            total += w[b] * Vector.Sum(Vector.SquareRoot(squares[b]));
        }

        for (int i = blocks; i < w.Length; i++) total += w[i];
        for (int i = blocks * Vector<double>.Count; i < x.Length; i++) total += x[i];
        return total;
    }

    private static double SumOfProducts(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(x.Slice(i)) * new Vector<double>(y.Slice(i));
        double total = Vector.Sum(sum);
        for (; i < x.Length; i++) total += x[i] * y[i];
        return total;
    }

    /// <summary>What a helper only reads is written here, and it is given twice.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double SquaresInHelper(ReadOnlySpan<double> x, double k)
    {
        var scaled = new double[x.Length];
        for (int i = 0; i < x.Length; i++) scaled[i] = Math.Sin(k * x[i]);
        double total = SumOfProducts(scaled, scaled);
        scaled[0] = total;
        return SumOfProducts(scaled, x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithOrWithout(ReadOnlySpan<double> x)
    {
        double sum = 0;
        int i = 0;
        if (Vector.IsHardwareAccelerated && x.Length >= Vector<double>.Count)
        {
            var v = new Vector<double>(x);
            sum = Vector.Sum(v * v * v);
            i = Vector<double>.Count;
        }

        for (; i < x.Length; i++) sum += x[i] * x[i] * x[i];
        return sum;
    }

    /// <summary>Vectors inside of a recursion, and what they are multiplied with chosen by a branch.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Length = 23)]
    public static double Pairwise(ReadOnlySpan<double> x, double scale)
    {
        if (x.Length > 2 * Vector<double>.Count) return Pairwise(x[..(x.Length / 2)], scale) + Pairwise(x[(x.Length / 2)..], scale * 1.5);
        Vector<double> product = new(scale);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> v = new(x.Slice(i));
            product *= Vector.Sum(v) > 4 ? v : v + Vector<double>.One;
        }

        double rest = 1;
        for (; i < x.Length; i++) rest *= x[i];
        return Vector.Sum(product) * rest;
    }
}
