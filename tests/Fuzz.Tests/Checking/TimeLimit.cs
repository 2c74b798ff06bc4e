using System.Diagnostics;
using System.Runtime;
using SourceAutodiff.Fuzz.Tests.Writing;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>
/// For programs that may never end: a loop of theirs, or one of their derivative. What counts is the time that the process has computed: on a busy machine
/// the clock says nothing. That of all threads, so a limit is stricter the more threads there are.
/// </summary>
internal sealed class TimeLimit : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    /// <summary>More than that and the process is likely to be ended from outside, without a word.</summary>
    private static readonly long s_memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private readonly TimeSpan _end;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Action _over;
    private readonly Timer _timer;

    private TimeLimit(TimeSpan time, Action over)
    {
        _end = Environment.CpuUsage.TotalTime + time;
        _over = over;
        _timer = new Timer(_ => Look(), null, s_period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the action when the time is over, and says whether it came to its own end.</summary>
    public static bool Ends(TimeSpan time, Action action)
    {
        using var source = new CancellationTokenSource();
        using var limit = new TimeLimit(time, source.Cancel);
        try
        {
#pragma warning disable SYSLIB0046 // It may leave the process in a bad state, which a test can bear.
            ControlledExecution.Run(action, source.Token);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The last resort, for what cannot be ended so, like the generator: finds the program, names it, and ends the process.</summary>
    /// <param name="known">What is to be said besides.</param>
    public static IDisposable Watch(TimeSpan time, IReadOnlyList<FuzzProgram> programs, string known = "") => new TimeLimit(time, () => Hangs(time, programs, known));

    public void Dispose() => _timer.Dispose();

    /// <summary>What waits for something that does not come computes nothing; that is given an hour.</summary>
    private void Look()
    {
        if (Environment.CpuUsage.TotalTime > _end || _clock.Elapsed > TimeSpan.FromHours(1) || GC.GetTotalMemory(false) > s_memory) _over();
        else Again();
    }

    private void Again()
    {
        try
        {
            _timer.Change(s_period, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    private static void Hangs(TimeSpan time, IReadOnlyList<FuzzProgram> programs, string known)
    {
        foreach (FuzzProgram program in programs)
        {
            var alone = new Thread(() => Batch.Run([program]), 16 << 20) { IsBackground = true };
            alone.Start();
            TimeSpan end = Environment.CpuUsage.TotalTime + (time / 3);
            while (!alone.Join(s_period))
            {
                if (Environment.CpuUsage.TotalTime > end) Environment.FailFast($"{known}\nseed {program.Seed} does not come to an end:\n{program.Text}");
            }
        }

        Environment.FailFast($"{known}\nthe seeds {programs[0].Seed} to {programs[^1].Seed} take more than {time}, though each of them alone ends");
    }
}
