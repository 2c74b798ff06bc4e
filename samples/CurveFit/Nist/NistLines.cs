using System.Globalization;
using System.Text.RegularExpressions;

namespace CurveFit.Nist;

/// <summary>The numbered lines of a file, with the errors that name them.</summary>
internal sealed class NistLines(string file, string[] lines)
{
    /// <summary>The number of lines, not counting empty ones at the end.</summary>
    public int Count { get; } = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line)) + 1;

    /// <summary>A line by its number, which counts from 1.</summary>
    public string this[int number] => lines[number - 1];

    /// <summary>The first line that matches, searched through the lines of a range.</summary>
    public (int Line, Match Match) Find(Regex pattern, LineRange range, string what)
    {
        for (int number = range.First; number <= Math.Min(range.Last, Count); number++)
        {
            Match match = pattern.Match(this[number]);
            if (match.Success)
                return (number, match);
        }

        throw Error(Math.Clamp(range.Last, 1, Math.Max(Count, 1)), $"{what} not found on lines {range.First} to {range.Last}");
    }

    /// <summary>The numbers on a line that must hold a given count of them.</summary>
    public double[] Numbers(int line, string[] columns, int count, string expected)
    {
        if (columns.Length != count)
            throw Error(line, $"expected {expected}, found {columns.Length} column{(columns.Length == 1 ? "" : "s")}");
        return Array.ConvertAll(columns, column => Number(line, column));
    }

    public double Number(int line, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Error(line, $"'{text}' is not a number");

    public int Integer(int line, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Error(line, $"'{text}' is not a whole number");

    public NistFormatException Error(int line, string problem) => new(file, line, problem);
}

/// <summary>Lines from the first to the last, both included, counted from 1.</summary>
internal readonly record struct LineRange(int First, int Last)
{
    public int Count => Last - First + 1;
}
