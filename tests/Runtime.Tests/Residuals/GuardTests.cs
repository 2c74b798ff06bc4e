using System.Runtime.Intrinsics;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Runtime.Tests.Residuals;

public class GuardTests
{
    [Fact]
    public void OverlappingBuffersAreNamed()
    {
        double[] memory = new double[10];
        Guard.NoOverlap<double>(memory.AsSpan(0, 5), memory.AsSpan(5), "a", "b");
        var exception = Assert.Throws<ArgumentException>(() => Guard.NoOverlap<double>(memory.AsSpan(0, 6), memory.AsSpan(5), "gradX", "x"));
        Assert.StartsWith("'gradX' and 'x' share memory. 'gradX' is written, so it must not overlap any other buffer.", exception.Message);
        Assert.Equal("gradX", exception.ParamName);
    }

    [Fact]
    public void LongerBuffersAreCutAndShorterOnesNamed()
    {
        double[] memory = new double[10];
        Assert.Equal(4, Guard.Matching(memory.AsSpan(), 4, "gradX", "x").Length);
        Assert.Equal(4, Guard.Matching<double>(new ReadOnlySpan<double>(memory), 4, "xTangent", "x").Length);
        var exception = Assert.Throws<ArgumentException>(() => Guard.Matching(memory.AsSpan(), 11, "gradX", "x"));
        Assert.StartsWith("'gradX' has 10 elements but 'x' has 11: it needs one for each element of 'x'.", exception.Message);
    }

    [Fact]
    public void AJacobianThatDoesNotFitSaysItsShape()
    {
        Assert.Equal(6, Guard.Jacobian(new double[8].AsSpan(), 2, 3, "jacobian").Length);
        var exception = Assert.Throws<ArgumentException>(() => Guard.Jacobian(new double[5].AsSpan(), 2, 3, "jacobian"));
        Assert.StartsWith("'jacobian' has 5 elements but the Jacobian has 2 rows (outputs) and 3 columns (inputs), so it needs 6.", exception.Message);
    }

    [Theory]
    [InlineData(0, 10, 3, 9)]
    [InlineData(0, 9, 3, 6)]
    [InlineData(0, 0, 3, -3)]
    [InlineData(5, 1, 3, 2)]
    [InlineData(10, 0, -3, 1)]
    [InlineData(9, 0, -3, 3)]
    [InlineData(0, 0, -2, 2)]
    [InlineData(0, 4, -2, 2)]
    [InlineData(-5, int.MaxValue, 2, int.MaxValue - 2)]
    public void LastIndexIsWhereTheLoopEnds(int start, int end, int step, int expected) =>
        Assert.Equal(expected, Loops.LastIndex(start, end, step));

    [Fact]
    public void SeedsSitInTheirLanes()
    {
        var tangents = new Vector512<double>[4];
        tangents.AsSpan().Fill(Vector512.Create(7.0));
        Lanes.Seed(tangents, -2);
        Assert.Equal(Vector512<double>.Zero, tangents[1]);
        Assert.Equal(1.0, tangents[2].GetElement(0));
        Assert.Equal(1.0, tangents[3].GetElement(1));
        Assert.Equal(Vector512<double>.Zero, Lanes.SeedDouble(8));

        double[] row = new double[10];
        Lanes.Scatter(Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8), row.AsSpan(1, 9));
        Assert.Equal([0.0, 1, 2, 3, 4, 5, 6, 7, 8, 0], row);
        Assert.Equal(Vector256.Create(1f, 2, 3, 4, 5, 6, 7, 8), Lanes.ToSingle(Lanes.ToDouble(Vector256.Create(1f, 2, 3, 4, 5, 6, 7, 8))));
    }

    [Fact]
    public void ObjectsAndRowsAreToldApart()
    {
        double[] row = [1, 2], other = [3];
        Guard.NotSame(row, other, "a", "b");
        Guard.NotSame(null, null, "a", "b");
        Assert.Contains("'gradA' and 'a' are the same object", Assert.Throws<ArgumentException>(() => Guard.NotSame(row, row, "gradA", "a")).Message, StringComparison.Ordinal);
        Guard.Distinct<double[]>([row, other], "rows");
        Assert.Contains("'rows[0]' and 'rows[2]'", Assert.Throws<ArgumentException>(() => Guard.Distinct<double[]>([row, other, row], "rows")).Message, StringComparison.Ordinal);
        Guard.NoOverlap<double>([row], other, "rows", "x");
        Assert.Throws<ArgumentException>(() => Guard.NoOverlap<double>([other, row], row.AsSpan(1), "rows", "x"));
    }

    [Fact]
    public void ShapesHaveToFit()
    {
        Guard.SameShape(new double[2, 3], new double[2, 3], "gradA", "a");
        Assert.Contains("length 4 in dimension 1 but 'a' has 3", Assert.Throws<ArgumentException>(() => Guard.SameShape(new double[2, 4], new double[2, 3], "gradA", "a")).Message, StringComparison.Ordinal);
        Guard.SameRows<double>([[1, 2], [3]], [[1], null!], "gradA", "a");
        Assert.Contains("'gradA[1]' has 1 elements but 'a[1]' has 2", Assert.Throws<ArgumentException>(() => Guard.SameRows<double>([[1], [2]], [[1], [2, 3]], "gradA", "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Guard.AsLong<string>([], ["a"], "gradA", "a"));
    }
}
