namespace SourceAutodiff.Fuzz.Tests.Writing;

internal enum Kind
{
    Double,
    Float,
    Int,
    Bool,
    Array,
    Span,
    ReadOnlySpan,
    Tuple,
    Vec,
    Body,
    BodyArray,
    Model,
    Matrix,
    Jagged,
    List,
    Nullable,
    Function,
}

/// <summary>A variable in scope.</summary>
/// <param name="Length">For a counter of a loop: the text of the length that it stays below.</param>
/// <param name="MinLength">For a buffer: the least number of elements.</param>
internal sealed record Variable(string Name, Kind Kind, bool Writable = true, string Length = "", int MinLength = 5, string Modifier = "")
{
    public bool IsBuffer => Kind is Kind.Array or Kind.Span or Kind.ReadOnlySpan;

    public string Declaration => $"{Modifier}{TypeOf(Kind)} {Name}";

    public static string TypeOf(Kind kind) => kind switch
    {
        Kind.Double => "double",
        Kind.Float => "float",
        Kind.Int => "int",
        Kind.Bool => "bool",
        Kind.Array => "double[]",
        Kind.Span => "Span<double>",
        Kind.ReadOnlySpan => "ReadOnlySpan<double>",
        Kind.Tuple => "(double First, double Second)",
        Kind.Vec => "Vec",
        Kind.Body => "Body",
        Kind.BodyArray => "Body[]",
        Kind.Model => "Model",
        Kind.Matrix => "double[,]",
        Kind.Jagged => "double[][]",
        Kind.List => "List<double>",
        Kind.Nullable => "double?",
        Kind.Function => "Func<double, double>",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>A method that can be called.</summary>
internal sealed record Callee(string Name, IReadOnlyList<Variable> Parameters, Kind? Result, bool IsCostly = false);
