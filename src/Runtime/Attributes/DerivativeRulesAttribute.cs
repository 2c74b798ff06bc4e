namespace SourceAutodiff;

/// <summary>
/// Marks a static class of derivative rules. Each of its methods is the rule of one function: the method's name and its parameters that are not
/// marked <see cref="ResultAttribute"/> name the function, its expression is the partial derivative with respect to each floating-point
/// parameter (a tuple when there are several).
/// </summary>
/// <param name="primals">The types in which the functions are declared.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DerivativeRulesAttribute(params Type[] primals) : Attribute
{
    /// <summary>The types in which the functions are declared.</summary>
    public IReadOnlyList<Type> Primals { get; } = primals;
}
