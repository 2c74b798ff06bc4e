using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary><c>??</c>, <c>??=</c> and <c>?.</c>.</summary>
internal sealed partial class MethodLowering
{
    // What stands before the '?.' around the expression that is being lowered.
    private readonly Stack<Value[]> _accessed = new();

    private Value[] LowerCoalesce(ICoalesceOperation given, string? hint)
    {
        ITypeSymbol? inner = Underlying(given.Value.Type);
        Value[]? asked = inner is null ? WithPresence(given.Value, given) : LowerComponents(given.Value, hint);
        if (HasFailed || asked is not { } values) return Placeholders(given.Type);
        if (given.ValueConversion.IsUserDefined) return UnsupportedComposite(given);
        Value[] Found() => inner is null ? Rest(values)
            : Underlying(given.Type) is null ? Converted(Rest(values), inner, given.Type!, given)
            : Converted(values, given.Value.Type, given.Type!, given);
        if (Settled(values[0]) is { } isThere) return isThere ? Found() : LowerComponents(given.WhenNull, hint);
        if (ThrowIn(given.WhenNull) is { } thrown)
        {
            ThrowIf(values[0], isNegated: true, () => LowerThrow(thrown));
            return Found();
        }

        Branch then = ForkValues(Found);
        Branch otherwise = ForkValues(() => LowerComponents(given.WhenNull, hint));
        return JoinLeaves(given, values[0], then, otherwise, hint);
    }

    private Value[] LowerCoalesceAssignment(ICoalesceAssignmentOperation given)
    {
        if (Underlying(given.Target.Type) is not { } inner || Places(given.Target) is not { } places) return UnsupportedComposite(given);
        Value[] before = ReadPlaces(places, given.Target);
        if (HasFailed) return Placeholders(given.Type);
        bool isNullable = Underlying(given.Type) is not null;
        Value[] Found() => isNullable ? before : Rest(before);
        Value[] Assigned()
        {
            Value[] values = LowerComponents(given.Value, null);
            if (HasFailed) return values;
            values = Converted(values, given.Value.Type, given.Target.Type!, given);
            WritePlaces(places, values, given.Target);
            return isNullable ? values : Converted(Rest(values), inner, given.Type!, given);
        }

        if (Settled(before[0]) is { } isThere) return isThere ? Found() : Assigned();
        Branch then = ForkValues(Found), otherwise = ForkValues(Assigned);
        return HasFailed ? Placeholders(given.Type) : JoinLeaves(given, before[0], then, otherwise, null);
    }

    private Value[] LowerConditionalAccess(IConditionalAccessOperation access, string? hint)
    {
        bool isVoid = access.Type is null or { SpecialType: SpecialType.System_Void };
        Value[]? asked = Underlying(access.Operation.Type) is null ? WithPresence(access.Operation, access) : LowerComponents(access.Operation, null);
        if (HasFailed || asked is not { } values) return Placeholders(access.Type);
        ITypeSymbol? result = Underlying(access.Type);
        Value[] Accessed()
        {
            _accessed.Push(Rest(values));
            Value[] member = [];
            if (isVoid) LowerEffect(access.WhenNotNull);
            else member = LowerComponents(access.WhenNotNull, hint);
            _accessed.Pop();
            return !HasFailed && result is not null && Underlying(access.WhenNotNull.Type) is null ? Present(member) : member;
        }

        Value[] Missing() => isVoid ? [] : NoValue(result!);
        if (Settled(values[0]) == true) return Accessed();
        if (!isVoid && result is null) return UnsupportedComposite(access);
        if (Settled(values[0]) == false) return Missing();
        Branch then = ForkValues(Accessed), otherwise = ForkValues(Missing);
        return HasFailed ? Placeholders(access.Type) : JoinLeaves(access, values[0], then, otherwise, hint);
    }
}
