using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>What members of the compilation return or hold, as far as their source says so: the type of elements, not which object it is.</summary>
internal static class MemberSummaries
{
    /// <summary>How many calls are followed.</summary>
    public const int MaxDepth = 3;

    public static TensorValue OfMethod(TensorLibrary library, IMethodSymbol method, ImmutableArray<TensorValue> arguments, int depth, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        if (depth >= MaxDepth || method.IsAbstract || method.IsExtern || (method.IsVirtual || method.IsOverride) && !IsSealed(method)) return TensorValue.Unknown;
        method = method.PartialImplementationPart ?? method;
        return Cached(library, method, string.Join(",", arguments.Select(argument => $"{argument.DTypes.Bits}{argument.Truth}{argument.Count}")), depth, () =>
            Graph(library, method, cancellation) is { } graph ? Returned(new FlowAnalysis(library, graph, null, depth + 1, cancellation), method, arguments) : TensorValue.Unknown);
    }

    /// <summary>What a body returns, given its arguments.</summary>
    public static TensorValue Returned(FlowAnalysis analysis, IMethodSymbol method, ImmutableArray<TensorValue> arguments)
    {
        var start = new FlowState(RecordingMode.Unknown);
        for (int i = 0; i < method.Parameters.Length && i < arguments.Length; i++) start.SetVariable(method.Parameters[i], Elsewhere(arguments[i]));
        return analysis.Run(start) && analysis.Returned is { } returned ? Elsewhere(returned) : TensorValue.Unknown;
    }

    public static TensorValue OfProperty(TensorLibrary library, IPropertySymbol property, int depth, CancellationToken cancellation)
    {
        property = property.OriginalDefinition;
        if (property.GetMethod is not { } getter || property.IsAbstract || (property.IsVirtual || property.IsOverride) && !IsSealed(property)) return TensorValue.Unknown;
        if (property.DeclaringSyntaxReferences.Length != 1 || property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not PropertyDeclarationSyntax syntax) return TensorValue.Unknown;
        bool isAuto = syntax.ExpressionBody is null && syntax.AccessorList?.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null) == true;
        if (!isAuto) return OfMethod(library, getter, ImmutableArray<TensorValue>.Empty, depth, cancellation);
        return property.SetMethod is null ? Held(library, property, isReadOnly: true, depth, cancellation) : TensorValue.Unknown;
    }

    /// <summary>Of a field that is written only where its object is made.</summary>
    public static TensorValue OfField(TensorLibrary library, IFieldSymbol field, int depth, CancellationToken cancellation)
    {
        field = field.OriginalDefinition;
        return field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private ? Held(library, field, field.IsReadOnly, depth, cancellation) : TensorValue.Unknown;
    }

    private static TensorValue Held(TensorLibrary library, ISymbol member, bool isReadOnly, int depth, CancellationToken cancellation)
    {
        if (depth >= MaxDepth || member.DeclaringSyntaxReferences.Length != 1) return TensorValue.Unknown;
        return Cached(library, member, "", depth, () =>
        {
            SyntaxNode? initializer = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (FieldWrites.Constructors(member, isReadOnly, cancellation) is not { } constructors) return TensorValue.Unknown;
            TensorValue? held = null;
            SyntaxNode[] bodies = initializer is null ? [.. constructors] : [initializer, .. constructors];
            foreach (SyntaxNode node in bodies)
            {
                if (Graph(library, node, cancellation) is not { } graph) return TensorValue.Unknown;
                var analysis = new FlowAnalysis(library, graph, null, depth + 1, cancellation);
                if (!analysis.Run(new FlowState(RecordingMode.Unknown)) || analysis.Written(member) is not { } written) return TensorValue.Unknown;
                held = held is null ? written : TensorValue.Join(held, written);
            }

            return held is null ? TensorValue.Unknown : Elsewhere(held);
        });
    }

    private static bool IsSealed(ISymbol member) => member.IsSealed || member.ContainingType is { IsSealed: true } or { IsValueType: true };

    /// <summary>Without what holds only in the body that it was found in.</summary>
    private static TensorValue Elsewhere(TensorValue value) => new() { DTypes = value.DTypes, Truth = value.Truth, Count = value.Count, IsSaving = value.IsSaving, Parts = [.. value.Parts.Select(Elsewhere)] };

    private static TensorValue Cached(TensorLibrary library, ISymbol member, string arguments, int depth, Func<TensorValue> compute)
    {
        if (member.GetDocumentationCommentId() is not { } id) return compute();
        string key = $"{id} {depth} {arguments}";
        if (library.Summaries.TryGetValue(key, out TensorValue? known)) return known;

        // Two threads that compute it find the same.
        return library.Summaries.GetOrAdd(key, compute());
    }

    private static ControlFlowGraph? Graph(TensorLibrary library, IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.Length == 1 ? Graph(library, method.DeclaringSyntaxReferences[0].GetSyntax(cancellation), cancellation) : null;

    private static ControlFlowGraph? Graph(TensorLibrary library, SyntaxNode node, CancellationToken cancellation)
    {
        if (!library.Compilation.ContainsSyntaxTree(node.SyntaxTree) || node.ContainsDiagnostics) return null;
        bool hasBody = node switch
        {
            BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
            AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
            ArrowExpressionClauseSyntax or EqualsValueClauseSyntax => true,
            _ => false,
        };
        return hasBody ? ControlFlowGraph.Create(node, library.Compilation.GetSemanticModel(node.SyntaxTree), cancellation) : null;
    }
}
