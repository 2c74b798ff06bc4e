using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>What a pattern looks at: a scalar, the leaves of something composed, or a buffer.</summary>
    /// <param name="IsThere">It is known not to be null.</param>
    private sealed record Subject(ITypeSymbol? Type, Value[] Leaves, bool IsThere = false)
    {
        public Value Value => Leaves[0];

        public bool IsBuffer => Leaves.Length == 1 && Value.Type is BufferType { Kind: not BufferKind.Cell };
    }

    private Subject LowerSubject(IOperation operation) =>
        new(operation.Type, _types.Map(operation.Type) is BufferType ? [LowerBuffer(operation)] : LowerComponents(operation, null));

    private Value LowerIsPattern(IIsPatternOperation test)
    {
        Subject subject = LowerSubject(test.Value);
        return HasFailed ? Placeholder(IrType.Bool) : Match(test.Pattern, subject);
    }

    private Value LowerIsType(IIsTypeOperation test)
    {
        Subject subject = LowerSubject(test.ValueOperand);
        if (!HasFailed && Underlying(subject.Type) is { } inner && SymbolEqualityComparer.Default.Equals(inner, test.TypeOperand)) return test.IsNegated ? Negate(subject.Value) : subject.Value;
        if (_types.Scalar(subject.Type) is null || _types.Scalar(test.TypeOperand) is null) return Unsupported(test);
        return _builder.Boolean(SymbolEqualityComparer.Default.Equals(subject.Type, test.TypeOperand) != test.IsNegated);
    }

    /// <summary>Whether the subject matches, and the variables of the pattern; what may throw is tested only as far as C# tests it.</summary>
    private Value Match(IPatternOperation pattern, Subject subject)
    {
        // Where a pattern before it has found a value, the type is that of the value.
        if (Underlying(subject.Type) is { } found && Underlying(pattern.InputType) is null) subject = new Subject(found, Rest(subject.Leaves));
        if (!subject.IsThere && subject.Type is { IsReferenceType: true } && AsksForNull(pattern)) return MatchReference(pattern, subject);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return _builder.Boolean(true);
            case not (INegatedPatternOperation or IBinaryPatternOperation or IDeclarationPatternOperation { MatchedType: null })
                when Underlying(subject.Type) is { } inner:
                if (pattern is IConstantPatternOperation { Value: var constant } && IsNull(constant)) return Negate(subject.Value);
                if (Settled(subject.Value) == false) DeclareUnmatched(pattern);
                return ShortCircuit(subject.Value, isAnd: true, () => Match(pattern, new Subject(inner, Rest(subject.Leaves))));
            case IConstantPatternOperation compared:
                return MatchConstant(compared, subject);
            case IRelationalPatternOperation relation when Operator(relation.OperatorKind) is { } op && subject is { IsBuffer: false, Leaves.Length: 1 }:
                return MatchRelation(relation, op, subject);
            case INegatedPatternOperation negated:
                return Negate(Match(negated.Pattern, subject));
            case IBinaryPatternOperation pair:
                return ShortCircuit(Match(pair.LeftPattern, subject), pair.OperatorKind == BinaryOperatorKind.And, () => Match(pair.RightPattern, subject));
            case ITypePatternOperation type when SymbolEqualityComparer.Default.Equals(type.MatchedType, subject.Type):
                return _builder.Boolean(true);
            case IDeclarationPatternOperation { MatchedType: var matched } declaration when matched is null || SymbolEqualityComparer.Default.Equals(matched, subject.Type):
                DeclareMatched(declaration.DeclaredSymbol, subject);
                return _builder.Boolean(true);
            case IRecursivePatternOperation recursive when recursive.MatchedType is not { } matched || SymbolEqualityComparer.Default.Equals(matched, subject.Type):
                return MatchMembers(recursive, subject);
            case IListPatternOperation list when subject.IsBuffer:
                return MatchList(list, subject);
            default:
                ReportUnsupported(pattern, $"the pattern '{Excerpt.Of(pattern)}' on this type", "compare values");
                return Placeholder(IrType.Bool);
        }
    }

    /// <summary>Null does not match it, or nothing else does.</summary>
    private static bool AsksForNull(IPatternOperation pattern) =>
        pattern is IRecursivePatternOperation or IListPatternOperation or ITypePatternOperation or IDeclarationPatternOperation { MatchedType: not null }
        || (pattern is IConstantPatternOperation constant && IsNull(constant.Value));

    private Value MatchReference(IPatternOperation pattern, Subject subject)
    {
        Value? isThere = Presence(subject.Type, subject.Leaves);
        // What is read of it next fails where it is null.
        bool isRead = pattern is IRecursivePatternOperation { PropertySubpatterns.Length: > 0 } or IRecursivePatternOperation { DeconstructionSubpatterns.Length: > 0 } or IListPatternOperation;
        if (isThere is null && !isRead)
        {
            ReportUnknownPresence(pattern);
            return Placeholder(IrType.Bool);
        }

        if (pattern is IConstantPatternOperation) return Negate(isThere!);
        Subject there = subject with { IsThere = true };
        if (isThere is null || Settled(isThere) == true) return Match(pattern, there);
        // An array that is not there is empty, and what a slice in the pattern stands for is made in any case.
        if (pattern is IListPatternOperation && subject.Type is IArrayTypeSymbol) return _builder.Apply(Ops.And, "matches", Match(pattern, there), isThere);
        return ShortCircuit(isThere, isAnd: true, () => Match(pattern, there));
    }

    private Value MatchConstant(IConstantPatternOperation pattern, Subject subject)
    {
        if (pattern.Value.ConstantValue is not { HasValue: true } constant) return Unsupported(pattern.Value);
        if (constant.Value is null || subject.Leaves.Length != 1 || subject.IsBuffer)
        {
            ReportUnsupported(pattern, $"the pattern '{Excerpt.Of(pattern)}' on this type", "compare values");
            return Placeholder(IrType.Bool);
        }

        // A pattern finds NaN, which '==' does not.
        if (constant.Value is double.NaN or float.NaN) return _builder.Apply(Ops.NotEqual, "isNaN", subject.Value, subject.Value);
        if (constant.Value is bool truth && subject.Value.Type == IrType.Bool) return truth ? subject.Value : Negate(subject.Value);
        return _builder.Apply(Ops.Equal, "eq", subject.Value, LowerConstant(subject.Value.Type, constant.Value, null));
    }

    private Value MatchRelation(IRelationalPatternOperation pattern, string op, Subject subject)
    {
        if (pattern.Value.ConstantValue is not { HasValue: true, Value: { } constant }) return Unsupported(pattern.Value);
        return _builder.Apply(op, op, subject.Value, LowerConstant(subject.Value.Type, constant, null));
    }

    private Value MatchMembers(IRecursivePatternOperation pattern, Subject subject)
    {
        DeclareMatched(pattern.DeclaredSymbol, subject);
        List<(Subject? Member, IPatternOperation Pattern)> parts = [];
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++) parts.Add((ElementOf(subject, i, pattern), pattern.DeconstructionSubpatterns[i]));
        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
            parts.Add((property.Member is IMemberReferenceOperation member ? MemberOf(subject, member.Member, pattern) : null, property.Pattern));
        Value? matched = null;
        foreach ((Subject? member, IPatternOperation inner) in parts)
        {
            if (member is null)
            {
                ReportUnsupported(pattern, $"the pattern '{Excerpt.Of(pattern)}' on this type", "compare values");
                return Placeholder(IrType.Bool);
            }

            matched = matched is null ? Match(inner, member) : ShortCircuit(matched, isAnd: true, () => Match(inner, member));
        }

        return matched ?? _builder.Boolean(true);
    }

    /// <summary>The part number <paramref name="index"/> of a positional pattern.</summary>
    private Subject? ElementOf(Subject subject, int index, IRecursivePatternOperation pattern) => pattern.DeconstructSymbol switch
    {
        null => subject.Type is INamedTypeSymbol { IsTupleType: true } tuple ? MemberOf(subject, tuple.TupleElements[index], pattern) : null,
        // A record's own Deconstruct gives the properties of the same names.
        IMethodSymbol { IsImplicitlyDeclared: true } method when subject.Type?.GetMembers(method.Parameters[index].Name).FirstOrDefault() is IPropertySymbol property => MemberOf(subject, property, pattern),
        _ => null,
    };

    /// <summary>A field or property of what is matched.</summary>
    private Subject? MemberOf(Subject subject, ISymbol member, IOperation site)
    {
        if (_types.Map(subject.Type) is BufferType && member.Name == "Length") return new Subject(((IPropertySymbol)member).Type, [_builder.Length(subject.Value)]);
        EquatableArray<Member> members = LayoutOf(subject.Type) switch
        {
            StructLayout structure => structure.Members,
            ObjectLayout instance => instance.Members,
            _ => [],
        };
        string name = member is IFieldSymbol { CorrespondingTupleField: { } element } ? $".{element.Name}" : $".{member.Name}";
        int first = 0;
        foreach (Member candidate in members)
        {
            int count = candidate.Layout.Leaves().Count();
            if (candidate.Path == name) return new Subject(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type, subject.Leaves.Skip(first).Take(count).Select(Held).ToArray());
            first += count;
        }

        if (member is not IPropertySymbol { GetMethod: { } getter } computed || subject.Type is not INamedTypeSymbol { IsTupleType: false }) return null;
        Place[] receiver = subject.Leaves.Select(leaf => (Place)new ValuePlace(leaf)).ToArray();
        return new Subject(computed.Type, LowerInline(ResolveMethod(getter), receiver, [], site, null) ?? Placeholders(computed.Type));

        Value Held(Value leaf) => leaf.Type is HandleType or BufferType { Kind: BufferKind.Cell } ? Read(CellPlace(leaf), leaf.Name) : leaf;
    }

    private void DeclareMatched(ISymbol? symbol, Subject subject)
    {
        if (symbol is not null) _frame.Bind(symbol, DeclareVariables(symbol.Name, subject.Leaves.Select(leaf => leaf.Type).ToArray(), subject.Leaves));
    }

    /// <summary>The variables of a pattern that is known not to match, for what is lowered all the same and never runs.</summary>
    private void DeclareUnmatched(IPatternOperation pattern)
    {
        foreach (IPatternOperation part in pattern.DescendantsAndSelf().OfType<IPatternOperation>())
        {
            ISymbol? symbol = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (symbol is ILocalSymbol local && Leaves(local.Type) is { } types && !types.Any(IsMemory)) DeclareMatched(local, new Subject(local.Type, types.Select(_builder.Zero).ToArray()));
        }
    }

    /// <summary>Variables that a condition declares or assigns where it holds are read only there; elsewhere their value is no matter.</summary>
    private void KeepDeclared(Branch evaluated)
    {
        foreach (Variable variable in evaluated.Environment.Variables)
        {
            if (variable.Kind != VariableKind.User || evaluated.Environment[variable] is not { } value || (_environment.Contains(variable) && _environment[variable] is not null)) continue;
            bool isInside = evaluated.Builder.Operations.Any(operation => operation.Results.Contains(value));
            _environment[variable] = !IsMemory(variable.Type) ? _builder.Zero(variable.Type) : isInside ? Known.Mixed : value;
        }
    }

    /// <summary><c>[var first, .., &gt; 0]</c>: the length, then the elements that it makes sure of.</summary>
    private Value MatchList(IListPatternOperation pattern, Subject subject)
    {
        DeclareMatched(pattern.DeclaredSymbol, subject);
        IPatternOperation[] items = pattern.Patterns.ToArray();
        int slice = Array.FindIndex(items, item => item is ISlicePatternOperation);
        Value length = _builder.Length(subject.Value);
        int needed = slice < 0 ? items.Length : items.Length - 1;
        Value matched = _builder.Apply(slice < 0 ? Ops.Equal : Ops.GreaterOrEqual, "hasLength", length, _builder.Integer(needed));
        ITypeSymbol? element = subject.Type is IArrayTypeSymbol array ? array.ElementType : (subject.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is IDiscardPatternOperation or ISlicePatternOperation { Pattern: null }) continue;
            int position = i;
            if (items[i] is ISlicePatternOperation { Pattern: { } inner })
            {
                Subject part = new(pattern.Type ?? subject.Type, [RestOf(subject, slice, needed, length, matched)]);
                matched = ShortCircuit(matched, isAnd: true, () => Match(inner, part with { Type = subject.Type }));
                continue;
            }

            matched = ShortCircuit(matched, isAnd: true, () =>
            {
                Value index = slice < 0 || position < slice ? _builder.Integer(position) : _builder.Apply(Ops.Subtract, "fromEnd", length, _builder.Integer(items.Length - position));
                return Match(items[position], new Subject(element, [_builder.Load(subject.Value, index, subject.Value.Name + "Item")]));
            });
        }

        return matched;
    }

    /// <summary>What a slice pattern stands for. It has to be there whether the list matches or not, so it is empty if not.</summary>
    private Value RestOf(Subject subject, int start, int needed, Value length, Value matched)
    {
        Value zero = _builder.Integer(0);
        Value count = Join(matched, ForkValues(() => [_builder.Apply(Ops.Subtract, "count", length, _builder.Integer(needed))]), ForkValues(() => [zero]), Continuation.Plain, "count")[0];
        Value first = start == 0 ? zero : Join(matched, ForkValues(() => [_builder.Integer(start)]), ForkValues(() => [zero]), Continuation.Plain, "first")[0];
        Value part = Slice(subject.Value, first, count, subject.Value.Name + "Part", isInRange: true);
        return subject.Type is IArrayTypeSymbol ? CopyOf(part, null) : part;
    }
}
