using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Differentiation;

/// <summary>Every struct function, in a program of its own: its values are the framework's bit for bit, and both modes agree with differences of those.</summary>
public class StructFunctionTests
{
    public static TheoryData<string> Signatures => new(StructFunctions.All.Select(function => function.Signature).Where(signature => signature.EndsWith(')')).OrderBy(signature => signature, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Derivatives_are_those_of_the_framework(string signature)
    {
        StructFunction function = StructFunctions.Find(signature)!;
        Function primal = IrVerifier.Check(Program(function));
        for (int seed = 1; seed <= 3; seed++)
        {
            var random = new Random(seed);
            object[] point = Sample(function, random);
            Assert.Equal(Reals(StructCalls.Call(signature, point)), IrInterpreter.Run(primal, point));
            if (primal.Results.Count > 0 && point.Any(number => number is not int)) Compare(signature, primal, point, random);
        }
    }

    public static TheoryData<string> Changed => new(StructFunctions.All.Select(function => function.Signature).Where(signature => !signature.EndsWith(')')));

    /// <summary>Of unit length, what has changed between .NET 8 and .NET 10 is the same. The version between them is not known.</summary>
    [Theory]
    [MemberData(nameof(Changed))]
    public void Formulas_of_an_older_framework_agree_with_this_one_at_unit_length(string older)
    {
        string signature = older[..(older.IndexOf(')') + 1)];
        StructFunction function = StructFunctions.Find(older)!;
        Assert.Same(function, StructFunctions.Find(signature, 8));
        Assert.Null(StructFunctions.Find(signature, 9));
        Assert.Same(StructFunctions.Find(signature), StructFunctions.Find(signature, 10));

        float[] numbers = [.. Sample(function, new Random(1)).Cast<float>()];
        (int first, int count) = signature.Contains("AxisAngle", StringComparison.Ordinal) ? (0, 3) : (numbers.Length - 4, 4);
        float length = MathF.Sqrt(numbers.Skip(first).Take(count).Sum(x => x * x));
        for (int i = first; i < first + count; i++) numbers[i] /= length;
        object[] point = [.. numbers.Cast<object>()];
        object[] expected = StructCalls.Call(signature, point), actual = IrInterpreter.Run(Program(function with { Rule = StructRule.Exact }), point);
        foreach ((object a, object b) in expected.Zip(actual)) Assert.Equal((float)a, (float)b, 1e-5f);
    }

    [Fact]
    public void What_is_called_is_written_as_Csharp_has_it()
    {
        static string Call(string signature, params string[] numbers) => StructFunctions.Find(signature)!.Call(numbers, "result");
        Assert.Equal("global::System.Numerics.Vector2.Dot(new global::System.Numerics.Vector2(a, b), new global::System.Numerics.Vector2(c, d))", Call("Vector2.Dot(Vector2,Vector2)", "a", "b", "c", "d"));
        Assert.Equal("new global::System.Numerics.Complex(a, b).Magnitude", Call("Complex.get_Magnitude(this)", "a", "b"));
        Assert.Equal("(-new global::System.Numerics.Vector2(a, b))", Call("Vector2.op_UnaryNegation(Vector2)", "a", "b"));
        Assert.Equal("global::System.Numerics.Matrix3x2.Invert(new global::System.Numerics.Matrix3x2(a, b, c, d, e, f), out global::System.Numerics.Matrix3x2 result)", Call("Matrix3x2.Invert(Matrix3x2,out Matrix3x2)", "a", "b", "c", "d", "e", "f"));
    }

    private static void Compare(string signature, Function primal, object[] point, Random random)
    {
        bool isDouble = point.Any(number => number is double);
        object Like(object number, double value) => number is double ? value : (object)(float)value;
        object[] direction = [.. point.Where(number => number is not int).Select(number => Like(number, random.NextDouble() - 0.5))];
        object[] weights = [.. primal.Results.Select((_, i) => Like(primal.Body.Yields[i].Type == IrType.F64 ? 0.0 : 0f, random.NextDouble() - 0.5))];
        double Sum(IEnumerable<object> a, IEnumerable<object> b) => a.Zip(b, (x, y) => System.Convert.ToDouble(x) * System.Convert.ToDouble(y)).Sum();

        double Weighted(double step)
        {
            int next = 0;
            object[] moved = [.. point.Select(number => number is int ? number : Like(number, System.Convert.ToDouble(number) + (step * System.Convert.ToDouble(direction[next++]))))];
            return Sum(Reals(StructCalls.Call(signature, moved)), weights);
        }

        double step = isDouble ? 1e-6 : 1.0 / 128;
        double differences = (Weighted(step) - Weighted(-step)) / (2 * step);
        Function vjp = IrVerifier.Check(Simplifier.Simplify(IrVerifier.Check(Vjp.Transform(primal, BuiltInRules.Table))));
        object[] gradients = IrInterpreter.Run(vjp, [.. point, .. weights])[primal.Results.Count..];
        double reverse = Sum(gradients, direction);
        Function jvp = IrVerifier.Check(Simplifier.Simplify(IrVerifier.Check(Jvp.Transform(primal, BuiltInRules.Table, lanes: false))));
        double forward = Sum(IrInterpreter.Run(jvp, [.. point, .. direction])[primal.Results.Count..], weights);
        IrVerifier.Check(Jvp.Transform(primal, BuiltInRules.Table, lanes: true));

        double scale = gradients.Zip(direction, (g, d) => Math.Abs(System.Convert.ToDouble(g) * System.Convert.ToDouble(d))).Sum() + Math.Abs(Weighted(0));
        Assert.True(Math.Abs(forward - reverse) <= (isDouble ? 1e-13 : 1e-5) * scale, $"forward {forward}, reverse {reverse}");
        Assert.True(Math.Abs(forward - differences) <= (isDouble ? 1e-8 : 2e-3) * scale, $"forward {forward}, differences {differences}");
    }

    private static Function Program(StructFunction function)
    {
        var builder = new IrBuilder(new ValueFactory());
        Value[] arguments = [.. function.Parameters.SelectMany(type => type.Paths.Select(_ => builder.Values.New(type.Scalar, "a")))];
        Value[] results;
        if (function.Rule == StructRule.Exact)
        {
            Dual[] numbers = function.Evaluate([.. arguments.Select(argument => Dual.Of(builder, argument))], []);
            results = [.. numbers.Zip(function.ResultTypes, (number, type) => number.ToValue(builder, type))];
        }
        else
        {
            results = [.. function.ResultTypes.Select(type => builder.Values.New(type, "r"))];
            builder.Append(new Compute(new(results), function.Signature, new(arguments)));
        }

        Value[] reals = [.. results.Where(result => result.Type.IsReal)];
        return new Function(
            "F",
            new([.. arguments.Select((argument, i) => new Parameter(argument, ParameterRole.Primal, i, argument.Type.IsReal))]),
            new([.. reals.Select((_, i) => new Result(ResultRole.Primal, i))]),
            builder.ToRegion(arguments, reals));
    }

    /// <summary>No two numbers near each other; for projections ascending, so that what lies near is nearer than what lies far; matrices far from singular.</summary>
    private static object[] Sample(StructFunction function, Random random)
    {
        int number = 0;
        int start = random.Next(41);
        bool isProjection = function.Hint.Contains("Perspective", StringComparison.Ordinal) || function.Hint.Contains("Orthographic", StringComparison.Ordinal);
        return
        [
            .. function.Parameters.SelectMany(type => type.Paths.Select(path =>
            {
                double value = isProjection ? 0.2 + (0.4 * number++) + (0.1 * random.NextDouble()) : 0.215 + (0.021 * ((start + (17 * number++)) % 41));
                if (path is ".M11" or ".M22" or ".M33" or ".M44") value += 1;
                return type.Name == "int" ? 3 : type.Scalar == IrType.F64 ? value : (object)(float)value;
            })),
        ];
    }

    private static object[] Reals(object[] numbers) => [.. numbers.Where(number => number is float or double)];
}
