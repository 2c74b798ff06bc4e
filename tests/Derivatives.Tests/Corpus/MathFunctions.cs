namespace DerivativeTests.Corpus;

public static partial class MathFunctions
{
    [Differentiable(Derivatives.Jvp)]
    public static double Trigonometry(double x, double y) => Math.Sin(x) * Math.Cos(y) + Math.Tan(x / 3);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -0.8, Max = 0.8)]
    public static double Inverses(double x, double y) => Math.Asin(x) + Math.Acos(y) * Math.Atan(x * y);

    [Differentiable(Derivatives.Jvp)]
    public static double Hyperbolic(double x) => Math.Sinh(x) * Math.Tanh(x) - Math.Cosh(x / 2);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = 1.3, Max = 2)]
    public static double InverseHyperbolic(double x, double y) => Math.Acosh(x) * Math.Asinh(y) + Math.Atanh(x / (x + y));

    [Differentiable(Derivatives.Jvp)]
    public static double Exponentials(double x, double y) => Math.Exp(-x * y) + Math.Log(x) * Math.Log10(y) - Math.Log2(x + y);

    [Differentiable(Derivatives.Jvp)]
    public static double LogInBase(double x, double b) => Math.Log(x + 2, b + 2);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Powers(double x, double y) => Math.Pow(x, y) + Math.Pow(x, 3) - Math.Pow(2, y);

    [Differentiable(Derivatives.Jvp)]
#pragma warning disable SAD3102 // The inputs are away from zero.
    public static double Roots(double x, double y) => Math.Sqrt(x * x + y * y) + Math.Cbrt(x * y);
#pragma warning restore SAD3102

    [Differentiable(Derivatives.Jvp)]
    public static double Angle(double y, double x) => Math.Atan2(y, x) * Math.Atan2(-x, y);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double AbsoluteValue(double x, double y) => Math.Abs(x) * y + Math.Abs(x - y);

    [Differentiable(Derivatives.Jvp)]
    public static double Extremes(double x, double y, double z) => Math.Max(x, y * z) + Math.Min(x * x, y + z) * Math.Max(1, z);

    [Differentiable(Derivatives.Jvp)]
    [Inputs(Min = -2, Max = 2)]
    public static double Clamped(double x, double y) => Math.Clamp(x * y, -1, 1) + x * Math.Clamp(y, -1.5, 0.25);

    [Differentiable(Derivatives.Jvp)]
    public static double SineAndCosine(double x)
    {
        (double s, double c) = Math.SinCos(2 * x);
        return s * c + s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double FusedMultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z * z);

    [Differentiable(Derivatives.Jvp)]
    public static double SignAndSteps(double x) => Math.Sign(x) * x + Math.Floor(x) * x + Math.Ceiling(x) + Math.Round(x) * x * x + Math.Truncate(x);

    [Differentiable(Derivatives.Jvp)]
    public static double SignOfAnother(double x, double y) => Math.CopySign(x * x, y - 10) + y;

    [Differentiable(Derivatives.Jvp)]
    public static double OnTheType(double x, double y) => double.Sin(x) + double.Hypot(x, y) + double.Exp(-y) + double.Max(x, y) + double.Pow(x, 1.5);

    [Differentiable(Derivatives.Jvp)]
    public static double Composed(double x) => Math.Sin(Math.Exp(Math.Cos(Math.Log(1 + x * x))));

    [Differentiable(Derivatives.Jvp)]
    public static double RootOfZeroNotTaken(double x) => x > 0 ? Math.Sqrt(x) : 0;

    [Differentiable(Derivatives.Jvp)]
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
