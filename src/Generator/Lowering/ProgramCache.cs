using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Remembers the programs of annotated methods. Roslyn asks for all of them at every keystroke, although one has changed: a program is the same
/// as long as the text of its method, the texts of the methods it calls and everything outside of method bodies are the same.
/// </summary>
internal static class ProgramCache
{
    private const int Capacity = 20_000;

    private static readonly ConcurrentDictionary<string, Entry> Entries = new();

    /// <summary>The program of the method, or null if it cannot be differentiated; <paramref name="isFresh"/> tells whether it had to be lowered.</summary>
    public static DifferentiableProgram? Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation, out bool isFresh)
    {
        isFresh = false;
        string key = $"{DeclarationFingerprint.Of(compilation)} {method.GetDocumentationCommentId()} {BodyHash(method, cancellation)}";
        if (Entries.TryGetValue(key, out Entry? entry) && entry.Callees.All(callee => callee.IsCurrent(compilation, cancellation))) return entry.Program;

        isFresh = true;
        FrontEndResult result = FrontEnd.Analyze(method, compilation, cancellation);
        if (Entries.Count >= Capacity) Entries.Clear();
        Entries[key] = new Entry(result.Program, result.CalleeIds.Select(callee => Callee.Of(callee, compilation, cancellation)).ToEquatableArray());
        return result.Program;
    }

    private static string BodyHash(IMethodSymbol method, CancellationToken cancellation) =>
        TextHash.Of(string.Concat(method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation).ToString())));

    private sealed record Entry(DifferentiableProgram? Program, EquatableArray<Callee> Callees);

    /// <summary>A method whose body is part of the program.</summary>
    private sealed record Callee(string Id, string Hash)
    {
        public static Callee Of(string id, Compilation compilation, CancellationToken cancellation) => new(id, CurrentHash(id, compilation, cancellation));

        public bool IsCurrent(Compilation compilation, CancellationToken cancellation) => CurrentHash(Id, compilation, cancellation) == Hash;

        private static string CurrentHash(string id, Compilation compilation, CancellationToken cancellation) =>
            DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is IMethodSymbol method ? BodyHash(method, cancellation) : "";
    }
}
