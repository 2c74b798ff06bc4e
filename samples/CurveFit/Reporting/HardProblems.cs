namespace CurveFit.Reporting;

/// <summary>The problems that make an optimiser work, and why. From none of them is a second start needed.</summary>
internal static class HardProblems
{
    public static IReadOnlyDictionary<string, string> Notes { get; } = new Dictionary<string, string>
    {
        ["Bennett5"] = "its three parameters can stand in for each other almost exactly, so the way to the minimum is a long, narrow, curved valley.",
        ["Eckerle4"] = "start 1 puts the peak at the edge of the data, where the response is nearly zero and says little about the peak.",
        ["Lanczos1"] = "the residuals are the rounding errors of the data, 13 digits below them; the sum of squares is 1.4E-25.",
        ["Lanczos3"] = "three exponentials of similar decay can stand in for each other, and the data have only five digits.",
        ["MGH09"] = "start 1 is 100 times too far out, where a valley leads to a worse minimum at infinity.",
        ["MGH17"] = "start 1 makes both exponentials vanish on all data but the first, so their parameters have next to no effect.",
    };
}
