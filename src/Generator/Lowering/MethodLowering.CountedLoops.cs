using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Flow LowerCounted(IForLoopOperation loop, CountedLoop counted)
    {
        if (counted.Start is null) return LowerContinued(loop, counted);
        Value? start = null;
        foreach (IVariableDeclaratorOperation declarator in loop.Before.SelectMany(statement => statement.DescendantsAndSelf()).OfType<IVariableDeclaratorOperation>())
        {
            if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, counted.Index)) start = Lower(counted.Start);
            else LowerDeclarator(declarator, declarator.Initializer);
        }

        if (counted.Width is not null)
        {
            if (LowerByWidth(loop, counted, start!, index => Declare(counted.Index, index)) is not null) return Flow.Falls;
            Declare(counted.Index, start!);
            return LowerTopTested(loop, loop.Condition, loop.AtLoopBottom);
        }

        Value end = LowerEnd(counted);
        LowerIterations(NewScope(loop, forcesBreak: false), AssignedIn(loop, [loop.Body]), start!, end, counted.Step, counted.Index.Name, index =>
        {
            Declare(counted.Index, index);
            LowerSequence(new Sequence(loop.Body, null));
        });
        return Flow.Falls;
    }

    /// <summary>A loop over a variable of before it, which goes on being used: <c>for (; i &lt; n; i++)</c>.</summary>
    private Flow LowerContinued(IForLoopOperation loop, CountedLoop counted)
    {
        foreach (IOperation statement in loop.Before) LowerStatement(statement);
        if (_frame.Find(counted.Index) is not [VariablePlace { Variable: var variable }] || !_environment.Contains(variable) || _environment[variable] is not { } start)
            return LowerTopTested(loop, loop.Condition, loop.AtLoopBottom);
        if (counted.Width is not null)
        {
            if (LowerByWidth(loop, counted, start, index => _environment[variable] = index) is not { } last) return LowerTopTested(loop, loop.Condition, loop.AtLoopBottom);
            _environment[variable] = last;
            return Flow.Falls;
        }

        Value end = LowerEnd(counted);
        LowerIterations(NewScope(loop, forcesBreak: false), AssignedIn(loop, [loop.Body, loop.AtLoopBottom[0]]), start, end, counted.Step, counted.Index.Name, index =>
        {
            _environment[variable] = index;
            LowerSequence(new Sequence(loop.Body, null));
            _environment[variable] = _builder.Apply(Ops.Add, counted.Index.Name, index, _builder.Integer(counted.Step));
        });
        return Flow.Falls;
    }

    /// <summary>A loop from a constant by the size of a vector is one over the number of vectors.</summary>
    /// <returns>The index after the loop; null, with nothing appended that matters, if it is no such loop.</returns>
    private Value? LowerByWidth(IForLoopOperation loop, CountedLoop counted, Value start, Action<Value> declare)
    {
        if (_builder.Operations.LastOrDefault(operation => operation.Results.Contains(start)) is not Constant { Bits: >= 0 }) return null;
        Value width = Lower(counted.Width!);
        if (!_vectorCounts.Contains(width)) return null;

        Value end = LowerEnd(counted);
        IrBuilder some = _builder.Nested();
        Value last = some.Apply(Ops.Divide, "t", some.Apply(Ops.Subtract, "t", some.Apply(Ops.Subtract, "t", end, start), some.Integer(1)), width);
        Value count = some.Apply(Ops.Add, "vectors", last, some.Integer(1));
        IrBuilder none = _builder.Nested();
        Value zero = none.Integer(0), vectors = _values.New(IrType.I32, "vectors");
        _builder.Append(new If([vectors], _builder.Apply(Ops.Less, "t", start, end), some.ToRegion([], [count]), none.ToRegion([], [zero])));
        LowerIterations(NewScope(loop, forcesBreak: false), AssignedIn(loop, [loop.Body]), _builder.Integer(0), vectors, 1, "k", number =>
        {
            declare(At(number));
            LowerSequence(new Sequence(loop.Body, null));
        });
        return At(vectors);

        Value At(Value number) => _builder.Apply(Ops.Add, counted.Index.Name, start, _builder.Apply(Ops.Multiply, counted.Index.Name, number, width));
    }

    private Value LowerEnd(CountedLoop counted)
    {
        // "i <= n - 1" and "i < n" are the same loop and should look the same.
        if (counted.Adjustment != 0
            && counted.Bound is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, IsChecked: false, ConstantValue.HasValue: false, RightOperand.ConstantValue: { HasValue: true, Value: int offset } } sum
            && (sum.OperatorKind == BinaryOperatorKind.Add ? offset : -offset) == -counted.Adjustment)
            return Lower(sum.LeftOperand);
        if (counted.Bound.ConstantValue is { HasValue: true, Value: int constant }) return NewConstant(IrType.I32, constant + counted.Adjustment);
        Value bound = Lower(counted.Bound);
        if (counted.Adjustment > 0 && IsBelowLength(counted.Bound)) return _builder.Apply(Ops.Add, "end", bound, _builder.Integer(counted.Adjustment));
        // At the last int, C# would wrap around and never end; that must not become a loop that does nothing.
        return counted.Adjustment switch
        {
            0 => bound,
            > 0 => _builder.Apply(Ops.AddChecked, "end", bound, _builder.Integer(counted.Adjustment)),
            _ => _builder.Apply(Ops.SubtractChecked, "end", bound, _builder.Integer(-counted.Adjustment)),
        };
    }

    /// <summary><c>x.Length - Vector&lt;double&gt;.Count</c> and the like: far from the last int.</summary>
    private bool IsBelowLength(IOperation bound) =>
        bound is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: IPropertyReferenceOperation { Property.Name: "Length", Instance: { } whole }, RightOperand: var less }
        && IsSpan(whole)
        && (less.ConstantValue is { HasValue: true, Value: > 0 } || (less is IPropertyReferenceOperation { Instance: null, Property: { Name: "Count" } count } && KnownTypes.VectorBits(count.ContainingType) is not null));

    private Flow LowerForEach(IForEachLoopOperation loop)
    {
        if (LowerStructuredForEach(loop) is { } structured) return structured;
        if (ElementOf(loop) is not var (element, type)) return Flow.Falls;
        IOperation collection = CollectionOf(loop);
        if (_types.Map(collection.Type) is not BufferType)
        {
            ReportUnsupported(collection, "'foreach' over this", "iterate over an array or a span");
            return Flow.Falls;
        }

        Value buffer = LowerBuffer(collection);
        return LowerElements(loop, [buffer], index => DeclareElement(element, buffer, index, type));
    }

    /// <summary>The collection without the conversion to <c>IEnumerable</c> that an array shows.</summary>
    private IOperation CollectionOf(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true } conversion && _types.Map(collection.Type) is not BufferType) collection = conversion.Operand;
        return collection;
    }

    /// <summary>The body for each element of what the buffers hold.</summary>
    private Flow LowerElements(IForEachLoopOperation loop, Value[] buffers, Action<Value> declare)
    {
        Value length = LengthOf(buffers[0]);
        int start = _builder.Operations.Count;
        Flow flow = LowerElements(loop, length, declare);
        if (HasFailed || LayoutOf(CollectionOf(loop).Type) is not BufferLayout { Kind: BufferKind.List }) return flow;

        // The list itself throws then.
        HashSet<Value> roots = [.. buffers.Select(Root)];
        bool changes = false;
        void Visit(Operation operation)
        {
            changes |= MayWrite(operation).Any(buffer => roots.Contains(Root(buffer)));
            foreach (Region region in operation.Regions) IrWalk.ForEachOperation(region, Visit);
        }

        foreach (Operation operation in _builder.Operations.Skip(start).ToArray()) Visit(operation);
        if (changes) ReportUnsupported(loop.Collection, "a list that is changed while 'foreach' goes through it", "iterate over its indices");
        return flow;
    }

    /// <summary>The body for each index below <paramref name="end"/>, after <paramref name="declare"/> has set the loop's variables.</summary>
    private Flow LowerElements(IForEachLoopOperation loop, Value end, Action<Value> declare)
    {
        HashSet<Variable> assigned = AssignedIn(loop, [loop.Body]);
        if (!HasBreak(loop) && !Returns(loop))
        {
            LowerIterations(NewScope(loop, forcesBreak: false), assigned, _builder.Integer(0), end, 1, "i", index =>
            {
                declare(index);
                LowerSequence(new Sequence(loop.Body, null));
            });
            return Flow.Falls;
        }

        Variable position = NewVariable("i", IrType.I32, VariableKind.User);
        _environment[position] = _builder.Integer(0);
        Value IsBelow() => _builder.Apply(Ops.Less, "below", _environment[position]!, end);
        Flow flow = LowerLoop(loop, NewScope(loop, forcesBreak: false), assigned, IsBelow, position: position, body: () =>
        {
            Value index = _environment[position]!;
            _environment[position] = _builder.Apply(Ops.Add, "i", index, _builder.Integer(1));
            declare(index);
            LowerSequence(new Sequence(loop.Body, null));
        });
        _environment.Remove(position);
        return flow;
    }

    private (ILocalSymbol Element, IrType Type)? ElementOf(IForEachLoopOperation loop)
    {
        ILocalSymbol? element = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (loop.IsAsynchronous || element is null)
            ReportUnsupported(loop.IsAsynchronous ? loop : loop.LoopControlVariable, loop.IsAsynchronous ? "'await foreach'" : "'foreach' into several variables", "iterate over an array or span of numbers into one variable");
        else if (_types.Scalar(element.Type) is { } type)
            return (element, type);
        else
            ReportUnsupported(loop.Collection, $"'foreach' over elements of type '{element.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}'", "iterate over an array or span of numbers");
        return null;
    }

    private void DeclareElement(ILocalSymbol element, Value buffer, Value index, IrType type)
    {
        if (element.RefKind == RefKind.None) Declare(element, _builder.Convert(_builder.Load(buffer, index, element.Name), type, element.Name));
        else _frame.Bind(element, [new ElementPlace(buffer, index)]);
    }

    /// <summary>A <see cref="For"/>: nothing but its bound ends it.</summary>
    private void LowerIterations(LoopScope scope, HashSet<Variable> assigned, Value start, Value end, int step, string indexName, Action<Value> body)
    {
        (LoopScope outerScope, Continuation outer) = (_scope, _continuation);
        foreach (Variable flag in scope.Flags) _environment[flag] = Known.False;
        Value index = _values.New(IrType.I32, indexName);
        (LoopMemory memory, Environment before, int sites) = (new LoopMemory(), _environment.Clone(), _program.Sites.Count);
        Variable[] carried;
        Value[] initial;
        Value[] arguments;
        Branch iteration;
        do
        {
            (_scope, _continuation, _environment) = (outerScope, outer, before.Clone());
            _program.Sites.RemoveRange(sites, _program.Sites.Count - sites);
            EnterLoop(memory);
            carried = Carried(assigned, scope, position: null, memory);
            initial = Initial(carried);
            arguments = carried.Select(variable => _values.New(variable.Type, variable.Name)).ToArray();
            (_scope, _continuation) = (scope, InLoop(scope));
            iteration = ForkValues(() =>
            {
                Bind(carried, arguments);
                SetMemory(memory);
                body(index);
                EndIteration(memory);
                return carried.Select(variable => Materialize(_environment[variable]!)).ToArray();
            });
        }
        while (Learn(memory, before, iteration) && !HasFailed);

        (_scope, _continuation) = (outerScope, outer);
        Value[] results = carried.Select(variable => _values.New(variable.Type, variable.Name)).ToArray();
        _builder.Append(new For(results.ToEquatableArray(), initial.ToEquatableArray(), start, end, step, false, iteration.Builder.ToRegion([index, .. arguments], iteration.Values)));
        Bind(carried, results);
        SetMemory(memory);
        Forget(scope, memory);
    }
}
