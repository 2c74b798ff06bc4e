namespace DerivativeTests.Corpus;

public static partial class Switches
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs("kind", 0, 1, 5)]
    public static double OnAnInteger(double x, double y, int kind)
    {
        double r = x;
        switch (kind)
        {
            case 0:
                r = x * y;
                break;
            case 1:
            case 2:
                r *= Math.Sin(y);
                break;
            default:
                r = x / y;
                break;
        }

        return r * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("kind", 0, 1, 2)]
    public static double ReturnsInside(double x, double y, int kind)
    {
        switch (kind)
        {
            case 0: return x * y;
            case 1: return x + y * y;
        }

        x *= y;
        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x, ReadOnlySpan<int> codes)
    {
        double sum = 0, scale = 1;
        for (int i = 0; i < x.Length; i++)
        {
            switch (codes[i] % 3)
            {
                case 0:
                    scale *= x[i];
                    break;
                case 1:
                    if (x[i] > 1.2) break;
                    sum += x[i] * scale;
                    break;
                case 2:
                    sum -= x[i] * x[i];
                    continue;
            }

            sum += 0.5 * scale * x[i];
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("codes", Min = 0, Max = 3, Length = 12)]
    [Inputs("x", Length = 12)]
    public static double ContinueAndReturnInALoop(ReadOnlySpan<double> x, ReadOnlySpan<int> codes)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
        {
            switch (codes[i])
            {
                case 0:
                    continue;
                case 3 when i > 6:
                    return sum * x[i];
                case 1:
                    sum *= x[i];
                    if (sum > 50) return sum;
                    break;
                default:
                    sum += x[i] * x[0];
                    break;
            }

            sum += x[i] * 0.25;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("start", 0, 1, 2)]
    public static double GotoCase(double x, double y, int start)
    {
        double r = 1;
        switch (start)
        {
            case 0:
                r *= x;
                goto case 1;
            case 1:
                r += y * x;
                if (y > 1.1) goto default;
                r *= y;
                break;
            default:
                r = r * r + x;
                break;
        }

        return r * y;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", -2, 0.5, 3)]
    public static double OnARealNumber(double x, double y)
    {
        switch (x)
        {
            case < -1: return -x * y;
            case >= -1 and < 1: return x * x * y;
            default: return Math.Exp(-x) * y;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WithGuards(double x, double y, int n)
    {
        double r;
        switch (n)
        {
            case > 2 when x > y:
                r = x * x * y;
                break;
            case int m when m > 2:
                r = y * y * m;
                break;
            default:
                r = x * y * n;
                break;
        }

        return r + x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 0, 1, 4)]
    public static double DefaultInTheMiddle(double x, int n)
    {
        double r = x;
        switch (n)
        {
            case 0:
                r = 2 * x;
                break;
            default:
            case 1:
                r = x * x;
                break;
            case > 3:
                r = x * x * x;
                break;
        }

        return r;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("rounds", 3, 4, 7)]
    public static double StateMachine(double x, double y, int rounds)
    {
        int state = 0;
        double a = x, b = y;
        while (rounds-- > 0)
        {
            switch (state)
            {
                case 0:
                    a *= 0.9 * b;
                    state = a > 0.7 ? 1 : 2;
                    break;
                case 1:
                    b = Math.Sqrt(b + a);
                    state = 2;
                    break;
                default:
                    a += b * 0.3;
                    state = 0;
                    break;
            }
        }

        return a * b;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double x, double y, int n, bool flag)
    {
        double r = 0;
        for (int i = 0; i < 4; i++)
        {
            switch (flag)
            {
                case true:
                    switch (i % n)
                    {
                        case 0:
                            if (x > 1.5) break;
                            r += x * y;
                            break;
                        case 1:
                            r += y * y;
                            continue;
                    }

                    r *= x;
                    break;
                default:
                    r += x * i;
                    break;
            }

            r += 0.1 * x * y;
        }

        return r;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("i", 0, 1, 3)]
    public static double AssignsInEverySection(ReadOnlySpan<double> x, int i, double w)
    {
        double a, b;
        switch (i)
        {
            case 0: (a, b) = (x[0], w); break;
            case 1: (a, b) = (w, x[1]); break;
            case 2: throw new InvalidOperationException("two");
            default: a = b = x[3] * w; break;
        }

        return a * b + a + x[0] + x[1] * x[2] * x[3];
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("order", 0, 2, 9)]
    public static double Expression(double x, double y, int order) => order switch
    {
        0 => x + y * 2,
        1 => x * y,
        2 => x * x * y,
        _ => Math.Pow(x, y),
    };

    [Differentiable(Derivatives.Jvp)]
    public static double ExpressionInALoop(ReadOnlySpan<double> x, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double w = (i % 3, x[i]) switch
            {
                (0, _) => k,
                (1, > 1) => x[i],
                (1, _) => k * k,
                var (_, v) when v < 0.8 => v * v,
                _ => 1,
            };
            sum += w * x[i];
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("side", 1, 2)]
    public static double ExpressionWithThrow(double x, double strike, int side) => side switch
    {
        1 => Math.Max(x - strike, 0) + x * strike,
        2 => Math.Max(strike - x, 0) + x / strike,
        _ => throw new ArgumentOutOfRangeException(nameof(side)),
    };

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 1, 2)]
    public static (double, double) ExpressionOfTuples(double x, double y, int n)
    {
        (double a, double b) = n switch
        {
            1 => (x, y),
            2 => (y, x * x),
            _ => (1, 2),
        };
        return (a * b, a + b * b);
    }

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(T x, T y, int n)
        where T : System.Numerics.IFloatingPointIeee754<T> =>
        n switch
        {
            > 2 when x > y => T.Sin(x) * y,
            > 2 => T.Cos(y) * x,
            _ => x * y,
        };

    [Differentiable(Derivatives.Jvp)]
    [Inputs("letter", 97, 98, 99)]
    public static double OnACharacter(double x, int letter) => (char)letter switch
    {
        'a' or 'e' => x * x,
        >= 'b' and <= 'c' when x > 0.9 => Math.Exp(x),
        _ => 1 / x,
    };
}
