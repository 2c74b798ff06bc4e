using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>Lowers an expression that is a scalar. <paramref name="hint"/> names its value.</summary>
    private Value Lower(IOperation operation, string? hint = null) => CheckMask(LowerValue(operation, hint), operation);

    private Value LowerValue(IOperation operation, string? hint)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue.HasValue) return LowerConstant(operation, hint);
        if (ThrowIn(operation) is { } thrown)
        {
            LowerThrow(thrown);
            return NoValues(operation.Type)[0];
        }

        if (LowerNullable(operation, hint) is { } parts) return Single(parts);
        if (LowerVector(operation, hint) is { } vector) return vector;
        return operation switch
        {
            ISwitchExpressionOperation choice => LowerSwitchExpression(choice, hint)[0],
            IIsPatternOperation test => LowerIsPattern(test),
            IIsTypeOperation test => LowerIsType(test),
            ILocalReferenceOperation or IParameterReferenceOperation => LowerVariable(operation),
            IBinaryOperation binary => LowerBinary(binary, hint),
            IUnaryOperation unary => LowerUnary(unary, hint),
            IConversionOperation conversion => LowerConversion(conversion, hint),
            IConditionalOperation choice => LowerChoice(choice, hint)[0],
            IAssignmentOperation or IIncrementOrDecrementOperation => LowerAssignment(operation, hint),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => Read(LowerPlace(operation), hint),
            IPropertyReferenceOperation property => LowerProperty(property, hint),
            IFieldReferenceOperation field => LowerField(field, hint),
            IInvocationOperation { TargetMethod: var target } call when ReturnsReference(target) => Read(LowerReturnedReference(call), hint),
            IInvocationOperation call => LowerScalarCall(call, hint),
            IDefaultValueOperation value => LowerDefault(value, hint),
            ITupleBinaryOperation comparison => LowerTupleComparison(comparison, hint),
            _ => Unsupported(operation),
        };
    }

    /// <summary>Lowers an expression to the values of its leaves.</summary>
    private Value[] LowerComponents(IOperation operation, string? hint)
    {
        if (IsComposite(operation.Type)) return LowerComposite(operation, hint);
        switch (Leaves(operation.Type))
        {
            case [BufferType]:
                return [LowerBuffer(operation, hint)];
            case [FunctionType]:
                return [LowerFunctionValue(operation)];
            case [QueryType]:
                return [LowerQuery(operation) is { } query ? NewQuery(query) : Placeholder(QueryType.Instance)];
            case null when operation.Type is INamedTypeSymbol { IsTupleType: true } tuple:
                ReportType(operation, tuple);
                return tuple.TupleElements.Select(element => Placeholder(element.Type)).ToArray();
            default:
                return [operation is IAnonymousFunctionOperation ? LowerFunctionValue(operation) : Lower(operation, hint)];
        }
    }

    /// <summary>Lowers an expression for what it does; its value, if any, is dropped.</summary>
    private void LowerEffect(IOperation operation)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction);
                break;
            case IInvocationOperation call:
                LowerCall(call, null);
                break;
            case IConditionalAccessOperation or ICoalesceAssignmentOperation:
                LowerNullable(operation, null);
                break;
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                LowerReferenceAssignment(assignment);
                break;
            case ISimpleAssignmentOperation assignment when _types.Map(assignment.Target.Type) is BufferType:
                LowerBufferAssignment(assignment);
                break;
            case ISimpleAssignmentOperation assignment when Leaves(assignment.Target.Type) is [FunctionType or QueryType]:
                LowerFunctionAssignment(assignment);
                break;
            default:
                if (operation.Type is null || _types.Map(operation.Type) is BufferType) Unsupported(operation);
                else LowerComponents(operation, null);
                break;
        }
    }

    private Value LowerDefault(IDefaultValueOperation operation, string? hint)
    {
        if (_types.Scalar(operation.Type) is { } type) return NewNumber(type, 0, hint);
        ReportType(operation, operation.Type);
        return Placeholder(operation.Type);
    }

    private Value LowerConstant(IOperation operation, string? hint)
    {
        object? constant = operation.ConstantValue.Value;
        if (_types.Scalar(operation.Type) is not { } type || constant is null)
        {
            ReportType(operation, operation.Type);
            return Placeholder(operation.Type);
        }

        Value result = LowerConstant(type, constant, hint);
        if (type.IsReal) AddLiteralQuotients(operation, result);
        return result;
    }

    private Value LowerConstant(IrType type, object constant, string? hint) =>
        constant switch
        {
            double value => NewReal(type, value, hint),
            float value => NewReal(type, value, hint),
            bool value => NewConstant(type, value ? 1 : 0, hint),
            char value => NewConstant(type, value, hint),
            ulong value => NewConstant(type, unchecked((long)value), hint),
            _ => NewConstant(type, System.Convert.ToInt64(constant, CultureInfo.InvariantCulture), hint),
        };

    /// <summary>Who writes <c>1 / 2 * x</c> hardly means 0; a quotient of variables or named constants may well be meant to be whole.</summary>
    private void AddLiteralQuotients(IOperation constant, Value result)
    {
        foreach (IConversionOperation conversion in constant.DescendantsAndSelf().OfType<IConversionOperation>())
        {
            if (conversion.Operand is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide, Type.SpecialType: SpecialType.System_Int32 } quotient
                && quotient.LeftOperand is ILiteralOperation { ConstantValue.Value: int dividend } && quotient.RightOperand is ILiteralOperation { ConstantValue.Value: int divisor }
                && dividend % divisor != 0 && _types.Scalar(conversion.Type) is { IsReal: true })
            {
                AddSite(SiteKind.LiteralQuotient, result, quotient.Syntax);
            }
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private Place[]? BoundPlaces(IOperation operation) => SymbolOf(operation) is { } symbol ? _frame.Find(symbol) : null;

    private Value LowerVariable(IOperation operation)
    {
        ISymbol symbol = SymbolOf(operation)!;
        if (_frame.Find(symbol) is null && CapturedPlaces(operation) is [var captured]) return Read(captured, null);
        if (_frame.Find(symbol) is [var place] && (place is not VariablePlace { Variable: var variable } || _environment.Contains(variable))) return Read(place, null);
        if (_broken.Contains(symbol))
        {
            HasFailed = true;
            _diagnostics.Fail();
            return Placeholder(operation.Type);
        }

        // A local that is not known was declared in something that has been reported.
        if (_types.Scalar(operation.Type) is null) ReportType(operation, operation.Type);
        else if (!HasFailed) ReportUnsupported(operation);
        return Placeholder(operation.Type);
    }

    private Value[] LowerChoice(IConditionalOperation choice, string? hint)
    {
        if (choice.WhenFalse is null || Leaves(choice.Type) is not { } types || types is [FunctionType or QueryType] || _types.Map(choice.Type) is BufferType)
        {
            if (_types.Map(choice.Type) is BufferType) Report(Descriptors.BufferFlow, choice, Excerpt.Of(choice));
            else ReportType(choice, choice.Type);
            return [Placeholder(choice.Type)];
        }

        if (choice.Condition.ConstantValue is { HasValue: true, Value: bool constant }) return LowerComponents(constant ? choice.WhenTrue : choice.WhenFalse, hint);
        Value condition = Lower(choice.Condition);
        if (Settled(condition) is { } settled) return LowerComponents(settled ? choice.WhenTrue : choice.WhenFalse, hint);
        foreach (bool isElse in new[] { false, true })
        {
            if (ThrowIn(isElse ? choice.WhenFalse : choice.WhenTrue) is not { } thrown) continue;
            ThrowIf(condition, isElse, () => LowerThrow(thrown));
            return LowerComponents(isElse ? choice.WhenTrue : choice.WhenFalse, hint);
        }

        Branch then = ForkValues(() => LowerComponents(choice.WhenTrue, hint));
        Branch otherwise = ForkValues(() => LowerComponents(choice.WhenFalse, hint));
        return JoinLeaves(choice, condition, then, otherwise, hint);
    }

    /// <summary>Memory is not chosen: it has to be the same in both branches.</summary>
    private Value[] JoinLeaves(IOperation choice, Value condition, Branch then, Branch otherwise, string? hint)
    {
        int count = then.Values.Length;
        bool[] isMemory = then.Values.Select(value => IsMemory(value.Type)).ToArray();
        if (otherwise.Values.Length != count || Enumerable.Range(0, count).Any(i => isMemory[i] && !ReferenceEquals(then.Values[i], otherwise.Values[i])))
        {
            if (!HasFailed) Report(Descriptors.BufferFlow, choice, Excerpt.Of(choice));
            return Placeholders(choice.Type);
        }

        Value[] Numbers(Branch branch) => branch.Values.Where((_, i) => !isMemory[i]).ToArray();
        Queue<Value> joined = new(Join(condition, then with { Values = Numbers(then) }, otherwise with { Values = Numbers(otherwise) }, Continuation.Plain, hint));
        return then.Values.Select((value, i) => isMemory[i] ? value : joined.Dequeue()).ToArray();
    }

    /// <summary><c>&amp;&amp;</c> and <c>||</c>: an <see cref="If"/>, or an operator where evaluating the right side in any case costs nothing and cannot throw.</summary>
    private Value ShortCircuit(Value left, bool isAnd, Func<Value> right, string? hint = null)
    {
        if (Settled(left) is { } settled) return settled == isAnd ? right() : left;
        Environment before = _environment;
        Branch evaluated = ForkValues(() => [right()]);
        KeepDeclared(evaluated);
        if (evaluated.Builder.Operations.All(IsCheap) && before.Variables.All(variable => ReferenceEquals(before[variable], evaluated.Environment[variable])))
        {
            foreach (Operation operation in evaluated.Builder.Operations) _builder.Append(operation);
            return _builder.Apply(isAnd ? Ops.And : Ops.Or, hint ?? (isAnd ? "and" : "or"), left, evaluated.Values[0]);
        }

        Branch known = ForkValues(() => [_builder.Boolean(!isAnd)]);
        return isAnd
            ? Join(left, evaluated, known, Continuation.Plain, hint ?? "and")[0]
            : Join(left, known, evaluated, Continuation.Plain, hint ?? "or")[0];
    }

    private static bool IsCheap(Operation operation) => operation switch
    {
        Constant => true,
        Apply apply => char.IsLower(apply.Op[0]) && (apply.Result.Type.IsReal || !(apply.Op is Ops.Divide or Ops.Remainder or Ops.Index || Ops.IsChecked(apply.Op))),
        _ => false,
    };

    private Value LowerField(IFieldReferenceOperation reference, string? hint)
    {
        if (reference.Instance is not null && Places(reference) is { } places) return Single(ReadPlaces(places, reference, hint));
        if (StaticReadOnly.Initializer(reference.Field, _model.Compilation, _cancellation) is { } initializer && _types.Scalar(reference.Type) is not null)
            return Lower(initializer, hint ?? reference.Field.Name);
        string wayOut = reference.Field.IsStatic && reference.Field.IsReadOnly ? ", or make it a const" : "";
        int before = _diagnostics.Count;
        if (reference.Instance is { } owner and not IInstanceReferenceOperation) LowerEffect(owner);
        if (_diagnostics.Count == before) Report(Descriptors.OutsideState, reference, reference.Field.Name, wayOut);
        return Placeholder(reference.Type);
    }

    private static int TupleIndex(IFieldSymbol field)
    {
        IFieldSymbol element = field.CorrespondingTupleField ?? field;
        return int.TryParse(element.Name.Replace("Item", ""), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : -1;
    }
}
