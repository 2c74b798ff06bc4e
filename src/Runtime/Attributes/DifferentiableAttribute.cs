namespace SourceAutodiff;

/// <summary>
/// Asks for derivatives of a method. They are generated at build time into the same type, which must be <c>partial</c>:
/// for a method <c>F</c> always <c>FBackward</c>, for one with a single real result also <c>FGradient</c> and <c>FValueAndGradient</c>,
/// and what <see cref="Derivatives"/> asks for.
/// </summary>
/// <param name="derivatives">Further members to generate.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute(Derivatives derivatives = Derivatives.None) : Attribute
{
    /// <summary>Further members to generate.</summary>
    public Derivatives Derivatives { get; } = derivatives;

    /// <summary>
    /// The names of the parameters to differentiate with respect to. When it is not set, these are all floating-point parameters that are
    /// not marked <see cref="NoGradientAttribute"/>.
    /// </summary>
    public string[]? WithRespectTo { get; set; }
}
