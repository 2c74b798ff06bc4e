using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>What is reported of what is known. Each is asked right before the operation changes anything.</summary>
internal sealed class TensorChecks(Action<Diagnostic> report)
{
    private readonly HashSet<(string Id, SyntaxNode Node)> _reported = [];

    /// <summary>A tensor is made that is told to require a gradient.</summary>
    public void Create(IOperation creation, IOperation argument, TensorValue value, bool? isRequired)
    {
        if (isRequired == true) DemandFloating(argument.Parent is IArgumentOperation { Syntax: var syntax } ? syntax : argument.Syntax, Names.Of(creation), value, creation);
    }

    public void SetRequiresGrad(IOperation operation, IOperation tensor, TensorValue value, TensorObject found, bool? isRequired, RecordingMode mode)
    {
        if (isRequired == true) DemandFloating(operation.Syntax, Names.Of(tensor), value, value.Source);
        if (isRequired == true && found.IsInference == true && mode.Inference == false) Report(TensorDescriptors.InferenceTensorInGraph, tensor.Syntax, null, Names.Of(tensor));
        if (isRequired == false && found is { IsLeaf: false, RequiresGrad: true }) Report(TensorDescriptors.RequiresGradOfResult, operation.Syntax, null, Names.Of(tensor));
    }

    public void ChangeInPlace(IOperation operation, IOperation tensor, TensorObject found, RecordingMode mode)
    {
        if (found is { IsLeaf: true, RequiresGrad: true } && mode.IsRecording == true) Report(TensorDescriptors.LeafChangedInPlace, operation.Syntax, null, Names.Of(tensor));
    }

    public void Read(IPropertyReferenceOperation property, TensorValue value, TensorObject found)
    {
        if (property is { Property.Name: "Grad", Instance: { } tensor } && found is { IsLeaf: false, RequiresGrad: true, RetainsGrad: false }) Report(TensorDescriptors.GradOfResult, property.Syntax, value.Origin?.Syntax, Names.Of(tensor));
    }

    public void Backward(IInvocationOperation call, TensorValue value, TensorObject found, bool isWithoutGradient)
    {
        if (call.Instance is not { } tensor) return;
        if (isWithoutGradient && value.Count == ElementCount.NotOne) Report(TensorDescriptors.BackwardOfMany, call.Syntax, null, Names.Of(tensor));
        else if (found.FreedBy is { } first && value.IsSaving) Report(TensorDescriptors.SecondBackward, call.Syntax, first.Syntax, Names.Of(tensor), $"{first.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");
    }

    /// <summary>An operation that holds its operands for the backward pass.</summary>
    public void Save(IOperation operation, TensorValue result, TensorObject[] operands, RecordingMode mode)
    {
        if (mode.IsRecording != true || !result.DTypes.IsFloating || !operands.Any(operand => operand.RequiresGrad == true)) return;
        int index = Array.FindIndex(operands, operand => operand is { IsInference: true, RequiresGrad: not true });
        IOperation? tensor = (operation, index) switch
        {
            (IInvocationOperation call, 0) => call.Instance,
            (IInvocationOperation call, 1) => call.Arguments[0].Value,
            (IBinaryOperation binary, 0) => binary.LeftOperand,
            (IBinaryOperation binary, 1) => binary.RightOperand,
            (ICompoundAssignmentOperation compound, 1) => compound.Value,
            _ => null,
        };
        if (tensor is not null) Report(TensorDescriptors.InferenceTensorInGraph, tensor.Syntax, null, Names.Of(tensor));
    }

    private void DemandFloating(SyntaxNode place, string name, TensorValue value, IOperation? creation)
    {
        DTypeSet wrong = value.DTypes.IsNonFloating ? value.DTypes : value.Arms.NonFloating;
        if (wrong == DTypeSet.None) return;
        Report(TensorDescriptors.IntegerRequiresGrad, place, creation?.Syntax, name, wrong.ToString());
    }

    private void Report(DiagnosticDescriptor descriptor, SyntaxNode place, SyntaxNode? other, params string[] arguments)
    {
        if (!_reported.Add((descriptor.Id, place))) return;
        Location[] others = other is null ? [] : [other.GetLocation()];
        report(Diagnostic.Create(descriptor, place.GetLocation(), others, arguments.ToArray<object>()));
    }
}
