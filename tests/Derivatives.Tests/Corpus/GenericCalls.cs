using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class GenericCalls
{
    private static T Square<T>(T x)
        where T : INumber<T> => x * x;

    private static T First<T>(ReadOnlySpan<T> values, T otherwise) => values.Length > 0 ? values[0] : otherwise;

    private static void Exchange<T>(Span<T> values, int i, int j) => (values[i], values[j]) = (values[j], values[i]);

    private static TResult Pipe<T, TResult>(T value, Func<T, TResult> f) => f(value);

    private static TState Fold<TItem, TState>(ReadOnlySpan<TItem> items, TState state, Func<TState, TItem, TState> f)
    {
        foreach (TItem item in items) state = f(state, item);
        return state;
    }

    private static TTo[] Map<TFrom, TTo>(TFrom[] items, Func<TFrom, TTo> f)
    {
        TTo[] result = new TTo[items.Length];
        for (int i = 0; i < items.Length; i++) result[i] = f(items[i]);
        return result;
    }

    private static T Polynomial<T>(T x, ReadOnlySpan<T> coefficients)
        where T : IFloatingPointIeee754<T>
    {
        T value = T.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--) value = value * x + coefficients[i];
        return value;
    }

    private static class Series<T>
        where T : IFloatingPointIeee754<T>
    {
        public static T Exp(T x, int terms)
        {
            T sum = T.One, term = T.One;
            for (int k = 1; k < terms; k++)
            {
                term *= x / T.CreateChecked(k);
                sum += term;
            }

            return sum;
        }

        public static U Scaled<U>(U x, Func<U, U> f)
            where U : IFloatingPointIeee754<U> => f(x) * U.CreateChecked(2);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeveralTypes(double x, float y, int n) => Square(x) * Square(y) + Square(n) * x;

    [Differentiable(Derivatives.Jvp)]
    public static double ElementType(double[] a, double k) => First<double>(a, k) * First<double>(a.AsSpan(a.Length), k);

    [Differentiable(Derivatives.Jvp)]
    public static double InPlace(double[] a, double k)
    {
        Exchange<double>(a, 0, 2);
        return a[0] * k + a[2] * a[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double DelegateTypes(double x, double y) => Pipe(x, v => v * y) + Pipe(Pipe(x, v => v > 1 ? 2 : 3), n => n * y) + Pipe<double, double>(y, Math.Exp);

    [Differentiable(Derivatives.Jvp)]
    public static double FoldScalars(double[] a, double k) => Fold<double, double>(a, 1, (s, v) => s * k + v);

    [Differentiable(Derivatives.Jvp)]
    public static double FoldTuples(double[] a, double k)
    {
        (double sum, double squares) = Fold<double, (double Sum, double Squares)>(a, (0, k), (s, v) => (s.Sum + v, s.Squares + v * v * k));
        return squares - sum * sum / a.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double MapToNewArrays(double[] a, double k)
    {
        double[] b = Map(a, v => v * k);
        bool[] large = Map(b, v => v > 1);
        return Fold<double, double>(b, 0, (s, v) => s + v * v) + (large[0] ? b[1] : a[1] * k);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double PolynomialOfDoubles(double x, double[] c) => Polynomial<double>(x, c) + Polynomial(c[0], c.AsSpan(1));

    [Differentiable(Derivatives.Jvp)]
    public static double MembersOfGenericTypes(double x, float y) => Series<double>.Exp(x, 8) * Series<float>.Exp(y, 5);

    [Differentiable(Derivatives.Jvp)]
    public static double GenericMethodOfAGenericType(double x) => Series<float>.Scaled(x, v => v * v * x) + Series<double>.Scaled(x, Square);

    [Differentiable(Derivatives.Jvp)]
    public static T OpenType<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        Func<T, T> f = v => v * y + T.One;
        return Pipe(Square(x), f) + Twice(y);

        T Twice(T v) => v + v * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GenericLocalFunctions(double x, float y)
    {
        return Blend(x, 0.3) + Blend(y, 0.3f);

        T Blend<T>(T v, T w)
            where T : IFloatingPointIeee754<T> => v * w + T.CreateChecked(x) * (T.One - w);
    }
}
