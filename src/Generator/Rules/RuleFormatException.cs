namespace SourceAutodiff.Generator.Rules;

/// <summary>A rule is not written as rules are. Caught for each rule by <see cref="RuleParser"/>.</summary>
internal sealed class RuleFormatException(string message) : Exception(message);
