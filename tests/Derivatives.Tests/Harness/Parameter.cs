using System.Reflection;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>A parameter of a primal; its receiver counts as the first one.</summary>
/// <param name="Type">As declared, perhaps by reference.</param>
/// <param name="Element">What an array, span, memory or list has elements of; else null.</param>
/// <param name="IsOut">Passed by <c>out</c>: nothing depends on what it held before.</param>
/// <param name="IsOutput">May be changed by the primal, so that its final contents are an output.</param>
internal sealed record Parameter(int Index, string Name, Type Type, Type? Element, bool IsOutput, bool Differentiated, bool IsOut = false)
{
    public const string Receiver = "this";

    /// <summary>Without the reference.</summary>
    public Type Value => Type.IsByRef ? Type.GetElementType()! : Type;

    public bool IsBuffer => Element is not null;

    public bool HasReals => TreeTypes.HasReals(Value);

    public bool IsReal => TreeTypes.IsReal(Element ?? Value);

    public static Parameter[] Of(MethodInfo method, string[]? withRespectTo)
    {
        var parameters = new List<Parameter>();
        bool Wanted(string name, ICustomAttributeProvider info) =>
            !info.IsDefined(typeof(NoGradientAttribute), false) && (withRespectTo is null || withRespectTo.Contains(name));
        if (!method.IsStatic)
        {
            Type type = method.DeclaringType!;
            bool isReadOnly = type.IsDefined(typeof(IsReadOnlyAttribute), false) || method.IsDefined(typeof(IsReadOnlyAttribute), false);
            bool isOutput = TreeTypes.HasReals(type) && (!(type.IsValueType && isReadOnly) || TreeTypes.HasMemory(type));
            parameters.Add(new Parameter(0, Receiver, type.IsValueType ? type.MakeByRefType() : type, null, isOutput, TreeTypes.HasReals(type) && Wanted(Receiver, method)));
        }

        foreach (ParameterInfo info in method.GetParameters())
        {
            Type type = info.ParameterType;
            Type value = type.IsByRef ? type.GetElementType()! : type;
            Type? element = TreeTypes.ElementOf(value);
            bool hasReals = TreeTypes.HasReals(value);
            parameters.Add(new Parameter(
                parameters.Count, info.Name!, type, element, hasReals && IsChangeable(info, value, element), hasReals && Wanted(info.Name!, info), info.IsOut));
        }

        return [.. parameters];
    }

    private static bool IsChangeable(ParameterInfo info, Type value, Type? element)
    {
        bool isIn = info.ParameterType.IsByRef && (info.IsIn || info.IsDefined(typeof(IsReadOnlyAttribute), false) || info.IsDefined(typeof(RequiresLocationAttribute), false));
        if (info.ParameterType.IsByRef && !isIn) return true;
        if (element is null || value.IsArray) return TreeTypes.HasMemory(value);
        Type definition = value.GetGenericTypeDefinition();
        bool isReadOnly = definition == typeof(ReadOnlySpan<>) || definition == typeof(ReadOnlyMemory<>) || definition == typeof(IReadOnlyList<>);
        return !isReadOnly || TreeTypes.HasMemory(element);
    }
}
