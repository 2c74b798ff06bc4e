using System.Reflection;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>What the harness knows of the types that <see cref="Trees"/> are made of.</summary>
internal static class TreeTypes
{
    private static readonly ConditionalWeakTable<Type, FieldInfo[]> s_fields = [];
    private static readonly ConditionalWeakTable<Type, FieldInfo[]> s_realFields = [];
    private static readonly ConditionalWeakTable<Type, StrongBox<bool>> s_hasReals = [];

    /// <summary>Containers of the base class library, seen as their elements or fields.</summary>
    private static readonly HashSet<Type> s_containers =
    [
        typeof(List<>), typeof(IReadOnlyList<>), typeof(Memory<>), typeof(ReadOnlyMemory<>), typeof(Nullable<>), typeof(StrongBox<>), typeof(KeyValuePair<,>),
    ];

    public static bool IsReal(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half);

    /// <summary>Discrete, or nothing that a derivative goes through.</summary>
    public static bool IsAtom(Type type) =>
        (type.IsPrimitive && !IsReal(type)) || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(void) || type.IsPointer || type.IsSubclassOf(typeof(Delegate))
        || typeof(Type).IsAssignableFrom(type);

    /// <summary>Fields with those of base classes before them. An array or list has none of interest.</summary>
    public static IReadOnlyList<FieldInfo> Fields(Type type) => s_fields.GetValue(type, static type =>
    {
        RequireKnown(type);
        var fields = new List<FieldInfo>();
        for (Type? current = type; current is not null && current != typeof(object) && current != typeof(ValueType); current = current.BaseType)
        {
            fields.InsertRange(0, current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(field => field.MetadataToken));
        }

        return [.. fields];
    });

    public static IReadOnlyList<FieldInfo> RealFields(Type type) =>
        s_realFields.GetValue(type, static type => [.. Fields(type).Where(field => field.FieldType == typeof(object) || HasReals(field.FieldType))]);

    public static bool HasReals(Type type) => s_hasReals.GetValue(type, static type => new StrongBox<bool>(Search(type, found => IsReal(found) || IsContract(found), []))).Value;

    /// <summary>Stands for objects of other classes, whose numbers are differentiated through annotated methods.</summary>
    public static bool IsContract(Type type) =>
        (type.IsInterface || type.IsAbstract) && type.GetMethods().Any(method => !method.IsStatic && method.IsDefined(typeof(DifferentiableAttribute), false));

    public static bool Has(Type type, Type leaf) => Search(type, found => found == leaf, []);

    /// <summary>Whether what the reals are in can be changed by who is given a copy: arrays, lists, objects.</summary>
    public static bool HasMemory(Type type) => Search(type, found => !found.IsValueType && HasReals(found), []);

    /// <summary>Whether all its values have the same number of reals.</summary>
    public static bool IsFixed(Type type) =>
        type.IsValueType && !HasMemory(type) && !Search(type, found => found.IsGenericType && found.GetGenericTypeDefinition() == typeof(Nullable<>), []);

    public static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;

    /// <summary>What a parameter of a buffer type has elements of; null for other types.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsSZArray) return type.GetElementType();
        if (!type.IsGenericType) return null;
        Type definition = type.GetGenericTypeDefinition();
        return definition == typeof(Span<>) || definition == typeof(ReadOnlySpan<>) || definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>)
            || definition == typeof(List<>) || definition == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;
    }

    private static bool Search(Type type, Func<Type, bool> wanted, HashSet<Type> seen)
    {
        if (wanted(type)) return true;
        if (IsReal(type) || IsAtom(type) || type == typeof(object) || !seen.Add(type)) return false;
        if (type.IsArray) return Search(type.GetElementType()!, wanted, seen);
        if (ElementOf(type) is { } element) return Search(element, wanted, seen);
        return Fields(type).Any(field => Search(field.FieldType, wanted, seen));
    }

    private static void RequireKnown(Type type)
    {
        bool isForeign = type.Assembly == typeof(object).Assembly || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;
        bool isKnown = !isForeign || typeof(ITuple).IsAssignableFrom(type) || (type.IsGenericType && s_containers.Contains(type.GetGenericTypeDefinition()))
            || (type.Namespace == "System.Numerics" && !type.IsGenericType);
        if (!isKnown || type.IsByRefLike || type.IsPointer) throw new HarnessException($"{type} is no shape that the harness knows");
    }
}
