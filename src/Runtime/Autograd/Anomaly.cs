using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SourceAutodiff.Tensors;

/// <summary>Anomaly mode: says which line of the user's recorded the operation whose gradient went wrong.</summary>
internal static class Anomaly
{
    /// <summary>The first frame that is not ours; <see langword="null"/> if the mode was off when the operation was recorded.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Frames that trimming has left without a method are passed over.")]
    public static string? Where(GradFn function)
    {
        if (function.ExtrasOrNull?.Trace is not { } trace) return null;
        foreach (StackFrame frame in trace.GetFrames())
        {
            if (!frame.HasMethod() || frame.GetMethod() is not { } method || method.Module.Assembly == typeof(Anomaly).Assembly) continue;
            string place = $"in {method.DeclaringType?.FullName}.{method.Name}";
            return frame.GetFileName() is { } file ? $"{place}, {file}:{frame.GetFileLineNumber()}" : place;
        }

        return null;
    }

    public static void Check(GradFn function, ReadOnlySpan<Tensor?> results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] is not { } grad || !grad.Detach().HasNaN()) continue;
            string place = Where(function) is { } known ? $" The operation was recorded {known}." : " Turn anomaly detection on before the forward pass, too, to see which operation it was.";
            throw new InvalidOperationException($"Function '{function.Name}' returned nan values in its {i}th output.{place}");
        }
    }
}
