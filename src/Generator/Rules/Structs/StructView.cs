namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>Properties and indexers that are some of a value's numbers by another name; they can be assigned where C# lets them be.</summary>
internal static class StructView
{
    /// <summary>The places of the numbers among all; null if the member is no such view.</summary>
    /// <param name="indices">Of an indexer: null where an index is no constant.</param>
    public static int[]? Of(StructType type, string property, IEnumerable<int?> indices)
    {
        int[] at = [.. indices.Select(index => index ?? -1)];
        int count = type.Paths.Count, width = type.Name switch { "Matrix3x2" => 2, "Matrix4x4" => 4, _ => 0 };
        if (property == "this[]")
        {
            return width == 0 ? Range(at[0], 1, count)
                : at.Length == 1 ? Range(at[0] * width, width, count)
                : at[1] >= 0 && at[1] < width && at[0] >= 0 ? Range((at[0] * width) + at[1], 1, count)
                : null;
        }

        if (width == 0) return type.Name == "Complex" ? property switch { "Real" => [0], "Imaginary" => [1], _ => null } : null;
        if (property == "Translation") return Range(count - width, width == 2 ? 2 : 3, count);
        int row = property.Length == 1 ? "XYZW".IndexOf(property[0]) : -1;
        return row < 0 ? null : Range(row * width, width, count);
    }

    private static int[]? Range(int start, int length, int count) => start < 0 || start + length > count ? null : [.. Enumerable.Range(start, length)];
}
