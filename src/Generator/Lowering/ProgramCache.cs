using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Remembers the programs of annotated methods. Roslyn asks for all of them at every keystroke, although one has changed: a program is the same
/// as long as the body of its method, the bodies of the methods it calls and everything outside of method bodies are the same.
/// </summary>
internal static class ProgramCache
{
    private const int MostMethods = 20_000;

    /// <summary>Of one method: a few, since a project can be open for several frameworks, and edits are undone.</summary>
    private const int MostVersions = 4;

    private static readonly ConcurrentDictionary<string, Version[]> Methods = new();

    /// <summary>The program of the method, or null if it cannot be differentiated; <paramref name="isFresh"/> tells whether it had to be lowered.</summary>
    public static DifferentiableProgram? Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation, out bool isFresh)
    {
        var outline = CompilationOutline.Of(compilation);
        BodyPlace? place = outline.Place(method, cancellation);
        string id = $"{compilation.AssemblyName} {method.GetDocumentationCommentId()}";
        Version[] versions = Methods.TryGetValue(id, out Version[]? known) ? known : [];
        Version? current = versions.FirstOrDefault(version => version.Place == place && version.IsCurrent(outline));
        isFresh = current is null;
        if (current is not null) return current.Program;

        HashSet<IMethodSymbol> callees = new(SymbolEqualityComparer.Default);
        FrontEndResult result = FrontEnd.Analyze(method, compilation, cancellation, callees);
        if (!MayBeRemembered(result, callees)) return result.Program;

        // Roslyn compares the old model with the new one; the same object is compared at once, and takes memory once.
        DifferentiableProgram? program = versions.FirstOrDefault(version => version.Program == result.Program)?.Program ?? result.Program;
        var bodies = callees.Select(callee => outline.Place(callee, cancellation)).Append(place).OfType<BodyPlace>().Distinct().ToDictionary(body => body, outline.Body);
        if (Methods.Count >= MostMethods) Methods.Clear();
        Methods[id] = [new Version(outline.Declarations, place, bodies, program), .. versions.Take(MostVersions - 1)];
        return program;
    }

    /// <summary>Where a call stands is its argument for <c>[CallerLineNumber]</c>. What an internal error depends on is unknown.</summary>
    private static bool MayBeRemembered(FrontEndResult result, IEnumerable<IMethodSymbol> callees) =>
        result.Diagnostics.All(diagnostic => diagnostic.Id != Descriptors.InternalError.Id)
        && !callees.SelectMany(callee => callee.Parameters).Any(parameter => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CallerLineNumberAttribute"));

    private sealed class Version(string declarations, BodyPlace? place, Dictionary<BodyPlace, string> bodies, DifferentiableProgram? program)
    {
        public BodyPlace? Place { get; } = place;
        public DifferentiableProgram? Program { get; } = program;

        public bool IsCurrent(CompilationOutline outline) =>
            outline.Declarations == declarations && bodies.All(body => outline.Body(body.Key) == body.Value);
    }
}
