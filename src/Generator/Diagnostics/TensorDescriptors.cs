using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>The diagnostics of tensors, 5xxx: what happened, why it is wrong, and what to do, a sentence each.</summary>
internal static class TensorDescriptors
{
    private const string Tensors = "SourceAutodiff.Tensors";
    private const string Pages = "https://github.com/sourceautodiff/sourceautodiff/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor IntegerRequiresGrad = new("SAD5001", "A gradient is asked of integers or booleans", "'{0}' is asked to require a gradient, and its elements are {1}. Only floating-point tensors can require gradients, so this throws. Make it of floating-point elements (1f, DType.Float32, To(DType.Float32)), or leave RequiresGrad off.", Tensors, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD5001.md");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [IntegerRequiresGrad];
}
