namespace SourceAutodiff.Fuzz.Tests.Writing;

internal enum Kind
{
    Double,
    Float,
    Int,
    Bool,
    Mode,
    Array,
    Span,
    ReadOnlySpan,
    Memory,
    List,
    ReadOnlyList,
    Tuple,
    Struct,
    Object,
    StructArray,
    StructSpan,
    StructList,
    ObjectArray,
    Matrix,
    Cube,
    Jagged,
    View,
    Function,
    Table,
    Vector2,
    Vector3,
    Vector4,
    Quaternion,
    Matrix32,
    Matrix44,
    VectorArray,
    VectorSpan,
    Complex,
    ComplexArray,
    NullableDouble,
    NullableInt,
    NullableStruct,
    OptionalObject,
    Contract,
    ContractArray,
}

/// <summary>A variable in scope.</summary>
/// <param name="Length">For a counter of a loop: the text of the length that it stays below.</param>
/// <param name="MinLength">For a buffer: the least number of elements.</param>
/// <param name="Type">Of a struct or object, of a contract, or of the elements.</param>
internal sealed record Variable(string Name, Kind Kind, bool Writable = true, string Length = "", int MinLength = 5, string Modifier = "", Composite? Type = null)
{
    /// <summary>An array or span of numbers.</summary>
    public bool IsBuffer => Kind is Kind.Array or Kind.Span or Kind.ReadOnlySpan;

    /// <summary>Something of which there are several, one after the other.</summary>
    public bool IsSequence => IsBuffer || Kind is Kind.Memory or Kind.List or Kind.ReadOnlyList or Kind.StructArray or Kind.StructSpan or Kind.StructList or Kind.ObjectArray or Kind.Jagged
        or Kind.Table or Kind.VectorArray or Kind.VectorSpan or Kind.ComplexArray or Kind.ContractArray;

    /// <summary>There is a real number in it.</summary>
    public bool IsReal => Kind is not (Kind.Int or Kind.Bool or Kind.Mode or Kind.Function or Kind.NullableInt or Kind.Contract or Kind.ContractArray);

    /// <summary>Of System.Numerics, in single precision.</summary>
    public static bool IsNumerics(Kind kind) => kind is Kind.Vector2 or Kind.Vector3 or Kind.Vector4 or Kind.Quaternion or Kind.Matrix32 or Kind.Matrix44;

    /// <summary>What is assigned in it is a <c>float</c>.</summary>
    public bool IsSingle => Kind is Kind.Float or Kind.VectorArray or Kind.VectorSpan || IsNumerics(Kind);

    /// <summary>A real number in it can be assigned.</summary>
    public bool CanChange => Kind switch
    {
        Kind.Int or Kind.Bool or Kind.Mode or Kind.Function or Kind.ReadOnlySpan or Kind.ReadOnlyList or Kind.StructList or Kind.Table or Kind.Complex or Kind.ComplexArray => false,
        >= Kind.NullableDouble => false,
        Kind.Struct or Kind.StructArray or Kind.StructSpan => IsAssignable && Type!.CanChange,
        Kind.Object or Kind.ObjectArray => Type!.CanChange,
        _ => IsAssignable,
    };

    /// <summary>It can be assigned itself, if it is a value.</summary>
    public bool IsAssignable => Writable && Modifier != "in ";

    /// <summary>A reference to it can be taken: members, whose names are upper case, may be properties.</summary>
    public bool IsReferable => IsAssignable && char.IsLower(Name[0]);

    public string Declaration => $"{Modifier}{TypeOf(Kind, Type)} {Name}";

    /// <summary>Plain rows and columns of a Jacobian.</summary>
    public bool IsPlain => Modifier is "" or "in " && (Kind is Kind.Double or Kind.Float or Kind.Int or Kind.Bool or Kind.Mode or Kind.Tuple or Kind.Complex || IsBuffer || IsNumerics(Kind) || (Kind == Kind.Struct && Type!.IsPlain));

    public static string TypeOf(Kind kind, Composite? type = null) => kind switch
    {
        Kind.Double => "double",
        Kind.Float => "float",
        Kind.Int => "int",
        Kind.Bool => "bool",
        Kind.Mode => "Mode",
        Kind.Array => "double[]",
        Kind.Span => "Span<double>",
        Kind.ReadOnlySpan => "ReadOnlySpan<double>",
        Kind.Memory => "Memory<double>",
        Kind.List => "List<double>",
        Kind.ReadOnlyList => "IReadOnlyList<double>",
        Kind.Tuple => "(double First, double Second)",
        Kind.Struct or Kind.Object => type!.Name,
        Kind.StructArray or Kind.ObjectArray => type!.Name + "[]",
        Kind.StructSpan => $"Span<{type!.Name}>",
        Kind.StructList => $"List<{type!.Name}>",
        Kind.Matrix => "double[,]",
        Kind.Cube => "double[,,]",
        Kind.Jagged => "double[][]",
        Kind.View => "View",
        Kind.Function => "Func<double, double>",
        Kind.Table => "double[]",
        Kind.Vector2 => "Vector2",
        Kind.Vector3 => "Vector3",
        Kind.Vector4 => "Vector4",
        Kind.Quaternion => "Quaternion",
        Kind.Matrix32 => "Matrix3x2",
        Kind.Matrix44 => "Matrix4x4",
        Kind.VectorArray => "Vector3[]",
        Kind.VectorSpan => "Span<Vector3>",
        Kind.Complex => "Complex",
        Kind.ComplexArray => "Complex[]",
        Kind.NullableDouble => "double?",
        Kind.NullableInt => "int?",
        Kind.NullableStruct or Kind.OptionalObject => type!.Name + "?",
        Kind.Contract => type!.Name,
        Kind.ContractArray => type!.Name + "[]",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>A method that can be called.</summary>
internal sealed record Callee(string Name, IReadOnlyList<Variable> Parameters, Kind? Result, bool IsCostly = false, Composite? Type = null);
