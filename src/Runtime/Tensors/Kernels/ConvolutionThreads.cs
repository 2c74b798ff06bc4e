namespace SourceAutodiff.Kernels;

/// <summary>Work that is cut into parts, which may be done in any order.</summary>
internal static class ConvolutionThreads
{
    /// <summary>Below this many operations each, further threads cost more than they bring.</summary>
    private const double OperationsPerThread = 2e6;

    /// <summary>How many threads are worth it.</summary>
    public static int For(double operations) => (int)Math.Clamp(operations / OperationsPerThread, 1, MatrixMultiply.Threads);

    /// <summary>Calls for ranges that together are all units.</summary>
    public static void Run(int units, int threads, Action<int, int> range)
    {
        int parts = Math.Min(units, threads);
        if (parts <= 1) range(0, units);
        else Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part => range((int)((long)units * part / parts), (int)((long)units * (part + 1) / parts)));
    }
}
