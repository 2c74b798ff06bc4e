using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Differentiation;

/// <summary>Reverse and forward mode on IR programs, run by the interpreter: they agree with each other to rounding and with central differences.</summary>
public class DerivativeTests
{
    public static IEnumerable<object[]> Names => DerivativePrograms.All.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Vjp_and_jvp_agree_with_central_differences(string name)
    {
        Function primal = IrTestText.Read(DerivativePrograms.All[name]);
        Function vjp = IrVerifier.Check(Vjp.Transform(primal, BuiltInRules.Table));
        Function jvp = IrVerifier.Check(Jvp.Transform(primal, BuiltInRules.Table, lanes: false));
        Check(primal, vjp, jvp);

        Function simplified = Simplifier.Simplify(primal);
        Check(
            primal,
            IrVerifier.Check(Simplifier.Simplify(Vjp.Transform(simplified, BuiltInRules.Table))),
            IrVerifier.Check(Simplifier.Simplify(Jvp.Transform(simplified, BuiltInRules.Table, lanes: false))));
        IrVerifier.Check(Jvp.Transform(simplified, BuiltInRules.Table, lanes: true));
    }

    private static void Check(Function primal, Function vjp, Function jvp)
    {
        var random = new Random(5);
        object[] point = [.. primal.Parameters.Select(parameter => Sample(parameter.Value.Type, random))];
        object[] direction = [.. primal.Parameters.Select(parameter => Sample(parameter.Value.Type, random))];
        object[] seeds = [.. primal.Results.Select(_ => (object)(random.NextDouble() + 0.5))];
        object[] outputSeeds = [.. point.OfType<double[]>().Select(buffer => buffer.Select(_ => random.NextDouble() + 0.5).ToArray())];

        // v · F(x)
        double Weighted(object[] at)
        {
            object[] inputs = Copy(at);
            object[] results = IrInterpreter.Run(primal, inputs);
            double sum = results.Select((result, i) => (double)result * (double)seeds[i]).Sum();
            return sum + inputs.OfType<double[]>().Select((buffer, i) => Dot(buffer, (double[])outputSeeds[i], IsWritten(primal, i))).Sum();
        }

        const double Step = 1e-6;
        double differences = (Weighted(Move(point, direction, Step)) - Weighted(Move(point, direction, -Step))) / (2 * Step);

        // vjp: gradients · u
        double[][] shadows = [.. outputSeeds.Select((seed, i) => IsWritten(primal, i) ? (double[])((double[])seed).Clone() : new double[((double[])seed).Length])];
        object[] primalInputs = Copy(point);
        object[] gradients = IrInterpreter.Run(vjp, [.. primalInputs, .. seeds, .. shadows]);
        double reverse = shadows.Zip(direction.OfType<double[]>(), (shadow, u) => Dot(shadow, u, true)).Sum();
        reverse += gradients.Skip(primal.Results.Count).Zip(direction.OfType<double>(), (gradient, u) => (double)gradient * u).Sum();

        // jvp: v · tangents
        object[] tangentInputs = Copy(direction.Where(d => d is not int).ToArray());
        object[] tangents = IrInterpreter.Run(jvp, [.. Copy(point), .. tangentInputs]);
        double forward = tangents.Skip(primal.Results.Count).Select((tangent, i) => (double)tangent * (double)seeds[i]).Sum();
        forward += tangentInputs.OfType<double[]>().Select((tangent, i) => Dot(tangent, (double[])outputSeeds[i], IsWritten(primal, i))).Sum();

        Assert.Equal(0, (forward - reverse) / Math.Max(1, Math.Abs(forward)), 1e-12);
        Assert.Equal(0, (differences - forward) / Math.Max(1, Math.Abs(forward)), 2e-7);
        Assert.NotEqual(0, forward);
        object[] afterPrimal = Copy(point);
        Assert.Equal(IrInterpreter.Run(primal, afterPrimal), gradients.Take(primal.Results.Count));
        Assert.Equal(afterPrimal, primalInputs);
    }

    [Fact]
    public void Loops_whose_residuals_can_be_recomputed_store_nothing()
    {
        Function vjp = Vjp.Transform(IrTestText.Read(DerivativePrograms.All["Dot"]), BuiltInRules.Table);
        IrWalk.ForEachOperation(vjp.Body, operation => Assert.False(operation is Allocate or NewStack));
    }

    private static bool IsWritten(Function function, int buffer)
    {
        var structure = new Structure(function);
        Value parameter = function.Parameters.Select(p => p.Value).Where(value => value.Type.IsRealBuffer).ElementAt(buffer);
        return structure.Operations.OfType<Store>().Any(store => structure.Root(store.Buffer) == parameter);
    }

    private static double Dot(double[] a, double[] b, bool counts) => counts ? a.Zip(b, (x, y) => x * y).Sum() : 0;

    private static object Sample(IrType type, Random random) => type switch
    {
        BufferType => Enumerable.Range(0, 6).Select(_ => 0.5 + random.NextDouble()).ToArray(),
        { IsReal: true } => 0.6 + random.NextDouble(),
        _ => 3,
    };

    private static object[] Copy(object[] values) => [.. values.Select(value => value is double[] buffer ? buffer.Clone() : value)];

    private static object[] Move(object[] point, object[] direction, double step) =>
    [
        .. point.Zip(direction, (p, u) => p switch
        {
            double[] buffer => buffer.Zip((double[])u, (x, d) => x + (step * d)).ToArray(),
            double x => (object)(x + (step * (double)u)),
            _ => p,
        }),
    ];
}
