using System.Text.Json;

namespace SourceAutodiff.Golden.Running;

/// <summary>What a tensor of a case has to be.</summary>
/// <param name="Type">The type of the elements; <see langword="null"/> if the file does not say.</param>
/// <param name="Shape">The sizes; <see langword="null"/> if the file does not say.</param>
/// <param name="Data">The elements, row by row.</param>
public sealed record Expected(DType? Type, int[]? Shape, double[] Data)
{
    public static Expected Output(JsonElement json) => new(
        Numbers.ReadType(json.GetProperty("dtype").GetString()!), Numbers.ReadInts(json.GetProperty("shape")), Numbers.ReadAll(json.GetProperty("data")));

    /// <summary>Gradients are a list of numbers, in the shape of their input; <c>null</c> stands for zero.</summary>
    public static Expected? Gradient(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : new(null, null, Numbers.ReadAll(json));
}
