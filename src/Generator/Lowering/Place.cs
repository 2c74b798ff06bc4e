using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What can be assigned, with the expressions inside it evaluated once.</summary>
internal abstract record Place(IrType Type);

internal sealed record VariablePlace(Variable Variable) : Place(Variable.Type);

internal sealed record ElementPlace(Value Buffer, Value Index) : Place(((BufferType)Buffer.Type).Element);

/// <summary>What a <c>ref</c> local or a returned reference stands for: an element whose buffer and index can change.</summary>
internal sealed record ReferencePlace(Variable Buffer, Variable Index, IrType Type) : Place(Type);

/// <summary>A value that cannot be assigned: a part of a temporary, or a reference that belongs to the caller's objects.</summary>
internal sealed record ValuePlace(Value Value) : Place(Value.Type);

/// <summary>A leaf of a property or indexer with accessors of its own.</summary>
internal sealed record PropertyPlace(PropertyAccess Access, int Leaf, IrType Type) : Place(Type);

/// <summary>A property or indexer with its object and arguments, evaluated once.</summary>
internal sealed record PropertyAccess(IPropertySymbol Property, Place[]? Receiver, Place[][] Arguments, IOperation Site);

/// <summary>A discard, or what has been reported.</summary>
internal sealed record NoPlace(IrType Type) : Place(Type);
