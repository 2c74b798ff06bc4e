using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>SAD5007: a loop that computes gradients and takes steps, in which nothing can set the gradients to zero.</summary>
internal static class TrainingLoops
{
    /// <summary>How many calls are followed.</summary>
    private const int MaxDepth = 3;

    public static void Check(IInvocationOperation step, TensorLibrary library, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (step is not { TargetMethod.Name: "Step", Instance: { } optimizer } || !library.IsOptimizer(step.TargetMethod.ContainingType) || Symbol(optimizer) is not { } symbol) return;
        if (Loop(step, library) is not { } loop) return;
        foreach (IOperation operation in loop.Descendants())
        {
            switch (operation)
            {
                // It is made anew in each iteration, maybe for other parameters.
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol):
                // Other code may do it.
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }:
                case { Parent: not (IInvocationOperation or IPropertyReferenceOperation) } when SymbolEqualityComparer.Default.Equals(Symbol(operation), symbol):
                case IAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Grad" } property } } when library.IsTensor(property.ContainingType):
                    return;
                case IInvocationOperation call when MayZero(call.TargetMethod, library, 0, cancellation):
                    return;
            }
        }

        report(Diagnostic.Create(TensorDescriptors.GradientsNotZeroed, step.Syntax.GetLocation(), Names.Of(optimizer)));
    }

    /// <summary>The innermost loop around that computes gradients, too.</summary>
    private static ILoopOperation? Loop(IOperation step, TensorLibrary library)
    {
        for (IOperation? outside = step.Parent; outside is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); outside = outside.Parent)
        {
            if (outside is ILoopOperation loop && loop.Descendants().Any(operation =>
                operation is IInvocationOperation { TargetMethod: { Name: "Backward" } method } && (library.IsTensor(method.ContainingType) || library.IsAutograd(method.ContainingType)))) return loop;
        }

        return null;
    }

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>By the names in its source, and in that of what it calls.</summary>
    private static bool MayZero(IMethodSymbol method, TensorLibrary library, int depth, CancellationToken cancellation)
    {
        if (IsZeroing(method.Name)) return true;
        if (library.IsOwn(method) || depth >= MaxDepth) return false;
        foreach (SyntaxReference reference in method.OriginalDefinition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            SemanticModel? model = null;
            foreach (SyntaxNode node in syntax.DescendantNodes())
            {
                switch (node)
                {
                    case IdentifierNameSyntax name when IsZeroing(name.Identifier.ValueText): return true;
                    case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Grad" } }: return true;
                    case InvocationExpressionSyntax call when library.Compilation.ContainsSyntaxTree(call.SyntaxTree):
                        model ??= library.Compilation.GetSemanticModel(call.SyntaxTree);
                        if (model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol called && MayZero(called, library, depth + 1, cancellation)) return true;
                        break;
                }
            }
        }

        return false;
    }

    private static bool IsZeroing(string name) => name.IndexOf("Zero", StringComparison.OrdinalIgnoreCase) >= 0 && name is not ("Zeros" or "ZerosLike" or "NonZero" or "CountNonzero") || name.StartsWith("Reset", StringComparison.Ordinal) || name.StartsWith("Clear", StringComparison.Ordinal);
}
