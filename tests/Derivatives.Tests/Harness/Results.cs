using System.Reflection;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>Takes returned values apart.</summary>
internal static class Results
{
    /// <summary>The elements of a tuple, also of a long one; the types stand in the same order.</summary>
    public static Type[] Elements(Type tuple)
    {
        Type[] arguments = tuple.GetGenericArguments();
        return arguments.Length < 8 ? arguments : [.. arguments[..7], .. Elements(arguments[7])];
    }

    public static bool IsTuple(Type type) => type.IsValueType && typeof(ITuple).IsAssignableFrom(type);

    /// <summary>Value and tangent out of what a jvp returned.</summary>
    public static (double[] Value, double[] Tangent) ValueAndTangent(object? result, MethodInfo method)
    {
        if (result is null) return ([], []);
        if (!TreeTypes.HasReals(result.GetType())) return ([], []);
        string?[] names = [.. method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames.Take(2) ?? []];
        if (result is not ITuple { Length: 2 } tuple || names is not ["Value", "Tangent"]) throw new HarnessException($"{method}: returns no (Value, Tangent)");
        return (Slots.Read(tuple[0]), Slots.Read(tuple[1]));
    }

    /// <summary>How many reals are in a result of this type, if it holds no arrays, objects or nullables; those count as many.</summary>
    public static int CountReals(Type type) =>
        type == typeof(void) || !TreeTypes.HasReals(type) ? 0
        : TreeTypes.IsFixed(type) ? Slots.Read(RuntimeHelpers.GetUninitializedObject(type)).Length
        : int.MaxValue;
}
