namespace DerivativeTests.Corpus;

/// <summary>Names that generated code would like to use itself, keywords, and one name in several scopes.</summary>
public static partial class Names
{
    [Differentiable(Derivatives.Jvp)]
    public static double Generated(double x, double gradX, double gradOutput, double xTangent) => x * gradX + gradOutput * gradOutput * xTangent - x;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double GeneratedBuffers(ReadOnlySpan<double> x, Span<double> gradX, double[] jacobian)
    {
        double residuals = 0;
        for (int i = 0; i < x.Length; i++)
        {
            gradX[i] *= x[i];
            residuals += gradX[i] * jacobian[i];
        }

        return residuals;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Locals(double value, double t)
    {
        double valueBar = value * t, tBar = valueBar + t, result = tBar * valueBar;
        double tangent = result, seed = t, one = 1, zero = 0, stack = seed * value, trips = 2;
        for (int k = 0; k < 3; k++)
        {
            double next = tangent * 0.5 + seed, stop = next + stack;
            tangent = next * trips + one * zero;
            seed = stop;
        }

        return tangent * seed;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Keywords(double @in, double @base, ReadOnlySpan<double> @params, int @class)
    {
        double @return = @in * @base;
        for (int @for = 0; @for < @class; @for++)
        {
            double @ref = @params[@for] * @return;
            @return = @ref + @in;
        }

        return @return;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Contextual(double var, double dynamic, double async, double field, double record)
    {
        double await = var * dynamic, nameof = async + field, value = record * await, global = nameof * value;
        return global + var;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Shadowed(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] * s;
            s += t;
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            double t = x[i] + 0.2 * s, u = t * t;
            if (u > 4)
            {
                double v = t * 0.1;
                s += v;
            }
            else
            {
                double v = 1 / t;
                s *= v;
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ÜbergrößenMaß(double größe, double maß_1, double _) => größe * maß_1 + _ * größe;

    [Differentiable(Derivatives.Jvp)]
    public static double OnlyCaseDiffers(double x, double X, double gradx)
    {
        double t = x * X, T = t + gradx;
        return t * T;
    }

    /// <summary>Members of the type that generated code would see before those of the framework.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double HidesTheFramework(double x) => Math.Sin(x) + global::System.Math.Exp(x);

    private static class Math
    {
        public static double Sin(double x) => x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Backward(double x, double y)
    {
        double i = x, j = y, n = i * j;
        for (int k = 0; k < 3; k++)
        {
            i = n * j * 0.5;
            n = i + j;
        }

        return n;
    }
}
