using System.Collections.Concurrent;
using System.Diagnostics;
using SourceAutodiff.Fuzz.Tests.Checking;
using SourceAutodiff.Fuzz.Tests.Writing;
using Xunit.Abstractions;

namespace SourceAutodiff.Fuzz.Tests;

/// <summary>
/// Random programs. SAD_FUZZ: how many; SAD_FUZZ_FIRST: the first seed; SAD_FUZZ_FEATURES: the features they may use; SAD_FUZZ_REPORT: a folder for what fails.
/// Without them: as many as two minutes allow, from a seed taken from the clock.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int BatchSize = 24;

    private static readonly Lock s_lock = new();
    private static readonly TimeSpan s_usualTime = TimeSpan.FromMinutes(2);

    [Fact]
    public void Random_programs_have_right_derivatives()
    {
        int? count = Setting("SAD_FUZZ");
        int first = Setting("SAD_FUZZ_FIRST") ?? (int)(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond % 10_000_000) * 100;
        Feature[]? allowed = Environment.GetEnvironmentVariable("SAD_FUZZ_FEATURES") is { } names ? [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Feature>)] : null;
        string? folder = Environment.GetEnvironmentVariable("SAD_FUZZ_REPORT");
        if (folder is not null) Directory.CreateDirectory(folder);
        output.WriteLine($"first seed: SAD_FUZZ_FIRST={first}");
        var verdicts = new ConcurrentBag<Verdict>();
        var clock = Stopwatch.StartNew();
        int next = first;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work, 16 << 20)).ToArray();
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();

        Verdict[] failures = [.. verdicts.Where(verdict => verdict.Outcome is Outcome.Failed or Outcome.NotCSharp).GroupBy(verdict => verdict.Kind).Select(group => group.MinBy(verdict => verdict.Program.Text.Length)!).OrderByDescending(verdict => verdict.Outcome)];
        string summary = Summary(verdicts, clock.Elapsed);
        output.WriteLine(summary);
        if (folder is not null) File.WriteAllText(Path.Combine(folder, "summary.txt"), summary);
        string[] reports = [.. failures.Take(folder is null ? 5 : 20).Select(Report)];
        if (folder is not null)
        {
            for (int i = 0; i < reports.Length; i++) File.WriteAllText(Path.Combine(folder, $"{failures[i].Program.Seed}.txt"), reports[i]);
        }

        Assert.True(failures.All(verdict => verdict.Outcome != Outcome.Failed), $"first seed: SAD_FUZZ_FIRST={first}\n{summary}\n{string.Join("\n=====\n", reports.Take(5))}");

        // What the writer gets wrong now and then says nothing about the generator; much of it, or few programs that agree, would hide what does.
        bool isFit = verdicts.Count(verdict => verdict.Outcome == Outcome.NotCSharp) * 20 <= verdicts.Count && verdicts.Count(verdict => verdict.Outcome == Outcome.Agreed) * 2 >= verdicts.Count;
        Assert.True(isFit || count < BatchSize, summary);

        void Work()
        {
            while (count is null ? clock.Elapsed < s_usualTime : Volatile.Read(ref next) < first + count)
            {
                int start = Interlocked.Add(ref next, BatchSize) - BatchSize;
                int size = count is null ? BatchSize : Math.Min(BatchSize, first + count.Value - start);
                if (size <= 0) return;
                IReadOnlyList<Verdict> batch;
                try
                {
                    FuzzProgram[] programs = [.. Enumerable.Range(start, size).Select(seed => ProgramWriter.Write(seed, allowed))];
                    if (folder is not null && programs.Length == 1) File.WriteAllText(Path.Combine(folder, $"{start}.cs"), programs[0].Text);
                    using IDisposable watch = TimeLimit.Watch(TimeSpan.FromMinutes(5), programs);
                    batch = Batch.Run(programs);
                }
                catch (Exception e)
                {
                    // An exception that leaves its thread would end the process, and the seeds would be lost.
                    batch = [new Verdict(new FuzzProgram(start, new HashSet<Feature>(), new Block()), Outcome.Failed, $"the seeds from {start} to {start + size - 1}: {e}", "", [])];
                }

                foreach (Verdict verdict in batch) verdicts.Add(verdict);
                Progress(folder, Counts(verdicts), clock.Elapsed, batch);
            }
        }
    }

    /// <summary>What a long run has come to so far, before it is over.</summary>
    private static void Progress(string? folder, string counts, TimeSpan time, IReadOnlyList<Verdict> batch)
    {
        if (folder is null) return;
        Verdict[] failed = [.. batch.Where(verdict => verdict.Outcome is Outcome.Failed or Outcome.NotCSharp)];
        foreach (Verdict verdict in batch.Count == 1 ? batch : failed) File.WriteAllText(Path.Combine(folder, $"{verdict.Program.Seed}.txt"), verdict.Report());
        IEnumerable<string> rejected = batch.Where(verdict => verdict.Outcome == Outcome.Rejected).Select(verdict => $"{verdict.Detail.Split('\n')[0]}\n");
        IEnumerable<string> lines = failed.Select(verdict => $"{verdict.Program.Seed}: {verdict.Detail.Split('\n')[0]}\n");
        lock (s_lock)
        {
            File.AppendAllText(Path.Combine(folder, "progress.txt"), $"{counts} in {time.TotalSeconds:F0} s\n{string.Concat(lines)}");
            File.AppendAllText(Path.Combine(folder, "rejected.txt"), string.Concat(rejected));
        }
    }

    /// <summary>Shrunk, if nothing happens on the way; so what is known is printed first.</summary>
    private static string Report(Verdict failure)
    {
        Console.Error.WriteLine(failure.Report());
        if (failure.Outcome == Outcome.NotCSharp) return failure.Report();
        using IDisposable watch = TimeLimit.Watch(TimeSpan.FromMinutes(3), [failure.Program], failure.Report());
        FuzzProgram smallest = new Shrinker(failure, TimeSpan.FromSeconds(30)).Run();
        Verdict again = Batch.Run([smallest])[0];
        return (again with { Program = failure.Program }).Report(smallest);
    }

    private static string Summary(IReadOnlyCollection<Verdict> verdicts, TimeSpan time)
    {
        string byId = string.Join(", ", verdicts.SelectMany(verdict => verdict.Ids).CountBy(id => id).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"));
        string byFeature = string.Join(", ", Enum.GetValues<Feature>().Select(feature =>
        {
            Verdict[] with = [.. verdicts.Where(verdict => verdict.Program.Features.Contains(feature))];
            return $"{feature} {with.Count(verdict => verdict.Outcome == Outcome.Agreed)}/{with.Length}";
        }));
        return $"{verdicts.Count} programs in {time.TotalSeconds:F0} s: {Counts(verdicts)}\nrejections: {byId}\nagreed by feature: {byFeature}";
    }

    private static string Counts(IReadOnlyCollection<Verdict> verdicts) =>
        string.Join(", ", Enum.GetValues<Outcome>().Select(outcome => $"{verdicts.Count(verdict => verdict.Outcome == outcome)} {outcome}"));

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : null;
}
