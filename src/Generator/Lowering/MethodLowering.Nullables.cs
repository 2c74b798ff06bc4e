using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Nullable values: a flag that says whether there is a value, and the leaves of the value. Without a value these are zero, as
/// <c>GetValueOrDefault()</c> gives them, so whatever makes a nullable value keeps them so.
/// </summary>
internal sealed partial class MethodLowering
{
    private const string NoValueException = "new global::System.InvalidOperationException(\"Nullable object must have a value.\")";

    // Flags of values that are there, or missing, for certain: only one branch is lowered then.
    private readonly Dictionary<int, bool> _settled = [];

    /// <summary>What <c>?</c> was put behind; null for all other types.</summary>
    private ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? _types.Resolve(nullable.TypeArguments[0], _model.Compilation) : null;

    /// <summary>The leaves of an expression that is nullable or takes a nullable value apart; null for all others.</summary>
    private Value[]? LowerNullable(IOperation operation, string? hint) => operation switch
    {
        ICoalesceOperation given => Checked(operation, () => LowerCoalesce(given, hint), given.Value),
        ICoalesceAssignmentOperation given => Checked(operation, () => LowerCoalesceAssignment(given), given.Target, given.Value),
        IConditionalAccessOperation access => Checked(operation, () => LowerConditionalAccess(access, hint), access.Operation),
        IConditionalAccessInstanceOperation when _accessed.Count > 0 => _accessed.Peek(),
        IConversionOperation conversion when Underlying(conversion.Type) is not null || Underlying(conversion.Operand.Type) is not null =>
            Checked(operation, () => LowerNullableConversion(conversion, hint), conversion.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } binary when ComparedWithNull(binary) is { } compared => Checked(operation, () =>
            [binary.OperatorKind == BinaryOperatorKind.Equals ? Negate(LowerComponents(compared, null)[0]) : LowerComponents(compared, null)[0]], compared),
        IBinaryOperation { IsLifted: true } binary => Checked(operation, () => LowerLifted(binary, hint), binary.LeftOperand, binary.RightOperand),
        IUnaryOperation { IsLifted: true } unary => Checked(operation, () => LowerLifted(unary, hint), unary.Operand),
        ICompoundAssignmentOperation { IsLifted: true } compound => Checked(operation, () => LowerLifted(compound), compound.Target, compound.Value),
        IIncrementOrDecrementOperation { IsLifted: true } step => Checked(operation, () => LowerLifted(step), step.Target),
        IPropertyReferenceOperation { Instance: { } instance } property when Underlying(instance.Type) is not null => Checked(operation, () =>
            property.Property.Name == "HasValue" ? [LowerComponents(instance, null)[0]] : ValueOf(LowerComponents(instance, hint)), instance),
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "GetValueOrDefault" } call when Underlying(instance.Type) is not null =>
            Checked(operation, () => LowerValueOrDefault(call, instance, hint), instance),
        IObjectCreationOperation creation when Underlying(creation.Type) is { } inner => Checked(operation, () => creation.Arguments is [var argument]
            ? Present(Converted(LowerComponents(argument.Value, hint), argument.Value.Type, inner, creation)) : NoValue(inner)),
        ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } when Underlying(operation.Type) is { } inner => NoValue(inner),
        _ => null,
    };

    private IOperation? ComparedWithNull(IBinaryOperation binary)
    {
        (IOperation left, IOperation right) = (binary.LeftOperand, binary.RightOperand);
        return IsNull(right) && Underlying(left.Type) is not null ? left : IsNull(left) && Underlying(right.Type) is not null ? right : null;
    }

    /// <summary>Only where all parts have a type that is known here.</summary>
    private Value[] Checked(IOperation operation, Func<Value[]> lower, params IOperation[] parts)
    {
        foreach (IOperation part in parts.Append(operation))
        {
            if (part.Type is null or { SpecialType: SpecialType.System_Void } || Leaves(part.Type) is not null) continue;
            if (!HasFailed) ReportType(part, part.Type);
            return Placeholders(operation.Type);
        }

        return lower();
    }

    private Value[] NoValue(ITypeSymbol type) => [Settled(false), .. (Leaves(type) ?? []).Select(leaf => _builder.Zero(leaf))];

    private Value[] Present(Value[] values) => [Settled(true), .. values];

    private Value Settled(bool isThere)
    {
        Value flag = NewConstant(IrType.Bool, isThere ? 1 : 0);
        _settled[flag.Id] = isThere;
        return flag;
    }

    private bool? Settled(Value flag) => _settled.TryGetValue(flag.Id, out bool isThere) ? isThere : null;

    /// <summary><c>Value</c>, and a cast to what is not nullable: throws where there is none.</summary>
    private Value[] ValueOf(Value[] nullable)
    {
        if (!HasFailed && Settled(nullable[0]) != true)
        {
            ThrowIf(nullable[0], isNegated: true, () =>
            {
                _builder.Append(new Throw(NoValueException, []));
                return Flow.Exits;
            });
        }

        return Rest(nullable);
    }

    private static Value[] Rest(Value[] nullable) => nullable.Skip(1).ToArray();

    /// <summary>The values where the condition holds, else zeros.</summary>
    private Value[] Where(Value condition, Func<Value[]> values, string? hint = null)
    {
        if (Settled(condition) == true) return values();
        Branch then = ForkValues(values);
        if (HasFailed) return then.Values;
        return Join(condition, then, ForkValues(() => then.Values.Select(value => _builder.Zero(value.Type)).ToArray()), Continuation.Plain, hint);
    }

    private Value Both(Value a, Value b)
    {
        if (Settled(a) is { } isThere) return isThere ? b : a;
        if (Settled(b) is { } isOther) return isOther ? a : b;
        return _builder.Apply(Ops.And, "bothHaveValue", a, b);
    }

    private Value[] LowerValueOrDefault(IInvocationOperation call, IOperation instance, string? hint)
    {
        Value[] nullable = LowerComponents(instance, hint);
        if (call.Arguments.Length == 0) return Rest(nullable);
        Value[] otherwise = LowerComponents(call.Arguments[0].Value, hint);
        if (HasFailed) return Rest(nullable);
        if (Settled(nullable[0]) is { } isThere) return isThere ? Rest(nullable) : otherwise;
        return Join(nullable[0], ForkValues(() => Rest(nullable)), ForkValues(() => otherwise), Continuation.Plain, hint);
    }

    private Value[] LowerNullableConversion(IConversionOperation conversion, string? hint)
    {
        ITypeSymbol? to = Underlying(conversion.Type);
        if (conversion.Operand.Type is null or { SpecialType: SpecialType.System_Object } || IsNull(conversion.Operand)) return to is null ? UnsupportedComposite(conversion) : NoValue(to);
        if (conversion.OperatorMethod is { } method && !IsGenericMath(method) && !Parsing.KnownTypes.IsHalf(method.ContainingType)) return LowerUserConversion(conversion, method, hint);
        ITypeSymbol? from = Underlying(conversion.Operand.Type);
        Value[] values = LowerComponents(conversion.Operand, hint);
        if (HasFailed) return Placeholders(conversion.Type);
        if (from is null) return Present(Converted(values, conversion.Operand.Type, to!, conversion, conversion.IsChecked));
        if (to is null) return Converted(ValueOf(values), from, conversion.Type!, conversion, conversion.IsChecked);
        return [values[0], .. Converted(Rest(values), from, to, conversion, conversion.IsChecked)];
    }

    /// <summary>A user's conversion between types without <c>?</c>, used with it on one side or on both.</summary>
    private Value[] LowerUserConversion(IConversionOperation conversion, IMethodSymbol method, string? hint)
    {
        method = ResolveMethod(method);
        Value[] values = LowerComponents(conversion.Operand, hint);
        bool isLifted = Underlying(conversion.Operand.Type) is not null && Underlying(method.Parameters[0].Type) is null;
        bool isWrapped = Underlying(conversion.Type) is not null && Underlying(method.ReturnType) is null;
        if (HasFailed) return Placeholders(conversion.Type);
        Value[] Call(Value[] operand) => CallLifted(method, [operand], conversion, hint);
        if (!isLifted) return isWrapped ? Present(Call(values)) : Call(values);
        return isWrapped ? [values[0], .. Where(values[0], () => Call(Rest(values)), hint)] : Call(ValueOf(values));
    }

    /// <summary>A user's operator on values.</summary>
    private Value[] CallLifted(IMethodSymbol method, IReadOnlyList<Value[]> operands, IOperation site, string? hint)
    {
        method = ResolveMethod(method);
        bool fits = operands.Select((operand, index) => Leaves(method.Parameters[index].Type)?.SequenceEqual(operand.Select(value => value.Type)) == true).All(fit => fit);
        if (fits && method is { IsImplicitlyDeclared: true, Name: "op_Equality" or "op_Inequality" } && IsPlainRecord(method.ContainingType))
            return [RecordEquality(operands[0], operands[1], method.Name == "op_Inequality")];
        if (fits && IsUserOperator(method) && !method.IsAbstract && !method.IsImplicitlyDeclared)
            return CallOperator(method, operands.Select((operand, index) => DeclareCopy(method.Parameters[index].Type, operand, method.Parameters[index].Name)).ToArray(), site, hint);
        ReportUnsupported(site, "this operator on nullable values", "use 'Value' or '??' first");
        return Placeholders(site.Type);
    }

    /// <summary>The leaves of a value as those of another type: numbers are converted, what is not nullable becomes so.</summary>
    private Value[] Converted(Value[] values, ITypeSymbol? from, ITypeSymbol to, IOperation operation, bool isChecked = false)
    {
        if (HasFailed || from is null || Leaves(to) is not { } types || Leaves(from) is not { } own) return values;
        (ITypeSymbol? inner, ITypeSymbol? outer) = (Underlying(from), Underlying(to));
        if (inner is null && outer is not null) return Present(Converted(values, from, outer, operation, isChecked));
        if (inner is not null && outer is not null) return [values[0], .. Converted(Rest(values), inner, outer, operation, isChecked)];
        if (from is INamedTypeSymbol { IsTupleType: true } source && to is INamedTypeSymbol { IsTupleType: true } target && source.TupleElements.Length == target.TupleElements.Length)
        {
            int next = 0;
            return source.TupleElements.SelectMany((element, index) =>
            {
                int count = Leaves(element.Type)!.Length;
                next += count;
                return Converted(Cut(values, next - count, count), element.Type, target.TupleElements[index].Type, operation, isChecked);
            }).ToArray();
        }

        if (own.SequenceEqual(types)) return values;
        if (_types.Scalar(from) is not null && _types.Scalar(to) is { } number) return [ConvertTo(values[0], number, values[0].Name, operation, isChecked)];
        ReportUnsupported(operation, "this conversion", "convert the members one by one");
        return Placeholders(to);
    }
}
