using System.Numerics;
using System.Reflection;
using SourceAutodiff.Kernels;

namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>Partials that are computed for vectors are those of single numbers, to the bit.</summary>
public class VectorPartialsTests
{
    private static readonly double[] s_values = [-0.0, 0, 1, -1, 0.5, -0.5, 3, -3, 6, 1e-310, -7.25, 1e30, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<string> Rules => [.. Names];

    private static IEnumerable<string> Names => typeof(Binary).Assembly.GetTypes().Where(HasVectors).Select(type => type.Name);

    [Fact]
    public void The_arithmetic_of_networks_is_among_them()
    {
        Assert.Superset(new HashSet<string> { "AddRule", "SubtractRule", "MultiplyRule", "DivideRule", "ReluRule", "SigmoidRule", "TanhRule", "ExpRule", "SqrtRule" }, Names.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void They_are_those_of_numbers(string rule)
    {
        Type type = typeof(Binary).Assembly.GetType($"SourceAutodiff.Kernels.{rule}", throwOnError: true)!;
        string check = type.IsAssignableTo(typeof(IBinaryRule)) ? nameof(CheckBinary) : nameof(CheckUnary);
        foreach (Type element in new[] { typeof(float), typeof(double) })
        {
            typeof(VectorPartialsTests).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type, element).Invoke(null, null);
        }
    }

    private static bool HasVectors(Type type) =>
        type.IsValueType && (type.IsAssignableTo(typeof(IUnaryRule)) || type.IsAssignableTo(typeof(IBinaryRule))) && type.GetProperty("HasVectors")?.GetValue(null) is true;

    private static void CheckUnary<TRule, T>() where TRule : struct, IUnaryRule where T : IFloatingPointIeee754<T>
    {
        foreach (double x in s_values)
        {
            foreach (double y in s_values)
            {
                (T a, T b) = (T.CreateTruncating(x), T.CreateTruncating(y));
                Same(default(TRule).Partial(a, b), TRule.Partial(new Vector<T>(a), new Vector<T>(b)));
            }
        }
    }

    private static void CheckBinary<TRule, T>() where TRule : struct, IBinaryRule where T : IFloatingPointIeee754<T>
    {
        foreach (double x in s_values)
        {
            foreach (double z in s_values)
            {
                foreach (double y in s_values)
                {
                    (T a, T b, T c) = (T.CreateTruncating(x), T.CreateTruncating(z), T.CreateTruncating(y));
                    Same(default(TRule).PartialLeft(a, b, c), TRule.PartialLeft(new Vector<T>(a), new Vector<T>(b), new Vector<T>(c)));
                    Same(default(TRule).PartialRight(a, b, c), TRule.PartialRight(new Vector<T>(a), new Vector<T>(b), new Vector<T>(c)));
                }
            }
        }
    }

    private static void Same<T>(T expected, Vector<T> actual) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            Assert.True(expected.Equals(actual[i]) && (T.IsNaN(expected) || T.IsNegative(expected) == T.IsNegative(actual[i])), $"{expected}, and {actual[i]} from a vector");
        }
    }
}
