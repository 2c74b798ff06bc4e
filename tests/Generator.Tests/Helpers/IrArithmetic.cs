using System.Reflection;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>The IR's scalar operations on boxed C# values: operators by <c>dynamic</c>, everything else by name from Math, MathF and the numeric types.</summary>
internal static class IrArithmetic
{
    public const int LaneCount = 8;

    public static object Constant(IrType type, long bits) => type switch
    {
        { IsReal: true } => Convert(BitConverter.Int64BitsToDouble(bits), type),
        _ when type == IrType.Bool => bits != 0,
        _ => Convert(bits, type),
    };

    public static object Zero(IrType type) => Constant(type, 0);

    public static object Convert(object value, IrType type)
    {
        if (type is LanesType lanes)
        {
            double[] parts = value as double[] ?? [.. Enumerable.Repeat(ToDouble(value), LaneCount)];
            return parts.Select(part => ToDouble(Convert(part, lanes.Element))).ToArray();
        }

        dynamic number = value;
        unchecked
        {
            return type switch
            {
                RealParameterType => (object)(double)number,
                ScalarType { Kind: ScalarKind.F64 } => (double)number,
                ScalarType { Kind: ScalarKind.F32 } => (float)number,
                ScalarType { Kind: ScalarKind.I8 } => (sbyte)number,
                ScalarType { Kind: ScalarKind.U8 } => (byte)number,
                ScalarType { Kind: ScalarKind.I16 } => (short)number,
                ScalarType { Kind: ScalarKind.U16 } => (ushort)number,
                ScalarType { Kind: ScalarKind.Char } => (char)number,
                ScalarType { Kind: ScalarKind.I32 } => (int)number,
                ScalarType { Kind: ScalarKind.U32 } => (uint)number,
                ScalarType { Kind: ScalarKind.I64 } => (long)number,
                ScalarType { Kind: ScalarKind.U64 } => (ulong)number,
                _ => throw new NotSupportedException(type.ToString()),
            };
        }
    }

    public static object Apply(string op, IrType type, object[] arguments)
    {
        if (type is LanesType lanes)
        {
            return Enumerable.Range(0, LaneCount)
                .Select(lane => ToDouble(Apply(op, lanes.Element, [.. arguments.Select(a => Lane(a, lane, lanes.Element))])))
                .ToArray();
        }

        return char.IsLower(op[0]) ? Operator(op, arguments) : Function(op, arguments);
    }

    private static object Lane(object value, int lane, IrType element) => value is double[] lanes ? Convert(lanes[lane], element) : value;

    private static double ToDouble(object value) => System.Convert.ToDouble(value);

    private static object Operator(string op, object[] arguments)
    {
        dynamic a = arguments[0];
        dynamic b = arguments[^1];
        unchecked
        {
            return op switch
            {
                Ops.Add => a + b,
                Ops.Subtract => a - b,
                Ops.Multiply => a * b,
                Ops.Divide => a / b,
                Ops.Remainder => a % b,
                Ops.Negate => -a,
                Ops.Less => a < b,
                Ops.LessOrEqual => a <= b,
                Ops.Greater => a > b,
                Ops.GreaterOrEqual => a >= b,
                Ops.Equal => a == b,
                Ops.NotEqual => a != b,
                Ops.And => a & b,
                Ops.Or => a | b,
                Ops.Xor => a ^ b,
                Ops.Not => a is bool ? !a : ~a,
                Ops.ShiftLeft => a << b,
                Ops.ShiftRight => a >> b,
                Ops.ShiftRightUnsigned => a is int i ? i >>> (int)b : a is long l ? l >>> (int)b : a >> b,
                Ops.Index => (uint)a < (uint)b ? a : throw new IndexOutOfRangeException(),
                Ops.AddChecked => checked(a + b),
                Ops.SubtractChecked => checked(a - b),
                Ops.MultiplyChecked => checked(a * b),
                Ops.NegateChecked => checked(-a),
                _ => throw new NotSupportedException(op),
            };
        }
    }

    private static object Function(string op, object[] arguments)
    {
        Type[] types = [.. arguments.Select(a => a.GetType())];
        Type[] homes = types[0] == typeof(float) ? [typeof(MathF), typeof(Math), typeof(float)] : [typeof(Math), types[0]];
        MethodInfo method = homes.Select(home => home.GetMethod(op, BindingFlags.Public | BindingFlags.Static, types)).FirstOrDefault(m => m is not null)
            ?? throw new NotSupportedException($"{op}({string.Join(", ", types.Select(t => t.Name))})");
        try
        {
            return method.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            throw exception.InnerException;
        }
    }
}
