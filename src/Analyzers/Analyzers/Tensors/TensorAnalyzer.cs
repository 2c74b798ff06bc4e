using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Reports uses of tensors that fail at run time, or give no gradient, wherever that is certain.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. TensorDescriptors.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (TensorLibrary.Of(start.Compilation) is not { } library) return;
            start.RegisterOperationBlockStartAction(block => AnalyzeBlock(block, library));
            start.RegisterOperationAction(operation => IgnoredResults.Check((IExpressionStatementOperation)operation.Operation, library, operation.ReportDiagnostic), OperationKind.ExpressionStatement);
            start.RegisterOperationAction(operation => TrainingLoops.Check((IInvocationOperation)operation.Operation, library, operation.ReportDiagnostic, operation.CancellationToken), OperationKind.Invocation);
        });
    }

    /// <summary>Only a body that does something which can be wrong is looked at closely.</summary>
    private static void AnalyzeBlock(OperationBlockStartAnalysisContext context, TensorLibrary library)
    {
        int isConcerned = 0;
        context.RegisterOperationAction(
            operation =>
            {
                if (isConcerned == 0 && Concerns(operation.Operation, library)) Interlocked.Exchange(ref isConcerned, 1);
            },
            OperationKind.Invocation, OperationKind.PropertyReference);
        context.RegisterOperationBlockEndAction(end =>
        {
            if (isConcerned == 0) return;
            bool isUnknown = library.IsTensorFunction(end.OwningSymbol.ContainingType);
            List<Diagnostic> found = Check(end, library, isUnknown ? RecordingMode.Unknown : RecordingMode.Recording);
            if (!isUnknown && found.Any(DependsOnMode) && end.OwningSymbol is IMethodSymbol method && CallersModes.MayBeSetFor(method, library, end.CancellationToken)) found = Check(end, library, RecordingMode.Unknown);
            foreach (Diagnostic diagnostic in found) end.ReportDiagnostic(diagnostic);
        });
    }

    private static List<Diagnostic> Check(OperationBlockAnalysisContext context, TensorLibrary library, RecordingMode mode)
    {
        var found = new List<Diagnostic>();
        var checks = new TensorChecks(found.Add);
        foreach (IOperation body in context.OperationBlocks)
        {
            if (body.Kind is not (OperationKind.Block or OperationKind.MethodBody or OperationKind.FieldInitializer or OperationKind.PropertyInitializer or OperationKind.ParameterInitializer)) continue;
            var analysis = new FlowAnalysis(library, context.GetControlFlowGraph(body), null, 0, context.CancellationToken);
            if (analysis.Run(new FlowState(mode))) analysis.Report(checks);
        }

        return found;
    }

    /// <summary>Without recording, there is nothing wrong with these.</summary>
    private static bool DependsOnMode(Diagnostic diagnostic) =>
        diagnostic.Descriptor == TensorDescriptors.GradOfResult || diagnostic.Descriptor == TensorDescriptors.LeafChangedInPlace
        || diagnostic.Descriptor == TensorDescriptors.RequiresGradOfResult || diagnostic.Descriptor == TensorDescriptors.InferenceTensorInGraph;

    private static bool Concerns(IOperation operation, TensorLibrary library) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "SetRequiresGrad" or "Backward" or "RetainGrad" } method } => library.IsTensor(method.ContainingType),
        IInvocationOperation { TargetMethod: { Name: "InferenceMode" } method } => library.IsAutograd(method.ContainingType),
        IInvocationOperation { TargetMethod: var method } call => library.IsTensor(method.ContainingType) && (
            method.Name.EndsWith("InPlace", StringComparison.Ordinal) || call.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "requiresGrad" })),
        IPropertyReferenceOperation { Property: { Name: "RequiresGrad" or "Grad" } or { IsIndexer: true } } property => library.IsTensor(property.Property.ContainingType),
        _ => false,
    };
}
