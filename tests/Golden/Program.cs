using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden;

/// <summary><c>dotnet run --project tests/Golden -- FILE.jsonl…</c>: prints what fails, and how many passed.</summary>
internal static class Program
{
    private static int Main(string[] files)
    {
        if (files.Length == 0)
        {
            Console.Error.WriteLine("Which golden files? dotnet run --project tests/Golden -- FILE.jsonl…");
            return 2;
        }

        var report = new Report();
        foreach (string file in files) report.Add(GoldenFile.Run(file));
        foreach (Outcome outcome in report.Failures) Console.WriteLine(outcome);
        Console.WriteLine(report);
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
