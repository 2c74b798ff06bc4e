using System.ComponentModel;

namespace SourceAutodiff.Residuals;

/// <summary>What generated loops need that is longer than an expression.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Loops
{
    /// <summary>The last of <c>start, start + step, …</c> that is below the end (above it, for a negative step), where a reversed loop begins.</summary>
    /// <param name="start">The first index.</param>
    /// <param name="end">The bound, which is not an index.</param>
    /// <param name="step">The distance between indices, not zero.</param>
    /// <returns>The last index, or the index before <paramref name="start"/> if there is none.</returns>
    public static int LastIndex(int start, int end, int step)
    {
        long distance = (long)end - start;
        long iterations = step > 0 ? (distance + step - 1) / step : (distance + step + 1) / step;
        return (int)(start + ((Math.Max(iterations, 0) - 1) * step));
    }
}
