using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench.Modules;

/// <summary>The modules this tool defines.</summary>
public static class AllModules
{
    public static IReadOnlyDictionary<string, Module> ByName { get; } = new Dictionary<string, Module>
    {
        ["hello"] = HelloModule.Module,
        ["gmm"] = GmmModule.Module,
        ["ba"] = BaModule.Module,
        ["ht"] = HtModule.Module,
        ["lstm"] = LstmModule.Module,
        ["lse"] = LseModule.Module,
        ["llsq"] = LlsqModule.Module,
        ["ode"] = OdeModule.Module,
        ["det"] = DetModule.Module,
    };
}
