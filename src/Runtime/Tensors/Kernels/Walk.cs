using System.Runtime.CompilerServices;

namespace SourceAutodiff.Kernels;

/// <summary>What is done with a row of elements of several operands: they begin at the offsets, and neighbours are the strides apart.</summary>
internal interface IRowAction
{
    void Row(int count, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides);
}

/// <summary>Goes through several operands of the same sizes in step, in rows as long as their layouts allow.</summary>
internal static class Walk
{
    public const int MostOperands = 5;
    private const int MostDimensions = 32;

    /// <param name="action">Called for each row.</param>
    /// <param name="sizes">Of the whole.</param>
    /// <param name="offsets">Of the first element of each operand.</param>
    /// <param name="strides">For each operand a stride for each dimension; 0 where it repeats.</param>
    [SkipLocalsInit]
    public static void Rows<TAction>(TAction action, int[] sizes, ReadOnlySpan<int> offsets, params ReadOnlySpan<int[]> strides) where TAction : struct, IRowAction
    {
        foreach (int size in sizes)
        {
            if (size == 0) return;
        }

        if (sizes.Length > MostDimensions) throw new ArgumentException($"Tensors with more than {MostDimensions} dimensions are not supported; this one has {sizes.Length}.");
        int operands = offsets.Length;
        Span<int> lengths = stackalloc int[MostDimensions];
        Span<int> steps = stackalloc int[MostDimensions * MostOperands];
        int rank = Merge(sizes, strides, lengths, steps);
        Span<int> at = stackalloc int[MostOperands];
        at = at[..operands];
        offsets.CopyTo(at);
        Span<int> inner = stackalloc int[MostOperands];
        inner = inner[..operands];
        for (int k = 0; k < operands && rank > 0; k++) inner[k] = steps[((rank - 1) * MostOperands) + k];
        if (rank <= 1)
        {
            action.Row(rank == 0 ? 1 : lengths[0], at, inner);
            return;
        }

        Span<int> index = stackalloc int[MostDimensions];
        index.Clear();
        while (true)
        {
            action.Row(lengths[rank - 1], at, inner);
            int d = rank - 2;
            while (d >= 0)
            {
                ReadOnlySpan<int> step = steps.Slice(d * MostOperands, operands);
                if (++index[d] < lengths[d])
                {
                    for (int k = 0; k < operands; k++) at[k] += step[k];
                    break;
                }

                for (int k = 0; k < operands; k++) at[k] -= step[k] * (lengths[d] - 1);
                index[d--] = 0;
            }

            if (d < 0) return;
        }
    }

    /// <summary>Leaves out dimensions of one element and joins those that follow each other in all operands.</summary>
    private static int Merge(int[] sizes, ReadOnlySpan<int[]> strides, Span<int> lengths, Span<int> steps)
    {
        int rank = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == 1) continue;
            bool joins = rank > 0;
            for (int k = 0; k < strides.Length && joins; k++) joins = steps[((rank - 1) * MostOperands) + k] == strides[k][i] * sizes[i];
            if (joins) lengths[rank - 1] *= sizes[i];
            else lengths[rank++] = sizes[i];
            for (int k = 0; k < strides.Length; k++) steps[((rank - 1) * MostOperands) + k] = strides[k][i];
        }

        return rank;
    }
}
