using System.Reflection;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Rules.Tests.Helpers;

namespace SourceAutodiff.Rules.Tests;

public class PrimalNamesTests
{
    private static readonly IrType T = new RealParameterType("T");

    public static TheoryData<Type> Types => new([typeof(Math), typeof(MathF), typeof(double), typeof(float)]);

    /// <summary>The call that is written may be another method than the one that was read; its result may not be another.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void All_methods_of_an_op_give_the_same_bits(Type type)
    {
        double[] special = [0, -0.0, 1, -1, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, 1e-30, -3.75];
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            string signature = CoverageTests.Signature(method);
            if (PrimalNames.FindOp(type.FullName!, method.Name, signature) is not string op) continue;

            TableRow row = TableRow.Find(op, signature.Length);
            bool isSingle = method.GetParameters()[0].ParameterType == typeof(float);
            IEnumerable<double[]> points = row.Samples(30).Concat(special.Select(x => row.Samples(1).Single().Select((y, i) => i == 0 ? x : y).ToArray()));
            foreach (double[] point in points)
            {
                object[] arguments = [.. method.GetParameters().Zip(point, (parameter, x) => Primal.To(x, parameter.ParameterType))];
                double? direct = Try(() => System.Convert.ToDouble(method.Invoke(null, arguments), System.Globalization.CultureInfo.InvariantCulture));
                double? written = Try(() => isSingle ? Primal.Evaluate<float>(op, point) : Primal.Evaluate<double>(op, point));
                Assert.Equal(Bits(direct), Bits(written));
            }
        }
    }

    [Theory]
    [InlineData("System.Math", "Sin", "R", "Sin")]
    [InlineData("System.MathF", "Sin", "R", "Sin")]
    [InlineData("System.Double", "Hypot", "RR", "Hypot")]
    [InlineData("System.Half", "Sin", "R", "Sin")]
    [InlineData("System.Numerics.ITrigonometricFunctions", "Sin", "R", "Sin")]
    [InlineData("System.Math", "IEEERemainder", "RR", "Ieee754Remainder")]
    [InlineData("System.Math", "Log", "RR", "Log")]
    [InlineData("System.Math", "Round", "RI", "Round")]
    [InlineData("System.Math", "Round", "RM", "RoundMidpoint")]
    [InlineData("System.Math", "Round", "RIM", "Round")]
    [InlineData("SourceAutodiff.SpecialFunctions", "Erf", "R", "Erf")]
    [InlineData("SourceAutodiff.SpecialFunctions", "Polygamma", "IR", "Polygamma")]
    [InlineData("SourceAutodiff.SpecialFunctions", "Sin", "R", null)]
    [InlineData("System.Math", "Erf", "R", null)]
    [InlineData("System.Math", "Abs", "I", null)]
    [InlineData("System.Math", "SinCos", "R", null)]
    [InlineData("My.Math", "Sin", "R", null)]
    [InlineData("System.Math", "add", "RR", null)]
    public void A_method_is_found_by_its_type_name_and_parameters(string type, string method, string parameters, string? op) =>
        Assert.Equal(op, PrimalNames.FindOp(type, method, parameters));

    [Fact]
    public void Calls_are_written_as_people_write_them()
    {
        Assert.Equal("global::System.Math.Sin(x)", PrimalNames.Call("Sin", IrType.F64, ["x"]));
        Assert.Equal("global::System.MathF.Sin(x)", PrimalNames.Call("Sin", IrType.F32, ["x"]));
        Assert.Equal("global::System.Half.Sin(x)", PrimalNames.Call("Sin", IrType.F16, ["x"]));
        Assert.Equal("T.Sin(x)", PrimalNames.Call("Sin", T, ["x"]));
        Assert.Equal("double.Hypot(x, y)", PrimalNames.Call("Hypot", IrType.F64, ["x", "y"]));
        Assert.Equal("global::System.Math.Clamp(x, a, b)", PrimalNames.Call("Clamp", IrType.F32, ["x", "a", "b"]));
        Assert.Equal("global::System.Math.IEEERemainder(x, y)", PrimalNames.Call("Ieee754Remainder", IrType.F64, ["x", "y"]));
        Assert.Equal("global::SourceAutodiff.SpecialFunctions.Erf(x)", PrimalNames.Call("Erf", IrType.F32, ["x"]));
        Assert.Equal("global::SourceAutodiff.SpecialFunctions.Softplus(x, b, t)", PrimalNames.Call("Softplus", T, ["x", "b", "t"]));
        Assert.Equal("T.Ieee754Remainder(x, y)", PrimalNames.Call("Ieee754Remainder", T, ["x", "y"]));
        Assert.Equal("global::System.MathF.Round(x, (global::System.MidpointRounding)(1))", PrimalNames.Call("RoundMidpoint", IrType.F32, ["x", "1"]));
    }

    [Fact]
    public void Every_call_compiles_with_the_result_type_of_the_table()
    {
        var source = new StringBuilder("static class Calls\n{\n");
        int count = 0;
        foreach (Rule rule in BuiltInRules.Table.Rules.Where(rule => char.IsUpper(rule.Op[0])))
        {
            foreach ((IrType type, string name) in new[] { (IrType.F64, "double"), (IrType.F32, "float"), (IrType.F16, "System.Half"), (T, "T") })
            {
                if (rule.Op == "IsZero" && type != T) continue; // only generic code can say it
                string result = rule.DiscreteResult is null ? name : rule.DiscreteResult == IrType.Bool ? "bool" : "int";
                string[] arguments = [.. rule.RealArguments.Select((_, i) => $"a{i}")];
                IEnumerable<string> parameters = rule.RealArguments.Select((real, i) => $"{(real ? name : "int")} a{i}");
                string constraint = rule.Op == "IsPow2" ? "IBinaryNumber" : "IFloatingPointIeee754"; // not on one T: its two Log2 would be ambiguous
                string signature = $"{result} M{count++}<T>({string.Join(", ", parameters)}) where T : global::System.Numerics.{constraint}<T>";
                source.Append($"    static {signature} => {PrimalNames.Call(rule.Op, type, arguments)};\n");
            }
        }

        var compilation = CSharpCompilation.Create(
            "Calls", [CSharpSyntaxTree.ParseText(source.Append('}').ToString())], [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(SpecialFunctions).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Equal("", string.Join("\n", compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic =>
            $"{diagnostic.GetMessage(null)} {source.ToString().Split('\n')[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    /// <summary>An op that is not said to throw must not, so that it can be left out when nobody wants its result.</summary>
    [Fact]
    public void Only_ops_that_are_said_to_throw_do()
    {
        double[] special = [0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        double[] whole = [-1, 0, 7, 99];
        var throwing = new HashSet<string>();
        foreach (TableRow row in TableRow.All)
        {
            IEnumerable<double[]> points = [[]];
            foreach (bool real in row.Rule.RealArguments) points = points.SelectMany(_ => real ? special : whole, (start, x) => (double[])[.. start, x]);
            if (points.Any(point => Try(() => Primal.Evaluate<double>(row.Op, point)) is null)) throwing.Add(row.ToString());
        }

        Assert.Equal(TableRow.All.Where(row => PrimalNames.CanThrow(row.Op, row.Arguments.Count)).Select(row => row.ToString()).Order(), throwing.Order());
    }

    private static double? Try(Func<double> function)
    {
        try
        {
            return function();
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static long? Bits(double? value) => value is double number ? BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number) : null;
}
