using SourceAutodiff.Residuals;

namespace SourceAutodiff.Runtime.Tests.Residuals;

public class ResidualScopeTests
{
    [Fact]
    public void NestedScopesGiveBackWhatTheyRented()
    {
        using var outer = ResidualMemory.Enter<double>();
        Span<double> kept = outer.RentZeroed(10);
        Span<double> first = Inner(1);
        Span<double> second = Inner(2);

        Assert.True(first.Overlaps(second));
        Assert.False(kept.Overlaps(second));
        Assert.Equal(2, first[0]);

        static Span<double> Inner(double value)
        {
            using var scope = ResidualMemory.Enter<double>();
            Span<double> rented = scope.Rent(20);
            rented.Fill(value);
            return System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref rented[0], rented.Length);
        }
    }

    [Fact]
    public void EarlierSpansStayValidWhileTheMemoryGrows()
    {
        using var scope = ResidualMemory.Enter<long>();
        Span<long> small = scope.Rent(3);
        small.Fill(7);
        Span<long> large = scope.RentZeroed(1 << 20);
        large.Fill(9);
        Assert.Equal([7, 7, 7], small.ToArray());
        Assert.False(small.Overlaps(large));
    }

    [Fact]
    public void RentZeroedZeroesMemoryThatWasUsedBefore()
    {
        using (var scope = ResidualMemory.Enter<float>()) scope.Rent(100).Fill(1);
        using (var scope = ResidualMemory.Enter<float>()) Assert.All(scope.RentZeroed(100).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void NegativeCountsThrowAsArraysDo()
    {
        Assert.Throws<OverflowException>(() =>
        {
            using var scope = ResidualMemory.Enter<double>();
            scope.Rent(-1);
        });
        Assert.Throws<OverflowException>(() =>
        {
            using var scope = ResidualMemory.Enter<double>();
            ScratchBuffer<double> scratch = scope.NewScratch();
            scratch.Get(-1);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void TheSecondCallAllocatesNothing(int count)
    {
        static double Call(int count)
        {
            using var scope = ResidualMemory.Enter<double>();
            Span<double> a = scope.Rent(count);
            Span<double> b = scope.RentZeroed(count / 2);
            ResidualStack<double> stack = scope.NewStack();
            ResidualStack<double> other = scope.NewStack();
            ScratchBuffer<double> scratch = scope.NewScratch();
            double sum = 0;
            for (int i = 0; i < count; i++)
            {
                a[i] = i;
                stack.Push(i);
                if (i % 3 == 0) other.Push(-i);
                if (i < 50) sum += scratch.GetZeroed(i)[..].Length;
            }

            for (int i = count - 1; i >= 0; i--)
            {
                if (i % 3 == 0) sum += other.Pop();
                sum += stack.Pop() + a[i] + b.Length;
            }

            return sum;
        }

        // On a thread of its own: no memory from other tests.
        long allocated = -1;
        var thread = new Thread(() =>
        {
            double expected = Call(count);
            long before = GC.GetAllocatedBytesForCurrentThread();
            double actual = Call(count);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (actual != expected) allocated = -2;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void AnExceptionReleasesTheMemory()
    {
        using var outer = ResidualMemory.Enter<int>();
        Span<int> before = outer.Rent(1);
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var scope = ResidualMemory.Enter<int>();
            scope.Rent(5);
            ResidualStack<int> stack = scope.NewStack();
            stack.Pop();
        });
        Span<int> after = outer.Rent(1);
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref before[0], ref System.Runtime.CompilerServices.Unsafe.Subtract(ref after[0], 1)));
    }

    [Fact]
    public void ThreadsHaveMemoryOfTheirOwn()
    {
        Parallel.For(0, 8, worker =>
        {
            for (int repeat = 0; repeat < 200; repeat++)
            {
                using var scope = ResidualMemory.Enter<double>();
                Span<double> rented = scope.Rent(500 + (repeat * 7));
                rented.Fill(worker);
                Thread.Yield();
                Assert.DoesNotContain(rented.ToArray(), value => value != worker);
            }
        });
    }

    [Fact]
    public void TrimFreesWhatIsNotInUse()
    {
        long before = 0, after = 0, inUse = 0;
        var thread = new Thread(() =>
        {
            using (var scope = ResidualMemory.Enter<double>())
            {
                scope.Rent(1000)[0] = 5;
                ResidualMemory.Trim();
                inUse = scope.Rent(1).Length;
            }

            ResidualMemory.Trim();
            before = GC.GetAllocatedBytesForCurrentThread();
            using (var scope = ResidualMemory.Enter<double>()) scope.Rent(1000);
            after = GC.GetAllocatedBytesForCurrentThread();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(1, inUse);
        Assert.True(after - before > 8000);
    }

    /// <summary>What a nested scope needs, such as that of a recursion inside of a loop, is remembered by the outermost one.</summary>
    [Fact]
    public void A_nested_scope_that_grows_allocates_once()
    {
        long allocated = -1;
        var thread = new Thread(() =>
        {
            static void Work()
            {
                using var outer = ResidualMemory.Enter<double>();
                outer.Rent(10);
                for (int i = 0; i < 3; i++)
                {
                    using var inner = ResidualMemory.Enter<double>();
                    inner.Rent(5000);
                }
            }

            Work();
            Work();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Work();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, allocated);
    }
}
