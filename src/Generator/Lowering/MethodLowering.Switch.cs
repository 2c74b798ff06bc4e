using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>The switch statements around what is being lowered, with the sections that are being lowered.</summary>
    private readonly Stack<(ISwitchOperation Switch, Stack<ISwitchCaseOperation> Sections)> _switches = new();

    /// <summary>
    /// A chain of ifs in the order of the sections. <c>break</c> leaves a scope of its own; a <c>goto case</c> has the body of the other section in its place.
    /// </summary>
    private Flow LowerSwitch(ISwitchOperation operation)
    {
        Subject subject = LowerSubject(operation.Value);
        if (HasFailed && subject.Leaves.Any(leaf => leaf.Id < 0)) return Flow.Falls;
        LoopScope outer = _scope;
        Variable left = NewVariable("left", IrType.Bool, VariableKind.Flag);
        _environment[left] = Known.False;
        _scope = new LoopScope(outer, operation.ExitLabel, null, null, left, null, IsSwitch: true);
        _switches.Push((operation, new Stack<ISwitchCaseOperation>()));
        Flow flow = LowerSections(operation, subject, 0);
        _switches.Pop();
        _scope = outer;
        _environment.Remove(left);
        return flow;
    }

    private Flow LowerSections(ISwitchOperation operation, Subject subject, int index)
    {
        ISwitchCaseOperation? otherwise = operation.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (index == operation.Cases.Length) return otherwise is null ? Flow.Falls : LowerSection(otherwise);
        ISwitchCaseOperation section = operation.Cases[index];
        ICaseClauseOperation[] clauses = section.Clauses.Where(clause => clause is not IDefaultCaseClauseOperation).ToArray();

        // Whatever else matches the default section may be tested when nothing else is left to be tested.
        if (clauses.Length == 0 || (section == otherwise && index == operation.Cases.Length - 1)) return LowerSections(operation, subject, index + 1);
        if (_depth >= DeepestBranch)
        {
            ReportUnsupported(section, "a 'switch' with so many sections, or nested so deeply", "split the method");
            return Flow.Falls;
        }

        Value condition = MatchClause(clauses[0], subject);
        foreach (ICaseClauseOperation clause in clauses.Skip(1)) condition = ShortCircuit(condition, isAnd: false, () => MatchClause(clause, subject), "matches");
        if (Settled(condition) is { } isTaken) return isTaken ? LowerSection(section) : LowerSections(operation, subject, index + 1);
        if (AlwaysThrow(section.Body))
        {
            ThrowIf(condition, isNegated: false, () => LowerSection(section));
            return LowerSections(operation, subject, index + 1);
        }

        Branch then = Fork(() => LowerSection(section));
        Branch rest = Fork(() => LowerSections(operation, subject, index + 1));
        Join(condition, then, rest, _continuation);
        return then.Flow == rest.Flow ? then.Flow : Flow.MayExit;
    }

    private Value MatchClause(ICaseClauseOperation clause, Subject subject)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation { Value: var value } when Underlying(subject.Type) is { } inner:
                return IsNull(value) ? Negate(subject.Value) : ShortCircuit(subject.Value, isAnd: true, () => MatchClause(clause, new Subject(inner, Rest(subject.Leaves))));
            case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: { } constant } } single when subject.Leaves.Length == 1 && !subject.IsBuffer:
                return subject.Value.Type == IrType.Bool
                    ? constant is true ? subject.Value : Negate(subject.Value)
                    : constant is double.NaN or float.NaN ? _builder.Apply(Ops.NotEqual, "isNaN", subject.Value, subject.Value)
                    : _builder.Apply(Ops.Equal, "eq", subject.Value, LowerConstant(subject.Value.Type, constant, null));
            case IPatternCaseClauseOperation { Guard: { } guard } pattern:
                return ShortCircuit(Match(pattern.Pattern, subject), isAnd: true, () => Lower(guard));
            case IPatternCaseClauseOperation pattern:
                return Match(pattern.Pattern, subject);
            default:
                ReportUnsupported(clause, "this case", "compare numbers");
                return Placeholder(IrType.Bool);
        }
    }

    /// <summary>The body of a section; a <c>break</c> out of the switch is where it falls through to what comes after.</summary>
    private Flow LowerSection(ISwitchCaseOperation section)
    {
        Stack<ISwitchCaseOperation> sections = _switches.Peek().Sections;
        sections.Push(section);
        Flow flow = LowerSequence(Sequence.Of(section.Body, null));
        sections.Pop();
        if (flow == Flow.Falls || sections.Count > 0) return flow;
        Value? exited = _scope.Parent!.Skip is { } skip ? _environment[skip] : Known.False;
        if (ReferenceEquals(exited, Known.True)) return Flow.Exits;
        if (!ReferenceEquals(exited, Known.False)) return Flow.MayExit;
        return flow == Flow.Exits && ReferenceEquals(_environment[_scope.Break!], Known.False) ? Flow.Exits : Flow.Falls;
    }

    /// <summary><c>goto case</c> and <c>goto default</c>: the other section's body, which leaves by itself.</summary>
    private Flow? LowerGoto(IBranchOperation branch)
    {
        if (_switches.Count == 0 || !_scope.IsSwitch) return null;
        (ISwitchOperation operation, Stack<ISwitchCaseOperation> sections) = _switches.Peek();
        ISwitchCaseOperation? target = operation.Cases.FirstOrDefault(section => section.Clauses.Any(clause => SymbolEqualityComparer.Default.Equals(clause.Label, branch.Target)));
        if (target is null) return null;
        if (!sections.Contains(target)) return LowerSection(target);
        ReportUnsupported(branch, "a 'goto' back to a section that is being executed", "use a loop");
        return Flow.Exits;
    }

    private Value[] LowerSwitchExpression(ISwitchExpressionOperation operation, string? hint)
    {
        if (Leaves(operation.Type) is null)
        {
            ReportType(operation, operation.Type);
            return [Placeholder(operation.Type)];
        }

        Subject subject = LowerSubject(operation.Value);
        return HasFailed ? NoValues(operation.Type) : LowerArms(operation, subject, 0, hint);
    }

    private Value[] LowerArms(ISwitchExpressionOperation operation, Subject subject, int index, string? hint)
    {
        if (index == operation.Arms.Length)
        {
            AppendUnmatched(operation, subject);
            return NoValues(operation.Type);
        }

        ISwitchExpressionArmOperation arm = operation.Arms[index];
        if (_depth >= DeepestBranch)
        {
            ReportUnsupported(operation, "a switch expression with so many arms, or nested so deeply", "split the method");
            return NoValues(operation.Type);
        }

        bool isLast = index == operation.Arms.Length - 1;
        Value matched = Match(arm.Pattern, subject);
        if (arm.Guard is { } guard) matched = ShortCircuit(matched, isAnd: true, () => Lower(guard));
        bool isCertain = arm.Guard is null && (arm.Pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchedType: null } || (isLast && operation.IsExhaustive));
        if (isCertain || Settled(matched) == true) return LowerComponents(arm.Value, hint);
        if (Settled(matched) == false) return LowerArms(operation, subject, index + 1, hint);
        if (ThrowIn(arm.Value) is { } thrown)
        {
            ThrowIf(matched, isNegated: false, () => LowerThrow(thrown));
            return LowerArms(operation, subject, index + 1, hint);
        }

        bool throwsElse = isLast || (index == operation.Arms.Length - 2 && operation.Arms[index + 1] is { Guard: null, Pattern: IDiscardPatternOperation } last && ThrowIn(last.Value) is not null);
        if (throwsElse)
        {
            ThrowIf(matched, isNegated: true, () =>
            {
                LowerArms(operation, subject, index + 1, null);
                return Flow.Exits;
            });
            return LowerComponents(arm.Value, hint);
        }

        Branch then = ForkValues(() => LowerComponents(arm.Value, hint));
        Branch otherwise = ForkValues(() => LowerArms(operation, subject, index + 1, hint));
        return JoinLeaves(operation, matched, then, otherwise, hint);
    }

    /// <summary>What C# throws where no arm matches; it tells the value if it is one.</summary>
    private void AppendUnmatched(ISwitchExpressionOperation operation, Subject subject)
    {
        const string exception = "new global::System.Runtime.CompilerServices.SwitchExpressionException";
        string shown = operation.Value.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration ? $"(({TypeName(enumeration)})({{0}}))" : "{0}";
        List<Value> values = [];
        if (_types.Scalar(Underlying(operation.Value.Type)) is not null)
        {
            string nullable = NullableHole(operation.Value.Type!, subject.Leaves, values);
            _builder.Append(new Throw($"{exception}({nullable})", values.ToEquatableArray()));
            return;
        }

        if (operation.Value.Type is { IsTupleType: true }) shown = $"({string.Join(", ", subject.Leaves.Select((_, index) => $"{{{index}}}"))})";
        bool isShown = !subject.IsBuffer && (subject.Leaves.Length == 1 || operation.Value.Type is { IsTupleType: true });
        _builder.Append(isShown ? new Throw($"{exception}({shown})", subject.Leaves.ToEquatableArray()) : new Throw($"{exception}()", []));
    }
}
