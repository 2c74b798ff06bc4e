using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>Numerical hazards, 31xx: correct C# whose value or derivative goes wrong or is slow somewhere. Suggestions only.</summary>
internal static class HazardDescriptors
{
    private const string Numerics = "SourceAutodiff.Numerics";
    private const string Pages = "https://github.com/sourceautodiff/sourceautodiff/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor SquareByPow = new("SAD3101", "A square by Pow", "'{0}' computes a square by Pow. Pow is a logarithm and an exponential function, also in the derivative, where a multiplication does. {1}.", Numerics, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD3101.md");
    public static readonly DiagnosticDescriptor RootAtZero = new("SAD3102", "A square root of what can be zero", "The derivative of '{0}' is infinite where '{1}' is zero. Times the derivative of what is inside, which is zero there, that is not a number. Add a small positive constant inside, or treat zero as a case of its own.", Numerics, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD3102.md");
    public static readonly DiagnosticDescriptor LogSumExp = new("SAD3103", "A logarithm of a sum of exponentials", "'{0}' overflows where an exponent is above 709, and is minus infinity where all are far below zero. Its derivative is not a number there. {1}.", Numerics, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD3103.md");
    public static readonly DiagnosticDescriptor EqualNumbers = new("SAD3104", "A branch on two numbers being equal", "'{0}' is a branch on two floating-point numbers being equal. At the one point where they are, the derivative is that of the branch taken there, not that of the function around it. Compare with a tolerance, or see that the branch has the right derivative, too.", Numerics, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD3104.md");
    public static readonly DiagnosticDescriptor NegativeBase = new("SAD3105", "A power of what can be negative", "'{0}' is not a number where '{1}' is negative and the exponent is no whole number. Neither is its derivative there. Use the absolute value, or an integer power by multiplication.", Numerics, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD3105.md");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [SquareByPow, RootAtZero, LogSumExp, EqualNumbers, NegativeBase];
}
