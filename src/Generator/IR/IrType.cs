namespace SourceAutodiff.Generator.IR;

/// <summary>The scalar types of C# that numeric code is written in.</summary>
internal enum ScalarKind
{
    F16,
    F32,
    F64,
    Bool,
    I8,
    U8,
    I16,
    U16,
    Char,
    I32,
    U32,
    I64,
    U64,
}

/// <summary>How the buffer is declared in C#. All behave alike in the IR; Emission needs the difference.</summary>
internal enum BufferKind
{
    Array,
    Span,
    ReadOnlySpan,

    /// <summary>One element: a field of an object, or a scalar passed by reference. Its C# text is the place itself, without an index.</summary>
    Cell,

    /// <summary>An array of two or more dimensions, row by row.</summary>
    Grid,
    Memory,
    ReadOnlyMemory,
    List,
    ReadOnlyList,

    /// <summary>The numbers of a buffer from one on, seen as a hardware vector; see <see cref="Window"/>. One element. Its C# text is a span of the numbers.</summary>
    Window,
    ReadOnlyWindow,

    /// <summary>An object whose class is not known. Only routines look into it, and only calls of its own methods have it as an argument.</summary>
    Object,
}

/// <summary>The type of a <see cref="Value"/>.</summary>
internal abstract record IrType
{
    public static readonly IrType F16 = new ScalarType(ScalarKind.F16);
    public static readonly IrType F32 = new ScalarType(ScalarKind.F32);
    public static readonly IrType F64 = new ScalarType(ScalarKind.F64);
    public static readonly IrType I32 = new ScalarType(ScalarKind.I32);
    public static readonly IrType I64 = new ScalarType(ScalarKind.I64);
    public static readonly IrType Bool = new ScalarType(ScalarKind.Bool);

    /// <summary>A real number: the only scalars that can carry a derivative.</summary>
    public virtual bool IsReal => false;

    public virtual bool IsInteger => false;

    /// <summary>A buffer whose elements can carry a derivative.</summary>
    public bool IsRealBuffer => this is BufferType { Element: var element } && (element.IsReal || element.IsRealBuffer);
}

/// <summary>A number or a boolean.</summary>
internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public override bool IsReal => Kind is ScalarKind.F16 or ScalarKind.F32 or ScalarKind.F64;

    public override bool IsInteger => !IsReal && Kind != ScalarKind.Bool;
}

/// <summary>A type parameter that is constrained to <c>IFloatingPointIeee754</c>: a real number of a type not yet known.</summary>
internal sealed record RealParameterType(string Name) : IrType
{
    public override bool IsReal => true;
}

/// <summary>What is in an object whose class is not known.</summary>
/// <param name="TypeText">The C# type of the reference to it.</param>
internal sealed record ContentsType(string TypeText) : IrType
{
    public override bool IsReal => true;
}

/// <summary>
/// Memory that can be read and, unless it is read-only, written in place. Elements that are buffers (of a jagged array) are reached by <see cref="Row"/>.
/// </summary>
/// <param name="Member">For one number in each element of an array of structs or objects: how it is reached. Null where the element is the number.</param>
internal sealed record BufferType(IrType Element, BufferKind Kind, HostMember? Member = null) : IrType
{
    public bool IsReadOnly => Kind is BufferKind.ReadOnlySpan or BufferKind.ReadOnlyMemory or BufferKind.ReadOnlyList or BufferKind.ReadOnlyWindow;

    /// <summary>What a part of it is, or the buffer itself once it is a local.</summary>
    public BufferType AsSpan() => Kind == BufferKind.Object ? this : this with { Kind = IsReadOnly ? BufferKind.ReadOnlySpan : BufferKind.Span };
}

/// <summary>A number inside the elements of a C# array, which are structs, objects or arrays.</summary>
/// <param name="Host">The C# type of the elements.</param>
/// <param name="Path">What follows the element: <c>.Position.X</c>; empty for arrays. Or, with <c>@</c> for the element, an expression around it.</param>
/// <param name="Update">
/// Where <c>element.Position.X = value</c> is not C#, because a struct cannot be changed so: the expression that makes a new element, with <c>@</c> for
/// the old one and <c>#</c> for the number; or, without a <c>#</c>, another way to write the place. Null otherwise.
/// </param>
internal sealed record HostMember(string Host, string Path, string? Update)
{
    /// <summary>The number in <paramref name="element"/>.</summary>
    public string Of(string element) => Path.IndexOf('@') < 0 ? element + Path : Path.Replace("@", element);
}

/// <summary>A last-in first-out store of residuals that grows.</summary>
/// <param name="IsFrame">What a forward function leaves for its backward function: also takes buffers and stacks, and outlives the function.</param>
internal sealed record StackType(IrType Element, bool IsFrame = false) : IrType;

/// <summary>Several tangents side by side, one in each lane of a hardware vector.</summary>
internal sealed record LanesType(IrType Element) : IrType
{
    public override bool IsReal => true;
}

/// <summary>A hardware vector of the user's: several numbers that are computed with at once.</summary>
/// <param name="Bits">64 to 512 for <c>Vector64&lt;T&gt;</c> to <c>Vector512&lt;T&gt;</c>; 0 for <c>Vector&lt;T&gt;</c>, whose size is known when it runs.</param>
internal sealed record VectorType(IrType Element, int Bits) : IrType
{
    public override bool IsReal => true;

    /// <summary>How many numbers there are; null where that is known only when it runs.</summary>
    public int? Count => Bits == 0 ? null : Bits / (Element == F32 ? 32 : 64);
}

/// <summary>What a comparison of vectors gives: for each number, all bits or none.</summary>
internal sealed record MaskType(VectorType Vector) : IrType;
