using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>The bodies of the annotated methods of a compilation, and of the methods of the project that they call, which are differentiated with them.</summary>
internal sealed class DifferentiatedBodies(Compilation compilation)
{
    private readonly object _lock = new();
    private IReadOnlyList<IOperation>? _bodies;

    public IEnumerable<IOperation> In(SyntaxTree tree, CancellationToken cancellation)
    {
        lock (_lock) _bodies ??= Find(cancellation);
        return _bodies.Where(body => body.Syntax.SyntaxTree == tree);
    }

    private List<IOperation> Find(CancellationToken cancellation)
    {
        var bodies = new List<IOperation>();
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<IMethodSymbol>(AnnotatedMethods.Of(compilation).Symbols(cancellation));
        while (waiting.Count > 0)
        {
            IMethodSymbol method = waiting.Dequeue().OriginalDefinition;
            method = method.PartialImplementationPart ?? method;
            if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || !found.Add(method)) continue;

            // Its derivative is written by hand, not made from its body.
            if (DeclarationChecks.CustomDerivatives(method).Any() || UserRules.Of(compilation).Find(method) is not null) continue;
            if (method.DeclaringSyntaxReferences is not [var declaration] || !compilation.ContainsSyntaxTree(declaration.SyntaxTree) || declaration.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax) continue;
            if (compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(syntax, cancellation) is not { } body) continue;
            bodies.Add(body);
            foreach (IOperation operation in body.Descendants())
            {
                if (operation is IInvocationOperation call) waiting.Enqueue(call.TargetMethod);
            }
        }

        return bodies;
    }
}
