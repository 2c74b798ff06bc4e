using System.Numerics;

namespace SourceAutodiff.Providers;

/// <summary>
/// Derivatives of functions that are applied element by element, given the partials at an element. A span of one element stands for a number that all elements
/// share. The destination may be one of the arguments, and its gradient then that argument's: so it is cleared before anything is added.
/// </summary>
internal static class Elementwise
{
    public static void Backward<T>(ReadOnlySpan<T> x, Span<T> gradX, Span<T> gradDestination, Func<T, T> partial)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            T grad = gradDestination[i];
            gradDestination[i] = T.Zero;
            gradX[i] += grad * partial(x[i]);
        }
    }

    /// <summary>Nothing is written beyond what the primal writes; where the lengths do not fit, that throws.</summary>
    public static void Jvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destinationTangent, Func<T, T> partial)
        where T : IFloatingPointIeee754<T>
    {
        int count = Math.Min(x.Length, destinationTangent.Length);
        for (int i = 0; i < count; i++) destinationTangent[i] = xTangent[i] * partial(x[i]);
    }

    public static void Backward<T>(
        int count, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> gradX, Span<T> gradY, Span<T> gradDestination, Func<T, T, (T X, T Y)> partials)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            T grad = gradDestination[i];
            gradDestination[i] = T.Zero;
            (T byX, T byY) = partials(At(x, i), At(y, i));
            gradX[gradX.Length == 1 ? 0 : i] += grad * byX;
            gradY[gradY.Length == 1 ? 0 : i] += grad * byY;
        }
    }

    public static void Jvp<T>(
        int count, ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, Span<T> destinationTangent, Func<T, T, (T X, T Y)> partials)
        where T : IFloatingPointIeee754<T>
    {
        if (count > destinationTangent.Length || !Fits(x, count) || !Fits(y, count)) return;
        for (int i = 0; i < count; i++)
        {
            (T byX, T byY) = partials(At(x, i), At(y, i));
            destinationTangent[i] = (At(xTangent, i) * byX) + (At(yTangent, i) * byY);
        }
    }

    public static void Backward<T>(
        int count, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> gradX, Span<T> gradY, Span<T> gradZ, Span<T> gradDestination,
        Func<T, T, T, (T X, T Y, T Z)> partials)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            T grad = gradDestination[i];
            gradDestination[i] = T.Zero;
            (T byX, T byY, T byZ) = partials(At(x, i), At(y, i), At(z, i));
            gradX[gradX.Length == 1 ? 0 : i] += grad * byX;
            gradY[gradY.Length == 1 ? 0 : i] += grad * byY;
            gradZ[gradZ.Length == 1 ? 0 : i] += grad * byZ;
        }
    }

    public static void Jvp<T>(
        int count, ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent, ReadOnlySpan<T> z, ReadOnlySpan<T> zTangent,
        Span<T> destinationTangent, Func<T, T, T, (T X, T Y, T Z)> partials)
        where T : IFloatingPointIeee754<T>
    {
        if (count > destinationTangent.Length || !Fits(x, count) || !Fits(y, count) || !Fits(z, count)) return;
        for (int i = 0; i < count; i++)
        {
            (T byX, T byY, T byZ) = partials(At(x, i), At(y, i), At(z, i));
            destinationTangent[i] = (At(xTangent, i) * byX) + (At(yTangent, i) * byY) + (At(zTangent, i) * byZ);
        }
    }

    private static T At<T>(ReadOnlySpan<T> x, int index) => x[x.Length == 1 ? 0 : index];

    private static bool Fits<T>(ReadOnlySpan<T> x, int count) => x.Length == 1 || x.Length == count;
}
