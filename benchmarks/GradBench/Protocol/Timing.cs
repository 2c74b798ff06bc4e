using System.Diagnostics;
using System.Text.Json;

namespace SourceAutodiff.GradBench.Protocol;

/// <summary>The times of one evaluate message, in nanoseconds.</summary>
internal sealed class Timing
{
    private readonly List<long> _evaluate = [];
    private long _prepare;

    /// <summary>Prepares, then runs until both <paramref name="minRuns"/> and <paramref name="minSeconds"/> are reached.</summary>
    public Workload Measure(Func<Workload> prepare, int minRuns, double minSeconds)
    {
        long start = Stopwatch.GetTimestamp();
        Workload workload = prepare();
        _prepare = Nanoseconds(start, Stopwatch.GetTimestamp());

        double elapsed = 0;
        while (_evaluate.Count < minRuns || elapsed < minSeconds)
        {
            start = Stopwatch.GetTimestamp();
            workload.Run();
            long nanoseconds = Nanoseconds(start, Stopwatch.GetTimestamp());
            _evaluate.Add(nanoseconds);
            elapsed += nanoseconds * 1e-9;
        }

        return workload;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("timings");
        Write(writer, "prepare", _prepare);
        foreach (long nanoseconds in _evaluate) Write(writer, "evaluate", nanoseconds);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, long nanoseconds)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteNumber("nanoseconds", nanoseconds);
        writer.WriteEndObject();
    }

    private static long Nanoseconds(long start, long end) => (long)((end - start) * (1e9 / Stopwatch.Frequency));
}
