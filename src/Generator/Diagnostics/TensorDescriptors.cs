using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>The diagnostics of tensors, 5xxx: what happened, why it is wrong, and what to do, a sentence each.</summary>
internal static class TensorDescriptors
{
    private const string Tensors = "SourceAutodiff.Tensors";
    private const string Pages = "https://github.com/sourceautodiff/sourceautodiff/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor IntegerRequiresGrad = new("SAD5001", "A gradient is asked of integers or booleans", "'{0}' is asked to require a gradient, and its elements are {1}. Only floating-point tensors can require gradients, so this throws. Make it of floating-point elements (1f, DType.Float32, To(DType.Float32)), or leave RequiresGrad off.", Tensors, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD5001.md");
    public static readonly DiagnosticDescriptor BackwardOfMany = new("SAD5002", "Backward() without a gradient on other than one element", "'{0}' does not have exactly one element, and Backward() is given no gradient. Only for a single number is it clear what the gradients begin with, so this throws. Call Sum() or Mean() first, or pass a gradient of the same shape.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5002.md");
    public static readonly DiagnosticDescriptor SecondBackward = new("SAD5003", "A second Backward() through a graph that is freed", "Backward() is called on '{0}' a second time. The call in line {1} freed what the graph held, so this throws. Pass retainGraph: true to that call, or compute '{0}' again.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5003.md");
    public static readonly DiagnosticDescriptor GradOfResult = new("SAD5004", "Grad of a result that does not keep it", "'{0}' is the result of an operation, and its Grad is read. Only leaves keep their gradients, so this is always null. Call '{0}.RetainGrad()' before Backward(), or ask Autograd.Grad for the gradient.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5004.md");
    public static readonly DiagnosticDescriptor LeafChangedInPlace = new("SAD5005", "A leaf that requires a gradient is changed in place", "'{0}' is a leaf that requires a gradient, and is changed in place. Such a change cannot be recorded, so this throws. Put it into 'using (Autograd.NoGrad())', or compute a new tensor.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5005.md");
    public static readonly DiagnosticDescriptor RequiresGradOfResult = new("SAD5006", "RequiresGrad of a result is set to false", "'{0}' is the result of a recorded operation, and its RequiresGrad is set to false. That can be set on leaves only, so this throws. Use '{0}.Detach()', which has the same numbers outside of the graph.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5006.md");
    public static readonly DiagnosticDescriptor GradientsNotZeroed = new("SAD5007", "A training loop never sets gradients to zero", "This loop calls Backward() and '{0}.Step()', and never sets the gradients to zero. Backward() adds to the gradients that are there, so each step goes by the sum of all iterations before. Call '{0}.ZeroGrad()' in each iteration.", Tensors, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "SAD5007.md");
    public static readonly DiagnosticDescriptor ResultIgnored = new("SAD5008", "The result of a tensor operation is ignored", "The result of '{0}' is ignored. It is another tensor and '{1}' stays as it is, so the statement does nothing. Assign the result, or use a method that ends in InPlace.", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5008.md");
    public static readonly DiagnosticDescriptor InferenceTensorInGraph = new("SAD5009", "A tensor made in InferenceMode is used in a graph", "'{0}' was made in InferenceMode, and is used outside of it in a graph. Such tensors cannot take part in graphs, so this throws. Use '{0}.Clone()' here, or NoGrad() in place of InferenceMode().", Tensors, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD5009.md");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        IntegerRequiresGrad, BackwardOfMany, SecondBackward, GradOfResult, LeafChangedInPlace, RequiresGradOfResult, GradientsNotZeroed, ResultIgnored, InferenceTensorInGraph,
    ];
}
