using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>The type of a delegate while lowering: a value of it is a <see cref="FunctionValue"/>, and no operation ever reads it.</summary>
internal sealed record FunctionType : IrType
{
    public static readonly FunctionType Instance = new();
}

/// <summary>What a delegate is known to call.</summary>
/// <param name="Body">Of a lambda; null for a method group.</param>
/// <param name="Outer">Where a lambda or local function was made: the frame that has what it captures.</param>
/// <param name="Receiver">The object of an instance method; null for all others.</param>
internal sealed record FunctionValue(IMethodSymbol Method, IOperation? Body, Frame? Outer, Place[]? Receiver);
