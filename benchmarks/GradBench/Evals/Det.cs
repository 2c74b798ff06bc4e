namespace SourceAutodiff.GradBench.Evals;

/// <summary>A determinant by minors along the first row, without remembering any: recursion of depth ℓ, and ℓ! products.</summary>
public static partial class Det
{
    /// <param name="a">ℓ × ℓ, row by row.</param>
    /// <param name="ell">ℓ, at most 31.</param>
    [Differentiable]
    public static double Determinant(ReadOnlySpan<double> a, int ell) => Minor(a, ell, 0, 0);

    /// <summary>The determinant of the rows from <paramref name="row"/> on, without the columns that have a bit in <paramref name="taken"/>.</summary>
    private static double Minor(ReadOnlySpan<double> a, int ell, int row, int taken)
    {
        double sum = 0, sign = 1;
        for (int column = 0; column < ell; column++)
        {
            if ((taken & (1 << column)) != 0) continue;
            double element = a[(row * ell) + column];
            sum += sign * (row == ell - 1 ? element : element * Minor(a, ell, row + 1, taken | (1 << column)));
            sign = -sign;
        }

        return sum;
    }
}
