using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>
/// A number of a formula and its tangent, both as values of the IR that are appended as the formula is evaluated. So a formula written in these gives
/// its derivative, too: sums of tangents, each times what does not depend on tangents. A constant has neither value nor tangent until it is used.
/// </summary>
internal sealed class Dual
{
    private readonly IrBuilder? _builder;
    private readonly Value? _value;
    private readonly double _constant;

    private Dual(IrBuilder? builder, Value? value, double constant, Value? tangent)
    {
        _builder = builder;
        _value = value;
        _constant = constant;
        Tangent = tangent;
    }

    /// <summary>Null when it is zero.</summary>
    public Value? Tangent { get; }

    /// <summary>The same number with no tangent.</summary>
    public Dual Fixed => new(_builder, _value, _constant, null);

    public static Dual Of(IrBuilder builder, Value value, Value? tangent = null) => new(builder, value, 0, tangent);

    public static implicit operator Dual(double constant) => new(null, null, constant, null);

    /// <summary>The number itself.</summary>
    public Value ToValue(IrBuilder builder, IrType type) => _value is null ? builder.Real(type, _constant) : builder.Convert(_value, type, "t");

    public static Dual operator +(Dual a, Dual b)
    {
        if (a.Is(0)) return b;
        if (b.Is(0)) return a;
        return Binary(Ops.Add, a, b, a._constant + b._constant, builder => Sum(builder, a.Tangent, b.Tangent));
    }

    public static Dual operator -(Dual a, Dual b)
    {
        if (b.Is(0)) return a;
        return Binary(Ops.Subtract, a, b, a._constant - b._constant, builder => Sum(builder, a.Tangent, Negative(builder, b.Tangent)));
    }

    public static Dual operator *(Dual a, Dual b)
    {
        if (a.Is(0) || b.Is(0)) return 0;
        if (a.Is(1)) return b;
        if (b.Is(1)) return a;
        return Binary(Ops.Multiply, a, b, a._constant * b._constant, builder => Sum(builder, Times(builder, a.Tangent, b), Times(builder, b.Tangent, a)));
    }

    public static Dual operator /(Dual a, Dual b)
    {
        if (b.Is(1)) return a;
        return Binary(Ops.Divide, a, b, a._constant / b._constant, builder =>
            Over(builder, Sum(builder, a.Tangent, b.Tangent is null ? null : Negative(builder, Times(builder, b.Tangent, a.Fixed / b.Fixed))), b));
    }

    public static Dual operator -(Dual a) => a.Unary(Ops.Negate, -a._constant, builder => Negative(builder, a.Tangent));

    public static Dual Sqrt(Dual a)
    {
        Dual root = a.Fixed.Unary("Sqrt", Math.Sqrt(a._constant), _ => null);
        return root.With(builder => Over(builder, a.Tangent, root * 2));
    }

    public static Dual Sin(Dual a) => a.Unary("Sin", Math.Sin(a._constant), builder => Times(builder, a.Tangent, Cos(a.Fixed)));

    public static Dual Cos(Dual a) => a.Unary("Cos", Math.Cos(a._constant), builder => Negative(builder, Times(builder, a.Tangent, Sin(a.Fixed))));

    public static Dual Tan(Dual a)
    {
        Dual tan = a.Fixed.Unary("Tan", Math.Tan(a._constant), _ => null);
        return tan.With(builder => Times(builder, a.Tangent, 1 + (tan * tan)));
    }

    public static Dual Acos(Dual a) =>
        a.Unary("Acos", Math.Acos(a._constant), builder => Negative(builder, Over(builder, a.Tangent, Sqrt((1 - a.Fixed) * (1 + a.Fixed)))));

    /// <summary>A function of the rule table without its tangent.</summary>
    public static Dual Call(string op, params Dual[] arguments)
    {
        IrBuilder builder = arguments.Select(argument => argument._builder).First(found => found is not null)!;
        IrType type = arguments.First(argument => argument._value is not null)._value!.Type;
        return Of(builder, builder.Apply(op, "t", [.. arguments.Select(argument => argument.ToValue(builder, type))]));
    }

    public static Value Compare(string op, Dual a, Dual b)
    {
        IrBuilder builder = a._builder ?? b._builder!;
        IrType type = (a._value ?? b._value!).Type;
        return builder.Apply(op, "t", a.ToValue(builder, type), b.ToValue(builder, type));
    }

    public static Value And(Dual context, Value a, Value b) => context._builder!.Apply(Ops.And, "t", a, b);

    /// <summary>One of two, both computed. What the other one divides by must not be zero: an infinity would meet its cotangent, zero.</summary>
    public static Dual Select(Value condition, Dual then, Dual otherwise, Dual context)
    {
        IrBuilder builder = context._builder!;
        IrType type = context._value!.Type;
        Value value = Choose(builder, condition, then.ToValue(builder, type), otherwise.ToValue(builder, type));
        if (then.Tangent is null && otherwise.Tangent is null) return Of(builder, value);
        IrType tangent = (then.Tangent ?? otherwise.Tangent!).Type;
        return Of(builder, value, Choose(builder, condition, then.Tangent ?? builder.Zero(tangent), otherwise.Tangent ?? builder.Zero(tangent)));
    }

    private static Value Choose(IrBuilder builder, Value condition, Value then, Value otherwise)
    {
        Value chosen = builder.Values.New(then.Type, "t");
        builder.Append(new If([chosen], condition, builder.Nested().ToRegion([], [then]), builder.Nested().ToRegion([], [otherwise])));
        return chosen;
    }

    private bool Is(double constant) => _value is null && _constant == constant;

    private Dual With(Func<IrBuilder, Value?> tangent) => _value is null ? this : new Dual(_builder, _value, 0, tangent(_builder!));

    private Dual Unary(string op, double constant, Func<IrBuilder, Value?> tangent) =>
        _value is null ? constant : Of(_builder!, _builder!.Apply(op, "t", _value)).With(builder => Tangent is null ? null : tangent(builder));

    private static Dual Binary(string op, Dual a, Dual b, double constant, Func<IrBuilder, Value?> tangent)
    {
        if ((a._builder ?? b._builder) is not { } builder) return constant;
        IrType type = (a._value ?? b._value!).Type;
        return Of(builder, builder.Apply(op, "t", a.ToValue(builder, type), b.ToValue(builder, type))).With(tangent);
    }

    private static Value? Sum(IrBuilder builder, Value? a, Value? b) => a is null ? b : b is null ? a : builder.Apply(Ops.Add, "t", a, b);

    private static Value? Negative(IrBuilder builder, Value? a) => a is null ? null : builder.Apply(Ops.Negate, "t", a);

    // The tangent comes first, so that a vector of tangents times a scalar keeps the vector's type.
    private static Value? Times(IrBuilder builder, Value? tangent, Dual factor) =>
        tangent is null || factor.Is(0) ? null
        : factor.Is(1) ? tangent
        : factor.Is(-1) ? Negative(builder, tangent)
        : builder.Apply(Ops.Multiply, "t", tangent, factor.ToValue(builder, Element(tangent.Type)));

    private static Value? Over(IrBuilder builder, Value? tangent, Dual divisor) =>
        tangent is null ? null : divisor.Is(1) ? tangent : builder.Apply(Ops.Divide, "t", tangent, divisor.ToValue(builder, Element(tangent.Type)));

    private static IrType Element(IrType type) => type is LanesType lanes ? lanes.Element : type;
}
