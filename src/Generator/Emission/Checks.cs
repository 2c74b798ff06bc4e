using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// Elements and parts that are taken only because that can throw. An array of structs is a buffer for each member, so most such checks stand beside
/// one that throws alike, and need not be printed.
/// </summary>
internal sealed class Checks(Schedule schedule, IReadOnlyDictionary<int, string> parameters)
{
    /// <summary>Whether what the step would throw is thrown by another one before, or at once after it.</summary>
    public bool IsRepeated(Step check)
    {
        if (check.Operation is not (Load or Row or Slice)) return false;
        for (Step? step = check; step is not null; step = step.Block.Owner)
        {
            if (step.Block.Steps.Take(step.Index).Any(earlier => Throws(earlier, check))) return true;
        }

        foreach (Step later in check.Block.Steps.Skip(check.Index + 1))
        {
            if (Throws(later, check)) return true;
            bool isHarmless = later.IsDropped || (Effects.IsExpression(later.Operation) && !Effects.ReadsMemoryOrThrows(later.Operation));
            if (!isHarmless) return false;
        }

        return false;
    }

    private bool Throws(Step step, Step check) => !step.IsDropped && (step.Operation, check.Operation) switch
    {
        (Load or Row or Store or Accumulate, Load or Row) => IsSameElement(step.Operation, check.Operation),
        (Slice part, Slice other) => part.Start == other.Start && part.Count == other.Count && IsAsLong(part.Buffer, other.Buffer),
        _ => false,
    };

    /// <summary>The same place, or another member of the same element.</summary>
    private bool IsSameElement(Operation operation, Operation other) => operation.Operands[1] == other.Operands[1] && IsAsLong(operation.Operands[0], other.Operands[0]);

    private bool IsAsLong(Value buffer, Value other) => buffer == other || (LengthOf(buffer) is { } length && length == LengthOf(other));

    /// <summary>What the number of elements is known by: the name of the array or object, or the value that was asked for.</summary>
    private string? LengthOf(Value buffer)
    {
        if (parameters.TryGetValue(buffer.Id, out string name)) return buffer.Type is BufferType { Kind: BufferKind.Cell } && name.LastIndexOf('.') is > 0 and var end ? name.Substring(0, end) : name;
        return schedule.Definition(buffer)?.Operation switch
        {
            Allocate allocate => $"{allocate.Count.Id}",
            Slice slice => $"{slice.Count.Id}",
            _ => null,
        };
    }
}
