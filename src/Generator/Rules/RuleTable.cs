namespace SourceAutodiff.Generator.Rules;

/// <summary>All rules by op and number of arguments.</summary>
internal sealed class RuleTable(IEnumerable<Rule> rules)
{
    private readonly Dictionary<(string Op, int Arity), Rule> _rules = rules.ToDictionary(rule => (rule.Op, rule.Arity));

    public IReadOnlyCollection<Rule> Rules => _rules.Values;

    public Rule? Find(string op, int arity) => _rules.TryGetValue((op, arity), out Rule? rule) ? rule : null;
}
