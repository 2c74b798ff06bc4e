using System.Globalization;
using CurveFit.Fitting;
using Spectre.Console;

namespace CurveFit.Reporting;

/// <summary>What the table comes to, below it.</summary>
internal static class Summary
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ProblemReport> reports, IOptimizer optimizer)
    {
        List<(ProblemReport Report, StartReport Start, int Number)> fits =
            [.. reports.SelectMany(report => report.Starts.Select((start, index) => (report, start, index + 1)))];
        var worst = fits.MinBy(fit => fit.Start.Digits);
        double speedUp = Math.Exp(fits.Average(fit => Math.Log(fit.Start.Timing.CentralDifferences / fit.Start.Timing.Generated)));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Optimiser: {optimizer.Name}. Fewest correct digits: {worst.Start.Digits:F1} of 11 ({worst.Report.Problem.Name}, start {worst.Number}). " +
            $"A generated Jacobian is {speedUp:F1} times as fast as central differences (geometric mean)."));

        foreach (ProblemReport report in reports)
        {
            if (!report.CertifiedValuesAgree)
            {
                console.WriteLine($"{report.Problem.File}, line {report.Problem.Lines.ResidualSumOfSquares}: the certified parameters do not have the " +
                    $"certified residual sum of squares with model {report.Model.Name}. One of them is misprinted, or the model is another one.");
            }
        }

        foreach (var (report, start, number) in fits.Where(fit => fit.Start.Digits < 6))
            console.WriteLine($"{report.Problem.Name}, start {number}: {FitTable.Digits(start.Digits)} digits; the optimiser stopped: {start.Fit.Stopped}.");

        foreach (ProblemReport report in reports)
        {
            if (HardProblems.Notes.TryGetValue(report.Problem.Name, out string? note))
                console.WriteLine($"{report.Problem.Name} is hard: {note}");
        }
    }
}
