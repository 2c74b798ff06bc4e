using CurveFit.Fitting;
using CurveFit.Models;
using CurveFit.Nist;
using CurveFit.Reporting;
using Spectre.Console;

namespace CurveFit;

/// <summary>The program, with its streams as arguments.</summary>
public static class Application
{
    /// <summary>Digits that a problem needs from one of its starts.</summary>
    private const double RequiredDigits = 4;

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            CommandLine command = CommandLine.Parse(args);
            if (command.Help)
                output.WriteLine(CommandLine.Usage);
            else if (command.List)
                output.Write(ModelList.Text());
            else
                return Fit(command, output);
            return 0;
        }
        catch (UsageException error)
        {
            errors.WriteLine($"{error.Message}\nSee --help.");
        }
        catch (Exception error) when (error is NistFormatException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
        }

        return 2;
    }

    private static int Fit(CommandLine command, TextWriter output)
    {
        IReadOnlyList<(CurveModel Model, NistProblem Problem)> problems = Problems(command);
        List<ProblemReport> reports = [.. problems.Select(one => ProblemReport.Create(one.Model, one.Problem, command.Optimizer))];

        IAnsiConsole console = FitTable.CreateConsole(output);
        FitTable.Write(console, reports, command.Optimizer);
        if (command.Plot is not null)
        {
            string path = command.Output ?? $"{reports[0].Problem.Name}.png";
            FitPlot.Save(reports[0], path);
            console.WriteLine($"Drawn to {path}");
        }

        return reports.All(report => report.BestDigits >= RequiredDigits) ? 0 : 1;
    }

    private static IReadOnlyList<(CurveModel Model, NistProblem Problem)> Problems(CommandLine command)
    {
        if (command.File is null)
        {
            IEnumerable<CurveModel> chosen = command.Plot is null ? ModelCatalog.All : [ModelCatalog.Find(command.Plot)!];
            return [.. chosen.Select(model => (model, NistReader.Read(Path.Combine(AppContext.BaseDirectory, "Data", $"{model.Name}.dat"))))];
        }

        NistProblem problem = NistReader.Read(command.File);
        command.Model!.Check(problem);
        if (command.Plot is not null && !command.Plot.Equals(problem.Name, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{problem.File} holds the problem {problem.Name}, not {command.Plot}");
        return [(command.Model, problem)];
    }
}
