using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The function of an elementwise operation on one tensor.</summary>
internal sealed class UnaryNode<TRule> : GradFn where TRule : struct, IUnaryRule
{
    private readonly TRule _rule;
    private readonly GradFn _next;
    private readonly int _output;
    private readonly int _versionX;
    private readonly int _versionY;
    private Tensor? _x;
    private Tensor? _y;

    public UnaryNode(TRule rule, Tensor x, Tensor y) : base(y.Layout.Sizes, y.DType)
    {
        Edge edge = Edge.To(x);
        (_rule, _next, _output) = (rule, edge.Function!, edge.Output);
        Depth = _next.Depth + 1;
        if ((TRule.Uses & Uses.Left) != 0) _x = SavedTensor.Save(x, out _versionX);
        if ((TRule.Uses & Uses.Result) != 0) _y = SavedTensor.Save(y, out _versionY);
    }

    public override string Name => TRule.Name + "Backward0";

    internal override int InputCount => 1;

    internal override Edge Next(int input) => new(_next, _output);

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        Tensor grad = gradOutputs[0]!;
        Tensor? x = (TRule.Uses & Uses.Left) != 0 ? SavedTensor.Get(_x, _versionX, this) : null, y = (TRule.Uses & Uses.Result) != 0 ? SavedTensor.Get(_y, _versionY, this, 0) : null;
        gradInputs[0] = GradModes.IsRecording || TRule.Chain == Chained.Otherwise ? _rule.Backward(grad, x!, y!)
            : TRule.Chain == Chained.Unchanged ? grad
            : !grad.IsSingle || x is { IsSingle: false } ? Unary.Chain(grad, x, y, _rule, isKept: !grad.IsOwn)
            : grad.DType == DType.Float32 ? Number<float>(grad, x, y) : Number<double>(grad, x, y);
    }

    internal override void Release() => (_x, _y) = (null, null);

    private Tensor Number<T>(Tensor grad, Tensor? x, Tensor? y) where T : unmanaged, IFloatingPointIeee754<T> =>
        Tensor.InPlaceOf(grad, grad.Read<T>() * _rule.Partial(x is null ? T.Zero : x.ReadAs<T>(), y is null ? T.Zero : y.Read<T>()));
}
