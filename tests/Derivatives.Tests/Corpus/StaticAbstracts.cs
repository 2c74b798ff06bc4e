namespace DerivativeTests.Corpus;

public static partial class StaticAbstracts
{
    private interface IActivation
    {
        static abstract double Of(double x);

        static virtual double Twice(double x) => x + x;

        static abstract double Scale { get; }
    }

    private readonly struct Tanh : IActivation
    {
        public static double Scale => 1.5;

        public static double Of(double x) => Math.Tanh(x);
    }

    private sealed class Softplus : IActivation
    {
        public static double Scale
        {
            get { return 3; }
        }

        public static double Of(double x)
        {
            if (x > 1.2) return x + Math.Log(1 + Math.Exp(-x));
            return Math.Log(1 + Math.Exp(x));
        }

        public static double Twice(double x) => 2.5 * x * x;
    }

    private interface IDynamics<TSelf>
        where TSelf : IDynamics<TSelf>
    {
        static abstract double Rate(double state, double parameter);

        static abstract T Blend<T>(T a, T b)
            where T : System.Numerics.IFloatingPointIeee754<T>;

        static abstract void Split(double x, out double sine, out double cosine);
    }

    private readonly struct Logistic : IDynamics<Logistic>
    {
        public static double Rate(double state, double parameter) => parameter * state * (1 - state);

        public static T Blend<T>(T a, T b)
            where T : System.Numerics.IFloatingPointIeee754<T> => a * b + T.One;

        public static void Split(double x, out double sine, out double cosine) => (sine, cosine) = (Math.Sin(x), Math.Cos(x));
    }

    private readonly struct Decay : IDynamics<Decay>
    {
        static double IDynamics<Decay>.Rate(double state, double parameter) => -parameter * state;

        static T IDynamics<Decay>.Blend<T>(T a, T b) => a - b * b;

        static void IDynamics<Decay>.Split(double x, out double sine, out double cosine)
        {
            sine = Math.Sinh(x);
            cosine = Math.Cosh(x);
        }
    }

    private static double Apply<TActivation>(double x)
        where TActivation : IActivation => TActivation.Of(x) * TActivation.Scale;

    private static double Layer<TActivation>(ReadOnlySpan<double> w, double x)
        where TActivation : IActivation
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++) s += TActivation.Of(w[i] * x);
        return s;
    }

    private static double Euler<T>(double y, double p, int steps)
        where T : IDynamics<T>
    {
        for (int i = 0; i < steps; i++) y += 0.1 * T.Rate(y, p);
        return y;
    }

    private static class Stack<TFirst, TSecond>
        where TFirst : IActivation
        where TSecond : IActivation
    {
        public static double Of(double x) => TSecond.Of(TFirst.Of(x) * TFirst.Scale);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Method(double x, double y) => Apply<Tanh>(x * y) + Apply<Softplus>(y);

    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 5)]
    public static double InALoop(double[] w, double x) => Layer<Tanh>(w, x) * Layer<Softplus>(w, -x);

    [Differentiable(Derivatives.Jvp)]
    public static double VirtualWithDefault(double x)
    {
        return Twice<Tanh>(x) * Twice<Softplus>(x);

        static double Twice<T>(double v)
            where T : IActivation => T.Twice(v);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SelfType(double y, double p) => Euler<Logistic>(y, p, 4) + Euler<Decay>(y, p, 3);

    [Differentiable(Derivatives.Jvp)]
    public static double GenericMember(double x, float y)
    {
        return Blend<Logistic>(x, y) + Blend<Decay>(y, x);

        static double Blend<T>(double a, double b)
            where T : IDynamics<T> => T.Blend(a, b) * T.Blend((float)b, 2f);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OutParameters(double x)
    {
        return Product<Logistic>(x) + Product<Decay>(x);

        static double Product<T>(double v)
            where T : IDynamics<T>
        {
            T.Split(v, out double s, out double c);
            return s * c * v;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GenericType(double x, double y) => Stack<Tanh, Softplus>.Of(x) - Stack<Softplus, Softplus>.Of(y);

    [Differentiable(Derivatives.Jvp)]
    public static double PassedOn(double x)
    {
        return Outer<Softplus>(x);

        static double Outer<T>(double v)
            where T : IActivation => Inner<T, Tanh>(v) + Inner<Tanh, T>(v * v);

        static double Inner<A, B>(double v)
            where A : IActivation
            where B : IActivation => A.Of(v) * B.Of(v + A.Scale);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALambda(double x, double y)
    {
        return Sum<Tanh>(x, y);

        static double Sum<T>(double a, double b)
            where T : IActivation
        {
            Func<double, double> f = v => T.Of(v * b) + T.Scale;
            return f(a) + f(b) * a;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AsAMethodGroup(double x, double y)
    {
        return Use<Softplus>(x) + Use<Tanh>(y);

        static double Use<T>(double v)
            where T : IActivation => Twice(T.Of, v);

        static double Twice(Func<double, double> f, double v) => f(f(v));
    }
}
