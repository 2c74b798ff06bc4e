using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Differentiation;

/// <summary>Reverse and forward mode of random programs agree to rounding, with each other and with central differences. <c>SAD_FUZZ=20000</c> for more.</summary>
public class RandomDerivativeTests
{
    private static readonly int Programs = int.TryParse(Environment.GetEnvironmentVariable("SAD_FUZZ"), out int programs) ? programs : 300;
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("SAD_FUZZ_FIRST"), out int first) ? first : 0;

    [Fact]
    public void Derivatives_of_random_programs_are_right()
    {
        int rough = 0;
        int flat = 0;
        List<string> failures = [];
        for (int seed = First; seed < First + Programs; seed++)
        {
            Function primal = RandomPrograms.Create(seed);
            var check = new DerivativeCheck(primal, seed);
            if (check.Failure is { } failure) failures.Add($"seed {seed}: {failure}\n{IrPrinter.Print(primal)}");
            if (check.IsRough) rough++;
            if (check.IsFlat) flat++;
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures\n{string.Join("\n", failures.Take(12))}");
        Assert.True(rough < Programs / 5, $"central differences were of no use for {rough} of {Programs}");
        Assert.True(flat < Programs / 5, $"{flat} of {Programs} had no derivative");
    }
}

/// <summary>
/// Both modes on the program as it is and simplified, at a random point. Every differentiated buffer's shadow comes in with a random cotangent of its
/// final contents, written or not: a buffer that is not written ends as it began.
/// </summary>
internal sealed class DerivativeCheck
{
    private readonly Function _primal;
    private readonly object[] _point;
    private readonly object[] _direction;
    private readonly object[] _seeds;

    public DerivativeCheck(Function primal, int seed)
    {
        _primal = primal;
        var random = new Random(seed);
        _point = [.. primal.Parameters.Select(parameter => Sample(parameter.Value.Type, random))];
        _direction = [.. primal.Parameters.Where(parameter => parameter.Differentiated).Select(parameter => Sample(parameter.Value.Type, random))];
        object[] shadows = [.. _direction.OfType<double[]>().Select(buffer => Sample(BufferOfReals, random))];
        _seeds = [.. primal.Results.Where((_, i) => primal.Body.Yields[i].Type.IsReal).Select(_ => Sample(IrType.F64, random)), .. shadows];
        try
        {
            Run();
        }
        catch (Exception exception)
        {
            Failure = exception.ToString();
        }
    }

    private static IrType BufferOfReals => new BufferType(IrType.F64, BufferKind.Span);

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Central differences of two step sizes do not agree.</summary>
    public bool IsRough { get; private set; }

    public bool IsFlat { get; private set; }

    private void Run()
    {
        IrVerifier.Check(_primal);
        double coarse = Difference(2e-5);
        double fine = Difference(1e-5);
        IsRough = !(Math.Abs(coarse - fine) <= 2e-6 * Math.Max(1, Math.Abs(fine)));
        IsFlat = fine == 0;

        Function simplified = IrVerifier.Check(Simplifier.Simplify(_primal));
        Check("raw", _primal, fine, derived => derived);
        Check("simplified after", _primal, fine, Simplifier.Simplify);
        Check("simplified", simplified, fine, Simplifier.Simplify);
        IrVerifier.Check(Jvp.Transform(simplified, BuiltInRules.Table, lanes: true));
    }

    private void Check(string what, Function primal, double difference, Func<Function, Function> finish)
    {
        Function vjp = IrVerifier.Check(finish(IrVerifier.Check(Vjp.Transform(primal, BuiltInRules.Table))));
        Function jvp = IrVerifier.Check(finish(IrVerifier.Check(Jvp.Transform(primal, BuiltInRules.Table, lanes: false))));

        object[] tangents = Copy(_direction);
        IEnumerable<double> tangentResults = Outputs(what + " jvp", jvp, tangents).Cast<double>();
        object[] outputTangents = [.. tangentResults.Cast<object>(), .. tangents.OfType<double[]>()];
        (double forward, double forwardSize) = Dot(_seeds, outputTangents);

        object[] cotangents = Copy(_seeds);
        Queue<object> scalars = new(Outputs(what + " vjp", vjp, cotangents));
        Queue<object> buffers = new(cotangents.OfType<double[]>());
        object[] gradients = [.. _direction.Select(u => u is double[] ? buffers.Dequeue() : scalars.Dequeue())];
        (double reverse, double reverseSize) = Dot(gradients, _direction);

        double size = Math.Max(1, Math.Max(forwardSize, reverseSize));
        if (!(Math.Abs(forward - reverse) <= 1e-11 * size)) Fail($"{what}: forward {forward:R}, reverse {reverse:R}, differences {difference:R}");
        if (!IsRough && !(Math.Abs(forward - difference) <= 1e-5 * size)) Fail($"{what}: forward {forward:R}, differences {difference:R}");
    }

    private void Fail(string text) => Failure ??= text;

    /// <summary>Runs a derived function, holds that it computes what the primal does, and returns what it returns beyond that.</summary>
    private object[] Outputs(string what, Function derived, object[] added)
    {
        object[] expectedMemory = Copy(_point);
        object[] expected = IrInterpreter.Run(_primal, expectedMemory);
        object[] memory = Copy(_point);
        object[] results = IrInterpreter.Run(derived, [.. memory, .. added]);
        if (!expected.SequenceEqual(results.Take(expected.Length))) Fail($"{what}: other results");
        if (Text(expectedMemory) != Text(memory)) Fail($"{what}: other memory, {Text(memory)} instead of {Text(expectedMemory)}");
        return results[expected.Length..];
    }

    private static string Text(object[] values) => string.Join("; ", values.OfType<Array>().Select(buffer => string.Join(" ", buffer.Cast<object>())));

    private double Difference(double step) => (Weighted(step) - Weighted(-step)) / (2 * step);

    private double Weighted(double step)
    {
        object[] at = Copy(_point);
        int next = 0;
        List<object> outputs = [];
        for (int i = 0; i < at.Length; i++)
        {
            if (!_primal.Parameters[i].Differentiated) continue;
            object direction = _direction[next++];
            if (at[i] is double x) at[i] = x + (step * (double)direction);
            else if (at[i] is double[] buffer) outputs.Add(at[i] = buffer.Zip((double[])direction, (x, u) => x + (step * u)).ToArray());
        }

        outputs.InsertRange(0, IrInterpreter.Run(_primal, at).Where(result => result is double));
        return Dot(_seeds, outputs).Sum;
    }

    private static (double Sum, double Size) Dot(IEnumerable<object> a, IEnumerable<object> b)
    {
        static IEnumerable<double> Flat(object value) => value as double[] ?? [(double)value];
        double[] terms = [.. a.SelectMany(Flat).Zip(b.SelectMany(Flat), (x, y) => x * y)];
        return (terms.Sum(), terms.Sum(Math.Abs));
    }

    private static object Sample(IrType type, Random random) => type switch
    {
        BufferType { Element.IsReal: true } => Enumerable.Range(0, RandomPrograms.BufferLength).Select(_ => Real(random)).ToArray(),
        BufferType => Enumerable.Range(0, RandomPrograms.BufferLength).Select(_ => random.Next(RandomPrograms.IntegerArgument + 1)).ToArray(),
        { IsReal: true } => Real(random),
        _ => RandomPrograms.IntegerArgument,
    };

    private static double Real(Random random) => (random.NextDouble() * 2.4) - 0.9;

    private static object[] Copy(object[] values) => [.. values.Select(value => value is Array buffer ? buffer.Clone() : value)];
}
