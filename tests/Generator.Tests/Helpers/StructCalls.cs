using System.Numerics;
using System.Reflection;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>Calls the members of <c>System.Numerics</c> that signatures name, by reflection, with numbers in and out.</summary>
internal static class StructCalls
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<string, Type> s_types = new Type[]
    {
        typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Plane), typeof(Matrix3x2), typeof(Matrix4x4), typeof(Complex),
    }.ToDictionary(type => type.Name).Concat(new Dictionary<string, Type> { ["float"] = typeof(float), ["double"] = typeof(double), ["int"] = typeof(int), ["bool"] = typeof(bool) })
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    public static object[] Call(string signature, object[] numbers)
    {
        StructFunction function = StructFunctions.Find(signature)!;
        if (s_types[signature.Split('.')[0]].GetField(signature.Split("get_")[^1].TrimEnd('(', ')'), Any) is { IsStatic: true } constant) return [.. Numbers(constant.GetValue(null)!, function.Result)];
        var given = new Queue<object>(numbers);
        object?[] arguments = [.. function.Parameters.Select(type => Make(type, given))];
        bool isInstance = signature.Contains("(this", StringComparison.Ordinal);
        MethodBase member = Find(function, signature, isInstance);
        object?[] passed = isInstance ? arguments[1..] : arguments;
        if (function.Results.Count > 1) passed = [.. passed, null];
        object result = member is ConstructorInfo constructor ? constructor.Invoke(passed) : member.Invoke(isInstance ? arguments[0] : null, passed)!;
        object[] results = function.Results.Count > 1 ? [result, passed[^1]!] : [result];
        return [.. results.Zip(function.Results, Numbers).SelectMany(parts => parts)];
    }

    private static MethodBase Find(StructFunction function, string signature, bool isInstance)
    {
        string[] parts = signature.Split(['.'], 2);
        Type type = s_types[parts[0]];
        string name = parts[1][..parts[1].IndexOf('(')];
        Type[] parameters = [.. function.Parameters.Skip(isInstance ? 1 : 0).Select(parameter => s_types[parameter.Name])];
        if (function.Results.Count > 1) parameters = [.. parameters, s_types[function.Results[1].Name].MakeByRefType()];
        MethodBase? found = name == ".ctor" ? type.GetConstructor(parameters)
            : name == "op_Implicit" ? type.GetMethods(Any).FirstOrDefault(method => method.Name == name && method.GetParameters()[0].ParameterType == parameters[0])
            : type.GetMethod(name, Any, parameters);
        return found ?? throw new MissingMethodException(signature);
    }

    private static object Make(StructType type, Queue<object> numbers)
    {
        object[] own = [.. type.Paths.Select(_ => numbers.Dequeue())];
        return type.IsNumber ? own[0] : Activator.CreateInstance(s_types[type.Name], own)!;
    }

    private static IEnumerable<object> Numbers(object value, StructType type) => type.Paths.Select(path =>
    {
        object part = value;
        foreach (string name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            part = part.GetType().GetField(name, Any)?.GetValue(part) ?? part.GetType().GetProperty(name)!.GetValue(part)!;
        return part;
    });
}
