using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What a <see cref="Site"/> is.</summary>
internal enum SiteKind
{
    /// <summary>A parameter of the annotated method.</summary>
    Parameter,

    /// <summary>A conversion of a real number to an integer.</summary>
    RealToInteger,

    /// <summary>A function that is constant between its jumps.</summary>
    PiecewiseConstant,

    /// <summary>A quotient of integer literals that has a remainder and becomes a real number: <c>1 / 2 * x</c>.</summary>
    LiteralQuotient,

    /// <summary>A static array.</summary>
    Table,
}

/// <summary>Where in the source a value comes from, for diagnostics that only activity analysis can decide on.</summary>
/// <param name="Function">The function that defines the value, by its name in the program; before inlining.</param>
/// <param name="Text">The source text, the parameter's name, or that of the array with its type.</param>
internal sealed record Site(SiteKind Kind, string Function, int ValueId, string Text, LocationInfo Location)
{
    /// <summary>The calls from the annotated method on that lead there, the last one first.</summary>
    public EquatableArray<LocationInfo> Chain { get; init; } = [];
}

/// <summary>
/// The program (null when something is wrong), what is wrong, and where in the source some of its values come from.
/// The program itself has no locations, so moving a method in its file changes nothing in it.
/// No program and no diagnostics: the code does not compile, which the C# compiler reports.
/// </summary>
internal sealed record FrontEndResult(DifferentiableProgram? Program, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<Site> Sites)
{
    public static FrontEndResult Failed(DiagnosticBag diagnostics) => new(null, diagnostics.ToEquatableArray(), []);
}

/// <summary>Parsing and Lowering of one annotated method, for the generator and the analyzer alike.</summary>
internal static class FrontEnd
{
    /// <param name="callees">Takes the methods whose bodies the answer depends on, besides the method itself.</param>
    public static FrontEndResult Analyze(
        IMethodSymbol method, Compilation compilation, CancellationToken cancellation, HashSet<IMethodSymbol>? callees = null)
    {
        var diagnostics = new DiagnosticBag();
        callees ??= new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        try
        {
            return Analyze(method, compilation, diagnostics, callees, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Some errors of C# show in no operation, such as a variable that is read before it is assigned.
            // After a diagnostic, lowering goes on with placeholders to find what else is wrong; that it stumbles over them is no news.
            bool compiles = !diagnostics.HasFailed && callees.Append(method).All(member => Compiles(member, compilation, cancellation));
            if (compiles) diagnostics.Report(Descriptors.InternalError, method.Locations.FirstOrDefault() ?? Location.None, method.Name, exception.GetType().Name + ": " + exception.Message);
            return FrontEndResult.Failed(diagnostics);
        }
    }

    private static bool Compiles(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.All(reference =>
            !compilation.GetSemanticModel(reference.SyntaxTree).GetDiagnostics(reference.Span, cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static FrontEndResult Analyze(
        IMethodSymbol method, Compilation compilation, DiagnosticBag diagnostics, HashSet<IMethodSymbol> callees, CancellationToken cancellation)
    {
        if (KnownTypes.FindDifferentiable(method) is not { } attribute) return FrontEndResult.Failed(diagnostics);
        MethodRequest? request = MethodParser.Parse(method, attribute, compilation, diagnostics, cancellation);
        if (request is null) return FrontEndResult.Failed(diagnostics);
        var lowering = new ProgramLowering(compilation, diagnostics, callees, cancellation);
        Function? primal = lowering.LowerAnnotated(method, request);
        if (primal is null && !diagnostics.HasFailed) throw new InvalidOperationException("The method was rejected without a reason.");
        Function? dispatch = primal is null || request.Contract is null ? null : ProgramLowering.Dispatch(method, request);
        EquatableArray<Rule> rules = primal is null ? [] : lowering.Rules.Complete();
        if (primal is null || diagnostics.HasFailed) return FrontEndResult.Failed(diagnostics);
        var program = new DifferentiableProgram(request, primal, lowering.Callees.ToEquatableArray()) { Rules = rules, Dispatch = dispatch };
        return new FrontEndResult(program, diagnostics.ToEquatableArray(), lowering.Sites.ToEquatableArray());
    }
}
