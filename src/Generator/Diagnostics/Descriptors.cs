using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>Every diagnostic, one line each: the message says what is wrong, why, and what to do, a sentence each. 1xxx: the declaration, 2xxx: what the body uses, 3xxx: lost derivatives and numerical hazards (<see cref="HazardDescriptors"/>), 4xxx: rules and custom derivatives, 5xxx: tensors (<see cref="TensorDescriptors"/>), 9001: a defect of SourceAutodiff.</summary>
internal static class Descriptors
{
    private const string Declaration = "SourceAutodiff.Declaration";
    private const string Construct = "SourceAutodiff.Construct";
    private const string Activity = "SourceAutodiff.Activity";
    private const string Rule = "SourceAutodiff.Rule";
    private const string Internal = "SourceAutodiff.Internal";
    private const string Pages = "https://github.com/sourceautodiff/sourceautodiff/blob/main/docs/diagnostics/";

    // The code fix "make the type partial" finds the type's name in argument 0.
    public static readonly DiagnosticDescriptor TypeNotPartial = new("SAD1001", "The containing type is not partial", "'{0}' is not partial. The derivatives of '{1}' are generated into it, as another part of it. Add 'partial' to its declaration.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1001.md");
    public static readonly DiagnosticDescriptor NoBody = new("SAD1003", "The method has no body", "'{0}' has no body. A derivative is generated from the source of a method, so here is nothing to differentiate. Put [Differentiable] on a method that is implemented in C#.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1003.md");
    public static readonly DiagnosticDescriptor ParameterType = new("SAD1004", "Unsupported parameter type", "Parameter '{0}' has type '{1}', which is not supported. The generated code has to know every number in a parameter, to give it a gradient. Use floating-point numbers, integers, bool, arrays and spans, and structs and classes made of those.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1004.md");
    public static readonly DiagnosticDescriptor ResultType = new("SAD1005", "Unsupported result type", "'{0}' returns '{1}', which is not supported. Only floating-point results have derivatives. Return double, float, T : IFloatingPointIeee754<T>, a tuple of those, or void and write to a floating-point array or Span parameter.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1005.md");
    public static readonly DiagnosticDescriptor NoInput = new("SAD1006", "Nothing to differentiate with respect to", "'{0}' has no floating-point parameter to differentiate with respect to. Without one there is no derivative. Add one, or remove [NoGradient] from one.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1006.md");
    public static readonly DiagnosticDescriptor WithRespectTo = new("SAD1007", "WithRespectTo does not name a floating-point parameter", "'{0}' in WithRespectTo {1}. There are derivatives with respect to floating-point parameters only. Name such parameters of '{2}'.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1007.md");
    public static readonly DiagnosticDescriptor ContainingType = new("SAD1008", "The containing type cannot be extended", "'{0}' is {1}. Derivatives are generated into the type as another part of it, and this can have none. Move '{2}' to a partial class, struct or record.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1008.md");
    public static readonly DiagnosticDescriptor NameCollision = new("SAD1009", "The generated name is taken", "'{0}' already has a member '{1}'. A derivative of '{2}' is generated under that name. Rename one of them.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1009.md");
    public static readonly DiagnosticDescriptor MethodKind = new("SAD1010", "Unsupported kind of method", "'{0}' is {1}. Derivatives are generated for methods that have computed all results when they return, as methods beside them. Make it an ordinary static method.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1010.md");
    public static readonly DiagnosticDescriptor ParameterPassing = new("SAD1011", "Unsupported way to pass a parameter", "Parameter '{0}' is passed by '{1}'. The method could replace the memory in it, and the gradient would belong to other memory. Pass arrays, spans and objects by value.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1011.md");
    public static readonly DiagnosticDescriptor TypeParameter = new("SAD1012", "Unsupported type parameter", "Type parameter '{0}' is not known to be a floating-point type. There are no derivatives in other types. Constrain it with 'where {0} : IFloatingPointIeee754<{0}>'.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1012.md");
    public static readonly DiagnosticDescriptor JacobianShape = new("SAD1013", "No Jacobian of this parameter", "'{0}' has no Jacobian. The numbers in '{1}' of type '{2}' are not plain rows and columns. Ask for Derivatives.Jvp, or pass numbers, structs of numbers, arrays and spans of numbers.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1013.md");
    public static readonly DiagnosticDescriptor UnmarkedImplementation = new("SAD1014", "An implementation of a contract is not marked", "'{0}' implements the contract '{1}' {2}. Who calls the contract takes it that every implementation has a derivative of its own. {3}.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1014.md");
    public static readonly DiagnosticDescriptor Contract = new("SAD1015", "A contract is not possible, or not kept", "'{0}' {1}. {2}. {3}.", Declaration, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD1015.md");

    public static readonly DiagnosticDescriptor Unsupported = new("SAD2001", "Unsupported construct", "{0} cannot be differentiated. It cannot be run backwards, so a derivative would be lost or wrong. {1}.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2001.md");
    public static readonly DiagnosticDescriptor CallWithoutDerivative = new("SAD2002", "Call without derivative", "'{0}' has no derivative. {1}. {2}.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2002.md");
    public static readonly DiagnosticDescriptor UnsupportedType = new("SAD2003", "Unsupported type", "The type '{0}' is not supported in a differentiable method. Only numbers, and what is made of numbers, can be kept and run backwards. Use double, float, T : IFloatingPointIeee754<T>, integers, bool, and arrays and spans of those.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2003.md");
    public static readonly DiagnosticDescriptor Recursion = new("SAD2004", "Recursive call", "'{0}' calls itself. That is supported in static methods whose parameters and results are numbers, arrays and spans passed by value, since such a call can be repeated. Make it one, or write the recursion as a loop.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2004.md");
    public static readonly DiagnosticDescriptor BufferAssignment = new("SAD2005", "A variable stands for other memory in each iteration", "'{0}' is another array or span in each iteration of a loop. On the way back, it would not be known which one it was. Copy elements instead, or do two iterations in one.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2005.md");
    public static readonly DiagnosticDescriptor OutsideState = new("SAD2007", "State from outside the method", "'{0}' is state from outside the method. It can change between the value and its derivative, and nothing is differentiated with respect to it. Pass its value as a parameter{1}.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2007.md");
    public static readonly DiagnosticDescriptor CalleeHasErrors = new("SAD2008", "A called method cannot be differentiated", "'{0}' cannot be differentiated itself. {1}. Repair that, or call something else.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2008.md");
    public static readonly DiagnosticDescriptor Reference = new("SAD2009", "Variable passed or declared by reference", "'{0}' makes a reference to a variable. Through it the variable could change without being named, which cannot be followed backwards. Use values, and return results.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2009.md");
    public static readonly DiagnosticDescriptor Index = new("SAD2010", "Unsupported index", "An index of type '{0}' is not supported. The generated code keeps indices as int. Use an int, '^' with an int, or a range written in the brackets.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2010.md");
    public static readonly DiagnosticDescriptor BufferFlow = new("SAD2011", "Memory chosen by control flow", "'{0}' makes an array or span that differs from run to run. It would not be known whose gradient it is. Use the buffer directly in each branch.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2011.md");

    public static readonly DiagnosticDescriptor Decimal = new("SAD2020", "decimal has no derivative", "'{0}' computes in decimal. Derivatives are there in binary floating-point types only. Use double.", Construct, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD2020.md");

    public static readonly DiagnosticDescriptor InactiveParameter = new("SAD3001", "A parameter never influences a result", "No result of '{1}' depends differentiably on '{0}'. Its gradient is always zero, since {2}. Mark it [NoGradient], or use it.", Activity, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD3001.md");
    public static readonly DiagnosticDescriptor GradientCut = new("SAD3002", "A cast or an integer division cuts the gradient", "'{0}' {1}. {2}. {3}.", Activity, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "SAD3002.md");
    public static readonly DiagnosticDescriptor NothingActive = new("SAD3003", "No result depends differentiably on an input", "No result of '{0}' depends differentiably on any of its inputs. All its derivatives would be zero, which is rarely meant. Compute a result from an input, or remove [Differentiable].", Activity, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD3003.md");

    public static readonly DiagnosticDescriptor MalformedRule = new("SAD4001", "A derivative rule cannot be used", "'{0}' is no derivative rule. {1}. A rule has the name and the parameters of its function, and returns a partial derivative for each floating-point one.", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4001.md");
    public static readonly DiagnosticDescriptor RuleWithoutFunction = new("SAD4002", "A derivative rule belongs to no function", "'{0}' is the rule of no function. {1} has no '{2}'. Give it the name and the parameters of the function it is for.", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4002.md");
    public static readonly DiagnosticDescriptor CustomDerivative = new("SAD4010", "A custom derivative does not fit its method", "'{0}' cannot be the derivative of '{1}'. {2}. Correct the declaration or the attribute.", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4010.md");
    public static readonly DiagnosticDescriptor CallWithoutJvp = new("SAD4011", "A custom derivative has no forward mode", "'{0}' has a backward method but no jvp. Forward mode and Jacobians are made of jvps, so none can be generated. Mark a method [CustomJvp], or ask for [Differentiable] derivatives without them.", Rule, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD4011.md");

    public static readonly DiagnosticDescriptor InternalError = new("SAD9001", "Internal error of SourceAutodiff", "SourceAutodiff failed on '{0}': {1}. This is a defect of SourceAutodiff, not of your code. Please report it with the method's source.", Internal, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "SAD9001.md");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        TypeNotPartial, NoBody, ParameterType, ResultType, NoInput, WithRespectTo, ContainingType, NameCollision, MethodKind, ParameterPassing,
        TypeParameter, JacobianShape, UnmarkedImplementation, Contract, Unsupported, CallWithoutDerivative, UnsupportedType, Recursion, BufferAssignment, OutsideState, CalleeHasErrors,
        Reference, Index, BufferFlow, Decimal, InactiveParameter, GradientCut, NothingActive, MalformedRule, RuleWithoutFunction, CustomDerivative, CallWithoutJvp, .. HazardDescriptors.All, .. TensorDescriptors.All, InternalError,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Of(DiagnosticInfo info) => ById[info.Id];

    /// <summary>The diagnostic that Roslyn reports for a cached one.</summary>
    public static Diagnostic ToDiagnostic(this DiagnosticInfo info) =>
        Create(Of(info), info.Location?.ToLocation() ?? Location.None, info.Chain.Select(place => place.ToLocation()), [.. info.Arguments]);

    /// <summary>With a capital letter where an argument begins a sentence.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, Location location, IEnumerable<Location> chain, params string[] arguments)
    {
        string format = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        return Diagnostic.Create(descriptor, location, chain, arguments.Select((argument, i) => (object)(BeginsSentence(format, i) && argument.Length > 0 ? char.ToUpperInvariant(argument[0]) + argument.Substring(1) : argument)).ToArray());
    }

    private static bool BeginsSentence(string format, int argument)
    {
        int place = format.IndexOf($"{{{argument}}}", StringComparison.Ordinal);
        return place == 0 || place > 1 && format[place - 1] == ' ' && format[place - 2] == '.';
    }
}
