using System.Text.Json;

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
