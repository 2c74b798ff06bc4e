using System.Runtime.CompilerServices;

namespace SourceAutodiff.Tensors;

/// <summary>Memory that one or more tensors look at.</summary>
internal abstract class Storage
{
    /// <summary>Counts changes, so that a backward pass notices when what it needs was overwritten.</summary>
    public int Version;

    /// <summary>Something else may look at this memory too, so a gradient in it has to be copied before it is kept.</summary>
    public bool IsShared;

    public abstract int Length { get; }

    /// <summary>Nobody looks at this memory any more.</summary>
    public abstract void Recycle();

    /// <summary>Zeros.</summary>
    public static Storage Create(DType type, int length) => type switch
    {
        DType.Bool => new Storage<bool>(new bool[length]),
        DType.UInt8 => new Storage<byte>(new byte[length]),
        DType.Int8 => new Storage<sbyte>(new sbyte[length]),
        DType.Int16 => new Storage<short>(new short[length]),
        DType.Int32 => new Storage<int>(new int[length]),
        DType.Int64 => new Storage<long>(new long[length]),
        DType.Float16 => new Storage<Half>(new Half[length]),
        DType.BFloat16 => new Storage<BFloat16>(new BFloat16[length]),
        DType.Float32 => new Storage<float>(new float[length]),
        _ => new Storage<double>(new double[length]),
    };

    /// <summary>What is there, where that is quicker than zeros.</summary>
    public static Storage Unwritten(DType type, int length) => type switch
    {
        DType.Float32 => new Storage<float>(SpareArrays<float>.Take(length)),
        DType.Float64 => new Storage<double>(SpareArrays<double>.Take(length)),
        _ => Create(type, length),
    };
}

internal sealed class Storage<T>(T[] items) : Storage where T : unmanaged
{
    public readonly T[] Items = items;

    public override int Length => Items.Length;

    public override void Recycle() => SpareArrays<T>.Give(Items);

    /// <summary>The caller knows the type of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] ItemsOf(Storage storage) => Unsafe.As<Storage<T>>(storage).Items;
}
