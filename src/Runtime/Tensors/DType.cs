namespace SourceAutodiff;

/// <summary>What the elements of a <see cref="Tensor"/> are.</summary>
public enum DType
{
    /// <summary><see cref="bool"/>.</summary>
    Bool,

    /// <summary><see cref="byte"/>.</summary>
    UInt8,

    /// <summary><see cref="sbyte"/>.</summary>
    Int8,

    /// <summary><see cref="short"/>.</summary>
    Int16,

    /// <summary><see cref="int"/>.</summary>
    Int32,

    /// <summary><see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="System.Half"/>.</summary>
    Float16,

    /// <summary><see cref="SourceAutodiff.BFloat16"/>: the upper half of a <see cref="float"/>.</summary>
    BFloat16,

    /// <summary><see cref="float"/>.</summary>
    Float32,

    /// <summary><see cref="double"/>.</summary>
    Float64,
}
