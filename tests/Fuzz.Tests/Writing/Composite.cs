namespace SourceAutodiff.Fuzz.Tests.Writing;

internal enum Form
{
    RecordStruct,
    ReadOnlyRecordStruct,
    Fields,
    PrimaryStruct,
    ReadOnlyStruct,
    Class,
    PrimaryClass,
    Record,

    /// <summary>An interface of annotated methods.</summary>
    Interface,

    /// <summary>A class of abstract and virtual annotated methods.</summary>
    Abstract,
}

/// <summary>A field or property.</summary>
internal sealed record Part(string Name, Kind Kind, Composite? Type = null)
{
    /// <summary>There is a real number in it that can be read.</summary>
    public bool IsReal => Kind is not (Kind.Int or Kind.Mode or Kind.Contract);
}

/// <summary>A struct, class or record of a program.</summary>
internal sealed record Composite(string Name, Form Form, IReadOnlyList<Part> Parts)
{
    /// <summary>The annotated methods of a contract.</summary>
    public List<Callee> Methods { get; } = [];

    /// <summary>The types that keep a contract; the last ones may hold others.</summary>
    public List<Composite> Implementations { get; } = [];

    public bool IsClass => Form >= Form.Class;

    public bool IsRecord => Form is Form.RecordStruct or Form.ReadOnlyRecordStruct or Form.Record;

    /// <summary>Its parts are given once.</summary>
    public bool IsReadOnly => Form is Form.ReadOnlyRecordStruct or Form.ReadOnlyStruct or Form.Record;

    /// <summary>Real numbers and structs of such.</summary>
    public bool IsPlain => !IsClass && Parts.All(part => part.Kind == Kind.Double || part.Type is { IsPlain: true });

    public bool HasMemory => Parts.Any(part => part.Kind is Kind.Array or Kind.Object || part.Type is { HasMemory: true });

    /// <summary>Such structs are in no array and no object.</summary>
    public bool HasNullable => Parts.Any(part => part.Kind == Kind.NullableDouble || part.Type is { IsClass: false, HasNullable: true });

    public bool TakesWith => Form is not (Form.Class or Form.PrimaryClass) && Parts.All(part => part.Kind != Kind.Contract);

    /// <summary>Some real number in it can be assigned.</summary>
    public bool CanChange => Parts.Any(CanChangePart);

    /// <summary>Can be set, or has a part that can.</summary>
    public bool CanChangePart(Part part) => part.Kind switch
    {
        Kind.Double => !IsReadOnly,
        Kind.Struct => !IsReadOnly && !IsRecord && part.Type!.CanChange,
        Kind.Array => true,
        Kind.Object => part.Type!.CanChange,
        _ => false,
    };

    /// <summary>The real numbers that are neither in arrays nor in objects.</summary>
    public IEnumerable<string> Reals => Parts.SelectMany(part => part.Kind switch
    {
        Kind.Double => [part.Name],
        Kind.Struct => part.Type!.Reals.Select(inner => $"{part.Name}.{inner}"),
        _ => Enumerable.Empty<string>(),
    });

    public string New(Func<Part, string> value) => Form switch
    {
        Form.Fields => $"new {Name} {{ {string.Join(", ", Parts.Select(part => $"{part.Name} = {value(part)}"))} }}",
        Form.Class => $"new {Name}({string.Join(", ", Parts.Where(part => part.Kind != Kind.Array).Select(value))})",
        _ => $"new {Name}({string.Join(", ", Parts.Select(value))})",
    };
}
