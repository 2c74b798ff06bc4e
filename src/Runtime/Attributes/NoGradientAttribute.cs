namespace SourceAutodiff;

/// <summary>
/// Marks a floating-point parameter of a <see cref="DifferentiableAttribute"/> method as a constant: no derivative with respect to it is generated.
/// A buffer that the method writes still carries derivatives from one place to another; only its contents on entry count as constant.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoGradientAttribute : Attribute;
