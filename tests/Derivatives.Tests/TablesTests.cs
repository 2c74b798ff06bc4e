using DerivativeTests.Corpus;

namespace DerivativeTests;

public class TablesTests
{
    /// <summary>What is constant to the derivative must not change under it.</summary>
    [Fact]
    public void A_table_is_no_argument_that_is_written()
    {
        double gradK = 0;
        Assert.Throws<ArgumentException>(() => Tables.BesideAWrittenBufferBackward(Tables.Weights, 0.5, new double[4], ref gradK));
        Assert.Equal(0.347854845137454, Tables.Weights[0]);
    }
}
