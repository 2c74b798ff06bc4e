namespace SourceAutodiff.Generator.IR;

/// <summary>The scalar types of C# that numeric code is written in.</summary>
internal enum ScalarKind
{
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

/// <summary>How the buffer is declared in C#. All three behave alike in the IR; Emission needs the difference.</summary>
internal enum BufferKind
{
    Array,
    Span,
    ReadOnlySpan,
}

/// <summary>The type of a <see cref="Value"/>.</summary>
internal abstract record IrType
{
    public static readonly IrType F32 = new ScalarType(ScalarKind.F32);
    public static readonly IrType F64 = new ScalarType(ScalarKind.F64);
    public static readonly IrType I32 = new ScalarType(ScalarKind.I32);
    public static readonly IrType I64 = new ScalarType(ScalarKind.I64);
    public static readonly IrType Bool = new ScalarType(ScalarKind.Bool);

    /// <summary>A real number: the only scalars that can carry a derivative.</summary>
    public virtual bool IsReal => false;

    public virtual bool IsInteger => false;

    /// <summary>A buffer whose elements can carry a derivative.</summary>
    public bool IsRealBuffer => this is BufferType { Element.IsReal: true };
}

/// <summary>A number or a boolean.</summary>
internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public override bool IsReal => Kind is ScalarKind.F32 or ScalarKind.F64;

    public override bool IsInteger => !IsReal && Kind != ScalarKind.Bool;
}

/// <summary>A type parameter that is constrained to <c>IFloatingPointIeee754</c>: a real number of a type not yet known.</summary>
internal sealed record RealParameterType(string Name) : IrType
{
    public override bool IsReal => true;
}

/// <summary>Contiguous memory that can be read and, unless it is a read-only span, written in place.</summary>
internal sealed record BufferType(IrType Element, BufferKind Kind) : IrType;

/// <summary>A last-in first-out store of residuals that grows.</summary>
internal sealed record StackType(IrType Element) : IrType;

/// <summary>Several tangents side by side, one in each lane of a hardware vector.</summary>
internal sealed record LanesType(IrType Element) : IrType
{
    public override bool IsReal => true;
}
