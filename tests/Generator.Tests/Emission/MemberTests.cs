using System.Reflection;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>Whole files: how they read, that they compile without a warning, and what they compute.</summary>
public class MemberTests
{
    private const RequestedDerivatives All = RequestedDerivatives.Jvp | RequestedDerivatives.Jacobian;

    /// <summary>y[i] = x[i] * k * x[0], and a[i] *= k in place; returns the sum of x.</summary>
    private const string InPlace = """
        func Scale(x: rospan<f64>, a: span<f64>, y: span<f64>, k: f64) -> (f64) {
          zero = const i32 0
          s0 = const f64 0
          n = length x
          first = load x[zero]
          s = for i in zero..n (s.1 = s0) {
            xi = load x[i]
            p = mul xi, k
            q = mul p, first
            store y[i], q
            s.2 = add s.1, xi
            yield s.2
          }
          m = length a
          for i.1 in zero..m {
            ai = load a[i.1]
            b = mul ai, k
            store a[i.1], b
          }
          yield s
        }
        """;

    private const string Wave = """
        func Wave(x: f64, y: f64) -> (f64, f64) {
          p = mul x, y
          s = Sin p
          c = Cos x
          yield s, c
        }
        """;

    private const string Generic = """
        func Power(x: T, w: rospan<T>) -> (T) {
          half = const T 0.5
          zero = const i32 0
          n = length w
          e = Exp x
          s0 = mul e, half
          s = for i in zero..n (s.1 = s0) {
            wi = load w[i]
            s.2 = mul s.1, wi
            yield s.2
          }
          yield s
        }
        """;

    [Fact]
    public void DecayReadsAsIfWritten() => Snapshot.Match(Emitted.Members(IrSamples.Decay), "Decay", "cs");

    [Fact]
    public void ScaleReadsAsIfWritten() => Snapshot.Match(Emitted.Members(InPlace, All), "Scale", "cs");

    [Fact]
    public void GenericReadsAsIfWritten() => Snapshot.Match(Emitted.Members(Generic, All), "Power", "cs");

    [Fact]
    public void TuplesReadAsIfWritten() => Snapshot.Match(Emitted.Members(Wave, All, "Sine", "Cosine"), "Wave", "cs");

    [Fact]
    public void MembersCompileWithoutAWarningAndAgree()
    {
        Type model = Compile(
            Emitted.Members(InPlace, All),
            "Scale(System.ReadOnlySpan<double> x, System.Span<double> a, System.Span<double> y, double k) => 0",
            "double",
            """
            public static double[] Jacobian(double[] x, double[] a, double[] y, double k)
            {
                double[] jacobian = new double[(1 + a.Length + y.Length) * (x.Length + a.Length + 1)];
                ScaleJacobian(x, a, y, k, jacobian);
                return jacobian;
            }

            public static double[] Backward(double[] x, double[] a, double[] y, double k, int row)
            {
                double[] gradX = new double[x.Length], gradA = new double[a.Length], gradY = new double[y.Length];
                double gradK = 0;
                if (row > a.Length) gradY[row - 1 - a.Length] = 1;
                else if (row > 0) gradA[row - 1] = 1;
                ScaleBackward(x, a, y, k, row == 0 ? 1 : 0, gradX, gradA, gradY, ref gradK);
                double[] all = new double[x.Length + a.Length + 1];
                gradX.CopyTo(all, 0);
                gradA.CopyTo(all, x.Length);
                all[^1] = gradK;
                return all;
            }
            """);
        foreach (int n in new[] { 1, 3, 20 })
        {
            double[] x = [.. Enumerable.Range(1, n).Select(i => 0.5 * i)], a = [2, 3], y = new double[n];
            double[] jacobian = (double[])Invoke(model, "Jacobian", x, a, y, 0.7);
            Assert.Equal([2 * 0.7, 3 * 0.7], a);
            int columns = n + 3;
            for (int row = 0; row < 1 + 2 + n; row++)
            {
                double[] backward = (double[])Invoke(model, "Backward", x, new double[] { 2, 3 }, new double[n], 0.7, row);
                Assert.Equal(backward, jacobian[(row * columns)..((row + 1) * columns)], (e, c) => Math.Abs(e - c) < 1e-12);
            }
        }
    }

    [Fact]
    public void ScalarFunctionsOfManyInputsGoByRows()
    {
        Type model = Compile(
            Emitted.Members(IrSamples.Decay, All),
            "Decay(System.ReadOnlySpan<double> x, double rate) => 0",
            "double",
            """
            public static double[] Jacobian(double[] x, double rate)
            {
                double[] jacobian = new double[x.Length + 1];
                DecayJacobian(x, rate, jacobian);
                return jacobian;
            }

            public static double[] Gradient(double[] x, double rate)
            {
                double[] gradX = new double[x.Length];
                (double value, double gradRate) = DecayValueAndGradient(x, rate, gradX);
                if (gradRate != DecayGradient(x, rate, gradX)) throw new System.InvalidOperationException();
                (double again, double tangent) = DecayJvp(x, new double[x.Length], rate, 1.0);
                if (value != again || System.Math.Abs(tangent - gradRate) > 1e-12) throw new System.InvalidOperationException();
                return [.. gradX, gradRate];
            }

            public static long Allocated(double[] x, double[] gradX)
            {
                DecayValueAndGradient(x, 0.1, gradX);
                long before = System.GC.GetAllocatedBytesForCurrentThread();
                DecayValueAndGradient(x, 0.1, gradX);
                return System.GC.GetAllocatedBytesForCurrentThread() - before;
            }
            """);
        foreach (int n in new[] { 3, 30 })
        {
            double[] x = [.. Enumerable.Range(1, n).Select(i => 0.1 * i)];
            double[] gradient = (double[])Invoke(model, "Gradient", x, 0.3);
            Assert.Equal(gradient, (double[])Invoke(model, "Jacobian", x, 0.3), (e, c) => Math.Abs(e - c) < 1e-12);
            Assert.True(gradient.All(value => value < 0));
        }

        Assert.Equal(0L, Invoke(model, "Allocated", new double[1000], new double[1000]));
    }

    [Fact]
    public void GenericMembersServeEveryPrecision()
    {
        Type model = Compile(
            Emitted.Members(Generic, All),
            "Power<T>(T x, System.ReadOnlySpan<T> w) where T : System.Numerics.IFloatingPointIeee754<T> => x",
            "T",
            """
            public static double[] Run()
            {
                double[] jacobian = new double[3], gradW = new double[2];
                float[] single = new float[3];
                PowerJacobian<double>(0.5, new double[] { 2, 3 }, jacobian);
                PowerJacobian<float>(0.5f, new float[] { 2, 3 }, single);
                double gradX = PowerGradient<double>(0.5, new double[] { 2, 3 }, gradW);
                return [.. jacobian, gradX, .. gradW, single[0]];
            }
            """);
        double e = Math.Exp(0.5) / 2;
        Assert.Equal([6 * e, 3 * e, 2 * e, 6 * e, 3 * e, 2 * e, 6 * e], (double[])Invoke(model, "Run"), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void NamesThatClashAreResolved()
    {
        const string ir = """
            func Clash(value: f64, double: f64, gradValue: f64, item2: f64, scope: f64, jacobian: f64, result: f64) -> (f64) {
              a = mul value, double
              b = mul a, gradValue
              d = mul b, item2
              e = mul d, scope
              f = mul e, jacobian
              g = mul f, result
              yield g
            }
            """;
        Type model = Compile(
            Emitted.Members(ir, All),
            "Clash(double value, double @double, double gradValue, double item2, double scope, double jacobian, double result) => 0",
            "double",
            """
            public static double Run() => ClashValueAndGradient(2, 3, 5, 7, 11, 13, 17).Item2 + ClashGradient(2, 3, 5, 7, 11, 13, 17).Item7;
            """);
        Assert.Equal((510510.0 / 2) + (510510.0 / 17), Invoke(model, "Run"));
    }

    [Fact]
    public void EveryWayThroughAJacobianGivesTheSame()
    {
        // One sweep (2 columns), several sweeps (10 columns, 2 rows) and rows (10 columns, 1 row).
        string names = string.Join(", ", Enumerable.Range(0, 10).Select(i => $"b{i}"));
        string parameters = string.Join(", ", Enumerable.Range(0, 10).Select(i => $"double b{i}"));
        string sum = $"p0 = mul b0, b1\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"p{i} = mul p{i - 1}, b{i + 1}\n"));
        string header = $"({parameters.Replace("double ", "", StringComparison.Ordinal).Replace(",", ": f64,", StringComparison.Ordinal)}: f64)";
        foreach (bool twoRows in new[] { false, true })
        {
            string ir = $"func Product{header} -> {(twoRows ? "(f64, f64)" : "(f64)")} {{\n{sum}{(twoRows ? "s = add b0, b9\nyield p8, s" : "yield p8")}\n}}";
            Type model = Compile(
                Emitted.Members(ir, RequestedDerivatives.Jacobian),
                $"Product({parameters}) => {(twoRows ? "(0, 0)" : "0")}",
                twoRows ? "(double, double)" : "double",
                $$"""
                public static double[] Run()
                {
                    double b0 = 1, b1 = 2, b2 = 1, b3 = 1, b4 = 3, b5 = 1, b6 = 1, b7 = 1, b8 = 1, b9 = 5;
                    double[] jacobian = new double[{{(twoRows ? 20 : 10)}}];
                    ProductJacobian({{names}}, jacobian);
                    return jacobian;
                }
                """);
            double[] product = [30, 15, 30, 30, 10, 30, 30, 30, 30, 6];
            double[] total = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
            Assert.Equal(twoRows ? [.. product, .. total] : product, (double[])Invoke(model, "Run"));
        }

        Type wave = Compile(
            Emitted.Members(Wave, All),
            "Wave(double x, double y) => (x, y)",
            "(double, double)",
            "public static double[] Run() { double[] jacobian = new double[4]; WaveJacobian(0.5, 2, jacobian); return jacobian; }");
        Assert.Equal([2 * Math.Cos(1), 0.5 * Math.Cos(1), -Math.Sin(0.5), 0], (double[])Invoke(wave, "Run"), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    private static Type Compile(string members, string primal, string result, string calls) =>
        Emitted.Compile(
            members,
            $$"""
            #nullable enable
            #pragma warning disable CS1591
            namespace Tests;

            public static partial class Model
            {
                public static {{result}} {{primal}};

                {{calls}}
            }
            """).GetType("Tests.Model")!;

    private static object Invoke(Type model, string method, params object[] arguments) =>
        model.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
}
