namespace DerivativeTests.Corpus;

public static partial class Using
{
    /// <summary>Multiplies an element while it is open, and puts back what was there.</summary>
    private readonly struct Scaled(double[] buffer, int index, double factor) : IDisposable
    {
        private readonly double _before = Multiply(buffer, index, factor);

        public void Dispose() => buffer[index] = _before;

        private static double Multiply(double[] buffer, int index, double factor)
        {
            double before = buffer[index];
            buffer[index] *= factor;
            return before;
        }
    }

    private sealed class Tally(double[] result) : IDisposable
    {
        private double _sum;

        public int Count { get; private set; }

        public void Add(double x)
        {
            _sum += x;
            Count++;
        }

        public void Dispose() => result[0] += _sum;
    }

    private ref struct Appender(Span<double> target)
    {
        private readonly Span<double> _target = target;
        private int _count;

        public void Add(double x) => _target[_count++] = x;

        public void Dispose()
        {
            for (int i = _count; i < _target.Length; i++) _target[i] = -1;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StatementOverAStruct(double[] x, double k)
    {
        double s = 0;
        using (new Scaled(x, 1, k))
        {
            foreach (double v in x) s += v * v;
        }

        return s * x[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DeclarationOverAStruct(double[] x, double k)
    {
        using var scaled = new Scaled(x, 0, k);
        double s = 1;
        foreach (double v in x) s *= v;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ObjectThatCollects(double[] x, double k)
    {
        double[] total = [k];
        using (var tally = new Tally(total))
        {
            for (int i = 0; i < x.Length; i++) tally.Add(x[i] * k);
            k = tally.Count * k;
        }

        return total[0] * total[0] + k;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Returns(double[] x, double k)
    {
        using (new Scaled(x, 2, k))
        {
            if (x[2] > 1) return x[2] * x[0];
            x[0] *= k;
        }

        return x[2] * x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeveralInOneStatement(double[] x, double k)
    {
        using (Scaled first = new(x, 0, k), second = new(x, 0, x[1]))
        {
            k += x[0];
        }

        return k * x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double[] x, double k)
    {
        double[] total = [0];
        using var outer = new Tally(total);
        double s = k;
        {
            using var inner = new Tally(x);
            inner.Add(k * k);
            outer.Add(k);
            s *= x[0];
        }

        s *= x[0];
        return s + total[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(double[] x, double k)
    {
        double s = 0;
        double[] total = [0];
        for (int i = 0; i < x.Length; i++)
        {
            using var tally = new Tally(total);
            tally.Add(x[i]);
            if (x[i] > 1.7) break;
            if (x[i] < 0.8) continue;
            tally.Add(k * x[i]);
            s += total[0] * x[i];
        }

        return s + total[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InABranch(double[] x, double k)
    {
        if (k > 1.2)
        {
            using var scaled = new Scaled(x, 0, k);
            k = x[0] * x[1];
        }
        else
        {
            using (new Scaled(x, 1, 2)) k += x[0] * x[1];
        }

        return k * x[0] * x[1];
    }

    private static double Helper(double[] x, double k)
    {
        using var scaled = new Scaled(x, x.Length - 1, k);
        double s = 0;
        foreach (double v in x)
        {
            s += v * k;
            if (s > 5) return s * x[^1];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAHelper(double[] x, double k) => Helper(x, k) + Helper(x, x[0]) * x[^1];

    [Differentiable(Derivatives.Jvp)]
    public static double RefStruct(ReadOnlySpan<double> x, double k)
    {
        Span<double> kept = stackalloc double[4];
        using (Appender appender = new(kept))
        {
            foreach (double v in x[..3])
            {
                if (v > 1) appender.Add(v * k);
            }
        }

        double s = 0;
        for (int i = 0; i < kept.Length; i++) s += kept[i] * kept[i] * k;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void WritesABuffer(double[] x, double k)
    {
        using Tally tally = new(x);
        for (int i = 1; i < x.Length; i++)
        {
            tally.Add(x[i] * k);
            x[i] *= x[0];
        }
    }
}
