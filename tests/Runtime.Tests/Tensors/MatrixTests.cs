using static SourceAutodiff.Runtime.Tests.Tensors.LinalgDifferences;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Products: beside the golden cases, against sums written out, for all layouts, types and empty tensors.</summary>
public class MatrixTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(17, 33, 19)]
    [InlineData(64, 70, 65)]
    public void Products_of_all_layouts(int m, int k, int n)
    {
        Tensor a = Numbers(1, m, k), b = Numbers(2, k, n);
        double[] expected = Product(a, b);
        Tensor[] lefts = [a, a.T().Contiguous().T(), Numbers(3, 2 * m, k).Slice(0, 0, int.MaxValue, 2), Tensor.Stack([a, a], 2)[.., .., 0]], rights = [b, b.T().Contiguous().T(), Tensor.Stack([b, b], 2)[.., .., 1]];
        foreach (Tensor left in lefts)
        {
            left.CopyInPlace(a);
            foreach (Tensor right in rights)
            {
                Close(expected, left.Mm(right).ToArray<double>(), 1e-12);
                Close(expected, left.Unsqueeze(0).Bmm(right.Unsqueeze(0)).ToArray<double>(), 1e-12);
                Close(expected, left.To(DType.Float32).Matmul(right.To(DType.Float32)).To(DType.Float64).ToArray<double>(), 1e-4);
            }
        }

        Close(Product(a, b[.., ..1]), a.Mv(b[.., 0]).ToArray<double>(), 1e-12);
    }

    [Fact]
    public void Integers_wrap_and_half_precision_is_summed_in_single()
    {
        Tensor a = Tensor.From([100, 100, 1, 2], [2, 2]).To(DType.UInt8);
        Assert.Equal([unchecked((byte)10100), unchecked((byte)10200), 102, 104], a.Mm(a).ToArray<byte>());
        Assert.Equal(DType.Int32, Tensor.Ones([2, 2], DType.Int32).Matmul(Tensor.Ones([2], DType.Int32)).DType);
        Tensor h = Tensor.Ones([1, 4096], DType.Float16);
        Assert.Equal(4096, h.Mm(h.T()).Item());
    }

    [Fact]
    public void Empty_products()
    {
        Tensor a = Tensor.Zeros([2, 0], DType.Float64, requiresGrad: true), b = Tensor.Zeros([0, 3], DType.Float64, requiresGrad: true);
        Assert.Equal(new double[6], a.Mm(b).ToArray<double>());
        a.Matmul(b).Sum().Backward();
        Assert.Equal([0, 3], b.Grad!.Shape);
        Assert.Equal([0, 2, 4], Tensor.Zeros([0, 2, 3]).Matmul(Tensor.Zeros([3, 4])).Shape);
        Assert.Equal(0, Tensor.Zeros([0]).Dot(Tensor.Zeros([0])).Item());
        Assert.Equal([1.0, 1, 1, 1, 1, 1], Tensor.Ones([3], DType.Float64).Addmm(a.Detach(), b.Detach()).ToArray<double>());
    }

    [Fact]
    public void What_is_multiplied_by_zero_may_be_NaN()
    {
        Tensor nan = Tensor.Full([2, 2], double.NaN, DType.Float64), one = Tensor.Eye(2, dtype: DType.Float64);
        Assert.Equal([1.0, 0, 0, 1], nan.Addmm(one, one, beta: 0).ToArray<double>());
        Assert.Equal([2.0, 0, 0, 2], nan[0].Addmm(one, one, beta: 0, alpha: 2).ToArray<double>());
    }

    [Fact]
    public void Only_what_a_gradient_needs_is_saved()
    {
        Tensor x = Tensor.Ones([2, 2]), w = Tensor.Ones([2, 2], requiresGrad: true), y = x.Mm(w);
        using (Autograd.NoGrad()) w.AddInPlace(1);
        y.Sum().Backward();
        Assert.Equal([2f, 2, 2, 2], w.Grad!.ToArray<float>());
    }

    [Theory]
    [InlineData("ij,jk", "ik")]
    [InlineData("ba", "ab")]
    [InlineData("ii", "")]
    [InlineData("i,j,k", "ijk")]
    [InlineData("ij,ij", "")]
    public void An_equation_without_arrow_has_its_indices_in_order(string equation, string output)
    {
        Tensor[] operands = [.. equation.Split(',').Select((part, i) => Numbers(i, [.. part.Select(_ => 2)]))];
        Tensor implied = Tensor.Einsum(equation, operands), written = Tensor.Einsum($"{equation} -> {output}", operands);
        Assert.Equal(output.Length, implied.Rank);
        Close(written.ToArray<double>(), implied.ToArray<double>(), 1e-15);
    }

    [Theory]
    [InlineData("iji->j")]
    [InlineData("...i,...i->...")]
    [InlineData("...i->i...")]
    [InlineData("ijk,lij,k->li")]
    [InlineData("aab,bcc->ac")]
    [InlineData("i...,i...->...")]
    [InlineData("ij,kl->")]
    public void Equations_have_gradients(string equation)
    {
        Tensor[] operands = [.. equation.Split("->")[0].Split(',').Select((part, i) => Numbers(i, [.. part.Replace("...", "xy").Select(_ => 2)]))];
        Check(xs => Tensor.Einsum(equation, [.. xs.Select(x => x * x)]), operands);
    }

    [Fact]
    public void Ellipses_broadcast()
    {
        Tensor a = Numbers(1, 3, 1, 2), b = Numbers(2, 4, 2);
        Tensor result = Tensor.Einsum("...i,...i->...", a, b);
        Assert.Equal([3, 4], result.Shape);
        Close((a * b).Sum([-1]).ToArray<double>(), result.ToArray<double>(), 1e-14);
    }

    [Fact]
    public void Other_products()
    {
        Tensor a = Numbers(1, 2, 3), b = Numbers(2, 4, 3);
        Close(a.Mm(b.T()).ToArray<double>(), a.Inner(b).ToArray<double>(), 1e-14);
        Close(a.Mm(b.T()).ToArray<double>(), Tensor.TensorDot(a, b, [1], [-1]).ToArray<double>(), 1e-14);
        Assert.Equal([4, 18], a.Kron(Numbers(3, 2, 6)).Shape);
        Assert.Equal([2, 6], a.Kron(Numbers(3, 2)).Shape);
        Tensor batch = Numbers(4, 5, 2, 3), other = Numbers(5, 5, 3, 2), sum = Numbers(6, 2, 2);
        Close((sum + batch.Bmm(other).Sum([0])).ToArray<double>(), sum.Addbmm(batch, other).ToArray<double>(), 1e-14);
        Assert.Equal(DType.Int64, Tensor.Ones([2, 2], DType.Int32).Trace().DType);
        Check(xs => (xs[0] * xs[0]).Trace() * xs[0], Numbers(7, 2, 3));
        Check(xs => Functional.Linear(xs[0] * xs[0], xs[1], xs[2]), Numbers(1, 2, 2, 3), Numbers(2, 4, 3), Numbers(3, 4));
        Check(xs => Functional.Linear(xs[0] * xs[0], xs[1]), Numbers(1, 3), Numbers(2, 4, 3));
        Check(xs => xs[0].Matmul(xs[1] * xs[1]), Numbers(1, 3), Numbers(2, 2, 3, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(double.PositiveInfinity)]
    public void Distances(double p)
    {
        Tensor a = Numbers(1, 2, 3, 2), b = Numbers(2, 4, 2);
        Check(xs => Tensor.Cdist(xs[0], xs[1], p), p is not (0 or 1), a, b);
        Tensor x = Tensor.From([1.0, 2], [1, 2]).SetRequiresGrad();
        Tensor.Cdist(x, x.Detach(), p).Sum().Backward();
        Assert.Equal([0.0, 0], x.Grad!.ToArray<double>());
    }

    internal static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{i}: {actual[i]} instead of {expected[i]}");
    }

    private static double[] Product(Tensor a, Tensor b)
    {
        (double[] x, double[] y) = (a.ToArray<double>(), b.ToArray<double>());
        (int m, int k, int n) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        var product = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < k; p++) product[(i * n) + j] += x[(i * k) + p] * y[(p * n) + j];
            }
        }

        return product;
    }
}
