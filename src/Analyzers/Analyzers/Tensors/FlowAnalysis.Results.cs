using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <content>What the operations of the table make.</content>
internal sealed partial class FlowAnalysis
{
    /// <summary>Arguments that choose elements, and have no part in the type of the result.</summary>
    private static readonly ImmutableHashSet<string> s_choosing = ["condition", "mask", "index", "indices", "repeats"];

    private TensorValue Operator(IOperation operation, TensorRow row, IMethodSymbol method, ImmutableArray<IOperation> operands) =>
        Result(operation, row, method, null, [.. operands.Select((operand, i) => new CallArgument(method.Parameters[i], operand, Evaluate(operand)))]);

    private TensorValue Result(IOperation operation, TensorRow row, IMethodSymbol method, TensorValue? instance, CallArgument[] arguments)
    {
        if (arguments.FirstOrDefault(argument => argument.Parameter.Name == "roundingMode") is { } rounding)
        {
            if (rounding.IsNull) row = TensorOperations.Find(method.Name, [])!;
            else if (!rounding.Operation.ConstantValue.HasValue) return TensorValue.Unknown;
        }

        List<TensorValue> tensors = instance is null ? [] : [instance];
        foreach (CallArgument argument in arguments)
        {
            if (s_choosing.Contains(argument.Parameter.Name) || argument.IsNull) continue;
            if (_library.IsTensor(argument.Parameter.Type)) tensors.Add(argument.Value);
            else if (row.Type == ResultType.Promoted && argument.Parameter.Type is INamedTypeSymbol { Arity: 1 } list && _library.IsTensor(list.TypeArguments[0])) tensors.AddRange(argument.Value.Parts.IsEmpty ? [TensorValue.Unknown] : argument.Value.Parts);
        }

        CallArgument[] numbers = [.. arguments.Where(argument => IsNumber(argument.Parameter.Type) && !argument.IsNull)];
        CallArgument? dtype = arguments.FirstOrDefault(argument => argument.Parameter.Name == "dtype" && !argument.IsNull);
        var result = new TensorValue
        {
            Source = operation,
            DTypes = row.Type == ResultType.Elements ? Elements(method) : ResultTypes.Of(row, method.Name, [.. tensors.Select(tensor => tensor.DTypes)], [.. numbers.Select(number => number.Value.DTypes)], dtype?.Value.DTypes),
            Arms = row.Type is ResultType.Argument or ResultType.ArgumentOrNumbers && dtype is not null ? dtype.Value.Arms : DTypeSet.None,
            Count = Count(row, method, tensors, numbers, arguments),
            IsSaving = (row.IsSaving && numbers.Length == 0) || (tensors.Count > 0 && tensors.All(tensor => tensor.IsSaving)),
        };
        if (row.IsCreation) return Created(operation, result, arguments.FirstOrDefault(argument => argument.Parameter.Name == "requiresGrad"));
        if (row.Type == ResultType.SameAndInt64) return new TensorValue { Parts = [Recorded(operation, row, result, tensors) with { Origin = null }, new TensorValue { DTypes = DTypeSet.Int64 }] };
        if (method.ReturnType is IArrayTypeSymbol) return new TensorValue { Parts = [result with { IsSaving = false, Source = null }] };
        if (row.Memory == ResultMemory.MayBeSame)
        {
            // A conversion makes a tensor if the type is another one.
            if (method.Name == "Positive" || (method.Name == "To" && result.DTypes.Single is { } target && tensors[0].DTypes.Single == target)) return tensors[0];
            if (method.Name != "To" || result.DTypes.Members().Any(tensors[0].DTypes.Contains)) return result;
        }

        if (method.Name == "Detach")
        {
            _state.Create(operation, new TensorObject { RequiresGrad = false, IsLeaf = true, RetainsGrad = false, IsInference = _state.Mode.Inference });
            return result with { Origin = operation, IsSaving = false };
        }

        if (row.SavesOperands && tensors.Count == 2 && numbers.Length == 0) _checks?.Save(operation, result, [.. tensors.Select(_state.Object)], _state.Mode);
        return Recorded(operation, row, result, tensors);
    }

    private TensorValue View(IOperation operation, TensorValue tensor) => Recorded(operation, new TensorRow(ResultType.Same, ResultCount.Unknown, "") { Memory = ResultMemory.View }, tensor, [tensor]);

    private TensorValue Created(IOperation operation, TensorValue value, CallArgument? requiresGrad)
    {
        bool? isRequired = requiresGrad is null ? false : requiresGrad.Value.Truth;
        if (requiresGrad is not null) _checks?.Create(operation, requiresGrad.Operation, value, isRequired);
        _state.Create(operation, new TensorObject { RequiresGrad = isRequired, IsLeaf = true, RetainsGrad = false, IsInference = _state.Mode.Inference });
        return value with { Origin = operation };
    }

    /// <summary>It is a result if something that it is made of requires a gradient, and recording is on.</summary>
    private TensorValue Recorded(IOperation operation, TensorRow row, TensorValue value, List<TensorValue> tensors)
    {
        TensorObject[] inputs = [.. tensors.Select(_state.Object)];
        bool? isRecorded =
            value.DTypes.IsNonFloating || inputs.All(input => input.RequiresGrad == false) ? false
            : _state.Mode.IsRecording == true && value.DTypes.IsFloating && inputs.Any(input => input.RequiresGrad == true) ? true
            : _state.Mode.IsRecording == false && row.Memory == ResultMemory.New ? false
            : null;
        _state.Create(operation, new TensorObject { RequiresGrad = isRecorded, IsLeaf = !isRecorded, RetainsGrad = false, IsInference = _state.Mode.Inference });
        return value with { Origin = operation };
    }

    private static DTypeSet Elements(IMethodSymbol method) =>
        method.TypeArguments.Length == 1 && method.TypeArguments[0] is INamedTypeSymbol { Arity: 0 } element ? DTypeSet.OfElements(element.MetadataName) : DTypeSet.Unknown;

    private static ElementCount Count(TensorRow row, IMethodSymbol method, List<TensorValue> tensors, CallArgument[] numbers, CallArgument[] arguments)
    {
        switch (row.Count)
        {
            case ResultCount.Same when tensors.Count > 0:
                return tensors[0].Count;
            case ResultCount.Broadcast:
                return tensors.Any(tensor => tensor.Count == ElementCount.NotOne) ? ElementCount.NotOne : tensors.All(tensor => tensor.Count == ElementCount.One) ? ElementCount.One : ElementCount.Unknown;
            case ResultCount.One:
                return method.Parameters.Any(parameter => parameter.Name is "dim" or "dims") ? ElementCount.Unknown : ElementCount.One;
            case ResultCount.Given:
                if (arguments.FirstOrDefault(argument => argument.Parameter.Name == "shape") is { } shape) return CountOfShape(shape.Operation);
                if (arguments.FirstOrDefault(argument => argument.Parameter.Name == "value") is { } single && numbers.Length == 0) return ElementCount.One;
                return method.Name is "From" && arguments.FirstOrDefault(argument => argument.Parameter.Name == "values") is { Operation: var values } ? CountOfElements(values) : ElementCount.Unknown;
            default:
                return ElementCount.Unknown;
        }
    }

    private static ElementCount CountOfShape(IOperation shape)
    {
        ImmutableArray<IOperation> sizes = Bare(shape) switch
        {
            ICollectionExpressionOperation collection => collection.Elements,
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            _ => default,
        };
        if (sizes.IsDefault || sizes.Any(size => size is ISpreadOperation)) return ElementCount.Unknown;
        if (sizes.Any(size => size.ConstantValue is { HasValue: true, Value: int value and not 1 })) return ElementCount.NotOne;
        return sizes.All(size => size.ConstantValue is { HasValue: true, Value: 1 }) ? ElementCount.One : ElementCount.Unknown;
    }

    private static ElementCount CountOfElements(IOperation values)
    {
        switch (Bare(values))
        {
            case ICollectionExpressionOperation collection when !collection.Elements.Any(element => element is ISpreadOperation):
                return collection.Elements.Length == 1 ? ElementCount.One : ElementCount.NotOne;
            case IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType: not IArrayTypeSymbol } } array when array.DimensionSizes.All(size => size.ConstantValue is { HasValue: true, Value: int }):
                return array.DimensionSizes.All(size => size.ConstantValue.Value is 1) ? ElementCount.One : ElementCount.NotOne;
            default:
                return ElementCount.Unknown;
        }
    }

    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }

    private bool IsNumber(ITypeSymbol type) => _library.IsScalar(type) || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && _library.IsScalar(nullable.TypeArguments[0]));
}
