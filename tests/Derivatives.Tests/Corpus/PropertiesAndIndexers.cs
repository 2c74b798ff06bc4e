namespace DerivativeTests.Corpus;

public static partial class PropertiesAndIndexers
{
    private struct Temperature
    {
        private double _kelvin;

        public double Celsius
        {
            readonly get => _kelvin - 273.15;
            set => _kelvin = value + 273.15;
        }

        public double Scaled
        {
            get
            {
                if (_kelvin > 274) return _kelvin / 273.15;
                return 1;
            }
        }
    }

    private struct Quad
    {
        private double _a, _b, _c, _d;

        public double this[int index]
        {
            readonly get => index == 0 ? _a : index == 1 ? _b : index == 2 ? _c : _d;
            set
            {
                if (index == 0) _a = value;
                else if (index == 1) _b = value;
                else if (index == 2) _c = value;
                else _d = value;
            }
        }

        public readonly double Sum => _a + _b + _c + _d;
    }

    private sealed class Matrix(int rows, int columns)
    {
        private readonly double[] _items = new double[rows * columns];

        public int Rows { get; } = rows;

        public int Columns { get; } = columns;

        public double this[int i, int j]
        {
            get => _items[i * Columns + j];
            set => _items[i * Columns + j] = value;
        }

        public double[] Items => _items;

        public double Trace
        {
            get
            {
                double trace = 0;
                for (int i = 0; i < Rows; i++) trace += this[i, i];
                return trace;
            }
        }
    }

    private sealed class Cached
    {
        public double Input
        {
            get;
            set => field = value * value;
        }

        public double Output => Math.Sin(Input);

        public static double Gravity => 9.81;

        public static double Twice { get; } = 2 * Math.PI;
    }

    private readonly struct Vec(double x, double y)
    {
        public double X => x;

        public double Y => y;

        public double Length => Math.Sqrt(X * X + Y * Y);

        public Vec Unit => new(X / Length, Y / Length);

        public static Vec Right => new(1, 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GetterAndSetter(double x, double y)
    {
        Temperature t = default;
        t.Celsius = x;
        t.Celsius += y * x;
        t.Celsius *= 2;
        return t.Celsius * t.Scaled;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InitialiserOfProperties(double x)
    {
        var t = new Temperature { Celsius = x * x };
        t.Celsius++;
        return t.Celsius * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Indexer(double x, double y)
    {
        Quad q = default;
        q[0] = x;
        q[1] = y;
        q[2] = q[0] * q[1];
        q[3] += q[2] + x;
        q[1] *= 3;
        return q.Sum * q[3];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double IndexerInALoop(ReadOnlySpan<double> x)
    {
        Quad q = default;
        for (int i = 0; i < x.Length; i++) q[i % 4] += x[i] * x[i] * (i + 1);
        double product = 1;
        for (int i = 0; i < 4; i++) product *= 0.1 + q[i];
        return product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TwoIndices(double x, double y)
    {
        var m = new Matrix(2, 2);
        m[0, 0] = x;
        m[0, 1] = y;
        m[1, 0] = x * y;
        m[1, 1] = m[0, 0] + m[1, 0];
        m[0, 1] *= m[1, 1];
        return m.Trace * m[0, 1] + m.Items[2];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MatrixProduct(ReadOnlySpan<double> x)
    {
        int n = 2;
        Matrix a = new(n, n), b = new(n, n), c = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = x[i] * (j + 1);
                b[i, j] = x[j] + i;
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++) c[i, j] += a[i, k] * b[k, j];
            }
        }

        double rest = 0;
        foreach (double value in x) rest += value;
        return c.Trace * rest;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FieldKeyword(double x)
    {
        var cached = new Cached { Input = x };
        double first = cached.Output;
        cached.Input = first + x;
        return cached.Input * cached.Output;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double StaticProperties(double x) => x * x * Cached.Gravity + Math.Sin(x * Cached.Twice);

    [Differentiable(Derivatives.Jvp)]
    public static double PropertiesOfPrimaryConstructors(double x, double y)
    {
        var v = new Vec(x, y);
        return v.Length * v.Unit.X + v.Unit.Y * Vec.Right.X * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("i", 0, 1, 2)]
    public static double DataDependentIndex(double x, double y, int i)
    {
        var q = new Quad { [0] = x, [1] = y, [2] = x * y };
        q[i + 1] += x;
        return q[i] * q[i + 1] * y + q.Sum;
    }
}
