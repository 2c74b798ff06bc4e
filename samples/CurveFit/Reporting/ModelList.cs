using CurveFit.Models;

namespace CurveFit.Reporting;

/// <summary>The models that <c>--model</c> and <c>--plot</c> know.</summary>
public static class ModelList
{
    public static string Text() => string.Concat(
        ModelCatalog.All.Select(model => $"{model.Name,-9} {(model.LogResponse ? "log y" : "y")} = {model.Formula}{Environment.NewLine}"));
}
