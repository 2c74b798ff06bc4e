namespace SourceAutodiff.Golden.Running;

/// <summary>How a case went.</summary>
/// <param name="Id">The case's name.</param>
/// <param name="Op">The operation.</param>
/// <param name="Problems">What was expected and what was got; empty if it passed.</param>
public sealed record Outcome(string Id, string Op, IReadOnlyList<string> Problems)
{
    public bool IsPassed => Problems.Count == 0;

    public override string ToString() => IsPassed ? $"{Id}: passed" : $"{Id}: {string.Join("; ", Problems)}";
}

/// <summary>All that were run.</summary>
public sealed class Report
{
    private readonly List<Outcome> _outcomes = [];

    public IReadOnlyList<Outcome> Failures => [.. _outcomes.Where(outcome => !outcome.IsPassed)];

    public int Passed => _outcomes.Count(outcome => outcome.IsPassed);

    public void Add(IEnumerable<Outcome> outcomes) => _outcomes.AddRange(outcomes);

    public override string ToString() => $"{Passed} passed, {_outcomes.Count - Passed} failed";
}
