namespace SourceAutodiff;

/// <summary>
/// Marks a static method as the forward derivative of another one, which also has a <see cref="CustomBackwardAttribute"/> method. Its parameters are those of the
/// primal method, each differentiated one followed by its tangent: a number, or a <c>ReadOnlySpan</c> or <c>Span</c>. It returns the value and its tangent,
/// <c>(double, double)</c> (two tuples for a primal method that returns a tuple), and writes to buffers and their tangents what the primal method writes.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class CustomJvpAttribute : Attribute
{
    /// <inheritdoc cref="CustomBackwardAttribute(string)"/>
    public CustomJvpAttribute(string method) => Method = method;

    /// <inheritdoc cref="CustomBackwardAttribute(Type, string)"/>
    public CustomJvpAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <inheritdoc cref="CustomBackwardAttribute.Type"/>
    public Type? Type { get; }

    /// <inheritdoc cref="CustomBackwardAttribute.Method"/>
    public string Method { get; }
}
