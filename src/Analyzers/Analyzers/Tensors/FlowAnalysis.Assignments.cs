using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <content>What assignments change.</content>
internal sealed partial class FlowAnalysis
{
    private TensorValue Assigned(IOperation target, IOperation source)
    {
        TensorValue value = Evaluate(source);
        Assign(target, value, target);
        return value;
    }

    private TensorValue Compound(ICompoundAssignmentOperation compound)
    {
        TensorValue value = TensorValue.Unknown;
        if (compound.OperatorMethod is { } method && _library.Row(method) is { } row) value = Operator(compound, row, method, [compound.Target, compound.Value]);
        else
        {
            Evaluate(compound.Target);
            Evaluate(compound.Value);
        }

        Assign(compound.Target, value, compound);
        return value;
    }

    /// <param name="target">What is assigned to.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="written">Where that is written.</param>
    private void Assign(IOperation target, TensorValue value, IOperation written)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Write(local.Local, Kept(value, local.Type));
                break;
            case IParameterReferenceOperation parameter:
                Write(parameter.Parameter, Kept(value, parameter.Type));
                break;
            case IFieldReferenceOperation { Instance: { Type.IsTupleType: true } tuple }:
                Assign(tuple, TensorValue.Unknown, written);
                break;
            case IFieldReferenceOperation field:
                _state.Share(value);
                if (field.Instance is not null) Evaluate(field.Instance);
                if (IsOfThis(field)) Write(field.Field, Kept(value, field.Type));
                break;
            case IPropertyReferenceOperation property:
                Assign(property, value, written);
                break;
            case IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out IOperation? captured):
                _state.SetCapture(reference.Id, value);
                Assign(captured, value, written);
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, written);
                break;
            case IConversionOperation conversion:
                Assign(conversion.Operand, value, written);
                break;
            case ITupleOperation { Elements: var elements }:
                for (int i = 0; i < elements.Length; i++) Assign(elements[i], i < value.Parts.Length ? value.Parts[i] : TensorValue.Unknown, written);
                break;
            default:
                foreach (IOperation child in target.ChildOperations) Evaluate(child);
                _state.Share(value);
                break;
        }
    }

    private void Assign(IPropertyReferenceOperation property, TensorValue value, IOperation written)
    {
        TensorValue instance = property.Instance is null ? TensorValue.Unknown : Evaluate(property.Instance);
        foreach (IArgumentOperation argument in property.Arguments) Evaluate(argument.Value);
        if (!_library.IsTensor(property.Property.ContainingType))
        {
            _state.Share(value);
            if (!_library.IsOwn(property.Property) && property.Property.SetMethod is { } setter) RunCode(setter, null);
            if (IsOfThis(property)) Write(property.Property, Kept(value, property.Type));
            return;
        }

        switch (property.Property)
        {
            case { Name: "RequiresGrad" }:
                SetRequiresGrad(written.Parent as IAssignmentOperation ?? written, property.Instance!, instance, value.Truth);
                break;
            case { Name: "Grad" }:
                _state.Change(instance, static found => found with { RetainsGrad = true });
                break;
            case { IsIndexer: true }:
                ChangeInPlace(written.Parent as IAssignmentOperation ?? written, property.Instance!, instance);
                break;
        }
    }

    private void SetRequiresGrad(IOperation operation, IOperation tensor, TensorValue value, bool? isRequired)
    {
        _checks?.SetRequiresGrad(operation, tensor, value, _state.Object(value), isRequired, _state.Mode);
        _state.Change(value, found => found with { RequiresGrad = isRequired });
    }

    private void ChangeInPlace(IOperation operation, IOperation tensor, TensorValue instance)
    {
        _checks?.ChangeInPlace(operation, tensor, _state.Object(instance), _state.Mode);
        _state.ChangeMemory();
        if (instance.Origin is null) _state.Change(instance, static found => found);
    }

    private void Write(ISymbol symbol, TensorValue value)
    {
        _written[symbol] = _written.TryGetValue(symbol, out TensorValue? before) ? TensorValue.Join(before, value) : value;
        if (_variables.IsLost(symbol)) return;
        if (_variables.IsCaptured(symbol)) _state.Share(value);
        _state.SetVariable(symbol, value);
    }

    /// <summary>An arm of a conditional expression counts only in that expression, and what is in a collection may be changed through any variable.</summary>
    private TensorValue Kept(TensorValue value, ITypeSymbol? type) => value with
    {
        Arms = DTypeSet.None,
        Parts = type is { IsTupleType: true } ? [.. value.Parts.Select(part => Kept(part, _library.Tensor))] : ImmutableArray<TensorValue>.Empty,
    };
}
