using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace SourceAutodiff.Residuals;

/// <summary>Eight tangents side by side, as generated Jacobians carry them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>How many tangents go into one sweep.</summary>
    public const int Count = 8;

    /// <summary>The tangent of an input in a sweep: one in its own lane, zero elsewhere.</summary>
    /// <param name="lane">The lane of the input; outside 0 to 7 if it is not in this sweep.</param>
    /// <returns>The tangents.</returns>
    public static Vector512<double> SeedDouble(int lane) =>
        Vector512.Equals(Vector512.Create((double)lane), Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7)) & Vector512.Create(1.0);

    /// <inheritdoc cref="SeedDouble(int)"/>
    public static Vector256<float> SeedSingle(int lane) =>
        Vector256.Equals(Vector256.Create((float)lane), Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7)) & Vector256.Create(1f);

    /// <summary>The tangents of a buffer in a sweep: the first element's lane is <paramref name="lane"/>, the next one's the lane after it, and so on.</summary>
    /// <param name="tangents">What is overwritten.</param>
    /// <param name="lane">The lane of the first element; lanes outside 0 to 7 are not in this sweep.</param>
    public static void Seed(Span<Vector512<double>> tangents, int lane)
    {
        for (int i = 0; i < tangents.Length; i++) tangents[i] = SeedDouble(i + lane);
    }

    /// <inheritdoc cref="Seed(Span{Vector512{double}}, int)"/>
    public static void Seed(Span<Vector256<float>> tangents, int lane)
    {
        for (int i = 0; i < tangents.Length; i++) tangents[i] = SeedSingle(i + lane);
    }

    /// <summary>Writes the derivatives of one output into its row of a Jacobian.</summary>
    /// <param name="tangent">The tangents of the output.</param>
    /// <param name="row">The part of the row that this sweep computes; at most eight elements are written.</param>
    public static void Scatter(Vector512<double> tangent, Span<double> row)
    {
        if (row.Length >= Count)
        {
            tangent.CopyTo(row);
            return;
        }

        for (int i = 0; i < row.Length && i < Count; i++) row[i] = tangent.GetElement(i);
    }

    /// <inheritdoc cref="Scatter(Vector512{double}, Span{double})"/>
    public static void Scatter(Vector256<float> tangent, Span<float> row)
    {
        if (row.Length >= Count)
        {
            tangent.CopyTo(row);
            return;
        }

        for (int i = 0; i < row.Length && i < Count; i++) row[i] = tangent.GetElement(i);
    }

    /// <inheritdoc cref="Scatter(Vector512{double}, Span{double})"/>
    public static void Scatter(Vector256<float> tangent, Span<double> row)
    {
        for (int i = 0; i < row.Length && i < Count; i++) row[i] = tangent.GetElement(i);
    }

    /// <summary>Converts each lane.</summary>
    /// <param name="tangents">Eight tangents.</param>
    /// <returns>The same in the other precision.</returns>
    public static Vector512<double> ToDouble(Vector256<float> tangents)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(tangents);
        return Vector512.Create(lower, upper);
    }

    /// <inheritdoc cref="ToDouble(Vector256{float})"/>
    public static Vector256<float> ToSingle(Vector512<double> tangents) => Vector256.Narrow(tangents.GetLower(), tangents.GetUpper());
}
