using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What belongs to one body while it is lowered: the method itself, or one that is lowered where it is called.</summary>
/// <param name="outer">The frame whose variables a lambda or local function sees; null for an ordinary method.</param>
/// <param name="firstOrder">Variables of a lower <see cref="Variable.Order"/> belong to others, which read on after this body has returned.</param>
internal sealed class Frame(IMethodSymbol method, SemanticModel model, TypeMap types, IOperation body, Frame? outer, int firstOrder)
{
    private readonly Dictionary<ISymbol, Place[]> _bindings = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, ILocalFunctionOperation>? _localFunctions;

    public IMethodSymbol Method => method;

    public SemanticModel Model => model;

    public TypeMap Types => types;

    public Frame? Outer => outer;

    public UsedSymbols Used { get; } = new(body);

    /// <summary>What the body returns: a variable for each leaf of its type.</summary>
    public List<Variable> Results { get; } = [];

    /// <summary>A delegate was made that may be called when the body has returned, so its variables live on.</summary>
    public bool HasClosures { get; set; }

    /// <summary><c>this</c>: the leaves of the receiver, for an instance method.</summary>
    public Place[]? Receiver { get; set; }

    /// <summary>Whether the variable is gone when the body has returned.</summary>
    public bool Owns(Variable variable) => variable.Order >= firstOrder;

    /// <summary>What the local or parameter stands for, here or in the frames around it.</summary>
    public Place[]? Find(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame._bindings.TryGetValue(symbol, out Place[]? places)) return places;
        }

        return null;
    }

    public Place[]? FindReceiver()
    {
        for (Frame? frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame.Receiver is { } receiver) return receiver;
        }

        return null;
    }

    public void Bind(ISymbol symbol, Place[] places)
    {
        _bindings[symbol] = places;
        if (!Used.IsAssignedByNested(symbol)) return;
        foreach (VariablePlace place in places.OfType<VariablePlace>()) place.Variable.IsShared = true;
    }

    /// <summary>The frame in which the local function is declared, and its declaration.</summary>
    public (Frame Frame, ILocalFunctionOperation Declaration)? FindLocalFunction(IMethodSymbol function)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame.LocalFunctions().TryGetValue(function.OriginalDefinition, out ILocalFunctionOperation? declaration)) return (frame, declaration);
        }

        return null;
    }

    private Dictionary<ISymbol, ILocalFunctionOperation> LocalFunctions()
    {
        if (_localFunctions is not null) return _localFunctions;
        _localFunctions = new Dictionary<ISymbol, ILocalFunctionOperation>(SymbolEqualityComparer.Default);
        foreach (ILocalFunctionOperation function in body.DescendantsAndSelf().OfType<ILocalFunctionOperation>()) _localFunctions[function.Symbol] = function;
        return _localFunctions;
    }
}
