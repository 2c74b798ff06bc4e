using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>Every diagnostic, one line each. 1xxx: the declaration, 2xxx: what the body uses, 3xxx: lost derivatives and numerical hazards (<see cref="HazardDescriptors"/>), 4xxx: rules and custom derivatives, 5xxx: tensors (<see cref="TensorDescriptors"/>), 9001: a defect of SourceAutodiff.</summary>
internal static class Descriptors
{
    private const string Declaration = "SourceAutodiff.Declaration";
    private const string Construct = "SourceAutodiff.Construct";
    private const string Activity = "SourceAutodiff.Activity";
    private const string Rule = "SourceAutodiff.Rule";
    private const string Internal = "SourceAutodiff.Internal";
    private const string Pages = "https://github.com/sourceautodiff/sourceautodiff/blob/main/docs/diagnostics/";

    // The code fix "make the type partial" finds the type's name in argument 0.
    public static readonly DiagnosticDescriptor TypeNotPartial = new("SAD1001", "The containing type is not partial", "Make '{0}' partial: the derivatives of '{1}' are generated into it", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1001.md");
    public static readonly DiagnosticDescriptor NoBody = new("SAD1003", "The method has no body", "'{0}' has no body to differentiate; put [Differentiable] on a method that is implemented in C#", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1003.md");
    public static readonly DiagnosticDescriptor ParameterType = new("SAD1004", "Unsupported parameter type", "Parameter '{0}' has type '{1}', which is not supported; use floating-point numbers, integers, bool, arrays and spans, and structs and classes made of those", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1004.md");
    public static readonly DiagnosticDescriptor ResultType = new("SAD1005", "Unsupported result type", "'{0}' returns '{1}', which is not supported; return double, float, T : IFloatingPointIeee754<T>, a tuple of those, or void and write to a floating-point array or Span parameter", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1005.md");
    public static readonly DiagnosticDescriptor NoInput = new("SAD1006", "Nothing to differentiate with respect to", "'{0}' has no floating-point parameter to differentiate with respect to; add one, or remove [NoGradient] from one", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1006.md");
    public static readonly DiagnosticDescriptor WithRespectTo = new("SAD1007", "WithRespectTo does not name a floating-point parameter", "'{0}' in WithRespectTo {1}; name floating-point parameters of '{2}'", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1007.md");
    public static readonly DiagnosticDescriptor ContainingType = new("SAD1008", "The containing type cannot be extended", "'{0}' is {1}, so no derivatives can be generated into it; move '{2}' to a partial class, struct or record", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1008.md");
    public static readonly DiagnosticDescriptor NameCollision = new("SAD1009", "The generated name is taken", "'{0}' already has a member '{1}', the name of a derivative of '{2}'; rename one of them", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1009.md");
    public static readonly DiagnosticDescriptor MethodKind = new("SAD1010", "Unsupported kind of method", "'{0}' is {1}, which cannot be differentiated; make it an ordinary static method", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1010.md");
    public static readonly DiagnosticDescriptor ParameterPassing = new("SAD1011", "Unsupported way to pass a parameter", "Parameter '{0}' is passed by '{1}', so that the method could replace the memory in it; pass arrays, spans and objects by value", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1011.md");
    public static readonly DiagnosticDescriptor TypeParameter = new("SAD1012", "Unsupported type parameter", "Type parameter '{0}' is not a floating-point type; constrain it with 'where {0} : IFloatingPointIeee754<{0}>'", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1012.md");
    public static readonly DiagnosticDescriptor JacobianShape = new("SAD1013", "No Jacobian of this parameter", "'{0}' has no Jacobian: the numbers in '{1}' of type '{2}' are not plain rows and columns; ask for Derivatives.Jvp, or pass numbers, structs of numbers, arrays and spans of numbers", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1013.md");
    public static readonly DiagnosticDescriptor UnmarkedImplementation = new("SAD1014", "An implementation of a contract is not marked", "'{0}' implements the contract '{1}' {2}", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1014.md");
    public static readonly DiagnosticDescriptor Contract = new("SAD1015", "A contract is not possible, or not kept", "'{0}' {1}: {2}", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1015.md");

    public static readonly DiagnosticDescriptor Unsupported = new("SAD2001", "Unsupported construct", "{0} cannot be differentiated; {1}", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2001.md");
    public static readonly DiagnosticDescriptor CallWithoutDerivative = new("SAD2002", "Call without derivative", "'{0}' has no derivative: {1}; {2}", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2002.md");
    public static readonly DiagnosticDescriptor UnsupportedType = new("SAD2003", "Unsupported type", "The type '{0}' is not supported in a differentiable method; use double, float, T : IFloatingPointIeee754<T>, integers, bool, and arrays and spans of those", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2003.md");
    public static readonly DiagnosticDescriptor Recursion = new("SAD2004", "Recursive call", "'{0}' calls itself, and is no static method whose parameters and results are numbers, arrays and spans passed by value; make it one, or write the recursion as a loop", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2004.md");
    public static readonly DiagnosticDescriptor BufferAssignment = new("SAD2005", "A variable stands for other memory in each iteration", "'{0}' is another array or span in each iteration of a loop; copy elements instead, or do two iterations in one", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2005.md");
    public static readonly DiagnosticDescriptor OutsideState = new("SAD2007", "State from outside the method", "'{0}' is state from outside the method; pass its value as a parameter{1}", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2007.md");
    public static readonly DiagnosticDescriptor CalleeHasErrors = new("SAD2008", "A called method cannot be differentiated", "'{0}' cannot be differentiated itself: {1}", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2008.md");
    public static readonly DiagnosticDescriptor Reference = new("SAD2009", "Variable passed or declared by reference", "'{0}' makes a reference to a variable, which is not supported; use values, and return results", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2009.md");
    public static readonly DiagnosticDescriptor Index = new("SAD2010", "Unsupported index", "An index of type '{0}' is not supported; use an int, '^' with an int, or a range written in the brackets", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2010.md");
    public static readonly DiagnosticDescriptor BufferFlow = new("SAD2011", "Memory chosen by control flow", "'{0}' makes an array or span that differs from run to run; use the buffer directly in each branch", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2011.md");

    public static readonly DiagnosticDescriptor Decimal = new("SAD2020", "decimal has no derivative", "decimal has no derivative here, so '{0}' cannot be differentiated; use double", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2020.md");

    public static readonly DiagnosticDescriptor InactiveParameter = new("SAD3001", "A parameter never influences a result", "No result of '{1}' depends differentiably on '{0}', so its gradient is always zero: {2}. Mark it [NoGradient] or use it.", Activity, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD3001.md");
    public static readonly DiagnosticDescriptor GradientCut = new("SAD3002", "A cast or an integer division cuts the gradient", "'{0}' {1}; {2}", Activity, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD3002.md");
    public static readonly DiagnosticDescriptor NothingActive = new("SAD3003", "No result depends differentiably on an input", "No result of '{0}' depends differentiably on any of its inputs, so all its derivatives are zero", Activity, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD3003.md");

    public static readonly DiagnosticDescriptor MalformedRule = new("SAD4001", "A derivative rule cannot be used", "'{0}' is no derivative rule: {1}", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4001.md");
    public static readonly DiagnosticDescriptor RuleWithoutFunction = new("SAD4002", "A derivative rule belongs to no function", "'{0}' is the rule of no function: {1} has no '{2}'", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4002.md");
    public static readonly DiagnosticDescriptor CustomDerivative = new("SAD4010", "A custom derivative does not fit its method", "'{0}' cannot be the derivative of '{1}': {2}", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4010.md");
    public static readonly DiagnosticDescriptor CallWithoutJvp = new("SAD4011", "A custom derivative has no forward mode", "'{0}' has a backward method but no jvp, so no Jvp or Jacobian can be generated; mark a method [CustomJvp], or ask for [Differentiable] derivatives without them", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4011.md");

    public static readonly DiagnosticDescriptor InternalError = new("SAD9001", "Internal error of SourceAutodiff", "SourceAutodiff failed on '{0}': {1}; please report it with the method's source", Internal, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD9001.md");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        TypeNotPartial, NoBody, ParameterType, ResultType, NoInput, WithRespectTo, ContainingType, NameCollision, MethodKind, ParameterPassing,
        TypeParameter, JacobianShape, UnmarkedImplementation, Contract, Unsupported, CallWithoutDerivative, UnsupportedType, Recursion, BufferAssignment, OutsideState, CalleeHasErrors,
        Reference, Index, BufferFlow, Decimal, InactiveParameter, GradientCut, NothingActive, MalformedRule, RuleWithoutFunction, CustomDerivative, CallWithoutJvp, .. HazardDescriptors.All, .. TensorDescriptors.All, InternalError,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>The diagnostic that Roslyn reports for a cached one.</summary>
    public static Diagnostic ToDiagnostic(this DiagnosticInfo info) =>
        Diagnostic.Create(ById[info.Id], info.Location?.ToLocation() ?? Location.None, info.Chain.Select(place => place.ToLocation()), info.Arguments.ToArray<object>());
}
