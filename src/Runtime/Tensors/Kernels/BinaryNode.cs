using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The function of an elementwise operation on two tensors. A graph of numbers consists of these, so what few need is kept elsewhere.</summary>
internal sealed class BinaryNode<TRule> : GradFn where TRule : struct, IBinaryRule
{
    private readonly TRule _rule;
    private readonly GradFn? _left;
    private readonly GradFn? _right;
    private readonly int _leftOutput;
    private readonly int _rightOutput;
    private readonly int _versionA;
    private readonly int _versionB;
    private readonly int _versionY;
    private Tensor? _a;
    private Tensor? _b;
    private Tensor? _y;

    public BinaryNode(TRule rule, Tensor a, Tensor b, Tensor y) : base(y.Layout.Sizes, y.DType)
    {
        (Edge left, Edge right) = (Edge.To(a), Edge.To(b));
        (_rule, _left, _leftOutput, _right, _rightOutput) = (rule, left.Function, left.Output, right.Function, right.Output);
        Depth = Math.Max(_left?.Depth ?? 0, _right?.Depth ?? 0) + 1;
        Uses uses = Used;
        if ((uses & Uses.Left) != 0) _a = SavedTensor.Save(a, out _versionA);
        if ((uses & Uses.Right) != 0) _b = SavedTensor.Save(b, out _versionB);
        if ((uses & Uses.Result) != 0) _y = SavedTensor.Save(y, out _versionY);
    }

    public override string Name => TRule.Name + "Backward0";

    /// <summary>What the gradients need that are asked for.</summary>
    private Uses Used => (_left is null ? Uses.None : TRule.UsesLeft) | (_right is null ? Uses.None : TRule.UsesRight);

    internal override int InputCount => 2;

    internal override Edge Next(int input) => input == 0 ? new Edge(_left, _leftOutput) : new Edge(_right, _rightOutput);

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        Uses uses = Used;
        Tensor grad = gradOutputs[0]!;
        Tensor? a = (uses & Uses.Left) != 0 ? SavedTensor.Get(_a, _versionA, this) : null;
        Tensor? b = (uses & Uses.Right) != 0 ? SavedTensor.Get(_b, _versionB, this) : null;
        Tensor? y = (uses & Uses.Result) != 0 ? SavedTensor.Get(_y, _versionY, this, 0) : null;
        if (GradModes.IsRecording)
        {
            if (_left is not null) gradInputs[0] = _rule.BackwardLeft(grad, a!, b!, y!);
            if (_right is not null) gradInputs[1] = _rule.BackwardRight(grad, a!, b!, y!);
        }
        else if (TRule.Left != Chained.Otherwise && TRule.Right != Chained.Otherwise && grad.IsSingle && a is not { IsSingle: false } && b is not { IsSingle: false })
        {
            if (grad.DType == DType.Float32) Numbers<float>(grad, a, b, y, gradInputs);
            else Numbers<double>(grad, a, b, y, gradInputs);
        }
        else
        {
            Quietly(grad, a, b, y, gradInputs);
        }
    }

    internal override void Release()
    {
        // Numbers cost nothing, so that a * 2 can be gone through again.
        if (_a is not { IsNumber: true }) _a = null;
        if (_b is not { IsNumber: true }) _b = null;
        _y = null;
    }

    private void Numbers<T>(Tensor grad, Tensor? a, Tensor? b, Tensor? y, Span<Tensor?> gradInputs) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T g = grad.Read<T>(), x = a is null ? T.Zero : a.ReadAs<T>(), z = b is null ? T.Zero : b.ReadAs<T>(), value = y is null ? T.Zero : y.Read<T>();
        T left = TRule.Left == Chained.Unchanged ? g : g * _rule.PartialLeft(x, z, value);
        T right = TRule.Right == Chained.Unchanged ? g : g * _rule.PartialRight(x, z, value);
        if (_left is null) gradInputs[1] = Tensor.InPlaceOf(grad, right);
        else gradInputs[0] = Tensor.InPlaceOf(grad, left);
        if (_left is not null && _right is not null) gradInputs[1] = Tensor.OfPass(right, grad.DType);
    }

    /// <summary>Not recorded. The gradient that has its place last may be written over the one that arrived.</summary>
    private void Quietly(Tensor grad, Tensor? a, Tensor? b, Tensor? y, Span<Tensor?> gradInputs)
    {
        bool isKept = !grad.IsOwn || (_left is not null && _right is not null && (TRule.Left != Chained.ByPartial || TRule.Right != Chained.ByPartial));
        if (_right is not null) gradInputs[1] = TRule.Right == Chained.ByPartial ? Binary.Chain(grad, a, b, y, isLeft: false, _rule, isKept || _left is not null) : _rule.BackwardRight(grad, a!, b!, y!);
        if (_left is not null) gradInputs[0] = TRule.Left == Chained.ByPartial ? Binary.Chain(grad, a, b, y, isLeft: true, _rule, isKept) : _rule.BackwardLeft(grad, a!, b!, y!);
    }
}
