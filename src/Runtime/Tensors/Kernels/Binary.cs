using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elementwise functions of two tensors, which are stretched to a common shape and converted to a common type.</summary>
internal static class Binary
{
    /// <summary>The values, recorded. Integers and booleans are taken as single precision.</summary>
    public static Tensor Apply<TRule>(Tensor a, Tensor b, TRule rule = default) where TRule : struct, IBinaryRule
    {
        DType type = DTypes.Promote(a, b);
        Tensor result = Values(a, b, type.IsFloatingPoint() ? type : DType.Float32, rule);
        return Tape.Records(a, b) ? result.Record(new BinaryNode<TRule>(rule, a, b, result), 0) : result;
    }

    private static Tensor Values<TRule>(Tensor a, Tensor b, DType type, TRule rule) where TRule : struct, IBinaryRule
    {
        DType computed = type.IsHalfPrecision() ? DType.Float32 : type;
        (Tensor x, Tensor y, Tensor result) = (a.Converted(computed), b.Converted(computed), Target(a, b, computed));
        if (computed == DType.Float32) Run<float, TRule>(x, y, result, rule);
        else Run<double, TRule>(x, y, result, rule);
        return result.Converted(type);
    }

    /// <summary>Adds to memory that lies row by row and that only the caller looks at.</summary>
    public static void AddTo(Tensor sum, Tensor added)
    {
        if (sum.DType == DType.Float32) Run<float, AddRule>(sum, added, sum, default);
        else if (sum.DType == DType.Float64) Run<double, AddRule>(sum, added, sum, default);
        else Copying.Copy(sum + added, sum);
    }

    /// <summary>For a result of the common shape; an argument's layout is used again if it can be.</summary>
    public static Tensor Target(Tensor a, Tensor b, DType type)
    {
        int[] sizes = Layout.Broadcast(a.Layout.Sizes, b.Layout.Sizes);
        return ReferenceEquals(sizes, a.Layout.Sizes) ? Tensor.EmptyLike(a, type)
            : sizes.AsSpan().SequenceEqual(b.Layout.Sizes) ? Tensor.EmptyLike(b, type)
            : Tensor.Empty(sizes, type);
    }

    /// <summary>The gradient of the left or the right argument in one pass, for when it is not recorded.</summary>
    public static Tensor Chain<TRule>(Tensor grad, Tensor? a, Tensor? b, Tensor? y, bool isLeft, TRule rule) where TRule : struct, IBinaryRule
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor any = (y ?? a ?? b)!, g = grad.Converted(type), result = Tensor.EmptyLike(grad, type);
        if (type == DType.Float32) Chain<float, TRule>(g, (a ?? any).Converted(type), (b ?? any).Converted(type), (y ?? any).Converted(type), result, isLeft, rule);
        else Chain<double, TRule>(g, (a ?? any).Converted(type), (b ?? any).Converted(type), (y ?? any).Converted(type), result, isLeft, rule);
        return result.Converted(grad.DType);
    }

    private static void Run<T, TRule>(Tensor a, Tensor b, Tensor y, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        int[] sizes = y.Layout.Sizes;
        var row = new MapRow<T, TRule>(a.Items<T>(), b.Items<T>(), y.Items<T>(), rule);
        if (a.Layout.IsContiguous && b.Layout.IsContiguous && a.Layout.Count == b.Layout.Count && a.Layout.Count == y.Layout.Count)
        {
            if (y.Layout.Count > 0) row.Row(y.Layout.Count, [a.Layout.Offset, b.Layout.Offset, 0], [1, 1, 1]);
            return;
        }

        Walk.Rows(
            row, sizes, [a.Layout.Offset, b.Layout.Offset, 0],
            a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.Strides);
    }

    private static void Chain<T, TRule>(Tensor g, Tensor a, Tensor b, Tensor y, Tensor result, bool isLeft, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        int[] sizes = result.Layout.Sizes;
        Walk.Rows(
            new ChainRow<T, TRule>(g.Items<T>(), a.Items<T>(), b.Items<T>(), y.Items<T>(), result.Items<T>(), isLeft, rule), sizes,
            [g.Layout.Offset, a.Layout.Offset, b.Layout.Offset, y.Layout.Offset, 0],
            g.Layout.Strides, a.Layout.StridesFor(sizes), b.Layout.StridesFor(sizes), y.Layout.StridesFor(sizes), result.Layout.Strides);
    }

    private readonly struct MapRow<T, TRule>(T[] a, T[] b, T[] y, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int k, int di, int dj, int dk) = (offsets[0], offsets[1], offsets[2], strides[0], strides[1], strides[2]);
            if (dk == 1 && count > 1)
            {
                bool isDone = (di, dj) switch
                {
                    (1, 1) => TRule.TryMap(a.AsSpan(i, count), b.AsSpan(j, count), y.AsSpan(k, count)),
                    (1, 0) => TRule.TryMap(a.AsSpan(i, count), b[j], y.AsSpan(k, count)),
                    (0, 1) => TRule.TryMap(a[i], b.AsSpan(j, count), y.AsSpan(k, count)),
                    _ => false,
                };
                if (isDone) return;
            }

            for (; count > 0; count--, i += di, j += dj, k += dk) y[k] = rule.Value(a[i], b[j]);
        }
    }

    private readonly struct ChainRow<T, TRule>(T[] grad, T[] a, T[] b, T[] y, T[] result, bool isLeft, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IBinaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int g, int i, int j, int k, int r) = (offsets[0], offsets[1], offsets[2], offsets[3], offsets[4]);
            for (; count > 0; count--, g += strides[0], i += strides[1], j += strides[2], k += strides[3], r += strides[4])
            {
                result[r] = grad[g] * (isLeft ? rule.PartialLeft(a[i], b[j], y[k]) : rule.PartialRight(a[i], b[j], y[k]));
            }
        }
    }
}

internal sealed class BinaryNode<TRule> : GradFn where TRule : struct, IBinaryRule
{
    private readonly TRule _rule;
    private readonly Edge _left;
    private readonly Edge _right;
    private SavedTensor _a;
    private SavedTensor _b;
    private SavedTensor _y;

    public BinaryNode(TRule rule, Tensor a, Tensor b, Tensor y) : base(y.Layout.Sizes, y.DType)
    {
        (_rule, _left, _right) = (rule, Edge.To(a), Edge.To(b));
        Depth = Math.Max(_left.Function?.Depth ?? 0, _right.Function?.Depth ?? 0) + 1;
        Uses uses = Used;
        if ((uses & Uses.Left) != 0) _a = new SavedTensor(a, isOutput: false);
        if ((uses & Uses.Right) != 0) _b = new SavedTensor(b, isOutput: false);
        if ((uses & Uses.Result) != 0) _y = new SavedTensor(y, isOutput: true);
    }

    public override string Name => TRule.Name + "Backward0";

    /// <summary>What the gradients need that are asked for.</summary>
    private Uses Used => (_left.Function is null ? Uses.None : TRule.UsesLeft) | (_right.Function is null ? Uses.None : TRule.UsesRight);

    internal override int InputCount => 2;

    internal override Edge Next(int input) => input == 0 ? _left : _right;

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        Uses uses = Used;
        Tensor? a = (uses & Uses.Left) != 0 ? _a.Get(this) : null, b = (uses & Uses.Right) != 0 ? _b.Get(this) : null, y = (uses & Uses.Result) != 0 ? _y.Get(this, 0) : null;
        if (_left.Function is not null) gradInputs[0] = _rule.BackwardLeft(gradOutputs[0]!, a!, b!, y!);
        if (_right.Function is not null) gradInputs[1] = _rule.BackwardRight(gradOutputs[0]!, a!, b!, y!);
    }

    internal override void Release() => (_a, _b, _y) = (_a.Released, _b.Released, default);
}
