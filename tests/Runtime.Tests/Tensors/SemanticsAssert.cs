namespace SourceAutodiff.Runtime.Tests.Tensors;

/// <summary>What the tests of semantics have in common.</summary>
internal static class SemanticsAssert
{
    /// <summary>A leaf that requires a gradient.</summary>
    public static Tensor Leaf(params double[] values) => Tensor.From(values, requiresGrad: true);

    /// <summary>The elements and the type.</summary>
    public static void IsTyped(Tensor? tensor, DType type, params double[] values)
    {
        Assert.NotNull(tensor);
        Assert.Equal(type, tensor.DType);
        Assert.Equal(values, tensor.Detach().To(DType.Float64).ToArray<double>());
    }

    public static void Is(Tensor? tensor, params double[] values) => IsTyped(tensor, DType.Float64, values);

    /// <summary>The flags of a leaf, or of a result with the function of that name.</summary>
    public static void Flags(Tensor tensor, bool requiresGrad, string? function = null)
    {
        Assert.Equal(requiresGrad, tensor.RequiresGrad);
        Assert.Equal(function is null, tensor.IsLeaf);
        Assert.Equal(function, tensor.GradFn?.Name);
    }

    /// <summary>The message has libtorch's words; what to do may come after.</summary>
    public static TException Throws<TException>(string words, Action action) where TException : Exception
    {
        TException exception = Assert.ThrowsAny<TException>(action);
        Assert.Contains(words, exception.Message);
        return exception;
    }

    public static void Throws(string words, Action action) => Throws<InvalidOperationException>(words, action);

    public static void Throws(string words, Func<object?> function) => Throws<InvalidOperationException>(words, () => { function(); });
}
