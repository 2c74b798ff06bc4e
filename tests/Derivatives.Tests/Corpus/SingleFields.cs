namespace DerivativeTests.Corpus;

/// <summary>Types with one field, which are no different from types with several.</summary>
public static partial class SingleFields
{
    private sealed class Box
    {
        public double X;
    }

    private sealed class Table
    {
        public double[] Items = [1, 2, 3];
    }

    private readonly record struct Meters(double Value)
    {
        public static Meters operator +(Meters a, Meters b) => new(a.Value + b.Value);

        public static double operator /(Meters a, Meters b) => a.Value / b.Value;

        public static implicit operator Meters(double value) => new(value);
    }

    private ref struct Window(Span<double> items)
    {
        public Span<double> Items = items;

        public readonly double Sum()
        {
            double sum = 0;
            foreach (double item in Items) sum += item;
            return sum;
        }
    }

    private readonly struct Weights(double[] items)
    {
        public readonly double[] Items = items;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Wrapped(double x, double y)
    {
        Meters a = x, b = y * y;
        a += b;
        Meters c = a + 2.0;
        return c / b + a.Value;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double ChosenWrapper(double x, double y)
    {
        Meters m = x > y ? new Meters(x * y) : new Meters(y * y);
        return m.Value * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Boxed(double x, double y)
    {
        var box = new Box { X = x };
        Box same = box;
        same.X *= y;
        for (int i = 0; i < 3; i++) box.X += 0.5 * box.X * x;
        return same.X;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double BoxInBranches(double x, double y)
    {
        var box = new Box { X = y };
        if (x > 0) box.X = x * y;
        return box.X * box.X + x;
    }

    private static void Fill(Box box, double value) => box.X = value * value;

    [Differentiable(Derivatives.Jvp)]
    public static double PassedBox(double x)
    {
        var box = new Box();
        Fill(box, x);
        Fill(box, box.X + x);
        return box.X;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OneArray(double x, double y)
    {
        var table = new Table();
        table.Items[0] = x;
        table.Items[1] *= y;
        return table.Items[0] * table.Items[1] * table.Items[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReplacedArray(double x, double y)
    {
        var table = new Table { Items = [x, y] };
        double first = table.Items[0];
        table.Items = [y, x * x, 2];
        return first * table.Items[1] + table.Items.Length * table.Items[0];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OneSpan(ReadOnlySpan<double> x, double k)
    {
        Span<double> buffer = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++) buffer[i] = k * x[i] * x[i];
        var window = new Window(buffer);
        double all = window.Sum();
        window.Items = window.Items[1..];
        return all * window.Sum();
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StructOfOneArray(double x, double y)
    {
        var weights = new Weights([x, y, x * y]);
        Weights copy = weights;
        copy.Items[0] += y;
        return weights.Items[0] * weights.Items[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ArrayOfWrappers(double x, double y)
    {
        Meters[] all = [x, y, x * y];
        all[1] += all[0];
        double sum = 0;
        foreach (Meters m in all) sum += m.Value * m.Value;
        return sum;
    }
}
