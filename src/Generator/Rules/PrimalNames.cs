using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules;

/// <summary>
/// Which framework method computes an op, and which op a framework method is. All methods of one op give the same bits for the same
/// arguments (a test), so the call that is written need not be the one that was read.
/// </summary>
internal static class PrimalNames
{
    /// <summary>The runtime's class of functions that the framework does not have.</summary>
    public const string Special = "SpecialFunctions";

    /// <summary>Declared by <c>System.Math</c> for double, from .NET 8 on.</summary>
    private static readonly HashSet<string> InMath =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "BitDecrement", "BitIncrement", "Cbrt", "Ceiling", "Clamp", "CopySign", "Cos", "Cosh",
        "Exp", "Floor", "FusedMultiplyAdd", "IEEERemainder", "ILogB", "Log", "Log10", "Log2", "Max", "MaxMagnitude", "Min", "MinMagnitude", "Pow",
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "Round", "ScaleB", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    /// <summary>The C# name of the method that computes <paramref name="op"/> for real numbers of type <paramref name="type"/>: <c>global::System.Math.Sin</c>.</summary>
    /// <remarks>An op on enumeration arguments needs casts besides: <see cref="Call"/> writes them.</remarks>
    public static string CSharp(string op, int arity, IrType type)
    {
        if (BuiltInRules.Table.Find(op, arity) is { IsSpecial: true }) return $"global::SourceAutodiff.{Special}.{op}";
        string name = MethodName(op);
        if (type is RealParameterType parameter) return $"{parameter.Name}.{name}";

        if (type == IrType.F16) return $"global::System.Half.{name}";
        bool isSingle = type == IrType.F32;
        string inMath = name == "Ieee754Remainder" ? "IEEERemainder" : name;
        if (!InMath.Contains(inMath)) return $"{(isSingle ? "float" : "double")}.{name}";
        return isSingle && name != "Clamp" ? $"global::System.MathF.{inMath}" : $"global::System.Math.{inMath}";
    }

    /// <summary>The whole call, with the casts that arguments need which the IR has as i32 and C# as an enumeration.</summary>
    public static string Call(string op, IrType type, IReadOnlyList<string> arguments)
    {
        if (IsUserOp(op)) return $"global{op.Substring(0, op.IndexOf('|'))}({string.Join(", ", arguments)})";
        var written = arguments.ToArray();
        int mode = ModeArgument(op, written.Length);
        if (mode >= 0) written[mode] = $"(global::System.MidpointRounding)({written[mode]})";
        return $"{CSharp(op, written.Length, type)}({string.Join(", ", written)})";
    }

    /// <summary>
    /// The op of a framework method, or null when it is none. <paramref name="containingType"/>: the full name without type arguments, <c>System.Math</c>,
    /// <c>System.Double</c>, <c>System.Numerics.ITrigonometricFunctions</c>. <paramref name="parameters"/>: a letter for each parameter,
    /// <c>R</c> for a real number (double, float, a type parameter), <c>I</c> for an int, <c>M</c> for a <c>MidpointRounding</c>.
    /// </summary>
    public static string? FindOp(string containingType, string methodName, string parameters)
    {
        bool isSpecial = containingType == "SourceAutodiff." + Special;
        bool known = isSpecial || containingType is "System.Math" or "System.MathF" or "System.Double" or "System.Single" or "System.Half" || containingType.StartsWith("System.Numerics.I", StringComparison.Ordinal);
        if (!known || !char.IsUpper(methodName[0])) return null;

        string op = methodName == "IEEERemainder" ? "Ieee754Remainder" : methodName == "Round" && parameters == "RM" ? "RoundMidpoint" : methodName;
        return BuiltInRules.Table.Find(op, parameters.Length) is Rule rule && rule.IsSpecial == isSpecial && Signature(rule) == parameters ? op : null;
    }

    /// <summary>The op of a function with a rule of the user's: it is called as it is named.</summary>
    /// <param name="containingType">Globally qualified.</param>
    /// <param name="overload">Tells functions of one name apart.</param>
    public static string UserOp(string containingType, string method, string overload) => $"{containingType.Substring("global".Length)}.{method}|{overload}";

    public static bool IsUserOp(string op) => op.StartsWith("::", StringComparison.Ordinal);

    /// <summary>How people name the function: <c>MyMath.Erf</c>.</summary>
    public static string Display(string op)
    {
        if (Vectors.VectorOps.Is(op)) return Vectors.VectorOps.Display(op);
        if (!IsUserOp(op)) return op;
        string name = op.Substring(0, op.IndexOf('|')).TrimStart(':');
        int method = name.LastIndexOf('.'), type = name.LastIndexOf('.', method - 1);
        return name.Substring(type + 1);
    }

    /// <summary>Whether the op throws for some arguments, so that its call must stay even if nobody wants its result. Of the user's functions nothing is known.</summary>
    public static bool CanThrow(string op, int arity) => IsUserOp(op) || Vectors.VectorOps.CanThrow(op) || op is Ops.Index or "Sign" or "Clamp" or "ClampNative" or "RoundMidpoint" || (op == "Round" && arity > 1);

    private static string Signature(Rule rule)
    {
        var letters = rule.RealArguments.Select(real => real ? 'R' : 'I').ToArray();
        int mode = ModeArgument(rule.Op, letters.Length);
        if (mode >= 0) letters[mode] = 'M';
        return new string(letters);
    }

    /// <summary>Two rounding functions have two arguments, and an op is known by its name and how many it has; so one has a name of its own.</summary>
    private static string MethodName(string op) => op == "RoundMidpoint" ? "Round" : op;

    private static int ModeArgument(string op, int arity) => op == "RoundMidpoint" ? 1 : op == "Round" && arity == 3 ? 2 : -1;
}
