using System.Globalization;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Types and literals of the IR as C# writes them.</summary>
internal static class CSharpTypes
{
    public const string Residuals = "global::SourceAutodiff.Residuals.";

    public static string Name(IrType type) => type switch
    {
        ScalarType scalar => Keyword(scalar.Kind),
        RealParameterType parameter => parameter.Name,
        LanesType { Element: ScalarType { Kind: ScalarKind.F32 } } => "global::System.Runtime.Intrinsics.Vector256<float>",
        LanesType { Element: ScalarType { Kind: ScalarKind.F64 } } => "global::System.Runtime.Intrinsics.Vector512<double>",
        VectorType vector => VectorText.Name(vector),
        MaskType mask => VectorText.Name(mask.Vector),
        BufferType { Kind: BufferKind.Window, Element: VectorType vector } => Span(vector.Element),
        BufferType { Kind: BufferKind.ReadOnlyWindow, Element: VectorType vector } => ReadOnlySpan(vector.Element),
        BufferType { Kind: BufferKind.Object, Element: ContentsType contents } => contents.TypeText,
        BufferType { Kind: BufferKind.Array } buffer => ArrayOf(Element(buffer)),
        BufferType { IsReadOnly: true } buffer => $"global::System.ReadOnlySpan<{Element(buffer)}>",
        BufferType buffer => $"global::System.Span<{Element(buffer)}>",
        StackType stack => $"{Residuals}ResidualStack<{Name(stack.Element)}>",
        _ => throw new NotSupportedException($"A value of type {type} has no C# type."),
    };

    /// <summary>The memory behind an expression of that kind, as an expression that converts to a span.</summary>
    public static string AsSpan(BufferType type, string text) => type.Kind switch
    {
        // Where an object on the way is null, flattening throws as the original method does.
        BufferKind.Grid => $"{Residuals}Grids.Flatten<{Element(type)}>({text}{(text.Contains("?.") ? "!" : "")})",
        BufferKind.Memory or BufferKind.ReadOnlyMemory => text + ".Span",
        BufferKind.List => $"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({text})",
        _ => text,
    };

    /// <summary>What the array's elements are in C#: structs and objects, or numbers.</summary>
    private static string Element(BufferType buffer) => buffer.Member?.Host ?? Name(buffer.Element);

    /// <summary>C# writes ranks from the outside in: an array of <c>double[,]</c> is a <c>double[][,]</c>.</summary>
    private static string ArrayOf(string element)
    {
        int ranks = element.Length;
        while (ranks > 0 && element[ranks - 1] == ']') ranks = element.LastIndexOf('[', ranks - 1);
        return element.Insert(ranks, "[]");
    }

    public static string Span(IrType element) => $"global::System.Span<{Name(element)}>";

    public static string ReadOnlySpan(IrType element) => $"global::System.ReadOnlySpan<{Name(element)}>";

    /// <summary>C# computes with these in <c>int</c>, so that a result has to be converted back.</summary>
    public static bool IsSmallInteger(IrType type) =>
        type is ScalarType { Kind: ScalarKind.I8 or ScalarKind.U8 or ScalarKind.I16 or ScalarKind.U16 or ScalarKind.Char };

    public static string Literal(Constant constant) => constant.Result.Type switch
    {
        ScalarType { Kind: ScalarKind.F64 } => Double(constant.AsDouble),
        ScalarType { Kind: ScalarKind.F32 } => Single((float)constant.AsDouble),
        ScalarType { Kind: ScalarKind.F16 } => Half(constant.AsDouble),
        RealParameterType parameter => Generic(parameter.Name, constant.AsDouble),
        LanesType lanes => Lanes(lanes, constant),
        VectorType vector => VectorText.Constant(vector, constant),
        MaskType mask => VectorText.Name(mask.Vector) + ".Zero",
        ScalarType scalar => Discrete(scalar.Kind, constant.Bits),
        _ => throw new NotSupportedException($"A constant of type {constant.Result.Type} has no C# literal."),
    };

    public static bool IsZero(Constant constant) => constant.Bits == 0;

    private static string Keyword(ScalarKind kind) => kind switch
    {
        ScalarKind.F16 => "global::System.Half",
        ScalarKind.F32 => "float",
        ScalarKind.F64 => "double",
        ScalarKind.Bool => "bool",
        ScalarKind.I8 => "sbyte",
        ScalarKind.U8 => "byte",
        ScalarKind.I16 => "short",
        ScalarKind.U16 => "ushort",
        ScalarKind.Char => "char",
        ScalarKind.I32 => "int",
        ScalarKind.U32 => "uint",
        ScalarKind.I64 => "long",
        _ => "ulong",
    };

    private static string Lanes(LanesType lanes, Constant constant) =>
        IsZero(constant)
            ? Name(lanes) + ".Zero"
            : lanes.Element is ScalarType { Kind: ScalarKind.F32 }
                ? $"global::System.Runtime.Intrinsics.Vector256.Create({Single((float)constant.AsDouble)})"
                : $"global::System.Runtime.Intrinsics.Vector512.Create({Double(constant.AsDouble)})";

    private static string Double(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsPositiveInfinity(value)) return "double.PositiveInfinity";
        if (double.IsNegativeInfinity(value)) return "double.NegativeInfinity";
        if (value == 0) return BitConverter.DoubleToInt64Bits(value) == 0 ? "0.0" : "-0.0";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        // "R" of the .NET Framework, where Visual Studio runs generators, is not always exact.
        if (double.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    private static string Single(float value)
    {
        if (float.IsNaN(value)) return "float.NaN";
        if (float.IsPositiveInfinity(value)) return "float.PositiveInfinity";
        if (float.IsNegativeInfinity(value)) return "float.NegativeInfinity";
        if (value == 0) return BitConverter.DoubleToInt64Bits(value) == 0 ? "0f" : "-0f";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text + "f";
    }

    /// <summary>C# has no literals of Half. What is exact in Half is so in float.</summary>
    private static string Half(double value) =>
        double.IsNaN(value) || double.IsInfinity(value) || value is 0 or 1 or -1 ? Generic("global::System.Half", value) : value < 0 ? $"(global::System.Half)({Single((float)value)})" : $"(global::System.Half){Single((float)value)}";

    private static string Generic(string type, double value) => value switch
    {
        1 => $"{type}.One",
        -1 => $"{type}.NegativeOne",
        0 => BitConverter.DoubleToInt64Bits(value) == 0 ? $"{type}.Zero" : $"{type}.NegativeZero",
        double.PositiveInfinity => $"{type}.PositiveInfinity",
        double.NegativeInfinity => $"{type}.NegativeInfinity",
        _ when double.IsNaN(value) => $"{type}.NaN",
        _ => $"{type}.CreateChecked({Double(value)})",
    };

    private static string Discrete(ScalarKind kind, long bits) => kind switch
    {
        ScalarKind.Bool => bits != 0 ? "true" : "false",
        ScalarKind.I32 => bits == int.MinValue ? "int.MinValue" : Integer(bits),
        ScalarKind.U32 => Integer((uint)bits) + "u",
        ScalarKind.I64 => bits == long.MinValue ? "long.MinValue" : Integer(bits) + "L",
        ScalarKind.U64 => ((ulong)bits).ToString(CultureInfo.InvariantCulture) + "ul",
        _ => bits < 0 ? $"({Keyword(kind)})({Integer(bits)})" : $"({Keyword(kind)}){Integer(bits)}",
    };

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);
}
