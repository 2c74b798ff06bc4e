using System.Globalization;
using System.Reflection;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests.Helpers;

/// <summary>The functions themselves, computed by the framework or by <see cref="SpecialFunctions"/>.</summary>
internal static class Primal
{
    /// <summary>The op in the precision of <typeparamref name="T"/>, widened to double. Booleans are 0 and 1.</summary>
    public static double Evaluate<T>(string op, params double[] arguments)
        where T : struct
    {
        if (typeof(T) == typeof(float) && Operator((float)arguments[0], (float)arguments[^1], op, arguments.Length) is float single) return single;
        if (typeof(T) == typeof(double) && Operator(arguments[0], arguments[^1], op, arguments.Length) is double result) return result;
        if (op == "IsZero") return arguments[0] == 0 ? 1 : 0;

        string name = op == "RoundMidpoint" ? "Round" : op;
        Type[] types = [.. arguments.Select((_, i) => ArgumentType<T>(op, arguments.Length, i))];
        MethodInfo method = BuiltInRules.Table.Find(op, arguments.Length)!.IsSpecial
            ? typeof(SpecialFunctions).GetMethods().Single(candidate => candidate.Name == op && candidate.GetParameters().Length == arguments.Length).MakeGenericMethod(typeof(T))
            : typeof(T).GetMethod(name, BindingFlags.Public | BindingFlags.Static, types) ?? throw new MissingMethodException(typeof(T).Name, name);
        object value = method.Invoke(null, [.. arguments.Zip(types, To)])!;
        return System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
    }

    public static object To(double value, Type type) =>
        type.IsEnum ? Enum.ToObject(type, (int)value) : System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    private static Type ArgumentType<T>(string op, int arity, int index) =>
        BuiltInRules.Table.Find(op, arity)!.RealArguments[index] ? typeof(T)
        : (op, arity, index) is ("RoundMidpoint", _, _) or ("Round", 3, 2) ? typeof(MidpointRounding)
        : typeof(int);

    private static T? Operator<T>(T a, T b, string op, int arity)
        where T : struct, System.Numerics.IFloatingPointIeee754<T> => (op, arity) switch
        {
            (Ops.Add, 2) => a + b,
            (Ops.Subtract, 2) => a - b,
            (Ops.Multiply, 2) => a * b,
            (Ops.Divide, 2) => a / b,
            (Ops.Remainder, 2) => a % b,
            (Ops.Negate, 1) => -a,
            _ => null,
        };
}
