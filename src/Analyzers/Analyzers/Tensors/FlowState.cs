using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>What is known at a place in the program.</summary>
internal sealed class FlowState
{
    private readonly Dictionary<ISymbol, TensorValue> _variables;
    private readonly Dictionary<CaptureId, TensorValue> _captures;
    private readonly Dictionary<IOperation, TensorObject> _objects;

    public FlowState(RecordingMode mode)
        : this(mode, new(SymbolEqualityComparer.Default), [], [])
    {
    }

    private FlowState(RecordingMode mode, Dictionary<ISymbol, TensorValue> variables, Dictionary<CaptureId, TensorValue> captures, Dictionary<IOperation, TensorObject> objects) =>
        (Mode, _variables, _captures, _objects) = (mode, variables, captures, objects);

    public RecordingMode Mode { get; set; }

    public FlowState Copy() => new(Mode, new(_variables, SymbolEqualityComparer.Default), new(_captures), new(_objects));

    public TensorValue? Variable(ISymbol symbol) => _variables.TryGetValue(symbol, out TensorValue? value) ? value : null;

    public void SetVariable(ISymbol symbol, TensorValue value) => _variables[symbol] = value;

    public TensorValue Capture(CaptureId id) => _captures.TryGetValue(id, out TensorValue? value) ? value : TensorValue.Unknown;

    public void SetCapture(CaptureId id, TensorValue value) => _captures[id] = value;

    public TensorObject Object(TensorValue value) => value.Origin is { } origin && _objects.TryGetValue(origin, out TensorObject found) ? found : default;

    /// <summary>A tensor changes. If it is not certain which, any may have.</summary>
    public void Change(TensorValue value, Func<TensorObject, TensorObject> change)
    {
        if (value.Origin is not { } origin) Forget(static _ => true);
        else if (_objects.TryGetValue(origin, out TensorObject found)) _objects[origin] = change(found);
    }

    /// <summary>A new object. What the same operation made before is another one, of which no more than the type is known.</summary>
    public void Create(IOperation origin, TensorObject created)
    {
        if (_objects.ContainsKey(origin))
        {
            foreach (ISymbol symbol in _variables.Keys.ToArray()) _variables[symbol] = _variables[symbol].Without(origin);
            foreach (CaptureId id in _captures.Keys.ToArray()) _captures[id] = _captures[id].Without(origin);
        }

        _objects[origin] = created;
    }

    public void Share(TensorValue value)
    {
        if (value.Origin is { } origin && _objects.TryGetValue(origin, out TensorObject found)) _objects[origin] = found with { IsShared = true };
        foreach (TensorValue part in value.Parts) Share(part);
    }

    /// <summary>Code that is not looked at runs: it may change what it holds, and fields.</summary>
    public void RunUnknownCode()
    {
        Forget(static found => found.IsShared);
        foreach (ISymbol field in _variables.Keys.Where(symbol => symbol is not (ILocalSymbol or IParameterSymbol)).ToArray()) _variables.Remove(field);
    }

    /// <summary>Memory changes: tensors that look at it may have become results.</summary>
    public void ChangeMemory()
    {
        foreach (IOperation origin in _objects.Where(pair => pair.Value.RequiresGrad != true).Select(pair => pair.Key).ToArray()) _objects[origin] = _objects[origin] with { RequiresGrad = null, IsLeaf = null };
    }

    private void Forget(Func<TensorObject, bool> which)
    {
        foreach (IOperation origin in _objects.Where(pair => which(pair.Value)).Select(pair => pair.Key).ToArray())
        {
            // Where it was made does not change.
            _objects[origin] = new TensorObject { IsShared = _objects[origin].IsShared, IsInference = _objects[origin].IsInference };
        }
    }

    /// <summary>Takes in what is known on another way to the same place.</summary>
    /// <returns>Whether less is known than before.</returns>
    public bool Join(FlowState other)
    {
        bool hasChanged = false;

        // A local that another way has not assigned cannot be read there; a parameter or field can.
        foreach (ISymbol symbol in _variables.Keys.Where(symbol => symbol is not ILocalSymbol && !other._variables.ContainsKey(symbol)).ToArray()) hasChanged |= _variables.Remove(symbol);
        foreach (KeyValuePair<ISymbol, TensorValue> pair in other._variables)
        {
            if (_variables.ContainsKey(pair.Key) || pair.Key is ILocalSymbol) hasChanged |= Join(_variables, pair.Key, pair.Value, TensorValue.Join);
        }

        foreach (KeyValuePair<CaptureId, TensorValue> pair in other._captures) hasChanged |= Join(_captures, pair.Key, pair.Value, TensorValue.Join);
        foreach (KeyValuePair<IOperation, TensorObject> pair in other._objects) hasChanged |= Join(_objects, pair.Key, pair.Value, TensorObject.Join);
        RecordingMode mode = RecordingMode.Join(Mode, other.Mode);
        hasChanged |= mode != Mode;
        Mode = mode;
        return hasChanged;
    }

    private static bool Join<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, TValue value, Func<TValue, TValue, TValue> join)
        where TKey : notnull
        where TValue : notnull
    {
        if (!known.TryGetValue(key, out TValue? before))
        {
            known[key] = value;
            return true;
        }

        TValue after = join(before, value);
        known[key] = after;
        return !after.Equals(before);
    }
}
