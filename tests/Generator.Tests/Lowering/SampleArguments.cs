namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Arguments for <see cref="Snippet.Body"/>: ordinary ones and those that bring out branches, exceptions and signs of zero.</summary>
internal static class SampleArguments
{
    public static readonly object[][] All =
    [
        [1.5, -0.25, 3, new double[] { 0.5, 2.25, -1, 4 }],
        [-2.0, 7.0, 0, new double[] { 1, 1, 1, 1, 1 }],
        [0.0, 3.0, 4, new double[] { -3, -2, 5, 0.125 }],
        [10.0, 0.5, 6, new double[] { 0.1, 20, 0.3, 40, 0.5, 60, 0.7 }],
        [3.0, 3.0, 2, new double[] { 3, 3 }],
        [1e-3, 1e3, 5, Array.Empty<double>()],
        [double.NaN, 1.0, 3, new double[] { 1, double.NaN, 2 }],
    ];
}
