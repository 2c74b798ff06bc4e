namespace DerivativeTests.Corpus;

public static partial class Branches
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double IfElse(double x, double y)
    {
        double r;
        if (x > y) r = x * x * y;
        else r = Math.Sin(x) - y;
        return r * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double AssignedInOneBranch(double x, double y)
    {
        double r = x * y;
        if (x < 0.3) r = r * r + y;
        return r + x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double OnComputedValue(double x, double y)
    {
        double t = x * y - 0.1;
        if (t > 0) t = Math.Sqrt(t);
        else t = -t;
        if (t * x > 0.5) t += y;
        return t * t * x;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 8)]
    public static double Ladder(double x)
    {
        if (x < -1) return -x - 0.5;
        else if (x < 0) return 0.5 * x * x;
        else if (x < 1) return Math.Sin(x);
        return Math.Log(x) + 0.8 * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 8)]
    public static double NestedIf(double x, double y, double z)
    {
        double a = x, b = y;
        if (x > 0)
        {
            if (y > 0) a *= z;
            else
            {
                b = a * a;
                a = b + z;
            }
        }
        else if (z > 0)
        {
            a = Math.Exp(x);
        }

        return a * b + z;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double Ternary(double x, double y) => (x > y ? x * 2 : y * y) * (x < 0 ? -y : y > 0.5 ? x : 1.5);

    [Differentiable(Derivatives.Jvp)]
    public static double OnAFlag(double x, double y, bool useProduct, bool negate)
    {
        double r = useProduct ? x * y : x / y;
        if (negate) r = -r;
        return !useProduct || negate ? r * x : r;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 0, 1, 2, 3, 4)]
    [Check(Points = 5)]
    public static double OnAnInteger(double x, int n)
    {
        double r = x;
        if (n == 0) r = Math.Sin(x);
        if (n == 1) r *= x;
        else if (n >= 3) r = r * r * r;
        if (n % 2 == 0) r += n * x;
        return r;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double OverwrittenInBoth(double x, double y)
    {
        double a = x * y;
        double b = a + x;
        if (b > 0.2)
        {
            a = b * b;
            b = a * x;
        }
        else
        {
            b = a - y;
            a = b * y;
        }

        return a * b;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double ConditionFromOverwritten(double x, double y)
    {
        double c = x - y;
        bool positive = c > 0;
        c = c * c + x;
        double r = positive ? c * y : y;
        positive = c > 2;
        return positive ? r * r : r + c;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double GuardAgainstZero([NoGradient] double d, double x, double y)
    {
        double zero = d - d;
        return zero == 0 ? x * y : x / zero;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    [Check(Points = 6)]
    public static double Huber(double x, double delta)
    {
        double d = Math.Abs(delta) + 0.1;
        double magnitude = x >= 0 ? x : -x;
        return magnitude <= d ? 0.5 * x * x : d * (magnitude - 0.5 * d);
    }
}
