using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>The same numbers as another type. This tensor itself if it is of that type.</summary>
    /// <param name="dtype">What the elements become. Fractions are cut off when they become integers.</param>
    public Tensor To(DType dtype)
    {
        if (dtype == DType) return this;
        return Tape.Record(Converted(dtype), "ToCopy", this, (_, grad) => grad);
    }

    /// <summary>A copy in memory of its own.</summary>
    public Tensor Clone() => Tape.Record(Copied(), "Clone", this, (_, grad) => grad);

    /// <summary>This tensor if its elements lie row by row, else a copy where they do.</summary>
    public Tensor Contiguous() => IsContiguous ? this : Clone();

    /// <summary>A copy of the elements, row by row.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        Demand<T>();
        var items = new T[ElementCount];
        Copying.Copy(this, new Tensor(new Storage<T>(items), new Layout(Layout.Sizes), DType));
        return items;
    }

    /// <summary>The one element as a double.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public double Item()
    {
        if (ElementCount != 1) throw new InvalidOperationException($"only one element tensors can be converted to scalars; this one has the shape {Shape}. Take one element, or call ToArray.");
        return IsSingle ? ReadAs<double>() : Converted(DType.Float64).Items<double>()[IsConvertedInPlace ? Layout.Offset : 0];
    }

    /// <summary>The one element.</summary>
    /// <typeparam name="T">The type of the element.</typeparam>
    /// <exception cref="InvalidOperationException">There is not exactly one element, or it is of another type.</exception>
    public T Item<T>() where T : unmanaged
    {
        Demand<T>();
        if (ElementCount != 1) throw new InvalidOperationException($"only one element tensors can be converted to scalars; this one has the shape {Shape}. Take one element, or call ToArray.");
        return Read<T>();
    }

    /// <summary>The elements without a copy, to read.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type, or do not lie row by row.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan<T>() where T : unmanaged
    {
        Demand<T>();
        if (!IsContiguous) throw new InvalidOperationException($"The elements of this tensor do not lie row by row (shape {Shape}, strides {Layout.Text(Strides)}). Call Contiguous() first.");
        return Items<T>().AsSpan(Layout.Offset, ElementCount);
    }

    /// <summary>The elements without a copy, to read and to write. It counts as a change of the tensor that is not recorded.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type, do not lie row by row, or changes have to be recorded here.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged
    {
        AsReadOnlySpan<T>();
        DemandUnrecordedWrite("Detach().AsSpan()", "AsReadOnlySpan()");
        Storage.Version++;
        return Items<T>().AsSpan(Layout.Offset, ElementCount);
    }

    /// <summary>The numbers as another type, not recorded. This tensor itself if it is of that type.</summary>
    internal Tensor Converted(DType dtype)
    {
        if (dtype == DType) return this;
        Tensor result = UnwrittenLike(this, dtype);
        Copying.Copy(this, result);
        return result;
    }

    /// <summary>The elements row by row, not recorded; this tensor itself if it is so.</summary>
    internal Tensor Plain() => IsContiguous ? this : Copied();

    internal Tensor Copied()
    {
        Tensor result = UnwrittenLike(this, DType);
        Copying.Copy(this, result);
        return result;
    }

    private bool IsConvertedInPlace => DType == DType.Float64;

    private void Demand<T>() where T : unmanaged
    {
        DType wanted = DTypes.Of<T>();
        if (wanted != DType) throw new InvalidOperationException($"The elements of this tensor are of {DType}, not {wanted}. Ask for those, or convert the tensor with To(DType.{wanted}) first.");
    }
}
