namespace DerivativeTests.Harness;

/// <summary>Bytes that one call allocates at steady state: after a warm-up, with arguments that are there already.</summary>
internal static class Allocation
{
    private const int Calls = 10;

    public static long OfPrimal(MethodCase method, object[] point) => PerTenCalls(method.Call, Slots.Clone(point));

    public static long Of(MethodCase method, object[] point, string suffix)
    {
        GeneratedMember member = GeneratedMember.Find(method, suffix);
        object?[] derivatives = Engines.Derivatives(method, point, 1);
        object[] arguments = member.Arguments(Slots.Clone(point), (role, index) => role == Role.Seed ? Engines.SeedSlot(member, index, 1) : derivatives[index]!);
        return PerTenCalls(member.Call, arguments);
    }

    private static long PerTenCalls(Invoker invoker, object[] arguments)
    {
        object[] initial = Slots.Clone(arguments);
        object? result = invoker.NewResult();
        long least = long.MaxValue;
        // The pool of arrays may be trimmed at any moment by the garbage collector, so the least of several runs counts.
        for (int run = 0; run < 6 && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                Slots.RestoreBuffers(initial, arguments);
                invoker.Call(arguments, result);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
