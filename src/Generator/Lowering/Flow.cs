using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What happens at the end of a piece of code.</summary>
internal enum Flow
{
    /// <summary>The next statement follows.</summary>
    Falls,

    /// <summary>A <c>return</c>, <c>break</c>, <c>continue</c> or <c>throw</c> has happened; the flags do not know of a <c>throw</c>, nothing runs after it.</summary>
    Exits,

    /// <summary>The flags say which of the two.</summary>
    MayExit,
}

/// <summary>Statements to be lowered, first to last.</summary>
internal sealed record Sequence(IOperation First, Sequence? Rest)
{
    /// <summary>What a <c>using</c> declaration holds for: the statements behind it in its block.</summary>
    public Sequence? Within { get; private init; }

    public static Sequence? Of(IReadOnlyList<IOperation> statements, Sequence? rest)
    {
        int count = statements.TakeWhile(statement => statement is not IUsingDeclarationOperation).Count();
        if (count < statements.Count) rest = new Sequence(statements[count], rest) { Within = Of([.. statements.Skip(count + 1)], null) };
        for (int i = count - 1; i >= 0; i--) rest = new Sequence(statements[i], rest);
        return rest;
    }
}

/// <summary>What the code after the current sequence will read: decides what has to be joined where branches meet.</summary>
/// <param name="ReadsVariables">False at the tail of the method, where only results are left to be read.</param>
/// <param name="Flags">The flags that will be asked for.</param>
internal sealed record Continuation(bool ReadsVariables, ImmutableHashSet<Variable> Flags)
{
    public static readonly Continuation End = new(false, ImmutableHashSet<Variable>.Empty);

    public static readonly Continuation Plain = new(true, ImmutableHashSet<Variable>.Empty);

    public Continuation Before(Variable? flag) => new(true, flag is null ? Flags : Flags.Add(flag));
}

/// <summary>
/// The flags of one loop. A <c>return</c> sets <see cref="Break"/> and <see cref="Continue"/> too where they exist, a <c>break</c> sets <see cref="Continue"/>,
/// so each question is one flag: <see cref="Stop"/> for the loop's condition, <see cref="Skip"/> for the rest of the body.
/// Outside of loops there is only the method's own flag.
/// </summary>
/// A <c>switch</c> is a scope too, with a flag for what leaves it; what leaves it for good sets the flags around it up to those of the loop.
/// <param name="Parent">The loop or switch around it; null for the method.</param>
internal sealed record LoopScope(LoopScope? Parent, ILabelSymbol? BreakLabel, ILabelSymbol? ContinueLabel, Variable? Return, Variable? Break, Variable? Continue, bool IsSwitch = false)
{
    public Variable? Stop => Break ?? Return;

    public Variable? Skip => Continue ?? Stop;

    public IEnumerable<Variable> Flags => new[] { Return, Break, Continue }.OfType<Variable>().Concat(IsSwitch ? Parent!.Flags : []);

    /// <summary>The scopes from this one to the loop that they are in, or to the method.</summary>
    public IEnumerable<LoopScope> UpToLoop()
    {
        for (LoopScope scope = this; ; scope = scope.Parent!)
        {
            yield return scope;
            if (!scope.IsSwitch) yield break;
        }
    }
}
