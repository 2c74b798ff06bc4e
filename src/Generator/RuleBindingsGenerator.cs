using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SourceAutodiff.Generator.RuleBindings;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator;

/// <summary>Runs on the runtime itself: each row of the rule table becomes an elementwise operation on tensors, with its function in the graph. Wiring only.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RuleBindingsGenerator : IIncrementalGenerator
{
    private const string Runtime = "SourceAutodiff";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Users write rules, too; theirs are for their own methods alone.
        IncrementalValueProvider<bool> isRuntime = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName == Runtime);
        IncrementalValuesProvider<BindingFile> files = context.SyntaxProvider
            .ForAttributeWithMetadataName("SourceAutodiff.DerivativeRulesAttribute", static (node, _) => node is ClassDeclarationSyntax, static (syntax, _) => (ClassDeclarationSyntax)syntax.TargetNode)
            .Combine(isRuntime)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => BindingFile.Write(pair.Left));
        context.RegisterSourceOutput(files, static (production, file) => production.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }
}
