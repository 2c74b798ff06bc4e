using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>The type of a <see cref="Handle"/> while lowering; no operation ever reads it.</summary>
internal sealed record HandleType : IrType
{
    public static readonly HandleType Instance = new();
}

/// <summary>What a leaf of a reference to an object stands for, where it is no cell of the IR.</summary>
internal abstract record Handle;

/// <summary>A field of an object that was made in the method. Nothing else can see it, so it is a variable like a local.</summary>
internal sealed record SlotHandle(Variable Variable) : Handle;

/// <summary>A field of an object that lies in an array.</summary>
internal sealed record ElementHandle(Value Buffer, Value Index) : Handle;

/// <summary>A jagged array made in the method, its rows one after the other in one buffer for each leaf of an element.</summary>
internal sealed record RowsHandle(Value Flat, Value Count, Value Width) : Handle;
