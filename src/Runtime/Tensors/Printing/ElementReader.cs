using SourceAutodiff.Tensors;

namespace SourceAutodiff.Printing;

/// <summary>Elements of a tensor of any type, one by one.</summary>
internal readonly struct ElementReader(Tensor tensor)
{
    /// <param name="offset">The place in memory.</param>
    public Scalar Read(int offset) => tensor.DType switch
    {
        DType.Bool => tensor.Items<bool>()[offset],
        DType.UInt8 => (int)tensor.Items<byte>()[offset],
        DType.Int8 => (int)tensor.Items<sbyte>()[offset],
        DType.Int16 => (int)tensor.Items<short>()[offset],
        DType.Int32 => tensor.Items<int>()[offset],
        DType.Int64 => tensor.Items<long>()[offset],
        DType.Float16 => (double)tensor.Items<Half>()[offset],
        DType.BFloat16 => (double)(float)tensor.Items<BFloat16>()[offset],
        DType.Float32 => (double)tensor.Items<float>()[offset],
        _ => tensor.Items<double>()[offset],
    };
}
