using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>
/// Arguments as objects that can be kept and compared: an array for an array, span or memory, the object itself for a class, a <see cref="StrongBox{T}"/> for
/// everything that is passed by value or by reference. Each is a tree of reals (<see cref="Trees"/>).
/// </summary>
internal static class Slots
{
    public static object Clone(object slot) => slot switch
    {
        double[] array => array.Clone(),
        StrongBox<double> box => new StrongBox<double>(box.Value),
        _ => Trees.Clone(slot)!,
    };

    public static object[] Clone(object[] slots) => Array.ConvertAll(slots, Clone);

    /// <summary>A slot of the same shape, filled with one number.</summary>
    public static object Like(object slot, double fill)
    {
        object result = Clone(slot);
        Trees.Write(result, () => fill);
        return result;
    }

    public static int Count(object slot) => slot is double[] array ? array.Length : Read(slot).Length;

    public static double[] Read(object? slot)
    {
        switch (slot)
        {
            case StrongBox<double> box: return [box.Value];
            case double[] array: return [.. array];
        }

        List<double> reals = [];
        Trees.Read(slot, reals);
        return [.. reals];
    }

    /// <summary>Writes as many reals as the slot has; returns how many.</summary>
    public static int Write(object slot, ReadOnlySpan<double> reals)
    {
        switch (slot)
        {
            case StrongBox<double> box:
                box.Value = reals[0];
                return 1;
            case double[] array:
                reals[..array.Length].CopyTo(array);
                return array.Length;
        }

        double[] all = [.. reals];
        int next = 0;
        Trees.Write(slot, () => all[next++]);
        return next;
    }

    public static IReadOnlyList<string> Names(object slot, string name)
    {
        List<string> names = [];
        Trees.Names(slot is IStrongBox box ? box.Value : slot, name, names);
        return names;
    }

    /// <summary>Equal bit for bit.</summary>
    public static bool Same(object left, object right) =>
        left is double[] a && right is double[] b
            ? System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>(a.AsSpan()).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>(b.AsSpan()))
            : Trees.Same(left, right);

    public static string Show(object slot) => Trees.Show(slot is IStrongBox box ? box.Value : slot);

    public static object Box(object? value, Type type) => Activator.CreateInstance(typeof(StrongBox<>).MakeGenericType(type), value)!;
}

/// <summary>The harness cannot do its work: a generated member is missing or has a signature, or a type a shape, that it does not know.</summary>
internal sealed class HarnessException(string message) : Exception(message);
