using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Whether references are null. Known of objects that the method makes; of its arguments it is asked when the method is called.</summary>
internal sealed partial class MethodLowering
{
    // By the first leaf of an argument. A member of it can begin with the same leaf, but has another type.
    private readonly Dictionary<int, (Value IsThere, Layout Layout)> _presence = [];

    private readonly HashSet<int> _given = [];
    private readonly HashSet<int> _rows = [];

    /// <summary>An array that the method has made: it belongs to no argument.</summary>
    private bool IsMade(Value buffer) => buffer.Type is BufferType { Kind: not (BufferKind.Cell or BufferKind.Object) } && !_given.Contains(Root(buffer).Id) && !_rows.Contains(Root(buffer).Id);

    private void AddPresence(Value first, Value isThere, Layout layout) => _presence[first.Id] = (isThere, layout);

    /// <summary>Whether a reference with these leaves refers to anything; null if that is not known.</summary>
    private Value? Presence(ITypeSymbol? type, Value[] leaves)
    {
        if (leaves is not [var first, ..]) return null;
        if (HandleOf(first) is SlotHandle || IsMade(first)) return Settled(true);
        if (first.Type is FunctionType) return Settled(_functions.ContainsKey(first.Id));
        return _presence.TryGetValue(first.Id, out (Value IsThere, Layout Layout) known) && LayoutOf(type)?.TypeText == known.Layout.TypeText ? known.IsThere : null;
    }

    /// <summary>What a question about null stands before: the answer, then the leaves. Null after a diagnostic.</summary>
    private Value[]? WithPresence(IOperation reference, IOperation site)
    {
        Value[] leaves = LowerComponents(reference, null);
        if (HasFailed) return null;
        if (Presence(reference.Type, leaves) is { } isThere) return [isThere, .. leaves];
        ReportUnknownPresence(site);
        return null;
    }

    private void ReportUnknownPresence(IOperation site) =>
        ReportUnsupported(site, "asking whether this reference is null", "ask outside of the method and pass the answer as a bool");

    /// <summary><c>ArgumentNullException.ThrowIfNull(x)</c> of an argument of the method.</summary>
    private bool LowerThrowIfNull(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" }) return false;
        IOperation asked = Referenced(call.Arguments[0].Value);
        if (Leaves(asked.Type) is not { Length: > 0 } || Presence(asked.Type, LowerComponents(asked, null)) is not { } isThere) return false;
        string name = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 1)?.Value.ConstantValue.Value as string ?? asked.Syntax.ToString();
        if (Settled(isThere) == true) return true;
        ThrowIf(isThere, isNegated: true, () =>
        {
            _builder.Append(new Throw($"new global::System.ArgumentNullException({Escape(SymbolDisplay.FormatLiteral(name, quote: true))})", []));
            return Flow.Exits;
        });
        return true;
    }

    /// <summary>What nobody asks is no parameter.</summary>
    private Function WithoutUnused(Function function)
    {
        HashSet<int> unused = [.. _presence.Values.Select(known => known.IsThere.Id)];
        IrWalk.ForEachUse(function.Body, value => unused.Remove(value.Id));
        return function with
        {
            Parameters = function.Parameters.Where(parameter => !unused.Contains(parameter.Value.Id)).ToEquatableArray(),
            Body = function.Body with { Arguments = function.Body.Arguments.Where(argument => !unused.Contains(argument.Id)).ToEquatableArray() },
        };
    }
}
