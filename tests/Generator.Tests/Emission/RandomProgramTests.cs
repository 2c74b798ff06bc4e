using System.Globalization;
using System.Reflection;
using System.Text;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>The printed C# does what the IR says, for programs that nobody would write.</summary>
public class RandomProgramTests
{
    private const int Programs = 400;
    private const int Runs = 6;

    [Fact]
    public void PrintedProgramsGiveTheSameBitsMemoryAndExceptions()
    {
        Function[] functions = [.. Enumerable.Range(0, Programs).Select(seed => Simplifier.Simplify(RandomIr.Create(seed)))];
        var source = new StringBuilder("#nullable enable\n#pragma warning disable CS1591\npublic static class Model\n{\n");
        for (int seed = 0; seed < Programs; seed++) AppendProgram(source, functions[seed], seed);
        Type model = Emitted.Compile(source.Append("}\n").ToString()).GetType("Model")!;
        for (int seed = 0; seed < Programs; seed++)
        {
            MethodInfo method = model.GetMethod($"Call{seed}")!;
            for (int run = 0; run < Runs; run++)
            {
                string expected = Observe(run, arguments => IrInterpreter.Run(functions[seed], arguments));
                string actual = Observe(run, arguments => (object[])method.Invoke(null, arguments)!);
                Assert.True(expected == actual, $"seed {seed}, run {run}: {expected} became {actual}\n{IrPrinter.Print(functions[seed])}\n{Emitted.Body(IrPrinter.Print(functions[seed]))}");
            }
        }
    }

    private static void AppendProgram(StringBuilder source, Function function, int seed)
    {
        string parameters = string.Join(", ", function.Parameters.Select(p => $"{CSharpTypes.Name(p.Value.Type)} {p.Value.Name}"));
        string results = string.Join(", ", function.Body.Yields.Select(value => CSharpTypes.Name(value.Type)));
        source.Append(CultureInfo.InvariantCulture, $$"""
            public static object[] Call{{seed}}(double x, double y, float f, int n, bool p, double[] a, double[] b)
            {
                var r = F{{seed}}(x, y, f, n, p, a, b);
                return new object[] { r.Item1, r.Item2, r.Item3, r.Item4, r.Item5 };
            }

            public static ({{results}}) F{{seed}}({{parameters}})
            {
            {{Emitted.Body(IrPrinter.Print(function))}}
            }

            """);
    }

    private static string Observe(int run, Func<object[], object[]> call)
    {
        object[] arguments = RandomIr.Arguments(run);
        string outcome;
        try
        {
            outcome = string.Join(" ", call(arguments));
        }
        catch (Exception exception)
        {
            outcome = (exception is TargetInvocationException ? exception.InnerException! : exception).GetType().Name;
        }

        return $"{outcome} [{string.Join(" ", (double[])arguments[5])}] [{string.Join(" ", (double[])arguments[6])}]";
    }
}
