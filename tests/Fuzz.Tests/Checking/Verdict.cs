using SourceAutodiff.Fuzz.Tests.Writing;

namespace SourceAutodiff.Fuzz.Tests.Checking;

internal enum Outcome
{
    /// <summary>All derivatives agree.</summary>
    Agreed,

    /// <summary>There is a diagnostic at something that is not supported; what was generated for the other methods agrees.</summary>
    Rejected,

    /// <summary>The program writer's fault: the C# compiler does not take it.</summary>
    NotCSharp,

    /// <summary>Wrong derivatives, output that does not compile, a crash, or nothing without a reason.</summary>
    Failed,
}

/// <param name="Ids">Of the errors reported.</param>
internal sealed record Verdict(FuzzProgram Program, Outcome Outcome, string Detail, string Generated, IReadOnlyList<string> Ids)
{
    /// <summary>Numbers aside, two failures of one kind look alike.</summary>
    public string Kind => System.Text.RegularExpressions.Regex.Replace(Detail.Split('\n')[0], @"-?\d+(\.\d+)?(E[+-]?\d+)?|'[^']*'|P\d+\.\w+|\w+ by [\w\[\].]+", "#");

    public string Report(FuzzProgram? smallest = null) =>
        $"seed {Program.Seed} ({string.Join(", ", Program.Features)}): {Detail}\n--- program\n{(smallest ?? Program).Text}{(smallest is null ? "" : $"--- before it was shrunk\n{Program.Text}")}--- generated\n{Generated}";
}
