using System.Text.Json;
using SourceAutodiff.Golden.Operations;

namespace SourceAutodiff.Golden.Running;

/// <summary>A case of <c>dtype-promotion.jsonl</c>: which type a result has, or that there is none (<c>err</c>).</summary>
internal static class PromotionCase
{
    public static Outcome Run(JsonElement json)
    {
        string kind = json.GetProperty("kind").GetString()!, expected = json.GetProperty("result").GetString()!;
        string? op = Text(json, "op"), b = Text(json, "b");
        DType a = Numbers.ReadType(json.GetProperty("a").GetString()!);
        string id = string.Join('/', new[] { kind, op, json.GetProperty("a").GetString(), b }.Where(part => part is not null));
        if (PromotionOperations.Find(kind, op) is not { } operation) return new Outcome(id, op ?? kind, [$"not supported: {op ?? kind}"]);
        string got;
        try
        {
            got = operation(a, b is null ? a : Numbers.ReadType(b)).DType.ToString().ToLowerInvariant();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            got = "err";
            if (expected != got) return new Outcome(id, op ?? kind, [$"expected {expected}, got {e.GetType().Name}: {e.Message}"]);
        }

        return new Outcome(id, op ?? kind, got == expected ? [] : [$"expected {expected}, got {got}"]);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
