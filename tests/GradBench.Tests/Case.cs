using System.Text.Json.Nodes;

namespace GradBenchTests;

/// <summary>A recorded input with the outputs of both of its functions.</summary>
internal sealed record Case(string Module, string Description, JsonNode Input, IReadOnlyDictionary<string, JsonNode> Outputs)
{
    public static IReadOnlyList<Case> Of(string module)
    {
        JsonNode? handModel = module == "ht" ? JsonNode.Parse(File.ReadAllText(PathTo("ht-model.json"))) : null;
        return [.. File.ReadLines(PathTo($"{module}.jsonl")).Select(line =>
        {
            JsonNode record = JsonNode.Parse(line)!;
            JsonNode input = record["input"]!.DeepClone();
            if (handModel is not null) input["data"]!["model"] = handModel.DeepClone();
            return new Case(module, record["description"]!.GetValue<string>(), input, record["outputs"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!));
        })];
    }

    private static string PathTo(string file) => Path.Combine(AppContext.BaseDirectory, "Data", file);
}
