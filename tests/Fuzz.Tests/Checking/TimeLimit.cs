using System.Runtime;
using SourceAutodiff.Fuzz.Tests.Writing;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>For programs that may never end: a loop of theirs, or one of their derivative.</summary>
internal static class TimeLimit
{
    /// <summary>Ends the action when the time is over, and says whether it came to its own end.</summary>
    public static bool Ends(TimeSpan time, Action action)
    {
        using var source = new CancellationTokenSource(time);
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
    public static Timer Watch(TimeSpan time, IReadOnlyList<FuzzProgram> programs, string known = "") => new(_ => Hangs(time, programs, known), null, time, Timeout.InfiniteTimeSpan);

    private static void Hangs(TimeSpan time, IReadOnlyList<FuzzProgram> programs, string known)
    {
        foreach (FuzzProgram program in programs)
        {
            var alone = new Thread(() => Batch.Run([program]), 16 << 20) { IsBackground = true };
            alone.Start();
            if (!alone.Join(TimeSpan.FromSeconds(40))) Environment.FailFast($"{known}\nseed {program.Seed} does not come to an end:\n{program.Text}");
        }

        Environment.FailFast($"{known}\nthe seeds {programs[0].Seed} to {programs[^1].Seed} take more than {time}, though each of them alone ends");
    }
}
