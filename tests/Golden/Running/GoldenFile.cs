using System.Text.Json;
using SourceAutodiff.Golden.Operations;

namespace SourceAutodiff.Golden.Running;

/// <summary>One case in each line: of an operation and its gradients, or of the type that a result has.</summary>
public static class GoldenFile
{
    public static IEnumerable<Outcome> Run(string path)
    {
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return RunLine(line, $"{Path.GetFileName(path)}:{number}");
        }
    }

    /// <summary>All cases of operations in the files beside the program, whose operation is known.</summary>
    public static IEnumerable<GoldenCase> Cases()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*.jsonl").Order())
        {
            foreach (string line in File.ReadLines(path))
            {
                JsonElement json = JsonDocument.Parse(line).RootElement;
                if (json.TryGetProperty("op", out JsonElement op) && json.TryGetProperty("id", out JsonElement id) && Table.Find(op.GetString()!) is { } operation)
                {
                    yield return new GoldenCase(id.GetString()!, op.GetString()!, json.GetProperty("family").GetString()!, json.TryGetProperty("tag", out JsonElement tag) ? tag.GetString() : null, new Case(json), operation);
                }
            }
        }
    }

    private static Outcome RunLine(string line, string place)
    {
        string id = place;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement json = document.RootElement;
            if (json.TryGetProperty("kind", out _)) return PromotionCase.Run(json);
            id = json.GetProperty("id").GetString()!;
            return CaseRunner.Run(json);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new Outcome(id, "", [$"{place} is no golden case: {e.Message}"]);
        }
    }
}

/// <param name="Id">Of the case.</param>
/// <param name="Op">Of the operation.</param>
/// <param name="Family">The kind of operation.</param>
/// <param name="Tag">What kind of point it is.</param>
/// <param name="Inputs">The inputs and arguments.</param>
/// <param name="Operation">How the operation is called.</param>
public sealed record GoldenCase(string Id, string Op, string Family, string? Tag, Case Inputs, Func<Case, Tensor[]> Operation);
