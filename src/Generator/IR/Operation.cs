using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>One step of a region. Every value it defines is in <see cref="Results"/>, every value it reads itself in <see cref="Operands"/>.</summary>
internal abstract record Operation
{
    /// <summary>A remark for the reader of the generated code, such as <c>adjoint of: t = Math.Tanh(p)</c>. No meaning.</summary>
    public string? Note { get; init; }

    public virtual EquatableArray<Value> Results => [];

    /// <summary>The values read directly; what nested regions read is theirs.</summary>
    public virtual EquatableArray<Value> Operands => [];

    public virtual EquatableArray<Region> Regions => [];

    /// <summary>The buffer that the operation's result is a part of, the same memory; null if the result is no such buffer.</summary>
    public virtual Value? PartOf => null;

    /// <summary>The buffer whose elements the operation itself changes; null if it changes none.</summary>
    public virtual Value? WrittenBuffer => null;

    /// <summary>The same where there may be several.</summary>
    public virtual EquatableArray<Value> WrittenBuffers => WrittenBuffer is { } buffer ? [buffer] : [];
}

/// <summary>A literal. <paramref name="Bits"/>: the bits of a double for real types (also for f32 and type parameters), the value for integers, 0 or 1 for booleans.</summary>
internal sealed record Constant(Value Result, long Bits) : Operation
{
    public override EquatableArray<Value> Results => [Result];

    public double AsDouble => BitConverter.Int64BitsToDouble(Bits);
}

/// <summary>
/// A pure scalar function: an operator (lower case, see <see cref="Ops"/>) or a row of the rule table by its method name (<c>Sin</c>, <c>Atan2</c>).
/// Integer <c>div</c> and <c>rem</c> and the checked operators can throw.
/// </summary>
internal sealed record Apply(Value Result, string Op, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => Arguments;
}

/// <summary>A numeric conversion to the result's type, as an unchecked C# cast does it, or (to an integer) as a checked one that throws.</summary>
internal sealed record Convert(Value Result, Value Argument, bool IsChecked = false) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Argument];
}

/// <summary>The number of elements of a buffer, i32.</summary>
internal sealed record Length(Value Result, Value Buffer) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Buffer];
}

/// <summary><c>result = buffer[index]</c>; throws when the index (i32) is out of range.</summary>
internal sealed record Load(Value Result, Value Buffer, Value Index) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Buffer, Index];
}

/// <summary><c>buffer[index] = operand</c>.</summary>
internal sealed record Store(Value Buffer, Value Index, Value Operand) : Operation
{
    public override EquatableArray<Value> Operands => [Buffer, Index, Operand];
    public override Value? WrittenBuffer => Buffer;
}

/// <summary><c>buffer[index] += operand</c>: what an adjoint of <see cref="Load"/> does to a shadow buffer.</summary>
internal sealed record Accumulate(Value Buffer, Value Index, Value Operand) : Operation
{
    public override EquatableArray<Value> Operands => [Buffer, Index, Operand];
    public override Value? WrittenBuffer => Buffer;
}

/// <summary>The part of a buffer from <paramref name="Start"/>, <paramref name="Count"/> elements long; the same memory. Throws where there is none.</summary>
/// <param name="IsInRange">It cannot throw: what it would, something before it has, such as the same part of the primal's memory.</param>
internal sealed record Slice(Value Result, Value Buffer, Value Start, Value Count, bool IsInRange = false) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Buffer, Start, Count];
    public override Value? PartOf => Buffer;
}

/// <summary>An element of a buffer of buffers: a row of a jagged array; the same memory. Two rows may be one and the same. Throws where there is none.</summary>
/// <param name="IsInRange">As for <see cref="Slice"/>.</param>
internal sealed record Row(Value Result, Value Buffer, Value Index, bool IsInRange = false) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Buffer, Index];
    public override Value? PartOf => Buffer;
}

/// <summary>
/// The numbers of a buffer from <paramref name="Start"/> on, seen as one vector: a buffer with this one element, the same memory. Throws where the
/// buffer ends before; that it ends within the vector is seen when it is read or written.
/// </summary>
/// <param name="IsInRange">As for <see cref="Slice"/>.</param>
internal sealed record Window(Value Result, Value Buffer, Value Start, bool IsInRange = false) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Buffer, Start];
    public override Value? PartOf => Buffer;
}

/// <summary>The numbers of a static array of the user's, read where they are. Becomes a parameter once everything is inlined.</summary>
/// <param name="Text">The field or property, globally qualified C#.</param>
internal sealed record Table(Value Result, string Text) : Operation
{
    public override EquatableArray<Value> Results => [Result];
}

/// <summary>A new buffer. Residual buffers are not zeroed: each element is stored before it is loaded.</summary>
internal sealed record Allocate(Value Result, Value Count, bool Zeroed) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Count];
}

/// <summary>A new, empty stack of residuals.</summary>
internal sealed record NewStack(Value Result) : Operation
{
    public override EquatableArray<Value> Results => [Result];
}

internal sealed record Push(Value Stack, Value Operand) : Operation
{
    public override EquatableArray<Value> Operands => [Stack, Operand];
}

internal sealed record Pop(Value Result, Value Stack) : Operation
{
    public override EquatableArray<Value> Results => [Result];
    public override EquatableArray<Value> Operands => [Stack];
}

/// <summary>A call of another function of the program, by the name it is linked under. Gone after inlining.</summary>
internal sealed record Call(EquatableArray<Value> Returned, string Callee, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Results => Returned;
    public override EquatableArray<Value> Operands => Arguments;
}

/// <summary>A call that stays one: of a method whose derivative is another method, or of a function that is part of a recursion.</summary>
internal sealed record Invoke(EquatableArray<Value> Returned, Routine Routine, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Results => Returned;
    public override EquatableArray<Value> Operands => Arguments;

    /// <summary>The routine's parameters that take an argument, in the order of <see cref="Arguments"/>.</summary>
    public IEnumerable<RoutineParameter> Parameters => Routine.Parameters.Where(parameter => parameter.Use != ParameterUse.Reference);

    public override EquatableArray<Value> WrittenBuffers => Where(parameter => parameter.Use == ParameterUse.Writes).ToEquatableArray();

    /// <summary>What the results and <see cref="DifferentiatedBuffers"/> depend on; which of them on which is the routine's secret.</summary>
    public IEnumerable<Value> DifferentiatedArguments => Where(parameter => parameter.Differentiated);

    /// <summary>The written buffers that carry derivatives out of the routine; others leave it as constants.</summary>
    public IEnumerable<Value> DifferentiatedBuffers => Where(parameter => parameter.Differentiated && parameter.Use == ParameterUse.Writes);

    private IEnumerable<Value> Where(Func<RoutineParameter, bool> condition) =>
        Parameters.Zip(Arguments, (parameter, argument) => (parameter, argument)).Where(pair => condition(pair.parameter)).Select(pair => pair.argument);
}

/// <summary>
/// A pure function of scalars with one or several results, such as the product of two quaternions: a row of the table of struct functions, by its
/// signature. Some throw.
/// </summary>
internal sealed record Compute(EquatableArray<Value> Returned, string Op, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Results => Returned;
    public override EquatableArray<Value> Operands => Arguments;
}

/// <summary>Ends the program by an exception. Nothing after it in its region runs, and what the region yields is never read.</summary>
/// <param name="Text">The exception as a C# expression; <c>{0}</c> stands for the first of <paramref name="Arguments"/>, see <see cref="IrText.Fill"/>.</param>
internal sealed record Throw(string Text, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Operands => Arguments;
}

/// <summary>Something that is done for its own sake, has no derivative and changes no memory of the function, such as writing to a log. May throw.</summary>
/// <param name="Text">A C# statement without its semicolon, with places for <paramref name="Arguments"/> as in <see cref="Throw"/>.</param>
internal sealed record Perform(string Text, EquatableArray<Value> Arguments) : Operation
{
    public override EquatableArray<Value> Operands => Arguments;
}

/// <summary>Runs one of two regions (neither has arguments; both yield one value for each result).</summary>
internal sealed record If(EquatableArray<Value> Yielded, Value Condition, Region Then, Region Else) : Operation
{
    public override EquatableArray<Value> Results => Yielded;
    public override EquatableArray<Value> Operands => [Condition];
    public override EquatableArray<Region> Regions => [Then, Else];
}

/// <summary>
/// A counted loop over <c>start, start + step, …</c> while below <paramref name="End"/> (above it when <paramref name="Step"/> is negative); all i32.
/// <paramref name="Reversed"/> visits the same indices in the opposite order. The body's first argument is the index, the others are the
/// loop-carried values; it yields their next values. The results are the last yielded values, or <paramref name="Initial"/> if there was no iteration.
/// </summary>
internal sealed record For(
    EquatableArray<Value> Carried, EquatableArray<Value> Initial, Value Start, Value End, int Step, bool Reversed, Region Body) : Operation
{
    public override EquatableArray<Value> Results => Carried;
    public override EquatableArray<Value> Operands => [Start, End, .. Initial];
    public override EquatableArray<Region> Regions => [Body];
}

/// <summary>
/// A loop whose number of iterations depends on data. Both regions take the loop-carried values as arguments; <paramref name="Condition"/> yields one
/// boolean and changes nothing (loads are allowed), <paramref name="Body"/> yields the next values.
/// </summary>
internal sealed record While(EquatableArray<Value> Carried, EquatableArray<Value> Initial, Region Condition, Region Body) : Operation
{
    public override EquatableArray<Value> Results => Carried;
    public override EquatableArray<Value> Operands => Initial;
    public override EquatableArray<Region> Regions => [Condition, Body];
}
