using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What can be assigned, with the expressions inside it evaluated once.</summary>
internal abstract record Place(IrType Type);

internal sealed record VariablePlace(Variable Variable) : Place(Variable.Type);

internal sealed record ElementPlace(Value Buffer, Value Index) : Place(((BufferType)Buffer.Type).Element);

/// <summary>What a <c>ref</c> local or a returned reference stands for: an element whose buffer and index can change.</summary>
internal sealed record ReferencePlace(Variable Buffer, Variable Index, IrType Type) : Place(Type);

/// <summary>A discard, or what has been reported.</summary>
internal sealed record NoPlace(IrType Type) : Place(Type);
