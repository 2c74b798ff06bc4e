using DerivativeTests.Corpus;

namespace DerivativeTests;

public class OverlapTests
{
    /// <summary>Numbers that carry no derivative decide which ones do.</summary>
    [Fact]
    public void Integers_that_are_written_are_no_other_argument()
    {
        int[] order = [1, 0, 2];
        double[] x = [1, 2, 3], gradX = new double[3];
        Assert.Throws<ArgumentException>(() => IntegerWork.ReorderedBackward(x, order, order, 1, gradX));
        Assert.Equal([1, 0, 2], order);
        IntegerWork.ReorderedBackward(x, order, new int[3], 1, gradX);
        Assert.Equal([8, 4, 12], gradX);
    }
}
