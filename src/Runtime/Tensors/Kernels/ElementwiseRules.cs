using System.Numerics;

namespace SourceAutodiff.Kernels;

/// <summary>What a derivative needs, and the tape saves.</summary>
[Flags]
internal enum Uses
{
    None = 0,

    /// <summary>The only or the left argument.</summary>
    Left = 1,
    Right = 2,
    Result = 4,
}

/// <summary>An elementwise function of one tensor, made from a row of the rule table; perhaps with numbers as parameters in its fields.</summary>
internal interface IUnaryRule
{
    /// <summary>As in the names of functions in the graph, without <c>Backward0</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What the derivative is computed from.</summary>
    static abstract Uses Uses { get; }

    T Value<T>(T x) where T : IFloatingPointIeee754<T>;

    /// <param name="x">The argument.</param>
    /// <param name="y">The result.</param>
    T Partial<T>(T x, T y) where T : IFloatingPointIeee754<T>;

    /// <summary>The gradient of the argument, in operations that can be recorded.</summary>
    /// <param name="grad">That of the result.</param>
    /// <param name="x">The argument, if it is saved.</param>
    /// <param name="y">The result, if it is saved.</param>
    Tensor? Backward(Tensor grad, Tensor x, Tensor y);

    /// <summary>What a pass that is not recorded may do in place of <see cref="Backward"/>.</summary>
    static virtual Chained Chain => Chained.Otherwise;

    /// <summary>Whether the partial is made of arithmetic alone, so that vectors give the same bits.</summary>
    static virtual bool HasVectors => false;

    static virtual Vector<T> Partial<T>(Vector<T> x, Vector<T> y) where T : IFloatingPointIeee754<T> => throw new NotSupportedException();

    /// <summary>All values at once, where there is something faster than one after the other.</summary>
    static virtual bool TryMap<T>(ReadOnlySpan<T> x, Span<T> y) where T : IFloatingPointIeee754<T> => false;
}

/// <summary>An elementwise function of two tensors, made from a row of the rule table.</summary>
internal interface IBinaryRule
{
    static abstract string Name { get; }

    /// <summary>What the derivative by the left argument is computed from.</summary>
    static abstract Uses UsesLeft { get; }

    /// <summary>What the derivative by the right argument is computed from.</summary>
    static abstract Uses UsesRight { get; }

    T Value<T>(T a, T b) where T : IFloatingPointIeee754<T>;

    T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T>;

    T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T>;

    Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y);

    Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y);

    /// <inheritdoc cref="IUnaryRule.Chain"/>
    static virtual Chained Left => Chained.Otherwise;

    /// <inheritdoc cref="IUnaryRule.Chain"/>
    static virtual Chained Right => Chained.Otherwise;

    /// <inheritdoc cref="IUnaryRule.HasVectors"/>
    static virtual bool HasVectors => false;

    static virtual Vector<T> PartialLeft<T>(Vector<T> a, Vector<T> b, Vector<T> y) where T : IFloatingPointIeee754<T> => throw new NotSupportedException();

    static virtual Vector<T> PartialRight<T>(Vector<T> a, Vector<T> b, Vector<T> y) where T : IFloatingPointIeee754<T> => throw new NotSupportedException();

    static virtual bool TryMap<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) where T : IFloatingPointIeee754<T> => false;

    static virtual bool TryMap<T>(ReadOnlySpan<T> a, T b, Span<T> y) where T : IFloatingPointIeee754<T> => false;

    static virtual bool TryMap<T>(T a, ReadOnlySpan<T> b, Span<T> y) where T : IFloatingPointIeee754<T> => false;
}
