using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <content>What expressions are.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Deeper expressions are written by programs only, and would exhaust the stack.</summary>
    private const int MaxNesting = 400;

    private readonly Dictionary<CaptureId, IOperation> _captured = [];
    private int _nesting;

    private TensorValue Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant) return OfConstant(operation.Type, constant.Value);
        if (_nesting >= MaxNesting)
        {
            // Nothing is known of such a body.
            _steps = MaxSteps + 1;
            return TensorValue.Unknown;
        }

        _nesting++;
        TensorValue value = EvaluateNested(operation);
        _nesting--;
        return value;
    }

    private TensorValue EvaluateNested(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement: return Evaluate(statement.Operation);
            case ILocalReferenceOperation local: return Read(local.Local);
            case IParameterReferenceOperation parameter: return Read(parameter.Parameter);
            case IFieldReferenceOperation field: return Field(field);
            case IPropertyReferenceOperation property: return Property(property);
            case IInvocationOperation invocation: return Invocation(invocation);
            case IBinaryOperation { OperatorMethod: { } method } binary when _library.Row(method) is { } row: return Operator(binary, row, method, [binary.LeftOperand, binary.RightOperand]);
            case IUnaryOperation { OperatorMethod: { } method } unary when _library.Row(method) is { } row: return Operator(unary, row, method, [unary.Operand]);
            case ISimpleAssignmentOperation assignment: return Assigned(assignment.Target, assignment.Value);
            case ICompoundAssignmentOperation compound: return Compound(compound);
            case IDeconstructionAssignmentOperation deconstruction: return Assigned(deconstruction.Target, deconstruction.Value);
            case IFlowCaptureOperation capture: return Capture(capture);
            case IFlowCaptureReferenceOperation reference: return _state.Capture(reference.Id);
            case IFlowAnonymousFunctionOperation lambda:
                if (_checks is not null) ReportNested(_graph.GetAnonymousFunctionControlFlowGraph(lambda, _cancellation), _state.Mode);
                return TensorValue.Unknown;
            case IConversionOperation conversion: return Conversion(conversion);
            case IAwaitOperation awaited: return Evaluate(awaited.Operation);
            case ITupleOperation tuple: return new TensorValue { Parts = [.. tuple.Elements.Select(Evaluate)] };
            case ICollectionExpressionOperation collection: return Collection(collection.Elements);
            case IArrayCreationOperation array:
                foreach (IOperation size in array.DimensionSizes) Evaluate(size);
                return array.Initializer is { } contents ? Evaluate(contents) : TensorValue.Unknown;
            case IArrayInitializerOperation initializer: return Collection(initializer.ElementValues);
            case IArrayElementReferenceOperation element:
                foreach (IOperation index in element.Indices) Evaluate(index);
                return Evaluate(element.ArrayReference).Element;
            case IIsNullOperation isNull:
                TensorValue operand = Evaluate(isNull.Operand);
                return operand.IsNull || operand.IsNotNull ? new TensorValue { Truth = operand.IsNull } : TensorValue.Unknown;
            case IObjectCreationOperation creation: return Creation(creation);
            default:
                // What is not known may keep the tensors that it is given, and patterns assign variables.
                foreach (IOperation child in operation.ChildOperations) _state.Share(Evaluate(child));
                foreach (ILocalSymbol local in DeclaredIn(operation)) Write(local, TensorValue.Unknown);
                return TensorValue.Unknown;
        }
    }

    private TensorValue OfConstant(ITypeSymbol? type, object? value) => value switch
    {
        null => TensorValue.Null,
        bool truth => new TensorValue { Truth = truth },
        int number when _library.IsDType(type) => new TensorValue { DTypes = DTypeSet.Of(number) },
        _ => TensorValue.Unknown,
    };

    private TensorValue Read(ISymbol symbol)
    {
        if (_variables.IsLost(symbol)) return TensorValue.Unknown;
        if (_state.Variable(symbol) is { } value) return value;
        for (FlowAnalysis? outer = _outer; outer is not null; outer = outer._outer)
        {
            // Of another body: all that holds there and then is the type.
            if (_variables.IsWrittenOnce(symbol) && outer.Written(symbol) is { } written) return Frozen(written);
        }

        return TensorValue.Unknown;
    }

    private static TensorValue Frozen(TensorValue value) => value with { Origin = null, Arms = DTypeSet.None, Before = null, Parts = [.. value.Parts.Select(Frozen)] };

    private TensorValue Field(IFieldReferenceOperation field)
    {
        if (field.Instance is { Type.IsTupleType: true } tuple)
        {
            ImmutableArray<TensorValue> parts = Evaluate(tuple).Parts;
            int index = Array.FindIndex([.. ((INamedTypeSymbol)tuple.Type!).TupleElements], element => element.Name == field.Field.Name || element.CorrespondingTupleField?.Name == (field.Field.CorrespondingTupleField ?? field.Field).Name);
            return index >= 0 && index < parts.Length ? parts[index] : TensorValue.Unknown;
        }

        if (field.Instance is not null) Evaluate(field.Instance);
        if (IsOfThis(field) && _state.Variable(field.Field) is { } value) return value;
        return MayHoldTensors(field.Type) ? MemberSummaries.OfField(_library, field.Field, _depth, _cancellation) : TensorValue.Unknown;
    }

    private TensorValue Property(IPropertyReferenceOperation property)
    {
        TensorValue instance = property.Instance is null ? TensorValue.Unknown : Evaluate(property.Instance);
        foreach (IArgumentOperation argument in property.Arguments) Evaluate(argument.Value);
        if (_library.IsTensor(property.Property.ContainingType))
        {
            _checks?.Read(property, instance, _state.Object(instance));
            return property.Property switch
            {
                { IsIndexer: true } => View(property, instance with { Arms = DTypeSet.None, Count = ElementCount.Unknown, Parts = ImmutableArray<TensorValue>.Empty, Source = property }),
                { Name: "DType" or "Grad" } => new TensorValue { DTypes = instance.DTypes },
                { Name: "RequiresGrad" } => new TensorValue { Truth = _state.Object(instance).RequiresGrad },
                { Name: "IsLeaf" } => new TensorValue { Truth = _state.Object(instance).IsLeaf },
                _ => TensorValue.Unknown,
            };
        }

        if (property.Property.Name == "Current") return instance.Element;
        if (IsOfThis(property) && _state.Variable(property.Property) is { } value) return value;
        return MayHoldTensors(property.Type) && property.Arguments.Length == 0 ? MemberSummaries.OfProperty(_library, property.Property, _depth, _cancellation) : TensorValue.Unknown;
    }

    private TensorValue Capture(IFlowCaptureOperation capture)
    {
        _captured[capture.Id] = capture.Value;
        TensorValue value = Evaluate(capture.Value);

        // One arm of a conditional expression, if it is one.
        if (value.DTypes.IsNonFloating) value = value with { Arms = value.DTypes };
        _state.SetCapture(capture.Id, value);
        return value;
    }

    private TensorValue Conversion(IConversionOperation conversion)
    {
        TensorValue value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is not { } method) return value;
        if (!_library.IsScalar(method.ContainingType) || !_library.IsScalar(method.ReturnType)) return value with { Origin = null, DTypes = DTypeSet.Unknown, Arms = DTypeSet.None };
        return new TensorValue
        {
            DTypes = method.Parameters[0].Type.SpecialType switch
            {
                SpecialType.System_Boolean => DTypeSet.Bool,
                SpecialType.System_Int32 or SpecialType.System_Int64 => DTypeSet.Int64,
                _ => DTypeSet.Float64,
            },
        };
    }

    private TensorValue Collection(ImmutableArray<IOperation> elements)
    {
        TensorValue[] parts = [.. elements.Select(Evaluate)];
        foreach (TensorValue part in parts) _state.Share(part);
        if (elements.Any(element => element is ISpreadOperation)) return TensorValue.Unknown;

        // A row of an array of arrays or numbers has no parts worth keeping.
        return new TensorValue { Count = elements.Length == 1 ? ElementCount.One : ElementCount.NotOne, Parts = elements.Length > 0 && elements.All(element => _library.IsTensor(element.Type)) ? [.. parts] : ImmutableArray<TensorValue>.Empty };
    }

    private TensorValue Creation(IObjectCreationOperation creation)
    {
        foreach (IArgumentOperation argument in creation.Arguments) _state.Share(Evaluate(argument.Value));
        if (creation.Constructor is { } constructor && !_library.IsOwn(constructor)) RunCode(constructor, creation.Type);
        return TensorValue.Unknown;
    }

    /// <summary>Code that is not looked at may change what it holds; and if what it gives is to be disposed, it may be a mode.</summary>
    private void RunCode(IMethodSymbol method, ITypeSymbol? result)
    {
        if (method.MethodKind != MethodKind.DelegateInvoke && IsOfFramework(method) && !method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate)) return;
        _state.RunUnknownCode();
        if (result is not null && (_library.IsModeScope(result) || result.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_IDisposable)) && !IsOfFramework(result)) _state.Mode = RecordingMode.Unknown;
    }

    private static bool IsOfFramework(ISymbol symbol)
    {
        INamespaceSymbol? space = symbol.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" };
    }

    /// <summary>A tensor, a type of elements, a flag, or several tensors.</summary>
    private bool MayHoldTensors(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => MayHoldTensors(element.Type)),
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task => MayHoldTensors(task.TypeArguments[0]),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => MayHoldTensors(nullable.TypeArguments[0]),
        _ => _library.IsTensor(type) || _library.IsDType(type) || type?.SpecialType == SpecialType.System_Boolean,
    };

    private static bool IsOfThis(IMemberReferenceOperation member) => member.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private static IEnumerable<ILocalSymbol> DeclaredIn(IOperation operation) =>
        operation is IIsPatternOperation pattern ? pattern.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>().Select(declaration => declaration.DeclaredSymbol).OfType<ILocalSymbol>() : [];
}
