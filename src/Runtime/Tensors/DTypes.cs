namespace SourceAutodiff.Tensors;

/// <summary>Something that is done for elements of a type.</summary>
internal interface ITypedAction
{
    void Run<T>() where T : unmanaged;
}

/// <summary>What is known of an element type, and which type a result of two has.</summary>
internal static class DTypes
{
    public static bool IsFloatingPoint(this DType type) => type >= DType.Float16;

    public static bool IsInteger(this DType type) => type is > DType.Bool and < DType.Float16;

    /// <summary>Computed in single precision and rounded once.</summary>
    public static bool IsHalfPrecision(this DType type) => type is DType.Float16 or DType.BFloat16;

    /// <summary>As in printed tensors: <c>torch.float64</c> without the prefix.</summary>
    public static string Name(this DType type) => type.ToString().ToLowerInvariant();

    /// <summary>As in PyTorch's messages.</summary>
    public static string Title(this DType type) => type switch
    {
        DType.Bool => "Bool",
        DType.UInt8 => "Byte",
        DType.Int8 => "Char",
        DType.Int16 => "Short",
        DType.Int32 => "Int",
        DType.Int64 => "Long",
        DType.Float16 => "Half",
        DType.BFloat16 => "BFloat16",
        DType.Float32 => "Float",
        _ => "Double",
    };

    public static DType Of<T>() =>
        typeof(T) == typeof(double) ? DType.Float64
        : typeof(T) == typeof(float) ? DType.Float32
        : typeof(T) == typeof(long) ? DType.Int64
        : typeof(T) == typeof(int) ? DType.Int32
        : typeof(T) == typeof(bool) ? DType.Bool
        : typeof(T) == typeof(byte) ? DType.UInt8
        : typeof(T) == typeof(sbyte) ? DType.Int8
        : typeof(T) == typeof(short) ? DType.Int16
        : typeof(T) == typeof(Half) ? DType.Float16
        : typeof(T) == typeof(BFloat16) ? DType.BFloat16
        : throw new ArgumentException($"A tensor cannot hold {typeof(T).Name}. Its elements can be bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.");

    /// <summary>Runs an action for the type of the elements.</summary>
    public static void Run<TAction>(this DType type, TAction action) where TAction : struct, ITypedAction
    {
        switch (type)
        {
            case DType.Bool: action.Run<bool>(); break;
            case DType.UInt8: action.Run<byte>(); break;
            case DType.Int8: action.Run<sbyte>(); break;
            case DType.Int16: action.Run<short>(); break;
            case DType.Int32: action.Run<int>(); break;
            case DType.Int64: action.Run<long>(); break;
            case DType.Float16: action.Run<Half>(); break;
            case DType.BFloat16: action.Run<BFloat16>(); break;
            case DType.Float32: action.Run<float>(); break;
            default: action.Run<double>(); break;
        }
    }

    /// <summary>The smallest type that holds the values of both, as far as there is one: PyTorch's table.</summary>
    public static DType Promote(DType a, DType b)
    {
        if (a == b) return a;
        (DType low, DType high) = a < b ? (a, b) : (b, a);
        return (low, high) switch
        {
            (DType.UInt8, DType.Int8) => DType.Int16,
            (DType.Float16, DType.BFloat16) => DType.Float32,
            _ => high,
        };
    }

    private static int Category(DType type) => type == DType.Bool ? 0 : type.IsInteger() ? 1 : 2;

    /// <summary>
    /// The type of a result. Tensors with dimensions decide; one without dimensions, and after it a number, is asked only if it is of a higher category
    /// (booleans, integers, floating point).
    /// </summary>
    public static DType Promote(Tensor a, Tensor b)
    {
        if (a.DType == b.DType) return a.DType;
        (int rankA, int rankB) = (Rank(a), Rank(b));
        if (rankA == rankB) return Promote(a.DType, b.DType);
        (Tensor strong, Tensor weak) = rankA > rankB ? (a, b) : (b, a);
        if (Category(weak.DType) <= Category(strong.DType)) return strong.DType;

        // A number is a double or a long only because C# writes it so.
        return weak.IsNumber && weak.DType == DType.Float64 ? DType.Float32 : weak.DType == DType.Float64 || !weak.IsNumber ? weak.DType : DType.Int64;

        static int Rank(Tensor tensor) => tensor.IsNumber ? 0 : tensor.Rank == 0 ? 1 : 2;
    }
}
