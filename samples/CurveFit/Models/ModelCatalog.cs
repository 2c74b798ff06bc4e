using static CurveFit.Models.NistModels;

namespace CurveFit.Models;

/// <summary>The models by the names of NIST's problems.</summary>
public static class ModelCatalog
{
    public static IReadOnlyList<CurveModel> All { get; } =
    [
        new("Bennett5", "b1·(b2 + x)^(−1/b3)", 3, Bennett5, Bennett5Jacobian),
        new("Chwirut2", "exp(−b1·x) / (b2 + b3·x)", 3, Chwirut2, Chwirut2Jacobian),
        new("DanWood", "b1·x^b2", 2, DanWood, DanWoodJacobian),
        new("Eckerle4", "(b1/b2)·exp(−½·((x − b3)/b2)²)", 3, Eckerle4, Eckerle4Jacobian),
        new("Gauss1", TwoPeaks, 8, Gauss, GaussJacobian),
        new("Gauss3", TwoPeaks, 8, Gauss, GaussJacobian),
        new("Hahn1", CubicOverCubic, 7, Hahn1, Hahn1Jacobian),
        new("Kirby2", "(b1 + b2·x + b3·x²) / (1 + b4·x + b5·x²)", 5, Kirby2, Kirby2Jacobian),
        new("Lanczos1", ThreeDecays, 6, Lanczos, LanczosJacobian),
        new("Lanczos3", ThreeDecays, 6, Lanczos, LanczosJacobian),
        new("MGH09", "b1·(x² + x·b2) / (x² + x·b3 + b4)", 4, Mgh09, Mgh09Jacobian),
        new("MGH17", "b1 + b2·exp(−x·b4) + b3·exp(−x·b5)", 5, Mgh17, Mgh17Jacobian),
        new("Misra1a", "b1·(1 − exp(−b2·x))", 2, Misra1a, Misra1aJacobian),
        new("Misra1c", "b1·(1 − (1 + 2·b2·x)^(−½))", 2, Misra1c, Misra1cJacobian),
        new("Nelson", "b1 − b2·x1·exp(−b3·x2)", 3, Nelson, NelsonJacobian) { Predictors = 2, LogResponse = true },
        new("Rat43", "b1 / (1 + exp(b2 − b3·x))^(1/b4)", 4, Rat43, Rat43Jacobian),
        new("Roszman1", "b1 − b2·x − arctan(b3/(x − b4))/π", 4, Roszman1, Roszman1Jacobian),
        new("Thurber", CubicOverCubic, 7, Thurber, ThurberJacobian),
    ];

    private const string TwoPeaks = "b1·exp(−b2·x) + b3·exp(−(x − b4)²/b5²) + b6·exp(−(x − b7)²/b8²)";
    private const string ThreeDecays = "b1·exp(−b2·x) + b3·exp(−b4·x) + b5·exp(−b6·x)";
    private const string CubicOverCubic = "(b1 + b2·x + b3·x² + b4·x³) / (1 + b5·x + b6·x² + b7·x³)";

    /// <summary>The model of a name, whatever its case.</summary>
    public static CurveModel? Find(string name) => All.FirstOrDefault(model => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
