using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator;

/// <summary>Wiring only: attribute → program → pipeline → a file for each method. What is wrong with a method the analyzer reports.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    internal const string ProgramStep = "Program";
    internal const string SourceStep = "Source";

    private readonly Func<DifferentiableProgram, string?> _pipeline;

    /// <summary>Roslyn counts its inputs: when the only annotated method of a file goes, all later ones are new to it. The cache gives the same program for each.</summary>
    private readonly ConditionalWeakTable<DifferentiableProgram, GeneratedSource> _sources = new();

    /// <summary>Made by the compiler.</summary>
    public DifferentiableGenerator()
        : this(Pipeline.Run)
    {
    }

    /// <summary>For tests of what happens when a stage fails.</summary>
    internal DifferentiableGenerator(Func<DifferentiableProgram, string?> pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DifferentiableProgram> programs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.DifferentiableAttribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (syntax, cancellation) =>
                    IsFirst(syntax) ? ProgramCache.Find((IMethodSymbol)syntax.TargetSymbol, syntax.SemanticModel.Compilation, cancellation, out _) : null)
            .Where(static program => program is not null)
            .Select(static (program, _) => program!)
            .WithTrackingName(ProgramStep);

        context.RegisterSourceOutput(
            programs.Select((program, _) => _sources.GetValue(program, key => GeneratedSource.From(key, _pipeline))).WithTrackingName(SourceStep),
            static (production, source) =>
            {
                if (source.Text is not null) production.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256));
                if (source.Error is not null) production.ReportDiagnostic(source.Error.ToDiagnostic());
            });
    }

    /// <summary>
    /// While code is copied, a method can stand twice in a type, or be annotated at both of its partial parts: an error, but the compiler's,
    /// and two files of one name would end the whole generator.
    /// </summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext syntax)
    {
        var method = (IMethodSymbol)syntax.TargetSymbol;
        IMethodSymbol definition = method.PartialDefinitionPart ?? method;
        ISymbol[] sameName = method.ContainingType.GetMembers(method.Name).Where(member => member is IMethodSymbol).ToArray();
        ISymbol? first = sameName.Length == 1 ? definition : sameName.FirstOrDefault(member => DeclarationText.HintName((IMethodSymbol)member) == DeclarationText.HintName(definition));
        return SymbolEqualityComparer.Default.Equals(first, definition)
            && KnownTypes.FindDifferentiable(method)?.ApplicationSyntaxReference is { } attribute
            && attribute.SyntaxTree == syntax.TargetNode.SyntaxTree && syntax.TargetNode.Span.Contains(attribute.Span);
    }

    /// <summary>The generated file of a method; or nothing, if nothing depends on its inputs; or an internal error.</summary>
    private sealed record GeneratedSource(string HintName, string? Text, DiagnosticInfo? Error)
    {
        public static GeneratedSource From(DifferentiableProgram program, Func<DifferentiableProgram, string?> pipeline)
        {
            try
            {
                return new GeneratedSource(program.Request.HintName, pipeline(program), null);
            }
            catch (Exception exception)
            {
                // Nothing may leave a generator: the other methods still get their derivatives.
                return new GeneratedSource(program.Request.HintName, null, InternalErrors.Of(program.Request.Name, null, exception));
            }
        }
    }
}
