namespace DerivativeTests.Corpus;

public static partial class UserOperators
{
    private readonly struct V(double x, double y)
    {
        public readonly double X = x, Y = y;

        public static V operator +(V a, V b) => new(a.X + b.X, a.Y + b.Y);

        public static V operator -(V a, V b) => new(a.X - b.X, a.Y - b.Y);

        public static V operator -(V a) => new(-a.X, -a.Y);

        public static V operator *(double k, V v) => new(k * v.X, k * v.Y);

        public static V operator *(V v, double k) => k * v;

        public static double operator *(V a, V b) => a.X * b.X + a.Y * b.Y;

        public static V operator ++(V v) => new(v.X + 1, v.Y + 1);

        public static bool operator <(V a, V b) => a.X < b.X;

        public static bool operator >(V a, V b) => a.X > b.X;

        public static implicit operator V((double X, double Y) pair) => new(pair.X, pair.Y);

        public static explicit operator double(V v) => Math.Sqrt(v * v);
    }

    private struct Dual<T>(T value, T slope)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        public T Value = value, Slope = slope;

        public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Slope + b.Slope);

        public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Value * b.Value, a.Value * b.Slope + a.Slope * b.Value);

        public static implicit operator Dual<T>(T value) => new(value, T.Zero);

        public static Dual<T> Sin(Dual<T> x) => new(T.Sin(x.Value), x.Slope * T.Cos(x.Value));
    }

    private record struct Z(double Re, double Im)
    {
        public static Z operator *(Z a, Z b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

        public static Z operator +(Z a, Z b) => new(a.Re + b.Re, a.Im + b.Im);

        public static Z operator /(Z a, Z b)
        {
            double d = b.Re * b.Re + b.Im * b.Im;
            return new((a.Re * b.Re + a.Im * b.Im) / d, (a.Im * b.Re - a.Re * b.Im) / d);
        }

        public static implicit operator Z(double re) => new(re, 0);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Binary(double x, double y)
    {
        var a = new V(x, y);
        var b = new V(y * y, x);
        return (a + b) * (a - b) + x * (2 * a) * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Unary(double x, double y) => -new V(x, y) * new V(y, y) + x;

    [Differentiable(Derivatives.Jvp)]
    public static double Compound(double x, double y)
    {
        V v = new(x, y);
        v += new V(y, x * x);
        v -= 0.5 * v;
        v *= y;
        return v.X * v.Y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Steps(double x, double y)
    {
        V v = new(x, y);
        V before = v++;
        V after = ++v;
        return before.X * after.Y + v.X;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Comparison(double x, double y)
    {
        V a = new(x, y), b = new(y, x);
        return a < b ? a.X * b.X * 3 : a > b ? a.Y * a.Y + x : x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Conversions(double x, double y)
    {
        V v = (x * y, x);
        return (double)v * y + (double)(v + v);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GenericStruct(double x, double y)
    {
        var a = new Dual<double>(x, 1);
        Dual<double> b = a * a + Dual<double>.Sin(a) * y;
        return b.Value * b.Slope;
    }

    [Differentiable]
    public static T GenericMethod<T>(T x, T y)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var a = new Dual<T>(x, T.One);
        Dual<T> b = a * a * y + a;
        return b.Value * b.Slope;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ComplexPowers(double re, double im)
    {
        Z z = new(re, im), p = 1.0;
        for (int i = 0; i < 5; i++) p = p * z + 0.1;
        return p.Re * p.Im;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ComplexQuotient(double re, double im)
    {
        Z z = new(re, 2 + im * im);
        Z q = (z * z + 1.0) / z;
        return q.Re + 2 * q.Im;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double InBranches(double x, double y)
    {
        V v = new(x, y);
        if (x > y) v += new V(x * x, 1);
        else v -= new V(1, y);
        for (int i = 0; i < 3; i++) v = 0.5 * v + new V(v.Y, v.X * x);
        return v * v;
    }
}
