using SourceAutodiff.Residuals;

namespace SourceAutodiff.Runtime.Tests.Residuals;

public class ResidualStackTests
{
    [Fact]
    public void PopsInTheOppositeOrderAcrossGrowth()
    {
        using var scope = ResidualMemory.Enter<int>();
        ResidualStack<int> stack = scope.NewStack();
        ResidualStack<int> interleaved = scope.NewStack();
        for (int i = 0; i < 10_000; i++)
        {
            stack.Push(i);
            interleaved.Push(-i);
        }

        for (int i = 9_999; i >= 0; i--)
        {
            Assert.Equal(i, stack.Pop());
            Assert.Equal(-i, interleaved.Pop());
        }
    }

    [Fact]
    public void AClearedStackStartsAgain()
    {
        using var scope = ResidualMemory.Enter<int>();
        ResidualStack<int> stack = scope.NewStack();
        stack.Push(1);
        stack.Clear();
        stack.Push(2);
        Assert.Equal(2, stack.Pop());
        bool empty = false;
        try
        {
            stack.Pop();
        }
        catch (InvalidOperationException)
        {
            empty = true;
        }

        Assert.True(empty);
    }

    [Fact]
    public void ScratchMemoryIsUsedAgainAndGrows()
    {
        using var scope = ResidualMemory.Enter<double>();
        ScratchBuffer<double> scratch = scope.NewScratch();
        Span<double> first = scratch.Get(100);
        first.Fill(3);
        Span<double> second = scratch.GetZeroed(50);
        Assert.True(first.Overlaps(second));
        Assert.Equal(50, second.Length);
        Assert.Equal(0, second[49]);
        Assert.Equal(3, first[50]);
        Span<double> other = scope.Rent(10);
        Assert.Equal(1000, scratch.Get(1000).Length);
        Assert.False(scratch.Get(1000).Overlaps(other));
    }
}
