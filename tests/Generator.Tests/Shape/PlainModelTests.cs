using System.Reflection;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Tests.Shape;

/// <summary>
/// What Roslyn caches between edits is plain data, compared by value: a symbol in it would keep a compilation alive,
/// an array would make equal models differ.
/// </summary>
public class PlainModelTests
{
    [Theory]
    [InlineData(typeof(DifferentiableProgram))]
    [InlineData(typeof(DerivedFunctions))]
    [InlineData(typeof(DiagnosticInfo))]
    public void Models_are_plain(Type root)
    {
        List<string> violations = [];
        HashSet<Type> seen = [];
        Visit(root, root.Name);
        Assert.Empty(violations);
        Assert.True(seen.Count > 3, "hardly anything was looked at");

        void Visit(Type type, string path)
        {
            if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string)) return;
            if (Nullable.GetUnderlyingType(type) is Type underlying)
            {
                Visit(underlying, path);
            }
            else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            {
                Visit(type.GetGenericArguments()[0], path + "[]");
            }
            else if (type.Assembly == typeof(DifferentiableProgram).Assembly)
            {
                if (!IsRecord(type)) violations.Add($"{path}: {type.Name} is not a record");
                foreach (FieldInfo field in Fields(type)) Visit(field.FieldType, $"{path}.{field.Name}");
                foreach (Type derived in type.Assembly.GetTypes().Where(other => other.BaseType == type)) Visit(derived, $"{path} as {derived.Name}");
                if (type.IsClass && !type.IsSealed && !type.IsAbstract) violations.Add($"{path}: {type.Name} is neither sealed nor abstract");
            }
            else if (!IsPlainRoslynValue(type))
            {
                violations.Add($"{path}: {type}");
            }
        }
    }

    /// <summary>Line and character numbers of Roslyn are structs that hold nothing.</summary>
    private static bool IsPlainRoslynValue(Type type) => type.IsValueType && type.Namespace == "Microsoft.CodeAnalysis.Text";

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
}
