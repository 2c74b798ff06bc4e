using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace SourceAutodiff.BuildCost;

/// <summary>
/// <c>dotnet run -c Release --project benchmarks/BuildCost</c> builds a project of 1,000 ordinary and 100 annotated methods in turns without SourceAutodiff's
/// analyzers and with them (the generator is there both times), and without either, and prints how long the builds and the compiler in them take.
/// An argument is the number of turns.
/// </summary>
public static class Program
{
    private static readonly string[] s_variants = ["neither", "generator", "generator and analyzers"];

    public static int Main(string[] arguments)
    {
        int turns = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 9;
        using var project = new MeasuredProject();
        var times = s_variants.ToDictionary(variant => variant, _ => new List<(double Build, double Compiler)>());

        // The first turn starts the compiler server and is not counted. Each turn begins with another variant.
        for (int turn = 0; turn <= turns; turn++)
        {
            for (int i = 0; i < s_variants.Length; i++)
            {
                string variant = s_variants[(turn + i) % s_variants.Length];
                (double Build, double Compiler) time = Build(project, variant);
                if (turn > 0) times[variant].Add(time);
            }
        }

        var table = new Table().AddColumns("", "build, median", "build, least", "compiler, median", "compiler, least");
        foreach (string variant in s_variants)
        {
            table.AddRow([variant, .. new[] { times[variant].Select(time => time.Build).Order().ToArray(), times[variant].Select(time => time.Compiler).Order().ToArray() }.SelectMany(sorted => new[] { Seconds(Median(sorted)), Seconds(sorted[0]) })]);
        }

        AnsiConsole.Write(table);
        double Added(Func<(double Build, double Compiler), double> part) => Median([.. times[s_variants[2]].Zip(times[s_variants[1]], (with, without) => part(with) / part(without)).Order()]) - 1;
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The analyzers add {Added(time => time.Build):P1} to the build and {Added(time => time.Compiler):P1} to the compiler (median of the ratios of {turns} turns)."));
        return 0;
    }

    private static (double Build, double Compiler) Build(MeasuredProject project, string variant)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-t:Rebuild", "--no-restore", "--nologo", "-v:minimal", "-clp:PerformanceSummary", $"-p:Variant={variant}"]) { WorkingDirectory = project.Folder, RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double build = watch.Elapsed.TotalSeconds;
        Match compiler = Regex.Match(output, @"^\s*(\d+) ms\s+Csc\s", RegexOptions.Multiline);
        if (process.ExitCode != 0 || !compiler.Success) throw new InvalidOperationException($"The build failed:\n{output}");
        return (build, int.Parse(compiler.Groups[1].Value, CultureInfo.InvariantCulture) / 1000.0);
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static string Seconds(double value) => value.ToString("F2", CultureInfo.InvariantCulture) + " s";
}
