using System.Text.RegularExpressions;

namespace CurveFit.Nist;

/// <summary>Reads a problem of NIST's Statistical Reference Datasets. The header of a file says on which lines its parts stand.</summary>
public static partial class NistReader
{
    /// <exception cref="NistFormatException">The file is malformed.</exception>
    public static NistProblem Read(string path) => Parse(Path.GetFileName(path), File.ReadAllLines(path));

    /// <exception cref="NistFormatException">The text is malformed.</exception>
    public static NistProblem Parse(string file, string[] text)
    {
        var lines = new NistLines(file, text);
        if (lines.Count == 0)
            throw lines.Error(1, "the file is empty");

        var header = new LineRange(1, Math.Min(lines.Count, 60));
        string name = lines.Find(DatasetName(), header, "'Dataset Name: …'").Match.Groups[1].Value;
        LineRange starting = Range(lines, StartingLines(), header, "'Starting Values (lines … to …)'");
        LineRange certified = Range(lines, CertifiedLines(), header, "'Certified Values (lines … to …)'");
        LineRange data = Range(lines, DataLines(), header, "'Data (lines … to …)'");
        var description = new LineRange(1, starting.First - 1);

        var (responseLine, response) = lines.Find(Responses(), description, "'… Response Variable'");
        if (lines.Integer(responseLine, response.Groups[1].Value) != 1)
            throw lines.Error(responseLine, "only one response variable is supported");
        var (predictorLine, predictor) = lines.Find(Predictors(), description, "'… Predictor Variable'");
        int predictors = lines.Integer(predictorLine, predictor.Groups[1].Value);

        var (parameterLine, starts, values) = ReadParameters(lines, starting, description);
        var (sumLine, sum) = ReadSummary(lines, certified, data);
        var (x, y) = ReadData(lines, data, predictors);
        return new NistProblem
        {
            File = file,
            Name = name,
            Difficulty = lines.Find(Difficulty(), description, "'… Level of Difficulty'").Match.Groups[1].Value,
            ResponseLabel = Label(response, "y"),
            PredictorLabel = Label(predictor, "x"),
            Predictors = predictors,
            X = x,
            Y = y,
            Starts = starts,
            Certified = values,
            ResidualSumOfSquares = sum,
            Lines = new NistLineNumbers(parameterLine, predictorLine, sumLine, data.First),
        };
    }

    private static (int Line, double[][] Starts, CertifiedValue[] Values) ReadParameters(NistLines lines, LineRange range, LineRange description)
    {
        var (countLine, count) = lines.Find(ParameterCount(), description, "'… Parameters (b1 to …)'");
        if (lines.Integer(countLine, count.Groups[1].Value) != range.Count)
            throw lines.Error(countLine, $"{count.Groups[1].Value} parameters do not fill lines {range.First} to {range.Last} of the starting values");

        RequireLines(lines, range, "starting values");
        double[][] starts = [new double[range.Count], new double[range.Count]];
        var values = new CertifiedValue[range.Count];
        for (int k = 0; k < range.Count; k++)
        {
            int line = range.First + k;
            Match row = ParameterRow().Match(lines[line]);
            if (!row.Success || row.Groups[1].Value != $"b{k + 1}")
                throw lines.Error(line, $"expected 'b{k + 1} = …', found '{lines[line].Trim()}'");

            string[] columns = Columns(row.Groups[2].Value);
            double[] numbers = lines.Numbers(line, columns, 4, "two starting values, the certified value and its standard deviation");
            (starts[0][k], starts[1][k]) = (numbers[0], numbers[1]);
            values[k] = new CertifiedValue(numbers[2], CertifiedValue.HalfUnitOf(columns[2]), numbers[3]);
        }

        return (countLine, starts, values);
    }

    private static (int Line, double SumOfSquares) ReadSummary(NistLines lines, LineRange certified, LineRange data)
    {
        var (sumLine, sum) = lines.Find(SumOfSquares(), certified, "'Residual Sum of Squares: …'");

        // Some headers end the certified values one line early, so the last of them is looked for up to the data.
        var (countLine, count) = lines.Find(ObservationCount(), certified with { Last = data.First - 1 }, "'Number of Observations: …'");
        if (lines.Integer(countLine, count.Groups[1].Value) != data.Count)
            throw lines.Error(countLine, $"{count.Groups[1].Value} observations, but the header promises data on lines {data.First} to {data.Last}");
        double value = lines.Number(sumLine, sum.Groups[1].Value);
        return value >= 0 ? (sumLine, value) : throw lines.Error(sumLine, "a sum of squares cannot be negative");
    }

    private static (double[] X, double[] Y) ReadData(NistLines lines, LineRange range, int predictors)
    {
        RequireLines(lines, range, "data");
        var x = new double[range.Count * predictors];
        var y = new double[range.Count];
        string expected = predictors == 1 ? "the response and one predictor" : $"the response and {predictors} predictors";
        for (int i = 0; i < range.Count; i++)
        {
            int line = range.First + i;
            double[] row = lines.Numbers(line, Columns(lines[line]), 1 + predictors, expected);
            y[i] = row[0];
            row.AsSpan(1).CopyTo(x.AsSpan(i * predictors));
        }

        if (lines.Count > range.Last)
            throw lines.Error(lines.Count, $"the header promises data on lines {range.First} to {range.Last}, but the file goes on");
        return (x, y);
    }

    private static LineRange Range(NistLines lines, Regex pattern, LineRange header, string what)
    {
        var (line, match) = lines.Find(pattern, header, what);
        var range = new LineRange(lines.Integer(line, match.Groups[1].Value), lines.Integer(line, match.Groups[2].Value));
        return range.First >= 1 && range.Count >= 1
            ? range
            : throw lines.Error(line, $"lines {range.First} to {range.Last} are no range of lines");
    }

    private static void RequireLines(NistLines lines, LineRange range, string what)
    {
        if (range.Last > lines.Count)
            throw lines.Error(lines.Count, $"the file ends here, but the header promises {what} on lines {range.First} to {range.Last}");
    }

    private static string[] Columns(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Label(Match match, string otherwise) => match.Groups[2].Value.Trim() is { Length: > 0 } label ? label : otherwise;

    [GeneratedRegex(@"^\s*Dataset Name:\s*(\S+)")]
    private static partial Regex DatasetName();

    [GeneratedRegex(@"^[\w\s:]*Starting Values\s*\(lines\s+(\S+)\s+to\s+(\S+)\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex StartingLines();

    [GeneratedRegex(@"^\s*Certified Values\s*\(lines\s+(\S+)\s+to\s+(\S+)\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex CertifiedLines();

    [GeneratedRegex(@"^\s*Data\s*\(lines\s+(\S+)\s+to\s+(\S+)\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex DataLines();

    [GeneratedRegex(@"(\d+)\s+Responses?\b(?:\s+Variables?)?\s*(?:\((.*)\))?")]
    private static partial Regex Responses();

    [GeneratedRegex(@"(\d+)\s+Predictors?\b(?:\s+Variables?)?\s*(?:\((.*)\))?")]
    private static partial Regex Predictors();

    [GeneratedRegex(@"(\w+)\s+Level of Difficulty")]
    private static partial Regex Difficulty();

    [GeneratedRegex(@"(\d+)\s+Parameters?\b")]
    private static partial Regex ParameterCount();

    [GeneratedRegex(@"^\s*(b\d+)\s*=\s*(.*)$")]
    private static partial Regex ParameterRow();

    [GeneratedRegex(@"^\s*Residual Sum of Squares:\s*(\S+)")]
    private static partial Regex SumOfSquares();

    [GeneratedRegex(@"^\s*Number of Observations:\s*(\S+)")]
    private static partial Regex ObservationCount();
}
