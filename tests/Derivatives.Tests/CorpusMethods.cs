namespace DerivativeTests;

/// <summary>All methods in Corpus/*.cs.</summary>
internal static class CorpusMethods
{
    public static IReadOnlyDictionary<string, MethodCase> All { get; } = MethodCase.All(typeof(CorpusMethods).Assembly, "DerivativeTests.Corpus");
}
