using System.Numerics;

namespace SourceAutodiff;

/// <summary>One declared argument of a check: an input, an output, or a buffer that is both.</summary>
internal sealed record CheckedArgument<T>(string Name, T[] Initial, bool IsScalar, bool IsInput, bool IsOutput)
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>How an element is written in a report: <c>x[3]</c>, or <c>rate</c> for a scalar.</summary>
    public string Element(int index) => IsScalar ? Name : $"{Name}[{index}]";
}
