namespace DerivativeTests.Corpus;

public static partial class RefOutParameters
{
    [Differentiable(Derivatives.Jvp)]
    public static void Scale(ref double x, double k) => x *= k;

    [Differentiable(Derivatives.Jvp)]
    public static void Swap(ref double a, ref double b) => (a, b) = (b * 2, a);

    [Differentiable(Derivatives.Jvp)]
    public static double Polar(in double x, in double y, out double angle)
    {
        angle = Math.Atan2(y, x);
#pragma warning disable SAD3102 // The inputs are away from zero.
        return Math.Sqrt(x * x + y * y);
#pragma warning restore SAD3102
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Logistic(ref double x, double rate, int steps)
    {
        for (int i = 0; i < steps; i++) x = rate * x * (1 - x) + 0.1 * Math.Sin(x);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void MeanAndVariance(ReadOnlySpan<double> x, out double mean, out double variance)
    {
        mean = 0;
        for (int i = 0; i < x.Length; i++) mean += x[i];
        mean /= x.Length;
        variance = 0;
        foreach (double value in x) variance += (value - mean) * (value - mean);
        variance /= x.Length;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Power(double x, int n, out double y)
    {
        y = 1;
        for (int i = 0; i < n; i++) y *= x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static bool Quadratic(double a, double b, double c, out double low, out double high)
    {
        double d = b * b - 4 * a * c;
        if (d < 0)
        {
            low = high = -b / (2 * a);
            return false;
        }

        low = (-b - Math.Sqrt(d)) / (2 * a);
        high = (-b + Math.Sqrt(d)) / (2 * a);
        return true;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static void WrittenInOneBranch(ref double x, double y)
    {
        if (y > 0.3) x = x * y + Math.Exp(x);
        else if (y > -0.5) x -= y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReadAndWritten(ref double state, double input)
    {
        double before = state;
        state = 0.9 * state + Math.Tanh(input * state);
        return before * state + input;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void RungeKutta(ref double x, ref double v, double k, double dt)
    {
        double x1 = v, v1 = -k * x;
        double x2 = v + 0.5 * dt * v1, v2 = -k * (x + 0.5 * dt * x1);
        x += dt * x2;
        v += dt * v2;
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Oscillator(ref double x, ref double v, double k, double dt, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            v -= dt * k * Math.Sin(x);
            x += dt * v;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OnlyRead(ref double x, ref readonly double y) => x * y + Math.Sin(x);

    [Differentiable(Derivatives.Jvp)]
    public static void Mixed(ref float x, ref double y)
    {
        y += x * y;
        x = (float)(x + 0.5 * y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void ThroughAHelper(ref double a, ref double b, double t)
    {
        Rotate(ref a, ref b, t);
        Rotate(ref b, ref a, 0.5 * t);
    }

    private static void Rotate(ref double x, ref double y, double t)
    {
        double c = Math.Cos(t), s = Math.Sin(t);
        (x, y) = (c * x - s * y, s * x + c * y);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void ConstantOnEntry([NoGradient] ref double sum, ReadOnlySpan<double> x, Span<double> running)
    {
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
            running[i] = sum;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static void CounterAndValue(ref double x, ref int count, double y)
    {
        count += 2;
        x = x * y + count;
    }
}
