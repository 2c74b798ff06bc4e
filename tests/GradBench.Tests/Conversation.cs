using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SourceAutodiff.GradBench.Modules;
using SourceAutodiff.GradBench.Protocol;

namespace GradBenchTests;

/// <summary>An eval's side of the protocol, over streams in this process.</summary>
internal static class Conversation
{
    /// <summary>The answers to the messages, which get their ids here.</summary>
    public static List<JsonElement> Hold(params JsonObject[] messages)
    {
        var input = new StringBuilder();
        for (int id = 0; id < messages.Length; id++)
        {
            messages[id]["id"] = id;
            input.Append(messages[id].ToJsonString()).Append('\n');
        }

        using var output = new MemoryStream();
        new Session(AllModules.ByName).Run(new StringReader(input.ToString()), output);
        string text = Encoding.UTF8.GetString(output.ToArray());
        Assert.EndsWith("\n", text);
        List<JsonElement> answers = [.. text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(0, messages.Length), answers.Select(answer => answer.GetProperty("id").GetInt32()));
        return answers;
    }

    public static JsonObject Message(string kind) => new() { ["kind"] = kind };

    public static JsonObject Define(string module) => new() { ["kind"] = "define", ["module"] = module };

    public static JsonObject Evaluate(string module, string function, JsonNode? input)
        => new() { ["kind"] = "evaluate", ["module"] = module, ["function"] = function, ["input"] = input };
}
