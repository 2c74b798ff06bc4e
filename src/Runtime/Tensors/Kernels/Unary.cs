using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>Elementwise functions of one tensor.</summary>
internal static class Unary
{
    /// <summary>The values, recorded. Integers and booleans are taken as single precision.</summary>
    public static Tensor Apply<TRule>(Tensor x, TRule rule = default) where TRule : struct, IUnaryRule
    {
        Tensor result = Values(x, rule);
        return Tape.Records(x) ? result.Record(new UnaryNode<TRule>(rule, x, result), 0) : result;
    }

    public static Tensor Values<TRule>(Tensor x, TRule rule = default) where TRule : struct, IUnaryRule
    {
        DType type = x.DType.IsFloatingPoint() ? x.DType : DType.Float32;
        DType computed = type.IsHalfPrecision() ? DType.Float32 : type;
        Tensor from = x.Converted(computed), result = Tensor.EmptyLike(x, computed);
        if (computed == DType.Float32) Run<float, TRule>(from, result, rule);
        else Run<double, TRule>(from, result, rule);
        return result.Converted(type);
    }

    /// <summary>The gradient of the argument in one pass, for when it is not recorded.</summary>
    public static Tensor Chain<TRule>(Tensor grad, Tensor? x, Tensor? y, TRule rule) where TRule : struct, IUnaryRule
    {
        DType type = grad.DType.IsHalfPrecision() ? DType.Float32 : grad.DType;
        Tensor g = grad.Converted(type), result = Tensor.EmptyLike(grad, type);
        if (type == DType.Float32) Chain<float, TRule>(g, (x ?? y)!.Converted(type), (y ?? x)!.Converted(type), result, rule);
        else Chain<double, TRule>(g, (x ?? y)!.Converted(type), (y ?? x)!.Converted(type), result, rule);
        return result.Converted(grad.DType);
    }

    private static void Run<T, TRule>(Tensor x, Tensor y, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        var row = new MapRow<T, TRule>(x.Items<T>(), y.Items<T>(), rule);
        if (!x.Layout.IsContiguous) Walk.Rows(row, y.Layout.Sizes, [x.Layout.Offset, 0], x.Layout.Strides, y.Layout.Strides);
        else if (y.Layout.Count > 0) row.Row(y.Layout.Count, [x.Layout.Offset, 0], [1, 1]);
    }

    private static void Chain<T, TRule>(Tensor g, Tensor x, Tensor y, Tensor result, TRule rule) where T : unmanaged, IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        int[] sizes = result.Layout.Sizes;
        Walk.Rows(
            new ChainRow<T, TRule>(g.Items<T>(), x.Items<T>(), y.Items<T>(), result.Items<T>(), rule), sizes, [g.Layout.Offset, x.Layout.Offset, y.Layout.Offset, 0],
            g.Layout.Strides, x.Layout.StridesFor(sizes), y.Layout.StridesFor(sizes), result.Layout.Strides);
    }

    private readonly struct MapRow<T, TRule>(T[] x, T[] y, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int i, int j, int di, int dj) = (offsets[0], offsets[1], strides[0], strides[1]);
            if (di == 1 && dj == 1 && count > 1 && TRule.TryMap(x.AsSpan(i, count), y.AsSpan(j, count))) return;
            for (; count > 0; count--, i += di, j += dj) y[j] = rule.Value(x[i]);
        }
    }

    private readonly struct ChainRow<T, TRule>(T[] grad, T[] x, T[] y, T[] result, TRule rule) : IRowAction where T : IFloatingPointIeee754<T> where TRule : struct, IUnaryRule
    {
        public void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides)
        {
            (int g, int i, int j, int r) = (offsets[0], offsets[1], offsets[2], offsets[3]);
            for (; count > 0; count--, g += strides[0], i += strides[1], j += strides[2], r += strides[3]) result[r] = grad[g] * rule.Partial(x[i], y[j]);
        }
    }
}

internal sealed class UnaryNode<TRule> : GradFn where TRule : struct, IUnaryRule
{
    private readonly TRule _rule;
    private readonly Edge _edge;
    private SavedTensor _input;
    private SavedTensor _result;

    public UnaryNode(TRule rule, Tensor x, Tensor y) : base(y.Layout.Sizes, y.DType)
    {
        (_rule, _edge) = (rule, Edge.To(x));
        Depth = _edge.Function!.Depth + 1;
        if ((TRule.Uses & Uses.Left) != 0) _input = new SavedTensor(x, isOutput: false);
        if ((TRule.Uses & Uses.Result) != 0) _result = new SavedTensor(y, isOutput: true);
    }

    public override string Name => TRule.Name + "Backward0";

    internal override int InputCount => 1;

    internal override Edge Next(int input) => _edge;

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs)
    {
        Tensor? x = (TRule.Uses & Uses.Left) != 0 ? _input.Get(this) : null, y = (TRule.Uses & Uses.Result) != 0 ? _result.Get(this, 0) : null;
        gradInputs[0] = _rule.Backward(gradOutputs[0]!, x!, y!);
    }

    internal override void Release() => (_input, _result) = (default, default);
}
