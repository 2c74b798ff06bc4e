namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>What the function of each operation is called: as Python shows it.</summary>
public class SemanticsNamesTests
{
    private static readonly Tensor s_a = Tensor.From([0.25f, 0.5f, 0.75f, 0.125f], requiresGrad: true);
    private static readonly Tensor s_m = Tensor.From(new[,] { { 2f, 1f }, { 1f, 3f } }, requiresGrad: true);
    private static readonly Tensor s_index = Tensor.From([0L, 1L]);

    private static readonly (string Name, Func<Tensor> Operation)[] s_operations =
    [
        ("AddBackward0", () => s_a + 1),
        ("AddBackward0", () => s_a + s_a),
        ("SubBackward0", () => s_a - s_a),
        ("MulBackward0", () => s_a * 2),
        ("MulBackward0", () => s_a * s_a),
        ("DivBackward0", () => s_a / s_a),
        ("MulBackward0", () => 1 / s_a),
        ("NegBackward0", () => -s_a),
        ("PowBackward0", () => s_a.Pow(2)),
        ("PowBackward0", () => s_a.Pow(s_a)),
        ("ExpBackward0", () => s_a.Exp()),
        ("LogBackward0", () => s_a.Log()),
        ("SqrtBackward0", () => s_a.Sqrt()),
        ("AbsBackward0", () => s_a.Abs()),
        ("SinBackward0", () => s_a.Sin()),
        ("TanhBackward0", () => s_a.Tanh()),
        ("SigmoidBackward0", () => s_a.Sigmoid()),
        ("ReluBackward0", () => s_a.Relu()),
        ("GeluBackward0", () => s_a.Gelu()),
        ("SiluBackward0", () => s_a.Silu()),
        ("SoftplusBackward0", () => s_a.Softplus(1, 20)),
        ("SumBackward0", () => s_a.Sum()),
        ("SumBackward0", () => s_a.Sum([0])),
        ("MeanBackward0", () => s_a.Mean()),
        ("MaxBackward0", () => s_a.Max()),
        ("MaxBackward0", () => s_a.Max(0).Values),
        ("AmaxBackward0", () => s_a.Amax([0])),
        ("ReciprocalBackward0", () => s_a.Reciprocal()),
        ("ProdBackward0", () => s_a.Prod()),
        ("VarBackward0", () => s_a.Var()),
        ("StdBackward0", () => s_a.Std()),
        ("NormBackward0", () => s_a.Norm()),
        ("LogsumexpBackward0", () => s_a.LogSumExp(0)),
        ("SoftmaxBackward0", () => s_a.Softmax(0)),
        ("LogSoftmaxBackward0", () => s_a.LogSoftmax(0)),
        ("MmBackward0", () => s_m.Mm(s_m)),
        ("MmBackward0", () => s_m.Matmul(s_m)),
        ("MvBackward0", () => s_m.Mv(s_m.Select(0, 0))),
        ("DotBackward0", () => s_a.Dot(s_a)),
        ("TBackward0", () => s_m.T()),
        ("TransposeBackward0", () => s_m.Transpose(0, 1)),
        ("PermuteBackward0", () => s_m.Permute(1, 0)),
        ("ViewBackward0", () => s_m.Reshape(4)),
        ("ViewBackward0", () => s_m.View(4)),
        ("UnsafeViewBackward0", () => s_m.T().Reshape(4)),
        ("UnsqueezeBackward0", () => s_a.Unsqueeze(0)),
        ("SqueezeBackward0", () => s_a.Squeeze()),
        ("ExpandBackward0", () => s_a.Expand(2, 4)),
        ("RepeatBackward0", () => s_a.Repeat(2)),
        ("SelectBackward0", () => s_a[0]),
        ("SliceBackward0", () => s_a[1..3]),
        ("SliceBackward0", () => s_a.Narrow(0, 1, 2)),
        ("IndexSelectBackward0", () => s_a.IndexSelect(0, s_index)),
        ("IndexBackward0", () => s_a[s_index]),
        ("GatherBackward0", () => s_a.Gather(0, s_index)),
        ("CatBackward0", () => Tensor.Cat([s_a, s_a])),
        ("StackBackward0", () => Tensor.Stack([s_a, s_a])),
        ("SplitBackward0", () => s_a.Split(2)[0]),
        ("SplitBackward0", () => s_a.Chunk(2)[0]),
        ("WhereBackward0", () => Tensor.Where(s_a > 0.3, s_a, s_a)),
        ("MaskedFillBackward0", () => s_a.MaskedFill(s_a.Detach() > 0.3, 1)),
        ("ClampBackward0", () => s_a.Clamp(0, 1)),
        ("MaximumBackward0", () => s_a.Maximum(s_a)),
        ("CumsumBackward0", () => s_a.Cumsum(0)),
        ("CloneBackward0", () => s_a.Clone()),
        ("ToCopyBackward0", () => s_a.To(DType.Float64)),
        ("ViewBackward0", () => s_m.ViewAs(s_a)),
        ("AddmmBackward0", () => Functional.Linear(s_m, s_m, s_m.Select(0, 0))),
        ("AddmmBackward0", () => s_m.Addmm(s_m, s_m)),
        ("MseLossBackward0", () => Functional.MseLoss(s_a, s_a.Detach())),
        ("NllLossBackward0", () => Functional.CrossEntropy(s_m, s_index)),
        ("BinaryCrossEntropyWithLogitsBackward0", () => Functional.BinaryCrossEntropyWithLogits(s_a, s_a.Detach())),
        ("NativeLayerNormBackward0", () => Functional.LayerNorm(s_m, [2])),
        ("LinalgDetBackward0", () => Linalg.Det(s_m)),
        ("LinalgInvExBackward0", () => Linalg.Inv(s_m)),
        ("ErfBackward0", () => s_a.Erf()),
        ("LgammaBackward0", () => s_a.Lgamma()),
        ("TrilBackward0", () => s_m.Tril()),
        ("TraceBackward0", () => s_m.Trace()),
        ("FlipBackward0", () => s_a.Flip(0)),
        ("RollBackward0", () => s_a.Roll(1)),
        ("FloorBackward0", () => s_a.Floor()),
        ("SignBackward0", () => s_a.Sign()),
        ("RoundBackward0", () => s_a.Round()),
    ];

    [Fact, Rows("32")]
    public void Functions_are_called_as_in_PyTorch() =>
        Assert.Equal(s_operations.Select(operation => operation.Name), s_operations.Select(operation => operation.Operation().GradFn?.Name));

    [Fact, Rows("32")]
    public void Of_a_quotient_with_a_number_the_reciprocal_comes_first() =>
        Assert.Equal("ReciprocalBackward0", (1 / s_a).GradFn!.NextFunctions.First(function => function is not null)!.Name);

    [Fact, Rows("32")]
    public void What_has_no_derivative_has_no_function()
    {
        Assert.Null(s_a.Detach().GradFn);
        Assert.Null((s_a > 1).GradFn);
        Assert.Null(s_a.Argmax().GradFn);
    }
}
