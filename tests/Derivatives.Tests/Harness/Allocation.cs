namespace DerivativeTests.Harness;

/// <summary>Bytes that one call allocates at steady state: after a warm-up, with arguments that are there already.</summary>
internal static class Allocation
{
    private const int Calls = 10;

    public static long OfPrimal(MethodCase method, object[] point) => PerTenCalls(method.Call, Slots.Clone(point));

    public static long Of(MethodCase method, object[] point, string suffix)
    {
        GeneratedMember member = method.Member(suffix);
        object?[] derivatives = Engines.Derivatives(method, point, 1);
        object[] seeds = member.Seeds.Count == 0 ? [] : Engines.SeedSlots(member, new Layout(method, point), null);
        object[] arguments = member.Arguments(Slots.Clone(point), (role, index) => role == Role.Seed ? seeds[index] : derivatives[index]!);
        return PerTenCalls(member.Call, arguments);
    }

    private static long PerTenCalls(Invoker invoker, object[] arguments)
    {
        object? result = invoker.NewResult();
        long least = long.MaxValue;
        // The pool of arrays may be trimmed at any moment by the garbage collector, so the least of several runs counts.
        for (int run = 0; run < 6 && least > 0; run++)
        {
            long bytes = 0;
            for (int call = 0; call < Calls; call++)
            {
                object[] fresh = Slots.Clone(arguments);
                long before = GC.GetAllocatedBytesForCurrentThread();
                invoker.Call(fresh, result);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }

            least = Math.Min(least, bytes);
        }

        return least;
    }
}
