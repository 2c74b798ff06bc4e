using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Unchecked C# arithmetic on integer and boolean constants. Null: not known, or it throws at run time.</summary>
internal static class IntegerFolding
{
    public static long? Booleans(string op, bool a, bool b) => op switch
    {
        Ops.Not => a ? 0 : 1,
        Ops.And => a && b ? 1 : 0,
        Ops.Or => a || b ? 1 : 0,
        Ops.Xor or Ops.NotEqual => a != b ? 1 : 0,
        Ops.Equal => a == b ? 1 : 0,
        _ => null,
    };

    public static long? Integers(string op, ScalarKind kind, long a, long b)
    {
        bool unsigned = kind is ScalarKind.U64 or ScalarKind.U32;
        int shift = (int)b & (kind is ScalarKind.I64 or ScalarKind.U64 ? 63 : 31);
        bool divides = b != 0 && (unsigned || b != -1);
        unchecked
        {
            return op switch
            {
                Ops.Add => Wrap(a + b, kind),
                Ops.Subtract => Wrap(a - b, kind),
                Ops.Multiply => Wrap(a * b, kind),
                Ops.Negate => Wrap(-a, kind),
                Ops.Divide when divides => Wrap(unsigned ? (long)((ulong)a / (ulong)b) : a / b, kind),
                Ops.Remainder when divides => Wrap(unsigned ? (long)((ulong)a % (ulong)b) : a % b, kind),
                Ops.And => a & b,
                Ops.Or => a | b,
                Ops.Xor => a ^ b,
                Ops.Not => Wrap(~a, kind),
                Ops.ShiftLeft => Wrap(a << shift, kind),
                Ops.ShiftRight => unsigned ? (long)((ulong)a >> shift) : a >> shift,
                Ops.Less => Compare(a, b, kind) < 0 ? 1 : 0,
                Ops.LessOrEqual => Compare(a, b, kind) <= 0 ? 1 : 0,
                Ops.Greater => Compare(a, b, kind) > 0 ? 1 : 0,
                Ops.GreaterOrEqual => Compare(a, b, kind) >= 0 ? 1 : 0,
                Ops.Index when a >= 0 && a < b => a,
                Ops.Equal => a == b ? 1 : 0,
                Ops.NotEqual => a != b ? 1 : 0,
                _ => null,
            };
        }
    }

    /// <summary>Out of range, the result of a cast depends on the machine.</summary>
    public static long? FromReal(double value, ScalarKind kind) =>
        Math.Abs(value) < 1L << 53 && Wrap((long)value, kind) == (long)value && (kind != ScalarKind.U64 || value > -1) ? (long)value : null;

    /// <summary>Whether a checked conversion of the integer does not throw.</summary>
    public static bool Fits(long value, ScalarKind from, ScalarKind to) =>
        from == ScalarKind.U64 || to == ScalarKind.U64 ? value >= 0 && Wrap(value, to) == value : Wrap(value, to) == value;

    public static long Wrap(long value, ScalarKind kind) => unchecked(kind switch
    {
        ScalarKind.I8 => (sbyte)value,
        ScalarKind.U8 => (byte)value,
        ScalarKind.I16 => (short)value,
        ScalarKind.U16 or ScalarKind.Char => (ushort)value,
        ScalarKind.I32 => (int)value,
        ScalarKind.U32 => (uint)value,
        _ => value,
    });

    private static int Compare(long a, long b, ScalarKind kind) =>
        kind == ScalarKind.U64 ? unchecked((ulong)a).CompareTo(unchecked((ulong)b)) : a.CompareTo(b);
}
