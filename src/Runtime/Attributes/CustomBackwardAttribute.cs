namespace SourceAutodiff;

/// <summary>
/// Marks a static method as the backward method of another one, which is then never differentiated itself: calls of it are reversed by calls of this method.
/// Its parameters are those of the primal method, then a gradient for each floating-point result, then for each differentiated parameter its gradient:
/// <c>ref double</c> for a number, <c>Span&lt;double&gt;</c> for an array or span. It returns nothing and adds to the gradients. The gradient of an array or
/// span that the primal method writes comes in as that of the final contents and leaves as that of the initial ones; the contents themselves
/// come in as they were before the primal method ran.
/// </summary>
/// <remarks>
/// Where the primal method has an array or <c>Span</c> that it only reads, this one should take a <c>ReadOnlySpan</c>: without that, the contents are saved before each call.
/// A parameter marked <see cref="NoGradientAttribute"/>, here or in the primal method, has no gradient. For methods of other types, announce the class with
/// <see cref="DerivativeProviderAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class CustomBackwardAttribute : Attribute
{
    /// <summary>Names a primal method of the same type.</summary>
    /// <param name="method">The name of the primal method; of several overloads, the one with the same parameters.</param>
    public CustomBackwardAttribute(string method) => Method = method;

    /// <summary>Names a primal method of another type.</summary>
    /// <param name="type">The type that declares the primal method.</param>
    /// <param name="method">The name of the primal method; of several overloads, the one with the same parameters.</param>
    public CustomBackwardAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The type that declares the primal method; null for the type around this method.</summary>
    public Type? Type { get; }

    /// <summary>The name of the primal method.</summary>
    public string Method { get; }
}
