using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SourceAutodiff.GradBench.Protocol;

/// <summary>The tool's side of the protocol: for every line read, one line written and flushed.</summary>
public sealed class Session(IReadOnlyDictionary<string, Module> modules)
{
    public void Run(TextReader input, Stream output)
    {
        while (input.ReadLine() is { } line)
        {
            using JsonDocument message = JsonDocument.Parse(line);
            output.Write(Answer(message.RootElement).WrittenSpan);
            output.WriteByte((byte)'\n');
            output.Flush();
        }
    }

    private ArrayBufferWriter<byte> Answer(JsonElement message)
    {
        int id = message.Int("id");
        return message.GetProperty("kind").GetString() switch
        {
            "start" => Object(id, static writer => writer.WriteString("tool", "sourceautodiff")),
            "define" => Define(id, message.GetProperty("module").GetString()!),
            "evaluate" => Evaluate(id, message),
            _ => Object(id, static _ => { }),
        };
    }

    private ArrayBufferWriter<byte> Define(int id, string name)
    {
        if (!modules.TryGetValue(name, out Module? module)) return Failure(id, $"module '{name}' is not implemented");
        Compile(module.Code);
        return Object(id, static writer => writer.WriteBoolean("success", true));
    }

    private ArrayBufferWriter<byte> Evaluate(int id, JsonElement message)
    {
        string name = message.GetProperty("module").GetString()!, function = message.GetProperty("function").GetString()!;
        if (!modules.TryGetValue(name, out Module? module)) return Failure(id, $"module '{name}' is not implemented");
        if (!module.Functions.TryGetValue(function, out Func<JsonElement, Workload>? prepare)) return Failure(id, $"module '{name}' has no function '{function}'");
        try
        {
            JsonElement input = message.GetProperty("input");
            var timing = new Timing();
            Workload workload = timing.Measure(() => prepare(input), Option(input, "min_runs")?.GetInt32() ?? 1, Option(input, "min_seconds")?.GetDouble() ?? 0);
            return Object(id, writer =>
            {
                writer.WriteBoolean("success", true);
                writer.WritePropertyName("output");
                workload.Write(writer);
                timing.Write(writer);
            });
        }
        catch (Exception exception)
        {
            // Whatever went wrong with this input, even that the result is not finite: the eval waits for an answer and goes on with its next message.
            return Failure(id, exception.Message);
        }
    }

    private static JsonElement? Option(JsonElement input, string name)
        => input.ValueKind == JsonValueKind.Object && input.TryGetProperty(name, out JsonElement value) ? value : null;

    private static ArrayBufferWriter<byte> Failure(int id, string error) => Object(id, writer =>
    {
        writer.WriteBoolean("success", false);
        writer.WriteString("error", error);
    });

    private static ArrayBufferWriter<byte> Object(int id, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        members(writer);
        writer.WriteEndObject();
        return buffer;
    }

    private static void Compile(Type code)
    {
        foreach (MethodInfo method in code.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (!method.ContainsGenericParameters) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }
}
