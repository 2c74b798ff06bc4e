namespace SourceAutodiff;

/// <summary>How the tensor operation of a derivative rule is called where PyTorch's name is not .NET's, and what its values are computed by.</summary>
/// <param name="name">Of the method of <see cref="Tensor"/>, and, with <c>Backward0</c> behind it, of the function in the graph. Empty if there is to be no operation.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TensorOpAttribute(string name) : Attribute
{
    /// <summary>Of the method of <see cref="Tensor"/>.</summary>
    public string Name { get; } = name;

    /// <summary>The function of <c>TensorPrimitives</c> that computes many values at once, where that is faster and as exact.</summary>
    public string? Vectorized { get; init; }

    /// <summary>There is one for integers, too: the method is written by hand and chooses.</summary>
    public bool HasIntegers { get; init; }
}
