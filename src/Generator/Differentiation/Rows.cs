using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>The numbers of a buffer one after the other, also of one whose elements are buffers.</summary>
internal static class Rows
{
    /// <summary>The type of the numbers.</summary>
    public static IrType Number(BufferType buffer) => buffer.Element is BufferType row ? Number(row) : buffer.Element;

    /// <summary>How many numbers there are.</summary>
    public static Value Total(Value buffer, IrBuilder builder)
    {
        if (buffer.Type is not BufferType { Element: BufferType }) return builder.Length(buffer);
        return ForEachRow(buffer, builder.Integer(0), builder, (row, total, body) => body.Apply(Ops.Add, "total", total, Total(row, body)));
    }

    /// <summary>Copies all numbers into <paramref name="flat"/>, or back from it.</summary>
    public static void Copy(Value buffer, Value flat, bool into, IrBuilder builder) => Copy(buffer, flat, null, into, builder);

    /// <returns>The place in <paramref name="flat"/> after the last number.</returns>
    private static Value? Copy(Value buffer, Value flat, Value? place, bool into, IrBuilder builder)
    {
        if (buffer.Type is BufferType { Element: BufferType })
            return ForEachRow(buffer, place ?? builder.Integer(0), builder, (row, start, inner) => Copy(row, flat, start, into, inner)!);

        Value length = builder.Length(buffer);
        IrBuilder body = builder.Nested();
        Value index = builder.Values.New(IrType.I32, "i");
        Value at = place is null ? index : body.Apply(Ops.Add, "at", place, index);
        if (into) body.Store(flat, at, body.Load(buffer, index, "t"));
        else body.Store(buffer, index, body.Load(flat, at, "t"));
        builder.Append(new For([], [], builder.Integer(0), length, Step: 1, Reversed: false, body.ToRegion([index], [])));
        return place is null ? null : builder.Apply(Ops.Add, "at", place, length);
    }

    private static Value ForEachRow(Value buffer, Value initial, IrBuilder builder, Func<Value, Value, IrBuilder, Value> next)
    {
        Value count = builder.Length(buffer);
        IrBuilder body = builder.Nested();
        Value index = builder.Values.New(IrType.I32, "i");
        Value carried = builder.Values.New(IrType.I32, initial.Name);
        Value result = builder.Values.New(IrType.I32, initial.Name);
        Value yielded = next(body.Row(buffer, index, "row"), carried, body);
        builder.Append(new For([result], [initial], builder.Integer(0), count, Step: 1, Reversed: false, body.ToRegion([index, carried], [yielded])));
        return result;
    }
}
