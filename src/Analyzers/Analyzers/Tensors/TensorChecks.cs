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
        if (isRequired == true) DemandFloating(operation.Syntax, Names.Of(tensor), value, value.Origin);
    }

    public void ChangeInPlace(IOperation operation, TensorObject found, RecordingMode mode)
    {
    }

    public void Read(IPropertyReferenceOperation property, TensorObject found)
    {
    }

    public void Backward(IInvocationOperation call, TensorValue value, TensorObject found, bool isWithoutGradient)
    {
    }

    public void Save(IOperation operation, TensorValue result, TensorObject[] operands, RecordingMode mode)
    {
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
