using System.Text.Json;

namespace SourceAutodiff.Golden.Running;

/// <summary>Numbers as the files write them: those that JSON has no word for are strings, booleans are <c>true</c> or <c>1</c>.</summary>
internal static class Numbers
{
    public static double Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => json.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            string other => throw new FormatException($"'{other}' is no number."),
            null => throw new FormatException("A number is missing."),
        },
        _ => json.GetDouble(),
    };

    public static double[] ReadAll(JsonElement json) => [.. json.EnumerateArray().Select(Read)];

    /// <summary>A list of whole numbers; a number alone is a list of one, <c>null</c> the empty one.</summary>
    public static int[] ReadInts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. json.EnumerateArray().Select(item => item.GetInt32())],
        _ => [json.GetInt32()],
    };

    public static DType ReadType(string name) => name switch
    {
        "bool" => DType.Bool,
        "uint8" => DType.UInt8,
        "int8" => DType.Int8,
        "int16" => DType.Int16,
        "int32" => DType.Int32,
        "int64" => DType.Int64,
        "float16" => DType.Float16,
        "bfloat16" => DType.BFloat16,
        "float32" => DType.Float32,
        "float64" => DType.Float64,
        _ => throw new FormatException($"'{name}' is no element type."),
    };

    public static string Write(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(Write))}]";

    public static string Write(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
