namespace SourceAutodiff;

/// <summary>What <see cref="Functional.Pad"/> puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>The elements mirrored at the edge, without the edge itself.</summary>
    Reflect,

    /// <summary>The elements at the edge.</summary>
    Replicate,

    /// <summary>The elements of the other end.</summary>
    Circular,
}
