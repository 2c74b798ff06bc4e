using System.Numerics.Tensors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public sealed partial class Tensor
{
    /// <summary>A tensor with a copy of these values.</summary>
    /// <typeparam name="T">bool, byte, sbyte, short, int, long, Half, BFloat16, float or double.</typeparam>
    /// <param name="values">Of any shape and strides.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <exception cref="InvalidOperationException">A gradient is asked of integers or booleans.</exception>
    public static Tensor From<T>(in ReadOnlyTensorSpan<T> values, bool requiresGrad = false) where T : unmanaged
    {
        var items = new T[checked((int)values.FlattenedLength)];
        values.FlattenTo(items);
        var sizes = new int[values.Rank];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = checked((int)values.Lengths[i]);
        return Create(items, sizes, requiresGrad);
    }

    /// <summary>The elements without a copy, to read, with this tensor's shape and strides.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan<T>() where T : unmanaged
    {
        Demand<T>();
        return new ReadOnlyTensorSpan<T>(Items<T>(), Layout.Offset, Native(Layout.Sizes), Native(Layout.Strides));
    }

    /// <summary>The elements without a copy, to read and to write, with this tensor's shape and strides. It counts as a change of the tensor that is not recorded.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type, or changes have to be recorded here.</exception>
    public TensorSpan<T> AsTensorSpan<T>() where T : unmanaged
    {
        Demand<T>();
        DemandUnrecordedWrite("Detach().AsTensorSpan()", "AsReadOnlyTensorSpan()");
        Storage.Version++;
        return new TensorSpan<T>(Items<T>(), Layout.Offset, Native(Layout.Sizes), Native(Layout.Strides));
    }

    private static nint[] Native(int[] numbers) => Array.ConvertAll(numbers, number => (nint)number);

    private void DemandUnrecordedWrite(string detached, string reading)
    {
        if (RequiresGrad && GradModes.IsRecording) throw new InvalidOperationException($"Can't write to the memory of a Tensor that requires grad. Use {detached} or Autograd.NoGrad(), or read with {reading}.");
    }
}
