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

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DifferentiableProgram> programs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.DifferentiableAttribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (syntax, cancellation) =>
                    ProgramCache.Find((IMethodSymbol)syntax.TargetSymbol, syntax.SemanticModel.Compilation, cancellation, out _))
            .Where(static program => program is not null)
            .Select(static (program, _) => program!)
            .WithTrackingName(ProgramStep);

        context.RegisterSourceOutput(
            programs.Select(static (program, _) => GeneratedSource.From(program)).WithTrackingName(SourceStep),
            static (production, source) =>
            {
                if (source.Text is not null) production.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256));
                if (source.Error is not null) production.ReportDiagnostic(source.Error.ToDiagnostic());
            });
    }

    /// <summary>The generated file of a method; or nothing, if nothing depends on its inputs; or an internal error.</summary>
    private sealed record GeneratedSource(string HintName, string? Text, DiagnosticInfo? Error)
    {
        public static GeneratedSource From(DifferentiableProgram program)
        {
            try
            {
                return new GeneratedSource(program.Request.HintName, Pipeline.Run(program), null);
            }
            catch (Exception exception)
            {
                // Nothing may leave a generator: the other methods still get their derivatives.
                return new GeneratedSource(program.Request.HintName, null, InternalErrors.Of(program.Request.Name, null, exception));
            }
        }
    }
}
