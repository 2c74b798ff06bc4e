using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Coefficients, nodes and weights: arrays of numbers in <c>static readonly</c> fields and static properties without a setter. They are constant to derivatives.</summary>
internal sealed partial class MethodLowering
{
    private Value? LowerTable(IOperation operation, string? hint)
    {
        if (operation is not IMemberReferenceOperation { Instance: null, Member: var member } || !StaticReadOnly.IsArray(member) || _types.Map(operation.Type) is not BufferType type) return null;
        if (!IsReachable(member)) return null;
        Value table = _values.New(type, hint ?? member.Name);
        string text = $"{TypeName(member.ContainingType)}.{DeclarationText.Name(member)}";
        _builder.Append(new Table(table, text));
        AddSite(SiteKind.Table, table, operation.Syntax, text);
        return table;
    }

    private string WayOutOfTable(IMemberReferenceOperation reference) =>
        !reference.Member.IsStatic || reference.Type is not IArrayTypeSymbol { IsSZArray: true } ? ""
        : !StaticReadOnly.IsArray(reference.Member) ? ", or make it 'static readonly'"
        : !IsReachable(reference.Member) ? $", or make it visible to '{_program.Home.Name}'"
        : "";
}
