using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>The function of an elementwise operation on a single element and a number beside it, which needs no tensor.</summary>
internal sealed class NumberNode<TRule> : GradFn where TRule : struct, IBinaryRule
{
    private readonly TRule _rule;
    private readonly bool _isLeft;
    private readonly int _output;
    private readonly int _versionX;
    private readonly int _versionY;
    private readonly GradFn _next;
    private readonly Scalar _number;
    private Tensor? _x;
    private Tensor? _y;

    /// <param name="rule">Of the operation.</param>
    /// <param name="x">What the number is beside.</param>
    /// <param name="number">The other argument.</param>
    /// <param name="isLeft">Whether the tensor is the left one.</param>
    /// <param name="y">The result.</param>
    public NumberNode(TRule rule, Tensor x, Scalar number, bool isLeft, Tensor y) : base(y.Layout.Sizes, y.DType)
    {
        Edge edge = Edge.To(x);
        (_rule, _isLeft, _number, _next, _output) = (rule, isLeft, number, edge.Function!, edge.Output);
        Depth = _next.Depth + 1;
        if (UsesArgument) _x = SavedTensor.Save(x, out _versionX);
        if (UsesResult) _y = SavedTensor.Save(y, out _versionY);
    }

    public override string Name => TRule.Name + "Backward0";

    internal override int InputCount => 2;

    private bool UsesArgument => _isLeft ? (TRule.UsesLeft & Uses.Left) != 0 : (TRule.UsesRight & Uses.Right) != 0;

    private bool UsesResult => ((_isLeft ? TRule.UsesLeft : TRule.UsesRight) & Uses.Result) != 0;

    internal override Edge Next(int input) => input == (_isLeft ? 0 : 1) ? new Edge(_next, _output) : default;

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        Tensor grad = gradOutputs[0]!;
        Tensor? x = UsesArgument ? SavedTensor.Get(_x, _versionX, this) : null, y = UsesResult ? SavedTensor.Get(_y, _versionY, this, 0) : null;
        bool isSingle = !GradModes.IsRecording && (_isLeft ? TRule.Left : TRule.Right) != Chained.Otherwise && grad.IsSingle;
        gradInputs[_isLeft ? 0 : 1] = !isSingle ? Recorded(grad, x, y) : grad.DType == DType.Float32 ? Number<float>(grad, x, y) : Number<double>(grad, x, y);
    }

    internal override void Release() => (_x, _y) = (null, null);

    private Tensor Number<T>(Tensor grad, Tensor? argument, Tensor? result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T g = grad.Read<T>(), x = argument is null ? T.Zero : argument.Read<T>(), y = result is null ? T.Zero : result.Read<T>(), number = Elements.FromScalar<T>(_number);
        if (_isLeft) return Tensor.InPlaceOf(grad, TRule.Left == Chained.Unchanged ? g : g * _rule.PartialLeft(x, number, y));
        return Tensor.InPlaceOf(grad, TRule.Right == Chained.Unchanged ? g : g * _rule.PartialRight(number, x, y));
    }

    private Tensor? Recorded(Tensor grad, Tensor? x, Tensor? y) =>
        _isLeft ? _rule.BackwardLeft(grad, x!, Tensor.Number(_number), y!) : _rule.BackwardRight(grad, Tensor.Number(_number), x!, y!);
}
