namespace SourceAutodiff;

/// <summary>Marks the derivative rule of a function of real numbers whose result is not one, such as <see cref="Math.Sign(double)"/>. Its partials are zero.</summary>
/// <param name="resultType">The type of the function's result: <see cref="int"/> or <see cref="bool"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DiscreteAttribute(Type resultType) : Attribute
{
    /// <summary>The type of the function's result.</summary>
    public Type ResultType { get; } = resultType;
}
