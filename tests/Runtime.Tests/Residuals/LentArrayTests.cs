using SourceAutodiff.Residuals;

namespace SourceAutodiff.Runtime.Tests.Residuals;

public class LentArrayTests
{
    [Fact]
    public void An_array_that_was_given_back_is_lent_again_to_who_wants_that_length()
    {
        float[] first = ResidualMemory.Lend<float>([1, 2, 3]);
        float[] second = ResidualMemory.Lend<float>([4, 5, 6]);
        Assert.Equal([1, 2, 3], first);
        Assert.NotSame(first, second);
        ResidualMemory.Return(first);
        Assert.Equal(2, ResidualMemory.Lend<float>([7, 8]).Length);
        float[] again = ResidualMemory.Lend<float>([7, 8, 9]);
        Assert.Same(first, again);
        Assert.Equal([7, 8, 9], again);
        ResidualMemory.Return(again);
        ResidualMemory.Trim();
        Assert.NotSame(again, ResidualMemory.Lend<float>([7, 8, 9]));
    }

    [Fact]
    public void Of_many_lengths_the_last_ones_are_kept()
    {
        for (int length = 0; length < 20; length++) ResidualMemory.Return(ResidualMemory.Lend<short>(new short[length]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlySpan<short> contents = stackalloc short[19];
        short[] last = ResidualMemory.Lend(contents);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(19, last.Length);
    }
}
