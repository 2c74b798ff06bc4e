using SourceAutodiff.Analyzers.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>The analyzer's table of results, held against what the runtime does.</summary>
public class OperationTableTests
{
    private static readonly DType[] s_types = Enum.GetValues<DType>();
    private static readonly (Scalar Number, DTypeSet Type)[] s_numbers = [(true, DTypeSet.Bool), (2, DTypeSet.Int64), (2.5, DTypeSet.Float64)];

    public static TheoryData<string> Calls => [.. OperationCalls.All.Select(call => call.Text).Distinct()];

    public static TheoryData<string> Saving => [.. OperationCalls.All.Where(call => Row(call).IsSaving && !call.Uses("number")).Select(call => call.Text)];

    [Fact]
    public void Element_types_have_the_numbers_of_the_runtime()
    {
        foreach (DType type in s_types) Assert.Equal(type.ToString(), DTypeSet.Name((int)type));
        Assert.Equal(DTypeSet.Unknown, s_types.Aggregate(DTypeSet.None, (all, type) => all.Union(Of(type))));
        Assert.Equal([DType.Float16, DType.BFloat16, DType.Float32, DType.Float64], s_types.Where(type => Of(type).IsFloating));
        Assert.Equal([DType.Bool, DType.UInt8, DType.Int8, DType.Int16, DType.Int32, DType.Int64], s_types.Where(type => Of(type).IsNonFloating));
    }

    [Fact]
    public void Elements_of_arrays_have_the_types_that_the_runtime_gives_them()
    {
        Assert.Equal(Of(Tensor.From([true]).DType), DTypeSet.OfElements(typeof(bool).Name));
        Assert.Equal(Of(Tensor.From([(byte)1]).DType), DTypeSet.OfElements(typeof(byte).Name));
        Assert.Equal(Of(Tensor.From([(sbyte)1]).DType), DTypeSet.OfElements(typeof(sbyte).Name));
        Assert.Equal(Of(Tensor.From([(short)1]).DType), DTypeSet.OfElements(typeof(short).Name));
        Assert.Equal(Of(Tensor.From([1]).DType), DTypeSet.OfElements(typeof(int).Name));
        Assert.Equal(Of(Tensor.From([1L]).DType), DTypeSet.OfElements(typeof(long).Name));
        Assert.Equal(Of(Tensor.From([(Half)1]).DType), DTypeSet.OfElements(typeof(Half).Name));
        Assert.Equal(Of(Tensor.From([(BFloat16)1f]).DType), DTypeSet.OfElements(typeof(BFloat16).Name));
        Assert.Equal(Of(Tensor.From([1f]).DType), DTypeSet.OfElements(typeof(float).Name));
        Assert.Equal(Of(Tensor.From([1.0]).DType), DTypeSet.OfElements(typeof(double).Name));
    }

    [Fact]
    public void Every_name_of_the_table_is_an_operation()
    {
        string[] names = [.. TensorOperations.Rows.Where(row => row.Type != ResultType.Elements).SelectMany(row => row.Names.Split(' ')).Select(name => name.Split('/')[0]).Distinct()];
        Assert.Empty(names.Except(OperationCalls.All.Select(call => call.Name)));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_result_has_the_type_and_count_that_the_table_says(string text)
    {
        OperationCall call = OperationCalls.All.First(call => call.Text == text);
        TensorRow row = Row(call);
        int compared = 0;
        foreach (DType a in call.Uses("a") ? s_types : [DType.Float32])
        {
            foreach (DType b in call.Uses("b") ? s_types : [DType.Float32])
            {
                foreach ((Scalar number, DTypeSet numberType) in call.Uses("number") ? s_numbers : s_numbers[..1])
                {
                    foreach (DType dtype in call.Uses("dtype") ? s_types : [DType.Float32])
                    {
                        DTypeSet[] tensors = [.. new[] { (call.Uses("a"), a), (call.Uses("b"), b) }.Where(pair => pair.Item1).Select(pair => Of(pair.Item2))];
                        DTypeSet expected = ResultTypes.Of(row, call.Name, tensors, call.Uses("number") ? [numberType] : [], call.Uses("dtype") ? Of(dtype) : null);
                        foreach ((Tensor left, Tensor right) in Ranks(a, b, call.Uses("b")))
                        {
                            if (Try(call, left, right, number, dtype) is not { } result) continue;
                            compared++;
                            Holds(row, call, expected, left, right, result);
                        }
                    }
                }
            }
        }

        Assert.NotEqual(0, compared);
    }

    [Theory]
    [MemberData(nameof(Saving))]
    public void The_graph_of_what_is_said_to_save_cannot_be_used_twice(string text)
    {
        OperationCall call = OperationCalls.All.First(call => call.Text == text);
        (bool, bool)[] required = call.Uses("b") ? [(true, true), (true, false), (false, true)] : [(true, false)];
        foreach ((bool ofA, bool ofB) in required)
        {
            Tensor a = Sample(DType.Float64, 2).SetRequiresGrad(ofA), b = Sample(DType.Float64, 2).SetRequiresGrad(ofB);
            Tensor sum = ((Tensor)call.Run(a, b, 2, DType.Float64)).Sum();
            sum.Backward();
            Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => sum.Backward()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Saving))]
    public void What_is_said_to_save_its_operands_takes_none_of_inference_mode(string text)
    {
        OperationCall call = OperationCalls.All.First(call => call.Text == text);
        if (!Row(call).SavesOperands) return;
        Tensor other, a = Sample(DType.Float64, 2).SetRequiresGrad();
        using (Autograd.InferenceMode()) other = Sample(DType.Float64, 2);
        Assert.Contains("Inference tensors", Assert.Throws<InvalidOperationException>(() => call.Run(a, other, 2, DType.Float64)).Message, StringComparison.Ordinal);
        Assert.Contains("Inference tensors", Assert.Throws<InvalidOperationException>(() => call.Run(other, a, 2, DType.Float64)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_graph_of_what_is_made_of_such_results_cannot_be_used_twice(string text)
    {
        OperationCall call = OperationCalls.All.First(call => call.Text == text);
        foreach (Tensor sample in new[] { Sample(DType.Float64, 2), Sample(DType.Float64, 1) })
        {
            Tensor a = sample.SetRequiresGrad(), b = sample.Clone();
            object? result = Try(call, a * a, b.Detach().SetRequiresGrad().Exp(), 2, DType.Float64);
            if (result is ValueTuple<Tensor, Tensor> pair) result = pair.Item1;

            // Of several results in an array, nothing of the kind is said.
            if (result is not Tensor { RequiresGrad: true } tensor || Row(call).IsCreation || call.Name == "Detach") continue;
            Tensor sum = tensor.Sum();
            try
            {
                sum.Backward();
            }
            catch (InvalidOperationException)
            {
                continue;
            }

            Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => sum.Backward()).Message, StringComparison.Ordinal);
        }
    }

    private static void Holds(TensorRow row, OperationCall call, DTypeSet expected, Tensor left, Tensor right, object result)
    {
        string what = $"{call.Text}: a {left.DType} {left.Shape}, b {right.DType} {right.Shape}";
        if (result is ValueTuple<Tensor, Tensor> pair)
        {
            Assert.Equal(ResultType.SameAndInt64, row.Type);
            Assert.Equal(DType.Int64, pair.Item2.DType);
            result = pair.Item1;
        }

        foreach (Tensor tensor in result is Tensor[] parts ? parts : [(Tensor)result])
        {
            Assert.True(expected.Contains((int)tensor.DType), $"{what}: {tensor.DType}, not {expected}");
            Assert.True(expected.IsFloating || expected.IsNonFloating, $"{what}: {expected}");
            Assert.True(row.Memory == ResultMemory.MayBeSame || !ReferenceEquals(tensor, left), $"{what}: the same object");
            if (row.Count == ResultCount.Same && call.Uses("a")) Assert.True(tensor.ElementCount == left.ElementCount, what);
            if (row.Count == ResultCount.Broadcast) Assert.True(tensor.ElementCount == Math.Max(left.ElementCount, call.Uses("b") ? right.ElementCount : 1), what);
            if (row.Count == ResultCount.One && !call.Parameters.Any(name => name is "dim" or "dims")) Assert.True(tensor.ElementCount == 1, what);
        }
    }

    private static IEnumerable<(Tensor A, Tensor B)> Ranks(DType a, DType b, bool usesB)
    {
        yield return (Sample(a, 2), Sample(b, 2));
        yield return (Sample(a, 1), Sample(b, 1));
        yield return (Sample(a, 0), Sample(b, 0));
        if (!usesB) yield break;
        yield return (Sample(a, 2), Sample(b, 0));
        yield return (Sample(a, 0), Sample(b, 2));
    }

    /// <summary><see langword="null"/> where the runtime refuses: for a type or rank that it does not take.</summary>
    private static object? Try(OperationCall call, Tensor a, Tensor b, Scalar number, DType dtype)
    {
        try
        {
            return call.Run(a, b, number, dtype);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or DivideByZeroException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static Tensor Sample(DType type, int rank) => (rank switch { 0 => Tensor.From(1.0), 1 => Tensor.From([1.0, 2, 3, 1]), _ => Tensor.From([1.0, 2, 3, 1], [2, 2]) }).To(type);

    private static DTypeSet Of(DType type) => DTypeSet.Of((int)type);

    private static TensorRow Row(OperationCall call) => TensorOperations.Find(call.Name, call.Parameters)!;
}
