using System.Globalization;
using CurveFit.Fitting;
using CurveFit.Nist;
using Spectre.Console;

namespace CurveFit.Reporting;

/// <summary>The table of fits: a row for each problem and start.</summary>
public static class FitTable
{
    private const int Width = 120;

    /// <summary>A console over a writer: of fixed width and without colours unless it is a terminal.</summary>
    public static IAnsiConsole CreateConsole(TextWriter output)
    {
        bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!terminal)
            console.Profile.Width = Width;
        return console;
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<ProblemReport> reports, IOptimizer optimizer)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        table.AddColumn("Problem");
        table.AddColumn("Parameters");
        table.AddColumn("Certified");
        table.AddColumn(new TableColumn("Correct\ndigits").RightAligned());
        table.AddColumn(new TableColumn("with\ndifferences").RightAligned());
        table.AddColumn(new TableColumn("Residual sum\nof squares").RightAligned());
        table.AddColumn(new TableColumn("Iter-\nations").RightAligned());
        table.AddColumn(new TableColumn("Jacobian\n(speed-up)").RightAligned());
        foreach (ProblemReport report in reports)
        {
            for (int start = 0; start < report.Starts.Count; start++)
                AddRow(table, report, start);
        }

        console.Write(table);
        Summary.Write(console, reports, optimizer);
    }

    private static void AddRow(Table table, ProblemReport report, int index)
    {
        NistProblem problem = report.Problem;
        StartReport start = report.Starts[index];
        table.AddRow(
            $"{Markup.Escape(problem.Name)}\nstart {index + 1}",
            string.Join('\n', start.Fit.Parameters.Select((value, k) => $"b{k + 1} {Scientific(value)}")),
            string.Join('\n', problem.Certified.Select(certified => Scientific(certified.Value))),
            $"[{Colour(start.Digits)}]{Digits(start.Digits)}[/]",
            Digits(start.DigitsWithDifferences),
            start.Fit.ResidualSumOfSquares.ToString("0.00000E+00", CultureInfo.InvariantCulture),
            start.Fit.Iterations.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{start.Timing.Generated:F2} µs\n({start.Timing.CentralDifferences / start.Timing.Generated:F1} ×)"));
    }

    internal static string Digits(double digits) => digits.ToString("F1", CultureInfo.InvariantCulture);

    private static string Scientific(double value) => value.ToString(" 0.0000000000E+00;-0.0000000000E+00", CultureInfo.InvariantCulture);

    private static string Colour(double digits) => digits switch { >= 6 => "green", >= 4 => "yellow", _ => "red" };
}
