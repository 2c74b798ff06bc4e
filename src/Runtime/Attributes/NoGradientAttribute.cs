namespace SourceAutodiff;

/// <summary>
/// Marks a floating-point parameter of a <see cref="DifferentiableAttribute"/> method as a constant: no derivative with respect to it is generated.
/// A buffer that the method writes still carries derivatives from one place to another; only its contents on entry count as constant.
/// On a field or property of a type that such parameters have, it does the same for that member.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoGradientAttribute : Attribute;
