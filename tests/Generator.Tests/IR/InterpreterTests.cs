using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.IR;

/// <summary>The interpreter is what other tests rest on, so it is held against C# written by hand.</summary>
public class InterpreterTests
{
    [Fact]
    public void Runs_a_loop_with_an_exit()
    {
        double[] x = [0.3, 1.7, 2.9, 30];
        double s = 0, a = 1;
        foreach (double xi in x)
        {
            a *= Math.Exp(-(0.9 * xi));
            if (a < 1e-9) break;
            s += a;
        }

        Assert.Equal(s, Assert.Single(IrInterpreter.Run(IrTestText.Read(IrSamples.Decay), x, 0.9)));
    }

    [Fact]
    public void Runs_memory_stacks_and_lanes()
    {
        Function function = IrTestText.Read("""
            func F(x: span<f32>, v: lanes<f64>, w: f64) -> (f64, lanes<f64>, f32) {
              n = length x
              st = stack f64
              part = slice x[1, 2]
              for i in 0..n {
                xi = load x[i]
                d = convert f64 xi
                push st, d
              }
              s = for i.1 in 0..n step 2 reversed (s.1 = 0.0) {
                p = pop st
                s.2 = sub p, s.1
                yield s.2
              }
              e = load part[1]
              accumulate part[0], e
              l = mul w, v
              m = Sqrt e
              yield s, l, m
            }
            """);
        float[] x = [1, 2, 4];
        object[] results = IrInterpreter.Run(function, x, new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 0.5);
        Assert.Equal(-2.0, results[0]);
        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4], (double[])results[1]);
        Assert.Equal(MathF.Sqrt(4), results[2]);
        Assert.Equal([1, 6, 4], x);
    }

    [Fact]
    public void Throws_where_the_code_would()
    {
        Function function = IrTestText.Read("func F(x: f64[], n: i32) -> (f64) { xi = load x[n] yield xi }");
        Assert.Throws<IndexOutOfRangeException>(() => IrInterpreter.Run(function, new double[3], 3));
    }
}
