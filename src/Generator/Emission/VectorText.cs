using System.Globalization;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Vectors;
using static SourceAutodiff.Generator.Emission.OpNames;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Hardware vectors in C#: <c>Vector&lt;T&gt;</c> by its members, the others by the static methods of their class.</summary>
internal sealed class VectorText(ExpressionPrinter expressions, Schedule schedule)
{
    public static string Name(VectorType type) => $"{Class(type)}<{CSharpTypes.Name(type.Element)}>";

    public static string Constant(VectorType type, Constant constant)
    {
        if (CSharpTypes.IsZero(constant)) return Name(type) + ".Zero";
        if (constant.AsDouble == 1) return Name(type) + ".One";
        return Broadcast(type, CSharpTypes.Literal(new Constant(constant.Result with { Type = type.Element }, constant.Bits)));
    }

    /// <summary>An op with vectors; null for operators that C# has for them as it has for numbers.</summary>
    public (string, int)? Apply(Apply apply)
    {
        VectorType type = TypeOf(apply);
        string[] arguments = [.. apply.Arguments.Select(argument => expressions.Print(argument))];
        string Call(string method) => $"{Class(type)}.{method}({string.Join(", ", arguments)})";
        if (VectorOps.Is(apply.Op))
        {
            return (apply.Op switch
            {
                VectorOps.Broadcast => Broadcast(type, arguments[0]),
                VectorOps.Join => Call("Create"),
                VectorOps.GetElement or VectorOps.Lane => $"{expressions.Print(apply.Arguments[0], Primary)}[{arguments[1]}]",
                VectorOps.WithLane => Call("WithElement"),
                VectorOps.Count or VectorOps.IsSupported => $"{Name(type)}.{VectorOps.Method(apply.Op)}",
                VectorOps.IsHardwareAccelerated => $"{Class(type)}.{VectorOps.Method(apply.Op)}",
                _ => Call(VectorOps.Method(apply.Op)),
            }, Primary);
        }

        // Vector.Equals(Vector<double>, Vector<double>) without a type argument is a vector of integers.
        string argument = type.Bits == 0 ? $"<{CSharpTypes.Name(type.Element)}>" : "";
        if (apply.Op == Ops.NotEqual) return ($"~{Call("Equals" + argument)}", Unary);
        if (VectorFunctions.Method(apply.Op) is { } comparison) return (Call(comparison + argument), Primary);
        if (apply.Op == Ops.Multiply) return Product(apply);
        return char.IsLower(apply.Op[0]) ? null : (Call(apply.Op == "Sqrt" && type.Bits == 0 ? "SquareRoot" : apply.Op), Primary);
    }

    /// <summary>The numbers that a window shows.</summary>
    public string Window(Window window)
    {
        string start = expressions.Print(window.Start), buffer = expressions.Print(window.Buffer, Primary);
        return IsArray(window) ? $"global::System.MemoryExtensions.AsSpan({buffer}, {start})" : IsZero(window.Start) ? buffer : $"{buffer}.Slice({start})";
    }

    public string Load(Value window)
    {
        VectorType type = Vector(window);
        string numbers = Numbers(window);
        return type.Bits == 0 ? $"new {Name(type)}({numbers})" : $"{Class(type)}.Create<{CSharpTypes.Name(type.Element)}>({numbers})";
    }

    /// <param name="operand">The vector, as an argument.</param>
    /// <param name="receiver">The same where a member is called on it.</param>
    public string Store(Value window, string operand, string receiver)
    {
        VectorType type = Vector(window);
        return type.Bits == 0 ? $"{receiver}.CopyTo({Numbers(window)});" : $"{Class(type)}.CopyTo({operand}, {Numbers(window)});";
    }

    public string Add(Accumulate accumulate)
    {
        Value? negated = expressions.Negated(accumulate.Operand);
        string sum = $"{Load(accumulate.Buffer)} {(negated is null ? "+" : "-")} {expressions.Print(negated ?? accumulate.Operand, negated is null ? 12 : 13)}";
        return Store(accumulate.Buffer, sum, $"({sum})");
    }

    /// <summary>A scalar in all places is written as the scalar: C# has an operator for that.</summary>
    private (string, int)? Product(Apply apply)
    {
        Value a = apply.Arguments[0], b = apply.Arguments[1];
        if (Scalar(b) is { } right) return ($"{expressions.Print(a, 13)} * {expressions.Print(right, 14)}", 13);
        return Scalar(a) is { } left ? ($"{expressions.Print(left, 13)} * {expressions.Print(b, 14)}", 13) : null;
    }

    private Value? Scalar(Value value) => expressions.Folded(value) is Apply { Op: VectorOps.Broadcast } broadcast ? broadcast.Arguments[0] : null;

    private string Numbers(Value window) =>
        schedule.Definition(window) is { IsFolded: true, Operation: Window definition } && IsArray(definition)
            ? IsZero(definition.Start) ? expressions.Print(definition.Buffer) : $"{expressions.Print(definition.Buffer)}, {expressions.Print(definition.Start)}"
            : expressions.Print(window);

    private bool IsZero(Value start) => schedule.Constant(start) is { Bits: 0 };

    private static bool IsArray(Window window) => window.Buffer.Type is BufferType { Kind: BufferKind.Array };

    private static VectorType Vector(Value window) => (VectorType)((BufferType)window.Type).Element;

    private static VectorType TypeOf(Apply apply) => apply.Op is VectorOps.GetLower or VectorOps.GetUpper || apply.Result.Type is not (VectorType or MaskType)
        ? Of(apply.Arguments[0].Type)
        : Of(apply.Result.Type);

    private static VectorType Of(IrType type) => type as VectorType ?? ((MaskType)type).Vector;

    private static string Broadcast(VectorType type, string number) => type.Bits == 0 ? $"new {Name(type)}({number})" : $"{Class(type)}.Create({number})";

    private static string Class(VectorType type) =>
        type.Bits == 0 ? "global::System.Numerics.Vector" : "global::System.Runtime.Intrinsics.Vector" + type.Bits.ToString(CultureInfo.InvariantCulture);
}
