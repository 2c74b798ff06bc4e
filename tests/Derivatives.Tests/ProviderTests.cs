using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.CompilerServices;
using SourceAutodiff.Providers;

namespace DerivativeTests;

/// <summary>Every hand-written derivative of a function of <see cref="TensorPrimitives"/> against that function.</summary>
public class ProviderTests
{
    private const int Length = 6;

    public static TheoryData<string> Backwards => [.. Methods<CustomBackwardAttribute>().Select(method => method.ToString()!)];

    [Theory]
    [MemberData(nameof(Backwards))]
    public void Backward_and_jvp_agree_with_central_differences(string signature)
    {
        MethodInfo backward = Methods<CustomBackwardAttribute>().Single(method => method.ToString() == signature);
        string name = backward.GetCustomAttribute<CustomBackwardAttribute>()!.Method;
        Type[] primalTypes = [.. backward.GetParameters().TakeWhile(parameter => !parameter.Name!.StartsWith("grad", StringComparison.Ordinal)).Select(parameter => parameter.ParameterType)];
        var primal = new Invoker(Primal(name, primalTypes));
        var random = new Random(name.Length + (7 * signature.Length));
        object[] point = [.. primalTypes.Select(type => Create(type, random, name is "Acosh" ? 1.2 : 0.3))];
        bool writes = primal.Method.ReturnType == typeof(void);
        object[] inputs = writes ? point[..^1] : point;
        int outputs = writes ? Length : 1;

        double[,] jacobian = Differences(primal, point, inputs.Length, outputs);
        double[] seeds = [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble() - 0.3)];
        object[] gradients = [.. inputs.Select(input => Slots.Like(input, 0.25))];
        double[] destination = [.. seeds];
        object[] arguments = writes ? [.. Slots.Clone(point), .. gradients, destination] : [.. Slots.Clone(point), new StrongBox<double>(seeds[0]), .. gradients];
        new Invoker(backward).Call(arguments);
        double[] actual = [.. gradients.SelectMany(Slots.Read)];
        for (int j = 0; j < actual.Length; j++) Close(0.25 + Enumerable.Range(0, outputs).Sum(i => seeds[i] * jacobian[i, j]), actual[j]);
        if (writes) Assert.All(destination, grad => Assert.Equal(0, grad));

        MethodInfo jvp = Methods<CustomJvpAttribute>().Single(method => method.Name == backward.Name.Replace("Backward", "Jvp", StringComparison.Ordinal)
            && method.GetParameters().Select(parameter => parameter.ParameterType).Where((_, i) => i % 2 == 0).SequenceEqual(primalTypes));
        object[] tangents = [.. inputs.Select(input => Slots.Like(input, 0))];
        foreach (object tangent in tangents) Slots.Write(tangent, [.. Enumerable.Range(0, Slots.Count(tangent)).Select(_ => random.NextDouble())]);
        object[] forward = Slots.Clone(point);
        object[] interleaved = [.. inputs.SelectMany((_, i) => new[] { forward[i], tangents[i] })];
        double[] destinationTangent = new double[Length];
        object? result = new Invoker(jvp).Call(writes ? [.. interleaved, forward[^1], destinationTangent] : interleaved);
        double[] along = writes ? destinationTangent : [(((double, double))result!).Item2];
        double[] directions = [.. tangents.SelectMany(Slots.Read)];
        for (int i = 0; i < outputs; i++) Close(Enumerable.Range(0, directions.Length).Sum(j => directions[j] * jacobian[i, j]), along[i]);
        double[] values = writes ? Slots.Read(forward[^1]) : [(((double, double))result!).Item1];
        Assert.Equal(Values(primal, point), values);
    }

    /// <summary>The destination may be the argument itself.</summary>
    [Theory]
    [InlineData("Exp")]
    [InlineData("SoftMax")]
    [InlineData("Tanh")]
    public void In_place_gradients_take_the_place_of_those_of_the_result(string name)
    {
        MethodInfo backward = Methods<CustomBackwardAttribute>().Single(method => method.Name == name + "Backward");
        double[] x = [0.5, -1, 2], grad = [1, 2, -1], apart = [0, 0, 0];
        new Invoker(backward).Call([x, new double[3], apart, grad.ToArray()]);
        new Invoker(backward).Call([x, x, grad, grad]);
        Assert.Equal(apart, grad);
    }

    [Fact]
    public void Ties_share_the_gradient()
    {
        double[] grad = new double[4];
        TensorPrimitivesDerivatives.MaxBackward([1.0, 3, 2, 3], 1.0, grad);
        Assert.Equal([0, 0.5, 0, 0.5], grad);
    }

    [Theory]
    [InlineData(new[] { 2.0, 0, 3 }, new[] { 0.0, 6, 0 })]
    [InlineData(new[] { 0.0, 0, 3 }, new[] { 0.0, 0, 0 })]
    [InlineData(new[] { 1e-200, 1e-200, 3 }, new[] { 3e-200, 3e-200, 0 })]
    public void Products_with_zeros_have_their_gradient(double[] x, double[] expected)
    {
        double[] grad = new double[3];
        TensorPrimitivesDerivatives.ProductBackward<double>(x, 1, grad);
        Assert.Equal(expected, grad);
    }

    [Fact]
    public void The_norm_and_the_distance_have_gradient_zero_at_zero()
    {
        double[] x = [0, 0], gradX = [0, 0], gradY = [0, 0];
        TensorPrimitivesDerivatives.NormBackward<double>(x, 1, gradX);
        TensorPrimitivesDerivatives.DistanceBackward<double>(x, x, 1, gradX, gradY);
        Assert.Equal([0, 0, 0, 0], gradX.Concat(gradY));
    }

    [Fact]
    public void What_the_primal_throws_the_jvp_throws()
    {
        Assert.Throws<ArgumentException>(() => TensorPrimitivesDerivatives.ExpJvp<double>([1, 2], [0, 0], new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => TensorPrimitivesDerivatives.AddJvp<double>([1, 2], [0, 0], [1, 2, 3], [0, 0, 0], new double[3], new double[3]));
        Assert.Throws<ArgumentException>(() => TensorPrimitivesDerivatives.SoftMaxJvp<double>([1, 2], [0, 0], new double[1], new double[1]));
    }

    private static IEnumerable<MethodInfo> Methods<TAttribute>()
        where TAttribute : Attribute =>
        typeof(TensorPrimitivesDerivatives).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(method => method.GetCustomAttribute<TAttribute>() is not null).Select(method => method.MakeGenericMethod(typeof(double)));

    private static MethodInfo Primal(string name, Type[] types) =>
        typeof(TensorPrimitives).GetMethods().Where(method => method.Name == name && method.IsGenericMethodDefinition && method.GetGenericArguments().Length == 1)
            .Select(method => method.MakeGenericMethod(typeof(double)))
            .Single(method => method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types));

    private static object Create(Type type, Random random, double least)
    {
        double Next() => least + (0.6 * random.NextDouble());
        return type == typeof(double) ? new StrongBox<double>(Next()) : Enumerable.Range(0, Length).Select(_ => Next()).ToArray();
    }

    private static double[] Values(Invoker primal, object[] point)
    {
        object[] slots = Slots.Clone(point);
        return primal.Call(slots) is double value ? [value] : Slots.Read(slots[^1]);
    }

    private static double[,] Differences(Invoker primal, object[] point, int inputs, int outputs)
    {
        int count = point.Take(inputs).Sum(Slots.Count);
        var jacobian = new double[outputs, count];
        for (int input = 0, j = 0; input < inputs; input++)
        {
            for (int k = 0; k < Slots.Count(point[input]); k++, j++)
            {
                double[] Moved(double step)
                {
                    object[] slots = Slots.Clone(point);
                    double[] reals = Slots.Read(slots[input]);
                    reals[k] += step;
                    Slots.Write(slots[input], reals);
                    return Values(primal, slots);
                }

                double[] p1 = Moved(1e-4), m1 = Moved(-1e-4), p2 = Moved(2e-4), m2 = Moved(-2e-4);
                for (int i = 0; i < outputs; i++) jacobian[i, j] = ((8 * (p1[i] - m1[i])) - (p2[i] - m2[i])) / 12e-4;
            }
        }

        return jacobian;
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-8 * Math.Max(1, Math.Abs(expected)), $"{actual:R} instead of {expected:R}");
}
