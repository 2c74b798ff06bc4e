using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Which members to emit beside the backward method. The same numbers as the runtime's <c>Derivatives</c>.</summary>
[Flags]
internal enum RequestedDerivatives
{
    None = 0,
    Jvp = 1,
    Jacobian = 2,
}

/// <summary>A parameter as the user declared it. <paramref name="TypeText"/> is globally qualified C#.</summary>
/// <param name="Differentiated">Real, not marked <c>[NoGradient]</c>, and not left out by <c>WithRespectTo</c>.</param>
internal sealed record ParameterRequest(string Name, string TypeText, IrType Type, bool Differentiated);

/// <summary>A result: the return value, or one element of a returned tuple (<paramref name="Name"/> is then its name, if it has one).</summary>
internal sealed record ResultRequest(string? Name, string TypeText, IrType Type);

/// <summary>What the user asked for: the signature of one annotated method and where its derivatives go. Plain text and values only.</summary>
/// <param name="HintName">Name of the generated file; stable and unique in the project.</param>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Headers to reopen the types around it, outermost first: <c>public static partial class Model&lt;T&gt;</c> without bases and constraints.</param>
/// <param name="Accessibility">As C# writes it: <c>public</c>, <c>private protected</c>, …</param>
/// <param name="TypeParameters">The method's own, such as <c>&lt;T&gt;</c>; else empty.</param>
/// <param name="Constraints">The method's own <c>where</c> clauses; else empty.</param>
/// <param name="Cref">How a documentation comment inside the same type refers to the method: <c>Decay(ReadOnlySpan{double}, double)</c>, types qualified.</param>
/// <param name="ReturnsTuple">Several results come back in a tuple.</param>
/// <param name="AllowUnsafe">The user's project allows unsafe code, so <c>[SkipLocalsInit]</c> may be emitted.</param>
internal sealed record MethodRequest(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Accessibility,
    string TypeParameters,
    string Constraints,
    string Cref,
    EquatableArray<ParameterRequest> Parameters,
    EquatableArray<ResultRequest> Results,
    bool ReturnsTuple,
    RequestedDerivatives Derivatives,
    bool AllowUnsafe)
{
    /// <summary>The members that would be generated but are there already, written by hand as custom derivatives.</summary>
    public EquatableArray<string> HandWritten { get; init; } = [];
}

/// <summary>The front end's whole answer for one annotated method: what was asked, and the method and its callees as IR.</summary>
/// <param name="Callees">Every function that <paramref name="Primal"/> calls, directly or not, under the name its calls use.</param>
internal sealed record DifferentiableProgram(MethodRequest Request, Function Primal, EquatableArray<Function> Callees)
{
    /// <summary>The user's rules for ops of the program; their partials may call <see cref="Callees"/>.</summary>
    public EquatableArray<Rule> Rules { get; init; } = [];
}
