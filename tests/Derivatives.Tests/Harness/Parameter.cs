using System.Reflection;

namespace DerivativeTests.Harness;

/// <summary>A parameter of a primal.</summary>
/// <param name="Scalar">The type itself, or that of the elements.</param>
internal sealed record Parameter(int Index, string Name, Type Type, Type Scalar, bool IsBuffer, bool IsReadOnly, bool Differentiated)
{
    public bool IsReal => Scalar == typeof(double) || Scalar == typeof(float);

    /// <summary>May be changed by the primal, so that its final contents are an output.</summary>
    public bool IsOutput => IsBuffer && !IsReadOnly && IsReal;

    public static Parameter Of(ParameterInfo info, string[]? withRespectTo)
    {
        Type type = info.ParameterType;
        bool isBuffer = type.IsArray || type.IsByRefLike;
        Type scalar = type.IsArray ? type.GetElementType()! : isBuffer ? type.GetGenericArguments()[0] : type;
        bool isReadOnly = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);
        bool isReal = scalar == typeof(double) || scalar == typeof(float);
        bool differentiated = isReal && !info.IsDefined(typeof(NoGradientAttribute)) && (withRespectTo is null || withRespectTo.Contains(info.Name));
        return new Parameter(info.Position, info.Name!, type, scalar, isBuffer, isReadOnly, differentiated);
    }
}
