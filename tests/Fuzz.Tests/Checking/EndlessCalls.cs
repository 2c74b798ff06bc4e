using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>
/// Methods that call themselves, directly or through others, without a number that gets smaller: a mistake of the writer. A stack that overflows ends the process,
/// and nothing would be known of the program, so it is not run.
/// </summary>
internal static partial class EndlessCalls
{
    /// <summary>A call that nothing ends; null if there is none.</summary>
    public static string? Find(SyntaxTree tree, Compilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        var calls = new Dictionary<ISymbol, List<(ISymbol Callee, InvocationExpressionSyntax Site)>>(SymbolEqualityComparer.Default);
        foreach (InvocationExpressionSyntax call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            // What is called through a contract is an object in another one, and those come to an end.
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol { IsAbstract: false, DeclaringSyntaxReferences.Length: > 0 } callee) continue;
            if (model.GetEnclosingSymbol(call.SpanStart) is not { } inside) continue;
            ISymbol caller = inside;
            while (caller is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }) caller = caller.ContainingSymbol;
            if (!calls.TryGetValue(caller, out var known)) calls.Add(caller, known = []);
            known.Add((callee.OriginalDefinition, call));
        }

        // Without those where a number gets smaller, no way may lead back.
        var left = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return calls.Keys.Select(Visit).FirstOrDefault(found => found is not null);

        string? Visit(ISymbol method)
        {
            if (left.Contains(method) || !calls.TryGetValue(method, out var inside)) return null;
            open.Add(method);
            foreach ((ISymbol callee, InvocationExpressionSyntax site) in inside.Where(call => !GetsSmaller().IsMatch(call.Site.ArgumentList.ToString())))
            {
                if (open.Contains(callee)) return site.ToString();
                if (Visit(callee) is { } found) return found;
            }

            open.Remove(method);
            left.Add(method);
            return null;
        }
    }

    [GeneratedRegex(@"(\bn\d+ - [12]|\bz / 2)\)$")]
    private static partial Regex GetsSmaller();
}
