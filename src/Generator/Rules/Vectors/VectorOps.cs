using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Vectors;

/// <summary>
/// The ops of hardware vectors that are no op of each number: what makes vectors of numbers and numbers of vectors, and what chooses. Nearly all are
/// linear, so their tangent is the op itself, and their adjoint another one of them. Functions of each number are rows of the rule table.
/// </summary>
internal static class VectorOps
{
    private const string Prefix = "Vector";

    /// <summary>One number in all places.</summary>
    public const string Broadcast = Prefix + "Broadcast";

    /// <summary>A vector of as many numbers as it holds.</summary>
    public const string Create = Prefix + "Create";
    public const string Sum = Prefix + "Sum";
    public const string Dot = Prefix + "Dot";

    /// <summary>The number in a place; throws where there is none.</summary>
    public const string GetElement = Prefix + "GetElement";
    public const string WithElement = Prefix + "WithElement";

    /// <summary>The same in a place that is there.</summary>
    public const string Lane = Prefix + "Lane";
    public const string WithLane = Prefix + "WithLane";

    /// <summary>From two vectors, each number by the mask.</summary>
    public const string Select = Prefix + "ConditionalSelect";
    public const string GetLower = Prefix + "GetLower";
    public const string GetUpper = Prefix + "GetUpper";

    /// <summary>A vector of two halves.</summary>
    public const string Join = Prefix + "Join";

    /// <summary>Unlike that of numbers it takes a lower bound above the upper one: the upper one then.</summary>
    public const string Clamp = Prefix + "Clamp";
    public const string ClampNative = Prefix + "ClampNative";

    /// <summary>Asked of a type, by a zero of it.</summary>
    public const string Count = Prefix + "Count";
    public const string IsSupported = Prefix + "IsSupported";
    public const string IsHardwareAccelerated = Prefix + "IsHardwareAccelerated";

    private static readonly string[] Relations = ["Equals", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual"];

    public static bool Is(string op) => op.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>How people name the op: <c>Vector.Sum</c>.</summary>
    public static string Display(string op) => $"{Prefix}.{Method(op)}";

    /// <summary>The method's name in C#.</summary>
    public static string Method(string op) => op.Substring(Prefix.Length);

    /// <summary>The op of <c>LessThanAll</c> and the like, a bool; null for other names.</summary>
    public static string? Test(string method) => Relations.Any(relation => method == relation + "All" || method == relation + "Any") ? Prefix + method : null;

    public static bool CanThrow(string op) => op is GetElement or WithElement;

    /// <summary>Cheaper to compute again than to keep.</summary>
    public static bool IsCheap(string op) => op is not (Sum or Dot);

    /// <summary>Whether the result has a derivative by the argument.</summary>
    public static bool DependsOn(Apply apply, int argument) => apply.Result.Type.IsReal && apply.Arguments[argument].Type.IsReal;

    /// <summary>The arguments that the adjoint of one of them reads.</summary>
    public static IEnumerable<int> Reads(Apply apply, int argument) => apply.Op switch
    {
        Dot => [1 - argument],
        Clamp or ClampNative => [0, 1, 2],
        Select => [0],
        GetElement or Lane => [1],
        WithElement or WithLane => [1],
        _ => [],
    };

    /// <summary>The cotangent of an argument.</summary>
    /// <param name="arguments">The op's arguments as they are called where the builder writes.</param>
    public static Value Transpose(IrBuilder builder, Apply apply, IReadOnlyList<Value> arguments, int argument, Value cotangent)
    {
        IrType type = apply.Arguments[argument].Type;
        Value Op(string op, params Value[] given) => builder.ApplyTyped(type, op, "t", given);
        Value Zero(IrType of) => builder.Zero(of);
        switch (apply.Op)
        {
            case Broadcast:
                return Op(Sum, cotangent);
            case Create:
                return Op(Lane, cotangent, builder.Integer(argument));
            case Sum:
                return Op(Broadcast, cotangent);
            case Dot:
                return builder.Apply(Ops.Multiply, "t", Op(Broadcast, cotangent), arguments[1 - argument]);
            case GetElement or Lane:
                return Op(WithLane, Zero(type), arguments[1], cotangent);
            case WithElement or WithLane:
                return argument == 0 ? Op(WithLane, cotangent, arguments[1], Zero(((VectorType)type).Element)) : Op(Lane, cotangent, arguments[1]);
            case Select:
                return argument == 1 ? Op(Select, arguments[0], cotangent, Zero(type)) : Op(Select, arguments[0], Zero(type), cotangent);
            case GetLower:
                return Op(Join, cotangent, Zero(cotangent.Type));
            case GetUpper:
                return Op(Join, Zero(cotangent.Type), cotangent);
            case Join:
                return Op(argument == 0 ? GetLower : GetUpper, cotangent);
            case Clamp or ClampNative:
                return Op(Select, Takes(builder, arguments, argument), cotangent, Zero(type));
            default:
                throw new InvalidOperationException($"No adjoint of {apply.Op}.");
        }
    }

    /// <summary>The tangent of the result; null where it is zero.</summary>
    /// <param name="tangents">Those of the arguments; null where they are zero or have none.</param>
    public static Value? Tangent(IrBuilder builder, Apply apply, IReadOnlyList<Value?> tangents)
    {
        int[] active = [.. Enumerable.Range(0, tangents.Count).Where(i => tangents[i] is not null && DependsOn(apply, i))];
        if (active.Length == 0) return null;
        if (apply.Op is Dot) return active.Select(i => Of(tangents[i]!, apply.Arguments[1 - i])).Aggregate((sum, term) => builder.Apply(Ops.Add, "t", sum, term));
        if (apply.Op is Clamp or ClampNative) return active.Select(i => Transpose(builder, apply, apply.Arguments, i, tangents[i]!)).Aggregate((sum, term) => builder.Apply(Ops.Add, "t", sum, term));
        return Of([.. apply.Arguments.Select((argument, i) => DependsOn(apply, i) ? tangents[i] ?? builder.Zero(argument.Type) : argument)]);

        Value Of(params Value[] arguments) => builder.ApplyTyped(apply.Result.Type, apply.Op, "t", arguments);
    }

    /// <summary>Where the result is that argument. On a bound, it is the number itself.</summary>
    private static Value Takes(IrBuilder builder, IReadOnlyList<Value> arguments, int argument)
    {
        (Value x, Value low, Value high) = (arguments[0], arguments[1], arguments[2]);
        Value Is(string op, Value a, Value b) => builder.Apply(op, op, a, b);
        return argument switch
        {
            0 => Is(Ops.And, Is(Ops.GreaterOrEqual, x, low), Is(Ops.LessOrEqual, x, high)),
            1 => Is(Ops.And, Is(Ops.Less, x, low), Is(Ops.LessOrEqual, low, high)),
            _ => Is(Ops.Or, Is(Ops.Greater, x, high), Is(Ops.And, Is(Ops.Less, x, low), Is(Ops.Greater, low, high))),
        };
    }
}
