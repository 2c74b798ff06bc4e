using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Differentiation;

internal sealed partial class RandomPrograms
{
    private Value Load(IrBuilder builder, Scope scope)
    {
        Value buffer = PickBuffer(scope.Values);
        bool isReal = buffer.Type.IsRealBuffer;
        Value element = builder.Load(buffer, Index(builder, scope, buffer), isReal ? "e" : "at");
        return isReal ? element : WithRange(element, 0, IntegerArgument);
    }

    private void Write(IrBuilder builder, Scope scope)
    {
        Value[] writable = [.. scope.Writable.Where(buffer => buffer.Type.IsRealBuffer)];
        if (writable.Length == 0)
        {
            AddAllocation(builder, scope, IrType.F64);
            return;
        }

        Value buffer = PickBuffer(writable);
        Value index = Index(builder, scope, buffer);
        Value operand = Chance(3) ? builder.Apply("Tanh", "h", Real(scope)) : Real(scope);
        switch (_random.Next(4))
        {
            case 0: builder.Accumulate(buffer, index, operand); break;
            case 1: builder.Store(buffer, index, builder.Apply(Choose(Ops.Add, Ops.Subtract), "t", builder.Load(buffer, index, "old"), operand)); break;
            case 2: builder.Store(buffer, index, builder.Apply(Ops.Multiply, "m", builder.Load(buffer, index, "old"), builder.Apply("Sin", "u", operand))); break;
            default: builder.Store(buffer, index, operand); break;
        }
    }

    private void WriteInteger(IrBuilder builder, Scope scope)
    {
        Value[] writable = [.. scope.Writable.Where(buffer => !buffer.Type.IsRealBuffer)];
        if (writable.Length == 0) return;
        Value buffer = PickBuffer(writable);
        Value kept = builder.Apply(Ops.And, "k", Pick(scope, IrType.I32), builder.Integer(IntegerArgument));
        builder.Store(buffer, Index(builder, scope, buffer), kept);
    }

    private void AddSlice(IrBuilder builder, Scope scope)
    {
        Value buffer = PickBuffer(scope.Values);
        int length = _lengths[buffer.Id];
        Value[] starts = [.. scope.Values.Where(value => value.Type == IrType.I32 && Range(value).Low >= 0 && Range(value).High < length)];
        Value start = starts.Length > 0 && Chance(2) ? Choose(starts) : Constant(builder, _random.Next(length));
        int count = length - Range(start).High;
        Value slice = builder.Slice(buffer, start, builder.Integer(count), "z");
        _lengths[slice.Id] = count;
        scope.Values.Add(slice);
        if (scope.Writable.Contains(buffer)) scope.Writable.Add(slice);
    }

    private Value AddAllocation(IrBuilder builder, Scope scope, IrType element)
    {
        int length = 1 + _random.Next(BufferLength);
        Value count = Constant(builder, length);
        if (Chance(2))
        {
            length = BufferLength;
            count = WithRange(builder.Length(PickBuffer(scope.Values.Where(value => value.Type is BufferType && _lengths[value.Id] == BufferLength))), length, length);
        }

        Value buffer = builder.Allocate(element, count, zeroed: true, "v");
        _lengths[buffer.Id] = length;
        _counts[buffer.Id] = count;
        scope.Values.Add(buffer);
        scope.Writable.Add(buffer);
        return buffer;
    }

    /// <summary>A position that exists: a constant, a loop's index, an element of an integer buffer, something wrapped.</summary>
    private Value Index(IrBuilder builder, Scope scope, Value buffer)
    {
        int length = _lengths[buffer.Id];
        Value[] fitting = [.. scope.Values.Where(value => value.Type == IrType.I32 && Range(value).Low >= 0 && Range(value).High < length)];
        if (fitting.Length > 0 && _random.Next(4) > 0) return fitting[Math.Max(_random.Next(fitting.Length), _random.Next(fitting.Length))];
        int mask = length >= 4 ? 3 : length >= 2 ? 1 : 0;
        if (Chance(2)) return WithRange(builder.Apply(Ops.And, "at", Pick(scope, IrType.I32), builder.Integer(mask)), 0, mask);
        return Constant(builder, _random.Next(length));
    }

    private Value PickBuffer(IEnumerable<Value> values)
    {
        Value[] buffers = [.. values.Where(value => value.Type is BufferType)];
        return buffers[Math.Max(_random.Next(buffers.Length), _random.Next(buffers.Length))];
    }

    /// <summary>A loop that sets a buffer from its first element on, as far as a bound, from whatever is at hand.</summary>
    private void AddOverwritingLoop(IrBuilder builder, Scope scope)
    {
        Value[] writable = [.. scope.Writable.Where(candidate => candidate.Type.IsRealBuffer)];
        Value buffer = writable.Length == 0 || Chance(3) ? AddAllocation(builder, scope, IrType.F64) : PickBuffer(writable);
        int length = _lengths[buffer.Id];
        Value end = _counts.TryGetValue(buffer.Id, out Value? count) && _random.Next(3) > 0 ? count : WithRange(builder.Length(buffer), length, length);
        if (length > 1 && Chance(5)) end = Constant(builder, length - 1);
        Scope inner = scope.Nested();
        Value index = WithRange(_values.New(IrType.I32, "i"), 0, length - 1);
        inner.Values.Add(index);
        IrBuilder body = builder.Nested();
        Fill(body, inner, _random.Next(4));
        body.Store(buffer, index, Result(body, inner));
        if (Chance(3)) Fill(body, inner, 1);
        builder.Append(new For([], [], Constant(builder, 0), end, 1, Reversed: Chance(8), body.ToRegion([index], [])));
        if (Chance(2)) AddSum(builder, scope, (buffer, end));
    }
}
