using System.Text.Json;
using SourceAutodiff.Golden.Operations;

namespace SourceAutodiff.Golden.Running;

/// <summary>Runs one case: the results, the gradients of the inputs, and the gradients of the sum of those.</summary>
public static class CaseRunner
{
    public static Outcome Run(JsonElement json)
    {
        string id = json.GetProperty("id").GetString()!;
        var @case = new Case(json);
        if (Table.Find(@case.Op) is not { } operation) return new Outcome(id, @case.Op, [$"not supported: {@case.Op}"]);
        var problems = new List<string>();
        try
        {
            Check(json, @case, operation, problems);
        }
        catch (Exception e)
        {
            problems.Add($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }

        return new Outcome(id, @case.Op, problems);
    }

    private static void Check(JsonElement json, Case @case, Func<Case, Tensor[]> operation, List<string> problems)
    {
        var comparison = new Comparison(json.TryGetProperty("tag", out JsonElement tag) ? tag.GetString() : null);
        Tensor[] results = operation(@case);
        JsonElement[] outputs = [.. json.GetProperty("outputs").EnumerateArray()];
        if (results.Length != outputs.Length)
        {
            problems.Add($"expected {outputs.Length} outputs, got {results.Length}");
            return;
        }

        for (int i = 0; i < results.Length; i++) Note(problems, comparison.Check($"output {i}", results[i], Expected.Output(outputs[i]), isSigned: true));
        if (problems.Count > 0) return;

        bool hasSecond = json.TryGetProperty("second", out JsonElement second) && second.ValueKind == JsonValueKind.Array;
        (int Index, string Name, Tensor Tensor)[] inputs = [.. @case.Differentiated];
        Tensor?[] grads = First(results, [.. json.GetProperty("upstream").EnumerateArray()], [.. inputs.Select(input => input.Tensor)], hasSecond);
        Compare("grad", json.GetProperty("grads"), inputs, grads, comparison, problems);
        if (!hasSecond || problems.Count > 0) return;

        Tensor[] parts = [.. grads.Where(grad => grad is { RequiresGrad: true }).Select(grad => grad!.Sum())];
        Tensor?[] secondGrads = parts.Length == 0 ? new Tensor?[inputs.Length] : Autograd.Grad(parts, [.. inputs.Select(input => input.Tensor)], allowUnused: true);

        // Sums of terms that cancel: they have digits only beside the size of the terms.
        Compare("second", second, inputs, secondGrads, new Comparison("smooth"), problems);
    }

    private static Tensor?[] First(Tensor[] results, JsonElement[] upstream, Tensor[] inputs, bool createGraph)
    {
        var outputs = new List<Tensor>();
        var weights = new List<Tensor?>();
        for (int i = 0; i < results.Length; i++)
        {
            if (i >= upstream.Length || upstream[i].ValueKind == JsonValueKind.Null || !results[i].RequiresGrad) continue;
            outputs.Add(results[i]);
            weights.Add(Tensor.From(Numbers.ReadAll(upstream[i]), results[i].Shape).To(results[i].DType));
        }

        return outputs.Count == 0 || inputs.Length == 0 ? new Tensor?[inputs.Length] : Autograd.Grad(outputs, inputs, weights, createGraph: createGraph, allowUnused: true);
    }

    private static void Compare(string what, JsonElement expected, (int Index, string Name, Tensor Tensor)[] inputs, Tensor?[] grads, Comparison comparison, List<string> problems)
    {
        JsonElement[] all = [.. expected.EnumerateArray()];
        for (int i = 0; i < inputs.Length; i++)
        {
            (int index, string name, Tensor input) = inputs[i];
            string place = $"{what} of {name}";
            Tensor got = grads[i] ?? Tensor.Zeros(input.Shape, input.DType);
            if (got.Shape != input.Shape || got.DType != input.DType) problems.Add($"{place}: expected {input.DType} {input.Shape}, got {got.DType} {got.Shape}");
            else if (Expected.Gradient(all[index]) is { } values) Note(problems, comparison.Check(place, got, values));
            else if (got.Detach().To(DType.Float64).ToArray<double>() is var data && data.Any(value => !(Math.Abs(value) <= 1e-12))) problems.Add($"{place}: expected none or zero, got {Numbers.Write(data)}");
        }
    }

    private static void Note(List<string> problems, string? problem)
    {
        if (problem is not null) problems.Add(problem);
    }
}
