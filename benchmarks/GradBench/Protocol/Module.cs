using System.Text.Json;

namespace SourceAutodiff.GradBench.Protocol;

/// <summary>What GradBench calls a module: named functions over one kind of input.</summary>
/// <param name="Code">The type that holds the differentiated methods; <c>define</c> has it compiled.</param>
/// <param name="Functions">From an input to everything its evaluation needs.</param>
public sealed record Module(Type Code, IReadOnlyDictionary<string, Func<JsonElement, Workload>> Functions);

/// <summary>One function on one input.</summary>
/// <param name="Run">The whole computation, from numbers in memory to numbers in memory. This is what is timed.</param>
/// <param name="Write">Writes what the last run computed.</param>
public sealed record Workload(Action Run, Action<Utf8JsonWriter> Write)
{
    public static Workload Scalar(Func<double> function)
    {
        double result = 0;
        return new(() => result = function(), writer => writer.WriteNumberValue(result));
    }

    public static Workload Vector(double[] result, Action run) => new(run, writer => writer.WriteVector(result));
}
