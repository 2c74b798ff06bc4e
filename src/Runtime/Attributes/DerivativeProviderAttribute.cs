namespace SourceAutodiff;

/// <summary>Announces a static class with <see cref="CustomBackwardAttribute"/> methods for methods of other types. Only announced classes are looked at.</summary>
/// <param name="type">The class.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DerivativeProviderAttribute(Type type) : Attribute
{
    /// <summary>The class.</summary>
    public Type Type { get; } = type;
}
