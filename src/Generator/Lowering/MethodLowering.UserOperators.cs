using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Operators and conversions of the user's types.</summary>
internal sealed partial class MethodLowering
{
    private bool IsUserOperator(IMethodSymbol? method) => method is not null && (StructFunctionOf(method) is not null || IsInSource(method) || (method.IsImplicitlyDeclared && IsInSource(method.ContainingType)));

    private Value[] LowerUserOperator(IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation site, bool isLifted, string? hint)
    {
        if (isLifted || site is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
        {
            ReportUnsupported(site, isLifted ? "an operator on nullable values" : "a user's '&&' or '||'", isLifted ? "use values that are not nullable" : "use 'if'");
            return Placeholders(site.Type);
        }

        method = ResolveMethod(method);
        if (method.ContainingType is { IsRecord: true } && method.IsImplicitlyDeclared && operands.Count == 2) return [LowerRecordEquality(operands[0], operands[1], method.Name == "op_Inequality", site)];
        if (method.IsAbstract || !IsUserOperator(method)) return UnsupportedComposite(site);
        Place[][] bound = operands.Select((operand, index) => LowerArgument(operand, RefKind.None, method.Parameters[index].Name)).ToArray();
        return HasFailed ? Placeholders(site.Type) : CallOperator(method, bound, site, hint);
    }

    private Value[] CallOperator(IMethodSymbol method, Place[][] operands, IOperation site, string? hint) =>
        StructFunctionOf(method) is { } function ? ComputeStruct(function, operands.SelectMany(operand => operand.Select(place => Read(place, null))), hint)
        : FindCallee(method, site) is { } callee && LowerInline(callee, null, operands, site, hint ?? "t") is { } result ? result : Placeholders(site.Type);

    /// <summary><c>v += w</c> with an operator of the user's type.</summary>
    private Value[] LowerUserCompound(ICompoundAssignmentOperation compound)
    {
        if (compound.OperatorMethod is not { } declared || compound.IsLifted || !IsUserOperator(declared) || Places(compound.Target) is not { } places) return UnsupportedComposite(compound);
        IMethodSymbol method = ResolveMethod(declared);
        if (!method.IsStatic)
        {
            Place[] value = LowerArgument(compound.Value, RefKind.None, method.Parameters[0].Name);
            if (!HasFailed && FindCallee(method, compound) is { } callee) LowerInline(callee, Referenced(places, compound.Target), [value], compound, null);
            return HasFailed ? Placeholders(compound.Type) : ReadPlaces(places, compound.Target);
        }

        Place[] left = DeclareCopy(method.Parameters[0].Type, Fit(ReadPlaces(places, compound.Target), compound.Target.Type, method.Parameters[0].Type, compound), method.Parameters[0].Name);
        Place[] right = LowerArgument(compound.Value, RefKind.None, method.Parameters[1].Name);
        if (HasFailed) return Placeholders(compound.Type);
        Value[] result = Fit(CallOperator(method, [left, right], compound, places is [var single] ? NameOf(single) : null), method.ReturnType, compound.Target.Type!, compound);
        WritePlaces(places, result, compound.Target);
        return result;
    }

    private Value[] LowerUserStep(IIncrementOrDecrementOperation step)
    {
        if (step.OperatorMethod is not { IsStatic: true } declared || step.IsLifted || !IsUserOperator(declared) || Places(step.Target) is not { } places) return UnsupportedComposite(step);
        IMethodSymbol method = ResolveMethod(declared);
        Value[] before = ReadPlaces(places, step.Target);
        if (HasFailed) return Placeholders(step.Type);
        Value[] after = CallOperator(method, [DeclareCopy(method.Parameters[0].Type, before, method.Parameters[0].Name)], step, null);
        WritePlaces(places, after, step.Target);
        return step.IsPostfix ? before : after;
    }

    /// <summary>What the compiler writes for records: all members are equal, where NaN equals NaN.</summary>
    private Value LowerRecordEquality(IOperation left, IOperation right, bool isNegated, IOperation site)
    {
        bool isPlain = LayoutOf(left.Type) is StructLayout layout && LayoutOf(right.Type) == layout && IsPlainRecord((INamedTypeSymbol)left.Type!);
        if (!isPlain)
        {
            ReportUnsupported(site, "this comparison", "compare the members");
            return Placeholder(IrType.Bool);
        }

        (Value[] a, Value[] b) = (LowerComponents(left, null), LowerComponents(right, null));
        return HasFailed ? Placeholder(IrType.Bool) : RecordEquality(a, b, isNegated);
    }

    private Value RecordEquality(Value[] a, Value[] b, bool isNegated)
    {
        Value equal = a.Length == 0 ? _builder.Boolean(true) : a.Select((value, index) => LeafEquality(value, b[index])).Aggregate((all, next) => _builder.Apply(Ops.And, "equal", all, next));
        return isNegated ? Negate(equal) : equal;
    }

    private Value LeafEquality(Value a, Value b)
    {
        Value equal = _builder.Apply(Ops.Equal, "equal", a, b);
        if (!a.Type.IsReal) return equal;
        Value bothNaN = _builder.Apply(Ops.And, "nan", _builder.Apply(Ops.NotEqual, "nan", a, a), _builder.Apply(Ops.NotEqual, "nan", b, b));
        return _builder.Apply(Ops.Or, "equal", equal, bothNaN);
    }

    /// <summary>A record struct of numbers and of such records, whose <c>Equals</c> nobody has replaced.</summary>
    private bool IsPlainRecord(INamedTypeSymbol type) =>
        type.IsRecord && type.GetMembers("Equals").OfType<IMethodSymbol>().All(method => method.IsImplicitlyDeclared)
        && LayoutMap.Stored(type).All(stored => _types.Scalar(stored.Type) is not null || (stored.Type is INamedTypeSymbol { IsValueType: true } inner && IsPlainRecord(inner)));

    /// <summary>Tuples are compared element by element, after all of them have been evaluated.</summary>
    private Value LowerTupleComparison(ITupleBinaryOperation comparison, string? hint)
    {
        (Value[] a, Value[] b) = (LowerComponents(comparison.LeftOperand, null), LowerComponents(comparison.RightOperand, null));
        bool isPlain = a.Length == b.Length && a.Concat(b).All(value => !IsMemory(value.Type)) && IsNumbers(comparison.LeftOperand.Type) && IsNumbers(comparison.RightOperand.Type);
        if (HasFailed || !isPlain)
        {
            if (!HasFailed) ReportUnsupported(comparison);
            return Placeholder(IrType.Bool);
        }

        Value equal = a.Select((value, index) =>
        {
            IrType type = value.Type.IsReal || (!b[index].Type.IsReal && !IsWider(b[index].Type, value.Type)) ? value.Type : b[index].Type;
            return _builder.Apply(Ops.Equal, "equal", _builder.Convert(value, type, "t"), _builder.Convert(b[index], type, "t"));
        }).Aggregate((all, next) => _builder.Apply(Ops.And, hint ?? "equal", all, next));
        return comparison.OperatorKind == BinaryOperatorKind.NotEquals ? Negate(equal) : equal;
    }

    private static bool IsWider(IrType a, IrType b) => a.IsInteger && b.IsInteger && Width(a).Bits > Width(b).Bits;

    private bool IsNumbers(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => _types.Scalar(element.Type) is not (null or VectorType or MaskType));

    /// <summary>A static property, or a static readonly field of a struct: its formula.</summary>
    private Value[] LowerStatic(IOperation operation, string? hint)
    {
        ISymbol member = operation is IFieldReferenceOperation field ? field.Field : ((IPropertyReferenceOperation)operation).Property;
        if (StructFunctionOf(member is IPropertySymbol { GetMethod: { } getter } ? getter : member) is { } function) return ComputeStruct(function, [], hint);
        if (LayoutOf(operation.Type) is StructLayout && StaticReadOnly.Initializer(member.OriginalDefinition, _model.Compilation, _cancellation) is { } initializer && InitializerTypes(member) is { } types)
        {
            (SemanticModel model, TypeMap outer) = (_model, _types);
            (_model, _types) = (_model.Compilation.GetSemanticModel(initializer.Syntax.SyntaxTree), types);
            Value[] values = LowerComponents(initializer, hint ?? ToCamel(member.Name));
            (_model, _types) = (model, outer);
            return values;
        }

        if (KnownTypes.Struct(member.ContainingType) is not null)
        {
            ReportWithoutRule(operation, member);
            return Placeholders(operation.Type);
        }

        Report(Diagnostics.Descriptors.OutsideState, operation, member.Name, member is IFieldSymbol { IsReadOnly: true } ? ", or make it a static property" : "");
        return Placeholders(operation.Type);
    }

    private TypeMap? InitializerTypes(ISymbol member)
    {
        if (_types.Resolve(member.ContainingType, _model.Compilation) is not INamedTypeSymbol { IsGenericType: true } type) return TypeMap.Open;
        Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments = new(SymbolEqualityComparer.Default);
        for (int i = 0; i < type.TypeArguments.Length; i++) arguments[type.OriginalDefinition.TypeParameters[i]] = type.TypeArguments[i];
        return new TypeMap(arguments);
    }
}
