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

/// <summary>How an argument is handed over.</summary>
internal enum Passing
{
    Value,
    In,
    RefReadOnly,
    Ref,
    Out,
}

/// <summary>A parameter as the user declared it; the receiver of an instance method is the first one, named <c>this</c>.</summary>
/// <param name="Default">The value of an optional parameter as C#; else null.</param>
/// <param name="FirstLeaf">Where its leaves begin among <see cref="MethodRequest.Parameters"/>.</param>
internal sealed record ArgumentRequest(string Name, Layout Layout, Passing Passing, string? Default, bool IsReceiver, int FirstLeaf, int LeafCount)
{
    public string TypeText => Layout.TypeText;

    /// <summary>The scalars inside it are cells: the method may change them, and the caller sees that.</summary>
    public bool InMemory => Passing is Passing.Ref or Passing.Out;

    /// <summary>The leaves, and for a reference behind them whether it refers to anything.</summary>
    public IReadOnlyList<LeafPath> Paths => IsReference ? [.. LeafPath.Of(Layout, InMemory), LeafPath.Presence(Layout)] : LeafPath.Of(Layout, InMemory);

    /// <summary>Declared with <c>?</c>: null may be passed.</summary>
    public bool AcceptsNull { get; init; }

    private bool IsReference => !IsReceiver && !InMemory && Layout is ObjectLayout or BufferLayout { Kind: BufferKind.Array or BufferKind.List or BufferKind.ReadOnlyList };
}

/// <summary>A leaf of a parameter. <paramref name="Name"/> is what the user calls it: <c>x</c>, <c>p.Position.X</c>.</summary>
/// <param name="Argument">The parameter it belongs to, by number.</param>
/// <param name="Differentiated">Real, not marked <c>[NoGradient]</c>, and not left out by <c>WithRespectTo</c>.</param>
internal sealed record ParameterRequest(string Name, IrType Type, int Argument, bool Differentiated)
{
    /// <summary>No part of the argument: whether it is there at all.</summary>
    public bool IsPresence { get; init; }
}

/// <summary>A leaf of what is returned.</summary>
/// <param name="Output">The output it belongs to, by number.</param>
internal sealed record ResultRequest(IrType Type, int Output);

/// <summary>What is returned, or one element of a returned tuple (<paramref name="Name"/> is then its name, if it has one).</summary>
internal sealed record OutputRequest(string? Name, Layout Layout);

/// <summary>What the user asked for: the signature of one annotated method and where its derivatives go. Plain text and values only.</summary>
/// <param name="HintName">Name of the generated file; stable and unique in the project.</param>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Headers to reopen the types around it, outermost first: <c>public static partial class Model&lt;T&gt;</c> without bases and constraints.</param>
/// <param name="Accessibility">As C# writes it: <c>public</c>, <c>private protected</c>, …</param>
/// <param name="TypeParameters">The method's own, such as <c>&lt;T&gt;</c>; else empty.</param>
/// <param name="Constraints">The method's own <c>where</c> clauses; else empty.</param>
/// <param name="Cref">How a documentation comment inside the same type refers to the method: <c>Decay(ReadOnlySpan{double}, double)</c>, types qualified.</param>
/// <param name="Parameters">The leaves of the arguments, one after the other.</param>
/// <param name="Results">The leaves of the outputs, one after the other.</param>
/// <param name="ReturnsTuple">The outputs come back in a tuple.</param>
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
    EquatableArray<ArgumentRequest> Arguments,
    EquatableArray<ParameterRequest> Parameters,
    EquatableArray<OutputRequest> Outputs,
    EquatableArray<ResultRequest> Results,
    bool ReturnsTuple,
    RequestedDerivatives Derivatives,
    bool AllowUnsafe)
{
    /// <summary>The members that would be generated but are there already, written by hand as custom derivatives.</summary>
    public EquatableArray<string> HandWritten { get; init; } = [];

    /// <summary>The user's project checks arithmetic for overflow; generated bodies say themselves what is checked.</summary>
    public bool ChecksOverflow { get; init; }

    /// <summary>Null for a method that neither is nor implements a contract.</summary>
    public ContractRequest? Contract { get; init; }

    /// <summary>Numbers and buffers of numbers go in by value, numbers come out.</summary>
    public bool IsPlain =>
        Arguments.All(argument => (argument.Layout is ScalarLayout or BufferLayout { Element: ScalarLayout } && !argument.InMemory) || !argument.Layout.IsReal)
        && Outputs.All(output => output.Layout is ScalarLayout { Type.IsReal: true });

    /// <summary>An instance method: <c>this</c> is the first argument.</summary>
    public bool HasReceiver => Arguments.Count > 0 && Arguments[0].IsReceiver;
}

/// <summary>The front end's whole answer for one annotated method: what was asked, and the method and its callees as IR.</summary>
/// <param name="Callees">Every function that <paramref name="Primal"/> calls, directly or not, under the name its calls use.</param>
internal sealed record DifferentiableProgram(MethodRequest Request, Function Primal, EquatableArray<Function> Callees)
{
    /// <summary>For a method with a contract: a call of it through the contract.</summary>
    public Function? Dispatch { get; init; }

    /// <summary>The user's rules for ops of the program; their partials may call <see cref="Callees"/>.</summary>
    public EquatableArray<Rule> Rules { get; init; } = [];
}
