namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>LINQ over numbers does what .NET does, bit for bit, with the same exceptions.</summary>
public class QuerySemanticsTests
{
    private static readonly object[][] Arguments =
    [
        [1.5, -0.25, 3, new double[] { 0.5, 2.25, -1, 4 }],
        [-2.0, 7.0, 0, new double[] { 1, 1, 1, 1, 1 }],
        [0.0, 3.0, 4, new double[] { -3, -2, 5, 0.125 }],
        [10.0, 0.5, 6, new double[] { 0.1, 20, 0.3, 40, 0.5, 60, 0.7 }],
        [3.0, 3.0, 2, new double[] { -0.0, 0 }],
        [1e-3, 1e3, 5, Array.Empty<double>()],
        [double.NaN, 1.0, 3, new double[] { 1, double.NaN, 2 }],
        [double.NaN, 1.0, -1, new double[] { double.NaN, 4, double.NaN, 3 }],
    ];

    [Theory]
    [InlineData("return a.Sum() + a.Sum(v => v * x);")]
    [InlineData("return a.Average();")]
    [InlineData("return a.Average(v => v / x);")]
    [InlineData("return a.Min();")]
    [InlineData("return a.Max();")]
    [InlineData("return a.Max(v => v * y) - a.Min(v => v * y);")]
    [InlineData("return a.Select(v => v * x + y).Sum();")]
    [InlineData("return a.Select((v, i) => v * i).Sum();")]
    [InlineData("return a.Where(v => v > 0.4).Select(v => v * x).Sum();")]
    [InlineData("return a.Where(v => v > 0.4).Average();")]
    [InlineData("return a.Where(v => v < 0).Max();")]
    [InlineData("return a.Zip(a.Skip(1), (p, q) => p * q - x).Sum();")]
    [InlineData("return a.Aggregate((p, q) => p * x + q);")]
    [InlineData("return a.Aggregate(y, (p, q) => p * x + q);")]
    [InlineData("return a.Count(v => v > 1) + 10 * a.Count();")]
    [InlineData("return (a.Any() ? 1 : 0) + (a.Any(v => v > 3) ? 2 : 0) + (a.All(v => v > 0) ? 4 : 0);")]
    [InlineData("return a.First();")]
    [InlineData("return a.Last();")]
    [InlineData("return a.First(v => v > 1);")]
    [InlineData("return a.Last(v => v > 1);")]
    [InlineData("return a.ElementAt(n);")]
    [InlineData("return a.Skip(n - 2).Take(2).Sum();")]
    [InlineData("return a.Where(v => v > 0).Skip(1).Take(n - 1).Sum();")]
    [InlineData("return a.TakeWhile(v => v > 0).Sum() + a.SkipWhile(v => v < 20).Sum();")]
    [InlineData("return Enumerable.Range(0, 100).Select(i => a[i]).TakeWhile(v => v < 3).Sum();")]
    [InlineData("return Enumerable.Range(0, 100).Select(i => a[i]).First(v => v < 3);")]
    [InlineData("return Enumerable.Range(0, n).Select(i => i * x).Sum();")]
    [InlineData("return Enumerable.Range(1, n).Aggregate(1.0, (p, i) => p * x / i);")]
    [InlineData("return Enumerable.Repeat(x, n).Select((v, i) => v * i).Sum();")]
    [InlineData("return Enumerable.Reverse(a).Aggregate(0.0, (p, q) => p * x + q);")]
    [InlineData("return Enumerable.Range(0, n).Max() + Enumerable.Range(0, n).Min(i => -i);")]
    [InlineData("double[] b = a.Select(v => v * x).ToArray(); b[0] += 1; return b[0] + a[0] + b.Length;")]
    [InlineData("double[] b = a.Where(v => v > 0).ToArray(); return b.Length + b.Sum();")]
    [InlineData("var q = a.Select(v => v * x); x = 2; a[0] = 5; return q.Sum() + q.Max();")]
    [InlineData("double s = 0; for (int i = 0; i < 2; i++) { var q = a.Where(v => v > i); s += q.Sum() * q.Count(); } return s;")]
    [InlineData("return a.Sum(v => a.Where(w => w <= v).Sum(w => w * x));")]
    [InlineData("IEnumerable<double> q = a; if (n > 9) return x; q = q.Skip(n / 3); return q.Sum();")]
    [InlineData("float f = a.Select(v => (float)v).Sum(); return f + a.Select(v => (float)v).Average();")]
    [InlineData("return a.Sum(v => { double s = 0; for (int i = 0; i < n; i++) { if (s > 50) break; s += v * i; } return s; });")]
    public void In_one_method(string body) => Snippet.Body(body).ExpectSameAsCompiled(Arguments);

    [Theory]
    [InlineData("SAD2001", "double s = 0; a.Select(v => s += v).Sum(); return s;", "a.Select(v => s += v)")]
    [InlineData("SAD2001", "return a.Select((v, i) => a[i] = v * x).Sum();", "a.Select((v, i) => a[i] = v * x)")]
    [InlineData("SAD2001", "return a.Where((v, i) => i > 1).Sum();", "a.Where((v, i) => i > 1)")]
    [InlineData("SAD2002", "return a.OrderBy(v => v).First();", "a.OrderBy(v => v)")]
    [InlineData("SAD2002", "return Enumerable.Range(0, n).Sum() * x;", "Enumerable.Range(0, n).Sum()")]
    [InlineData("SAD2002", "return a.FirstOrDefault();", "a.FirstOrDefault()")]
    [InlineData("SAD2001", "return a.Where(v => v > 1).Reverse().First();", "a.Where(v => v > 1).Reverse()")]
    [InlineData("SAD2002", "IEnumerable<double> q = a; q = q.Append(x); return x;", "q.Append(x)")]
    public void Unsupported(string id, string body, string span) => Assert.Equal([$"{id} {span}"], Snippet.Body(body).Diagnostics);
}
