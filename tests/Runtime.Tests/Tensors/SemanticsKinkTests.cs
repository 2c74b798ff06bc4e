using System.Globalization;
using System.Text.RegularExpressions;
using static SourceAutodiff.Runtime.Tests.Tensors.SemanticsAssert;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Values and gradients where functions have no derivative, overflow, or get NaN: each row of the table with "at".</summary>
public partial class SemanticsKinkTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_functions = new()
    {
        ["relu"] = x => x.Relu(),
        ["abs"] = x => x.Abs(),
        ["sign"] = x => x.Sign(),
        ["sqrt"] = x => x.Sqrt(),
        ["rsqrt"] = x => x.Rsqrt(),
        ["log"] = x => x.Log(),
        ["log1p"] = x => x.Log1p(),
        ["reciprocal"] = x => x.Reciprocal(),
        ["pow(x,2)"] = x => x.Pow(2),
        ["pow(x,0)"] = x => x.Pow(0),
        ["pow(x,1)"] = x => x.Pow(1),
        ["pow(x,0.5)"] = x => x.Pow(0.5),
        ["pow(x,-1)"] = x => x.Pow(-1),
        ["pow(x,3)"] = x => x.Pow(3),
        ["pow(2.0, x) (scalar base)"] = x => Tensor.Pow(2.0, x),
        ["pow(0.0, x) (scalar base 0)"] = x => Tensor.Pow(0.0, x),
        ["clamp(x,-1,1)"] = x => x.Clamp(-1, 1),
        ["clamp_min(x,0)"] = x => x.ClampMin(0),
        ["relu6"] = x => x.Relu6(),
        ["leaky_relu(0.1)"] = x => x.LeakyRelu(0.1),
        ["elu"] = x => x.Elu(),
        ["gelu"] = x => x.Gelu(),
        ["silu"] = x => x.Silu(),
        ["softplus (beta 1, threshold 20)"] = x => x.Softplus(1, 20),
        ["sigmoid"] = x => x.Sigmoid(),
        ["tanh"] = x => x.Tanh(),
        ["logsigmoid"] = x => x.Logsigmoid(),
        ["asin"] = x => x.Asin(),
        ["acos"] = x => x.Acos(),
        ["atanh"] = x => x.Atanh(),
        ["acosh"] = x => x.Acosh(),
        ["floor"] = x => x.Floor(),
        ["round (half to even)"] = x => x.Round(),
        ["frac"] = x => x.Frac(),
        ["remainder(x,3)"] = x => x.Remainder(3),
        ["fmod(x,3)"] = x => x.Fmod(3),
        ["norm() (L2) at zero vector"] = x => x.Norm(),
        ["norm(p=1)"] = x => x.Norm(1),
        ["linalg.vector_norm(ord 1)"] = x => x.Norm(1),
        ["linalg.vector_norm(ord 3) at zero"] = x => x.Norm(3),
        ["hardsigmoid"] = x => x.Hardsigmoid(),
        ["hardswish"] = x => x.Hardswish(),
        ["selu"] = x => x.Selu(),
        ["softshrink(0.5)"] = x => x.Softshrink(0.5),
        ["hardshrink(0.5)"] = x => x.Hardshrink(0.5),
        ["threshold(x,0,-7)"] = x => x.Threshold(0, -7),
        ["celu"] = x => x.Celu(),
        ["mish"] = x => x.Mish(),
        ["norm(p=inf) with ties"] = x => x.Norm(double.PositiveInfinity),
        ["linalg.vector_norm ord 2 zero"] = x => x.Norm(2),
        ["std() of constant"] = x => x.Std(),
        ["var() of one element"] = x => x.Var(),
        ["std() of one element"] = x => x.Std(),
        ["max() full reduction with ties"] = x => x.Max(),
        ["min() full reduction with ties"] = x => x.Min(),
        ["max(dim 0).values with ties"] = x => x.Max(0).Values,
        ["amax(dim 0) with ties"] = x => x.Amax([0]),
        ["amin(dim 0) with ties"] = x => x.Amin([0]),
        ["median() with even count"] = x => x.Median(),
        ["median() with ties"] = x => x.Median(),
        ["max() with NaN"] = x => x.Max(),
        ["prod with one zero"] = x => x.Prod(),
        ["prod with two zeros"] = x => x.Prod(),
        ["cumprod with zero"] = x => x.Cumprod(0),
        ["cummax ties"] = x => x.Cummax(0).Values,
        ["topk(2).values ties"] = x => x.Topk(2).Values,
        ["logsumexp of all -inf"] = x => x.LogSumExp(0),
        ["softmax of all -inf"] = x => x.Softmax(0),
        ["logsumexp with one -inf"] = x => x.LogSumExp(0),
        ["atan2(y,0) at y"] = x => x.Atan2(Tensor.ZerosLike(x)),
        ["xlogy(x, 0)"] = x => x.Xlogy(Tensor.ZerosLike(x)),
        ["x.hypot(0)"] = x => x.Hypot(Tensor.ZerosLike(x)),
        ["lgamma at poles"] = x => x.Lgamma(),
        ["digamma at poles"] = x => x.Digamma(),
        ["sinc"] = x => x.Sinc(),
        ["nan_to_num"] = x => x.NanToNum(),
        ["where(x>0, sqrt(x), 0) — NaN trap"] = x => Tensor.Where(x > 0, x.Sqrt(), 0.0),
        ["masked sqrt(x).masked_fill"] = x => x.Sqrt().MaskedFill(x.Detach().Eq(0), 0.0),
    };

    public static IEnumerable<object[]> Rows() =>
    [
        .. SemanticsRows.All().Where(row => row.Number is >= 112 and <= 193).Select(row => (row.Statement, Point().Match(row.Statement), Answer().Match(row.Answer)))
            .Where(row => row.Item2.Success && row.Item3.Success && s_functions.ContainsKey(row.Item2.Groups[1].Value))
            .Select(row => new object[] { row.Item2.Groups[1].Value, row.Item2.Groups[2].Value, row.Item3.Groups[1].Value, row.Item3.Groups[2].Value }),
    ];

    /// <summary>The table has six digits.</summary>
    [Theory, MemberData(nameof(Rows)), Rows("112-127, 129-131, 133-153, 155-175, 177-193")]
    public void As_libtorch_has_it(string function, string point, string value, string grad)
    {
        Tensor x = Tensor.From(Numbers(point), requiresGrad: true);
        Tensor y = s_functions[function](x);
        IsClose(Numbers(value), y);
        y.Sum().Backward();
        IsClose(Numbers(grad), x.Grad!);
    }

    [Fact]
    public void Each_row_of_the_list_is_in_the_table() =>
        Assert.Equal(s_functions.Keys.Order(), Rows().Select(row => (string)row[0]).Distinct().Order());

    [Fact, Rows("132, 154")]
    public void Hardtanh_is_flat_from_its_bounds_on()
    {
        Tensor x = Leaf(-2, -1, 0, 1, 2);
        Is(x.Hardtanh(), -1, -1, 0, 1, 1);
        x.Hardtanh().Sum().Backward();
        Assert.Equal([0.0, 0, 1, 0, 0], x.Grad!.ToArray<double>());
    }

    [Fact, Rows("128")]
    public void A_power_of_tensors()
    {
        Tensor b = Leaf(0, 0, 0, -1, 2), e = Leaf(0, 1, -1, 2, 3), y = b.Pow(e);
        Is(y, 1, 0, double.PositiveInfinity, 1, 8);
        y.Sum().Backward();
        Is(b.Grad, 0, 1, double.NegativeInfinity, -2, 12);
        IsClose([0, 0, double.NegativeInfinity, double.NaN, 5.54518], e.Grad!);
    }

    [Fact, Rows("176")]
    public void Sorting_keeps_ties_in_their_order()
    {
        Tensor x = Leaf(2, 2, 1), y = x.Sort().Values;
        Is(y, 1, 2, 2);
        (y * Tensor.From([1.0, 10, 100])).Sum().Backward();
        Is(x.Grad, 10, 100, 1);
    }

    [Fact, Rows("194-197")]
    public void The_larger_and_the_smaller_of_two()
    {
        Both((a, b) => a.Maximum(b), [1, 2, 3], [2, 2, 2], [2, 2, 3], [0, 0.5, 1], [1, 0.5, 0]);
        Both((a, b) => a.Minimum(b), [1, 2, 3], [2, 2, 2], [1, 2, 2], [1, 0.5, 0], [0, 0.5, 1]);
        Both((a, b) => a.Fmax(b), [1, 2, double.NaN], [2, 2, 2], [2, 2, 2], [0, 1, 0], [1, 0, 1]);
        Both((a, b) => a.Maximum(b), [double.NaN, 1], [1, double.NaN], [double.NaN, double.NaN], [1, 1], [1, 1]);
    }

    private static void Both(Func<Tensor, Tensor, Tensor> function, double[] a, double[] b, double[] value, double[] gradA, double[] gradB)
    {
        (Tensor x, Tensor y) = (Leaf(a), Leaf(b));
        Tensor z = function(x, y);
        Is(z, value);
        z.Sum().Backward();
        Is(x.Grad, gradA);
        Is(y.Grad, gradB);
    }

    private static void IsClose(double[] expected, Tensor tensor)
    {
        double[] got = tensor.Detach().ToArray<double>();
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++)
        {
            bool isSame = expected[i].Equals(got[i]) || expected[i] == got[i] || Math.Abs(expected[i] - got[i]) <= 5e-6 * Math.Abs(expected[i]);
            Assert.True(isSame, $"expected {string.Join(", ", expected)}, got {string.Join(", ", got)}");
        }
    }

    private static double[] Numbers(string list) => [.. list.Split(',').Select(text => text.Trim() switch
    {
        "NaN" or "nan" => double.NaN,
        "inf" or "Infinity" => double.PositiveInfinity,
        "-inf" or "-Infinity" => double.NegativeInfinity,
        "1.79769E+308" => double.MaxValue,
        string number => double.Parse(number, CultureInfo.InvariantCulture),
    })];

    [GeneratedRegex(@"^(.*) at ([-\w.,+]+)$")]
    private static partial Regex Point();

    [GeneratedRegex(@"^value float64\[\d*\] \{(.*?)\}; grad float64\[\d*\] \{(.*?)\}$")]
    private static partial Regex Answer();
}
