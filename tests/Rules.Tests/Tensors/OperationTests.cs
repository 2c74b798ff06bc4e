using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Rules.Tests.Tensors;

/// <summary>Every operation on tensors that the golden data names: its gradients against differences, and what must not matter.</summary>
public class OperationTests
{
    private static readonly Lazy<ILookup<string, OperationCase>> s_cases = new(Read);

    /// <summary>Operations that are about memory: how the elements lie is part of the question.</summary>
    private static readonly string[] s_ofMemory = ["view", "as_strided_windows"];

    public static TheoryData<string> AnyLayout => [.. s_cases.Value.Select(group => group.Key).Except(s_ofMemory)];

    public static TheoryData<string> Operations => [.. s_cases.Value.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Gradients_are_those_of_differences(string op) => Each(op, c => Differences.Check(c, c => c.Value(), c.Gradients(), 1e-6));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Gradients_of_gradients_are_those_of_differences(string op) => Each(op, c =>
    {
        Tensor value = c.GradientValue(createGraph: true);
        Tensor?[] second = value.RequiresGrad ? Autograd.Grad([value], c.Differentiated, allowUnused: true) : new Tensor?[c.Differentiated.Length];
        Differences.Check(c, c => c.GradientValue(createGraph: false), second, 2e-5);
    });

    [Theory]
    [MemberData(nameof(Operations))]
    public void Single_precision_gives_the_same_but_for_rounding(string op) => Each(op, c =>
    {
        // The type of the result is the argument, or always double.
        if (op is "to_dtype" or "float_power") return;
        OperationCase single = c.With(tensor => tensor.DType == DType.Float64 ? tensor.To(DType.Float32) : tensor);
        OperationCase rounded = single.With(tensor => tensor.DType == DType.Float32 ? tensor.To(DType.Float64) : tensor);
        Same(rounded, single, 2e-3, DType.Float32);
    });

    [Theory]
    [MemberData(nameof(AnyLayout))]
    public void Gaps_in_memory_do_not_matter(string op) => Each(op, c => Same(c, c.With(tensor => tensor.Rank == 0 ? tensor : Tensor.Stack([tensor, tensor], -1).Select(-1, 0)), 1e-10));

    [Theory]
    [MemberData(nameof(AnyLayout))]
    public void Elements_that_share_memory_are_as_good_as_copies(string op) => Each(op, c =>
    {
        // The rows are equal, so the matrix is singular: only rounding decides what comes out.
        if (op is "logdet" or "slogdet") return;
        OperationCase repeated = c.With(tensor => tensor.Rank == 0 || tensor.ElementCount == 0 ? tensor : tensor.Slice(0, 0, 1).Expand([.. tensor.Shape]));
        OperationCase copied = repeated.With(tensor => tensor.Clone());
        if (Refused(copied) is { } reason) Assert.Equal(reason, Refused(repeated));
        else Same(copied, repeated, 1e-10);
    });

    /// <summary>No elements: either there is a result, and gradients without elements, or an error says what is wrong.</summary>
    [Theory]
    [MemberData(nameof(AnyLayout))]
    public void Empty_tensors_are_no_accident(string op) => Each(op, c =>
    {
        OperationCase empty = c.With(tensor => tensor.Rank == 0 ? tensor : tensor.Slice(0, 0, 0));
        if (Refused(empty) is not null) return;
        Tensor?[] grads = empty.Gradients();
        for (int i = 0; i < grads.Length; i++)
        {
            if (grads[i] is { } grad) Assert.Equal(empty.Differentiated[i].Shape, grad.Shape);
        }
    });

    /// <summary>What an operation answers to arguments that it cannot take; any other exception is a mistake.</summary>
    private static Type? Refused(OperationCase c)
    {
        try
        {
            c.Results();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            Assert.True(e.Message.Length > 10, e.Message);
            return e.GetType();
        }
    }

    private static void Same(OperationCase expected, OperationCase actual, double tolerance, DType? type = null)
    {
        (Tensor[] left, Tensor[] right) = (expected.Results(), actual.Results());
        Assert.Equal(left.Length, right.Length);
        for (int i = 0; i < left.Length; i++)
        {
            if (type is not null && left[i].DType == DType.Float64) Assert.Equal(type, right[i].DType);
            Close($"{expected}, result {i}", left[i], right[i], tolerance);
        }

        (Tensor?[] leftGrads, Tensor?[] rightGrads) = (expected.Gradients(), actual.Gradients());
        for (int i = 0; i < leftGrads.Length; i++)
        {
            Assert.Equal(leftGrads[i] is null, rightGrads[i] is null);
            if (leftGrads[i] is { } grad) Close($"{expected}, gradient {i}", grad, rightGrads[i]!, tolerance);
        }
    }

    private static void Close(string what, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] left = expected.Detach().To(DType.Float64).ToArray<double>(), right = actual.Detach().To(DType.Float64).ToArray<double>();
        double scale = left.Where(double.IsFinite).Select(Math.Abs).Append(1e-3).Max();
        for (int i = 0; i < left.Length; i++)
        {
            bool isSame = left[i].Equals(right[i]) || Math.Abs(left[i] - right[i]) <= tolerance * scale;
            Assert.True(isSame, $"{what}[{i}]: {left[i]:R} and {right[i]:R}");
        }
    }

    private static void Each(string op, Action<OperationCase> check)
    {
        foreach (OperationCase c in s_cases.Value[op]) check(c);
    }

    /// <summary>The first two smooth cases of each operation.</summary>
    private static ILookup<string, OperationCase> Read() =>
        GoldenFile.Cases().Where(c => c.Tag == "smooth").GroupBy(c => c.Op).SelectMany(group => group.Take(2)).ToLookup(c => c.Op, c => new OperationCase(c.Id, c.Inputs, c.Operation));
}
