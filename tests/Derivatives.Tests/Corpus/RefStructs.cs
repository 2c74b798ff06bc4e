namespace DerivativeTests.Corpus;

public static partial class RefStructs
{
    private readonly ref struct View(ReadOnlySpan<double> items, int columns)
    {
        private readonly ReadOnlySpan<double> _items = items;

        public int Columns { get; } = columns;

        public int Rows => _items.Length / Columns;

        public double this[int i, int j] => _items[i * Columns + j];

        public ReadOnlySpan<double> Row(int i) => _items.Slice(i * Columns, Columns);
    }

    private ref struct Writer(Span<double> target)
    {
        private readonly Span<double> _target = target;
        private int _position;

        public void Write(double value) => _target[_position++] = value;

        public readonly int Count => _position;
    }

    private ref struct Pair
    {
        public Span<double> A;
        public ReadOnlySpan<double> B;

        public readonly double Dot()
        {
            double sum = 0;
            for (int i = 0; i < A.Length; i++) sum += A[i] * B[i];
            return sum;
        }
    }

    private readonly struct Slab(double[] items, int start)
    {
        public readonly double[] Items = items;
        public readonly int Start = start;

        public double First => Items[Start];

        public void Set(double value) => Items[Start] = value;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Views([NoGradient] double scale, ReadOnlySpan<double> x)
    {
        var view = new View(x, 2);
        double sum = 0;
        for (int i = 0; i < view.Rows; i++) sum += view[i, 0] * view[i, 1] * scale;
        return sum + x[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Rows(ReadOnlySpan<double> x)
    {
        var view = new View(x, 2);
        double sum = 0;
        for (int i = 0; i < view.Rows; i++)
        {
            ReadOnlySpan<double> row = view.Row(i);
            sum += row[0] * row[1] * row[1];
        }

        return sum + x[^1] * x[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Writers(double x, double y)
    {
        Span<double> buffer = stackalloc double[4];
        var writer = new Writer(buffer);
        writer.Write(x);
        writer.Write(x * y);
        writer.Write(buffer[1] * y);
        return buffer[2] * buffer[0] * writer.Count + buffer[3];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WriterInALoop(ReadOnlySpan<double> x)
    {
        Span<double> buffer = stackalloc double[20];
        var writer = new Writer(buffer);
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0.8) writer.Write(x[i] * x[i]);
            else writer.Write(x[i]);
        }

        double sum = 0;
        for (int i = 0; i < writer.Count; i++) sum += buffer[i] * (i + 1);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoSpans(ReadOnlySpan<double> x, double k)
    {
        var copy = new double[x.Length];
        var pair = new Pair { A = copy, B = x };
        for (int i = 0; i < copy.Length; i++) pair.A[i] = k * x[i];
        return pair.Dot();
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Replaced(ReadOnlySpan<double> x, double k)
    {
        double[] a = [k, k * k];
        var pair = new Pair { A = a, B = x[..2] };
        double first = pair.Dot();
        pair.B = x[2..4];
        double rest = 0;
        foreach (double value in x) rest += value;
        return first * pair.Dot() + rest;
    }

    private static double Sum(View view)
    {
        double sum = 0;
        for (int i = 0; i < view.Rows; i++)
        {
            for (int j = 0; j < view.Columns; j++) sum += view[i, j] * view[i, 0];
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PassedAround(ReadOnlySpan<double> x, double k) => Sum(new View(x, x.Length)) * k;

    [Differentiable(Derivatives.Jvp)]
    public static double StructWithAnArray(double x, double y)
    {
        double[] items = [x, y, x * y];
        var slab = new Slab(items, 1);
        slab.Set(slab.First * x);
        Slab copy = slab;
        copy.Set(copy.First + y);
        return items[1] * items[2] + slab.First;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double UnchangedInBranches(double x, double y)
    {
        double[] items = [x, y];
        var slab = new Slab(items, 0);
        if (x > y) slab.Set(x * y);
        for (int i = 0; i < 3; i++) slab.Set(slab.First + y * slab.Items[1]);
        return slab.First;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InPlace(Span<double> a, double k)
    {
        var writer = new Writer(a[1..]);
        writer.Write(a[0] * k);
        writer.Write(a[1] * a[2]);
        return a[2] * k;
    }
}
