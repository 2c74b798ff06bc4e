namespace CurveFit.Nist;

/// <summary>A file that is not in NIST's format; the message names the file and the line.</summary>
public sealed class NistFormatException(string file, int line, string problem) : Exception($"{file}, line {line}: {problem}")
{
    public int Line { get; } = line;
}
