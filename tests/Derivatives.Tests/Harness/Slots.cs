using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>
/// Arguments as objects that can be kept and compared: an array for a buffer (also for a span), a <see cref="StrongBox{T}"/> for a scalar.
/// </summary>
internal static class Slots
{
    public static object Clone(object slot) => slot is Array array
        ? array.Clone()
        : Activator.CreateInstance(slot.GetType(), ((IStrongBox)slot).Value)!;

    public static object[] Clone(object[] slots) => Array.ConvertAll(slots, Clone);

    /// <summary>A real scalar or buffer of the same shape, filled with one number.</summary>
    public static object Like(object slot, double fill)
    {
        object result = Clone(slot);
        for (int i = 0; i < Count(result); i++) Set(result, i, fill);
        return result;
    }

    public static int Count(object slot) => slot is Array array ? array.Length : 1;

    public static double Get(object slot, int index) => slot switch
    {
        double[] array => array[index],
        float[] array => array[index],
        StrongBox<double> box => box.Value,
        StrongBox<float> box => box.Value,
        _ => throw new HarnessException($"{slot.GetType()} is not real"),
    };

    public static void Set(object slot, int index, double value)
    {
        switch (slot)
        {
            case double[] array: array[index] = value; break;
            case float[] array: array[index] = (float)value; break;
            case StrongBox<double> box: box.Value = value; break;
            case StrongBox<float> box: box.Value = (float)value; break;
            default: throw new HarnessException($"{slot.GetType()} is not real");
        }
    }

    /// <summary>Copies the contents of the buffers; scalars stay. Allocates nothing.</summary>
    public static void RestoreBuffers(object[] from, object[] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i] is Array array) Array.Copy(array, (Array)to[i], array.Length);
        }
    }

    /// <summary>Equal bit for bit.</summary>
    public static bool Same(object left, object right) => (left, right) switch
    {
        (double[] a, double[] b) => a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits)),
        (float[] a, float[] b) => a.Select(BitConverter.SingleToInt32Bits).SequenceEqual(b.Select(BitConverter.SingleToInt32Bits)),
        (Array a, Array b) => a.Cast<object>().SequenceEqual(b.Cast<object>()),
        (IStrongBox a, IStrongBox b) => Equals(a.Value, b.Value),
        _ => false,
    };

    public static string Show(object slot) => slot is Array array
        ? "[" + string.Join(", ", array.Cast<object>()) + "]"
        : ((IStrongBox)slot).Value?.ToString() ?? "null";
}

/// <summary>The harness cannot do its work: a generated member is missing or has a signature that it does not know.</summary>
internal sealed class HarnessException(string message) : Exception(message);
