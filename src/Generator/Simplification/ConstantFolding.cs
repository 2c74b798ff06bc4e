using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>
/// Arithmetic on constants, in the precision of the type. Only correctly rounded operations: transcendental functions may differ
/// between the machine that builds and the one that runs. Type parameters are left alone, and so is whatever gives NaN.
/// </summary>
internal static class ConstantFolding
{
    public static Rewrite? Fold(Apply operation, Definitions definitions)
    {
        IrType type = operation.Arguments[0].Type;
        if (type is not ScalarType { Kind: var kind } || definitions.Constant(operation.Arguments[0]) is not Constant first) return null;
        Constant? second = operation.Arguments.Count > 1 ? definitions.Constant(operation.Arguments[1]) : null;
        if (second is null && operation.Arguments.Count > 1) return null;

        long? bits = kind switch
        {
            ScalarKind.F64 => Reals(operation.Op, first.AsDouble, second?.AsDouble, inSingle: false),
            ScalarKind.F32 => Reals(operation.Op, first.AsDouble, second?.AsDouble, inSingle: true),
            ScalarKind.F16 => null,
            ScalarKind.Bool => IntegerFolding.Booleans(operation.Op, first.Bits != 0, second?.Bits != 0),
            _ => IntegerFolding.Integers(operation.Op, kind, first.Bits, second?.Bits ?? 0),
        };
        return bits is long known ? Rewrite.By(new Constant(operation.Result, known)) : null;
    }

    public static Rewrite? Fold(IR.Convert operation, Definitions definitions)
    {
        if (operation.Argument.Type == operation.Result.Type) return Rewrite.To(operation.Argument);
        if (definitions.Constant(operation.Argument) is not Constant argument) return null;
        if (operation.Argument.Type is not ScalarType from || operation.Result.Type is not ScalarType to) return null;

        if (operation.IsChecked && !(from.IsInteger && IntegerFolding.Fits(argument.Bits, from.Kind, to.Kind))) return null;
        long? bits;
        if (from.IsReal) bits = FromReal(RealRounding.Round(argument.AsDouble, from.Kind), to);
        else if (to.IsReal) bits = FromInteger(argument.Bits, from.Kind == ScalarKind.U64, to.Kind);
        else bits = IntegerFolding.Wrap(argument.Bits, to.Kind);
        return bits is long known ? Rewrite.By(new Constant(operation.Result, known)) : null;
    }

    private static long? FromReal(double value, ScalarType to) =>
        to.IsReal ? Bits(RealRounding.Round(value, to.Kind)) : IntegerFolding.FromReal(value, to.Kind);

    private static long? FromInteger(long value, bool unsigned, ScalarKind to)
    {
        // Straight to the target: rounding twice would differ in the last bit.
        double real = to != ScalarKind.F64
            ? unsigned ? (float)unchecked((ulong)value) : (float)value
            : unsigned ? (double)unchecked((ulong)value) : value;
        // Half has its integers by way of float, as C# does.
        return Bits(RealRounding.Round(real, to));
    }

    private static long? Reals(string op, double a, double? second, bool inSingle)
    {
        if (inSingle) (a, second) = ((float)a, (float?)second);
        if (second is not double b) return op == Ops.Negate ? Round(-a, inSingle) : null;
        return op switch
        {
            Ops.Add => Round(inSingle ? (float)a + (float)b : a + b, inSingle),
            Ops.Subtract => Round(inSingle ? (float)a - (float)b : a - b, inSingle),
            Ops.Multiply => Round(inSingle ? (float)a * (float)b : a * b, inSingle),
            Ops.Divide => Round(inSingle ? (float)a / (float)b : a / b, inSingle),
            Ops.Less => a < b ? 1 : 0,
            Ops.LessOrEqual => a <= b ? 1 : 0,
            Ops.Greater => a > b ? 1 : 0,
            Ops.GreaterOrEqual => a >= b ? 1 : 0,
            Ops.Equal => a == b ? 1 : 0,
            Ops.NotEqual => a != b ? 1 : 0,
            _ => null,
        };
    }

    private static long? Round(double value, bool toSingle) => Bits(toSingle ? (float)value : value);

    private static long? Bits(double value) => double.IsNaN(value) ? null : BitConverter.DoubleToInt64Bits(value);
}
