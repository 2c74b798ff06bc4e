using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests;

/// <summary>The framework's and the runtime's functions of real numbers against the table, so that a new framework cannot bring one that nobody thought about.</summary>
public class CoverageTests
{
    /// <summary>What has no row, and why.</summary>
    private static readonly Dictionary<string, string> WithoutRow = new()
    {
        ["SinCos"] = "two ops, Sin and Cos",
        ["SinCosPi"] = "two ops, SinPi and CosPi",
        ["ConvertToInteger"] = "a conversion to a chosen integer type",
        ["ConvertToIntegerNative"] = "a conversion to a chosen integer type",
        ["IsCanonical"] = "true of every float and double",
        ["IsComplexNumber"] = "false of every float and double",
        ["IsImaginaryNumber"] = "false of every float and double",
    };

    public static TheoryData<Type> Types => new(
        [
            typeof(Math), typeof(MathF), typeof(double), typeof(float), typeof(SpecialFunctions),
            .. typeof(double).GetInterfaces().Concat(typeof(float).GetInterfaces()).Where(type => type.Namespace == typeof(INumber<>).Namespace),
        ]);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_function_of_real_numbers_has_a_row_or_a_reason(Type type)
    {
        IEnumerable<string> missing =
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.GetParameters().Any(parameter => IsReal(parameter.ParameterType)) && IsNumeric(method.ReturnType)
            where !method.IsSpecialName && !WithoutRow.ContainsKey(method.Name)
            where PrimalNames.FindOp(FullName(type), method.Name, Signature(method)) is null
            select method.ToString();
        Assert.Empty(missing);
    }

    [Fact]
    public void Nothing_has_both_a_row_and_a_reason_for_none() => Assert.DoesNotContain(BuiltInRules.Table.Rules, rule => WithoutRow.ContainsKey(rule.Op));

    [Fact]
    public void Every_row_is_a_function_of_the_framework_or_the_runtime()
    {
        HashSet<(string?, int)> found =
        [
            .. from object[] data in Types
               let type = (Type)data[0]
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
               select (PrimalNames.FindOp(FullName(type), method.Name, Signature(method)), method.GetParameters().Length),
        ];
        Assert.DoesNotContain(BuiltInRules.Table.Rules, rule => char.IsUpper(rule.Op[0]) && !found.Contains((rule.Op, rule.Arity)));
    }

    internal static string FullName(Type type) => type.IsGenericType ? $"{type.Namespace}.{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}" : type.FullName!;

    internal static string Signature(MethodInfo method) => string.Concat(method.GetParameters().Select(parameter =>
        IsReal(parameter.ParameterType) ? 'R' : parameter.ParameterType == typeof(int) ? 'I' : parameter.ParameterType == typeof(MidpointRounding) ? 'M' : '?'));

    private static bool IsReal(Type type) =>
        type == typeof(double) || type == typeof(float) || (type.IsGenericMethodParameter && type.DeclaringType == typeof(SpecialFunctions));

    private static bool IsNumeric(Type type) =>
        IsReal(type) || type == typeof(int) || type == typeof(bool) || type.IsGenericParameter || typeof(ITuple).IsAssignableFrom(type);
}
