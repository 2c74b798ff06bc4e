namespace DerivativeTests.Corpus;

/// <summary>What <c>Array</c>, spans and <c>MemoryExtensions</c> do with all elements at once.</summary>
public static partial class ArrayAndSpanCalls
{
    private readonly record struct Particle(double X, double V);

    [Differentiable(Derivatives.Jvp)]
    public static double CopyTo(ReadOnlySpan<double> x, double k)
    {
        Span<double> y = new double[x.Length + 1];
        x.CopyTo(y);
        y[0] *= k;
        x[1..].CopyTo(y[2..]);
        double s = 0;
        for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + k);
        return s;
    }

    private static double MoveUp(Span<double> from, Span<double> to)
    {
        from[..2].CopyTo(to[1..3]);
        return to[0] * to[2];
    }

    /// <summary>What is called is given the same memory twice.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double CopyWithinInHelper(Span<double> x, double k)
    {
        x[0] *= k;
        return MoveUp(x, x) + x[1];
    }

    /// <summary>All elements move up by one, and the first one comes in.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double DelayLine(double[] x, double k)
    {
        double[] line = new double[4];
        double s = 0;
        foreach (double v in x)
        {
            Array.Copy(line, 0, line, 1, line.Length - 1);
            line[0] = v * k;
            s += line[0] * line[3] + line[1] * line[2];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void ShiftInPlace(double[] x, double k)
    {
        x.AsSpan(0, x.Length - 1).CopyTo(x.AsSpan(1));
        x[0] = k * x[1];
        Span<double> s = x;
        s[..^2].CopyTo(s[2..]);
        s[1..].CopyTo(s);
        x[^1] *= x[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static void BetweenParameters(ReadOnlySpan<double> x, Span<double> y, double k)
    {
        for (int i = 0; i < y.Length; i++) y[i] *= k;
        x[..2].CopyTo(y[1..]);
        y[0] *= y[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TryCopyTo(double[] x, double k)
    {
        double[] big = new double[x.Length], small = new double[2];
        double s = x.AsSpan().TryCopyTo(big) ? big[1] * k : x[0];
        if (!x.AsSpan().TryCopyTo(small)) small[0] = k * x[2];
        if (x.AsSpan(3).TryCopyTo(big)) s += big[0] * big[^1];
        return s + small[0] * small[0] + small[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FillAndClear(double[] x, double k)
    {
        double[] y = new double[x.Length], z = [.. x];
        Array.Fill(y, k);
        Array.Fill(y, x[0] * k, 1, 2);
        Array.Clear(z, 1, 2);
        y.AsSpan(3).Fill(x[1]);
        z.AsSpan(4).Clear();
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += y[i] * y[i] + z[i] * x[i];
        Array.Clear(y);
        return s + y[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Clone(double[] x, double k)
    {
        var y = (double[])x.Clone();
        for (int i = 1; i < y.Length; i++) y[i] += k * y[i - 1];
        double[] z = (double[])y.Clone();
        z[0] = k;
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * y[i] * z[i];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CloneOfAMatrix([NoGradient] double[,] scale, double[] x)
    {
        var m = new double[2, 2];
        m[0, 1] = x[0];
        m[1, 0] = x[1] * x[0];
        var n = (double[,])m.Clone();
        n[0, 1] *= x[2];
        Array.Clear(m);
        m[0, 0] += n[1, 0];
        return n[0, 1] * n[1, 0] + m[0, 0] * scale[0, 0] + m[0, 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Reverse(double[] x, double k)
    {
        double[] y = x[..];
        Array.Reverse(y);
        y[0] *= k;
        Array.Reverse(y, 1, 3);
        y.AsSpan(2).Reverse();
        double s = 0;
        for (int i = 0; i < y.Length; i++) s += y[i] * x[i] * (i + 1);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IndexOf(double[] x, int[] order, double k)
    {
        int at = Array.IndexOf(order, 2), first = x.AsSpan().IndexOf(x[1]);
        double s = at < 0 ? k : x[at] * k;
        if (order.AsSpan().Contains(3)) s *= x[first];
        return s + x[first] * k;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double CopyToAnArray(double[] x, double k)
    {
        double[] joined = new double[2 * x.Length];
        x.CopyTo(joined, 0);
        x.CopyTo(joined, x.Length);
        joined[1] *= k;
        double s = 0;
        for (int i = 0; i + 1 < joined.Length; i++) s += joined[i] * joined[i + 1];
        return s;
    }

    /// <summary>The two buffers of an iteration.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Relaxation(double[] x, double k)
    {
        double[] now = new double[x.Length], next = new double[x.Length];
        Array.Copy(x, now, x.Length);
        for (int step = 0; step < 4; step++)
        {
            for (int i = 1; i + 1 < now.Length; i++) next[i] = now[i] + k * 0.1 * (now[i - 1] - 2 * now[i] + now[i + 1]);
            next[0] = now[0];
            next[^1] = now[^1] * now[^1];
            next.AsSpan().CopyTo(now);
        }

        return now[1] * now[2] + now[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Structs(double[] x, double k)
    {
        var p = new Particle[4];
        for (int i = 0; i < p.Length; i++) p[i] = new Particle(x[i], k * x[i + 1]);
        Array.Copy(p, 0, p, 1, 3);
        var q = new Particle[4];
        p.AsSpan(1).CopyTo(q);
        Array.Reverse(q);
        p.AsSpan(2).Fill(new Particle(k, x[0]));
        var r = (Particle[])q.Clone();
        Array.Clear(q, 0, 1);
        double s = 0;
        for (int i = 0; i < p.Length; i++) s += p[i].X * q[i].V + r[i].X * p[i].V;
        return s;
    }

    /// <summary>The rows of a jagged array may be one and the same.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static void RowsOfAJaggedArray(double[][] a, double k)
    {
        for (int i = 0; i + 1 < a.Length; i++)
        {
            Array.Copy(a[i], 0, a[i + 1], 1, 2);
            a[i + 1][0] *= k;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Spreads(double[] x, ReadOnlySpan<double> y, int[] n, double k)
    {
        double[] all = [k, .. x, .. y[1..], k * k, .. n];
        Span<double> mirrored = [.. all, .. all];
        double s = 0;
        for (int i = 0; i + 3 < mirrored.Length; i++) s += mirrored[i] * mirrored[i + 3];
        return s;
    }
}
