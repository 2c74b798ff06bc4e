namespace SourceAutodiff;

/// <summary>Marks a derivative rule as that of a C# operator.</summary>
/// <param name="symbol">The operator as it is written: <c>*</c>. The number of parameters tells unary from binary.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperatorAttribute(string symbol) : Attribute
{
    /// <summary>The operator as it is written.</summary>
    public string Symbol { get; } = symbol;
}
