using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Simplification;

public class RandomProgramTests
{
    private const int Programs = 600;
    private const int Runs = 5;

    [Fact]
    public void Simplification_keeps_every_bit_and_every_exception()
    {
        int removed = 0;
        int finished = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            Function function = IrVerifier.Check(RandomIr.Create(seed));
            Function simplified = IrVerifier.Check(Simplifier.Simplify(function));
            removed += Count(function) - Count(simplified);
            for (int run = 0; run < Runs; run++)
            {
                string observed = Observe(function, run);
                Assert.True(observed == Observe(simplified, run), Explain(seed, run, function, simplified));
                if (!observed.Contains("Exception")) finished++;
            }
        }

        Assert.True(removed > 10 * Programs, $"only {removed} operations were removed");
        Assert.True(finished > Programs * Runs / 2, $"only {finished} runs went to the end");
    }

    [Fact]
    public void Text_keeps_every_function()
    {
        for (int seed = 0; seed < Programs; seed++)
        {
            Function function = RandomIr.Create(seed);
            string text = IrPrinter.Print(function);
            Function read = IrParser.Parse(text);
            Assert.Equal(text, IrPrinter.Print(read));
            Assert.Equal(IrRewrite.Renumber(function), IrRewrite.Renumber(read));
        }
    }

    /// <summary>Everything a caller can notice, as text: results, the memory it passed, the exception. NaNs count as equal.</summary>
    private static string Observe(Function function, int run)
    {
        object[] arguments = RandomIr.Arguments(run);
        string outcome;
        try
        {
            outcome = string.Join(" ", IrInterpreter.Run(function, arguments));
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentOutOfRangeException or DivideByZeroException or OverflowException)
        {
            outcome = exception.GetType().Name;
        }

        return $"{outcome} [{string.Join(" ", (double[])arguments[5])}] [{string.Join(" ", (double[])arguments[6])}]";
    }

    private static int Count(Function function)
    {
        int count = 0;
        IrWalk.ForEachOperation(function.Body, _ => count++);
        return count;
    }

    private static string Explain(int seed, int run, Function before, Function after) =>
        $"seed {seed}, run {run}: {Observe(before, run)} became {Observe(after, run)}\n{IrPrinter.Print(before)}\n{IrPrinter.Print(after)}";
}
