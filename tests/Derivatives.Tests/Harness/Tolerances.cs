namespace DerivativeTests.Harness;

/// <summary>How closely the engines have to agree, relative to the numbers that went in.</summary>
/// <param name="Exact">Between vjp, jvp and Jacobian.</param>
/// <param name="FiniteDifferences">Between those and finite differences.</param>
internal sealed record Tolerances(double Exact, double FiniteDifferences)
{
    /// <summary>The part of the largest entry below which another one is but the rounding of what cancels.</summary>
    public static double Noise(MethodCase method) => method.IsFloat ? 1e-8 : 1e-14;

    /// <summary>Numbers below are subnormal somewhere on the way in single precision, and have lost their digits.</summary>
    public static double Underflow(MethodCase method) => method.IsFloat ? 1e-30 : 1e-290;

    public static Tolerances For(MethodCase method)
    {
        Tolerances usual = (method.IsFloat, method.Twin) switch
        {
            _ when method.IsHalf => new Tolerances(2e-2, 0.1),
            (false, _) => new Tolerances(1e-12, 1e-6),
            (true, null) => new Tolerances(1e-5, 2e-3),
            (true, _) => new Tolerances(1e-5, 1e-4),
        };
        return new Tolerances(
            double.IsNaN(method.Check.Exact) ? usual.Exact : method.Check.Exact,
            double.IsNaN(method.Check.FiniteDifferences) ? usual.FiniteDifferences : method.Check.FiniteDifferences);
    }
}
