using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What <c>Array</c>, spans and <c>MemoryExtensions</c> do with all elements at once: loops over them.</summary>
internal sealed partial class MethodLowering
{
    private bool IsArrayCall(IInvocationOperation call)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        bool isKnown = type.SpecialType == SpecialType.System_Array || KnownTypes.IsSpan(type) || KnownTypes.IsIn(type, "System", "MemoryExtensions");
        return isKnown && call.TargetMethod.Name is "Copy" or "CopyTo" or "TryCopyTo" or "Fill" or "Clear" or "Reverse" or "IndexOf" or "Contains" or "Resize";
    }

    /// <summary>Null after a diagnostic.</summary>
    private Value[]? LowerArrayCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        IOperation[] inOrder = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => WithoutConversion(argument.Value)).ToArray();
        IOperation[] arguments = call.Instance is { } instance ? [instance, .. inOrder] : inOrder;
        if (call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.DefaultValue)) return Unknown(call);
        if (method.Name == "Resize")
        {
            Report(Descriptors.CallWithoutDerivative, call, method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), "it replaces the array by another one", "make an array of the new length and copy into it");
            return null;
        }

        // In the order in which C# evaluates them.
        var values = new Value[arguments.Length][];
        IEnumerable<IOperation> evaluated = call.Arguments.Select(argument => WithoutConversion(argument.Value));
        foreach (IOperation argument in call.Instance is { } first ? evaluated.Prepend(first) : evaluated)
        {
            int place = Array.IndexOf(arguments, argument);
            bool isArray = LayoutOf(argument.Type) is BufferLayout or GridLayout;
            if (isArray && !HoldsNumbers(argument)) return Unknown(call);
            values[place] = LowerComponents(argument, null);
        }

        if (HasFailed) return null;
        Layout? Shape(int index) => index < arguments.Length && LayoutOf(arguments[index].Type) is BufferLayout or GridLayout ? LayoutOf(arguments[index].Type) : null;
        if (Shape(0) is not { } layout) return Unknown(call);
        bool isGrid = layout is GridLayout;
        Value[] all = isGrid ? values[0].Take(values[0].Length - ((GridLayout)layout).Rank).ToArray() : values[0];
        int[] numbers = Enumerable.Range(1, arguments.Length - 1).Where(i => Shape(i) is null).ToArray();
        Value Number(int index) => values[numbers[index]][0];
        bool AreInts(int from) => numbers.Skip(from).All(index => _types.Scalar(arguments[index].Type) == IrType.I32);
        switch (method.Name)
        {
            case "Copy" when arguments.Length is 3 or 5 && Shape(arguments.Length == 3 ? 1 : 2) is BufferLayout target && !isGrid && AreInts(0):
                return arguments.Length == 3
                    ? CopyPart(call, layout, all, null, target, values[1], null, Number(0))
                    : CopyPart(call, layout, all, Number(0), target, values[2], Number(1), Number(2));
            case "CopyTo" or "TryCopyTo" when Shape(1) is BufferLayout target && !isGrid && AreInts(0) && numbers.Length <= 1:
                return CopyAll(call, layout, all, target, values[1], numbers.Length == 1 ? Number(0) : null);
            case "Fill" or "Clear" when !isGrid || numbers.Length == 0:
                int given = method.Name == "Fill" ? 1 : 0;
                if (numbers.Length != given && (numbers.Length != given + 2 || !AreInts(given))) return Unknown(call);
                Value[] element = given == 0 ? all.Select(buffer => _builder.Zero(((BufferType)buffer.Type).Element)).ToArray() : values[numbers[0]];
                if (element.Length != all.Length) return Unknown(call);
                if (numbers.Length > given) all = PartOf(all, Number(given), Number(given + 1), given == 0 ? "IndexOutOfRangeException" : "ArgumentOutOfRangeException", given == 0 ? "IndexOutOfRangeException" : "ArgumentOutOfRangeException");
                for (int leaf = 0; leaf < all.Length; leaf++) Fill(all[leaf], ConvertTo(element[leaf], ((BufferType)all[leaf].Type).Element, "t", call));
                return HasFailed ? null : [];
            case "Reverse" when !isGrid && numbers.Length is 0 or 2 && AreInts(0):
                if (numbers.Length == 2) all = PartOf(all, Number(0), Number(1), "ArgumentOutOfRangeException", "ArgumentException");
                Reverse(all);
                return [];
            case "IndexOf" or "Contains" when numbers.Length == 1 && all.Length == 1 && _types.Scalar(arguments[numbers[0]].Type) is not (null or VectorType or MaskType):
                Value sought = ConvertTo(Number(0), ((BufferType)all[0].Type).Element, "sought", call);
                return HasFailed ? null : [IndexOf(all[0], sought, method.Name == "Contains")];
            default:
                return Unknown(call);
        }
    }

    private Value[]? Unknown(IInvocationOperation call)
    {
        if (!HasFailed) ReportCall(call);
        return null;
    }

    /// <summary>All there is to an element are its numbers.</summary>
    private bool HoldsNumbers(IOperation array)
    {
        Layout element = ElementOf(LayoutOf(array.Type)!);
        return !HasOpaque(element) && Kinds(element).All(kind => kind == LeafKind.InPlace);
    }

    /// <summary>A part of an array, after the checks of the methods that are given one.</summary>
    private Value[] PartOf(Value[] array, Value start, Value count, string negative, string tooLong)
    {
        RequireRange(_builder.Length(array[0]), start, count, negative, tooLong);
        return SliceEach(array, start, count, null);
    }

    private void RequireRange(Value length, Value start, Value count, string negative, string tooLong)
    {
        Value zero = _builder.Integer(0);
        ThrowWhere(_builder.Apply(Ops.Or, "isNegative", _builder.Apply(Ops.Less, "lt", start, zero), _builder.Apply(Ops.Less, "lt", count, zero)), negative);
        // Both are at least zero here, so the difference does not overflow.
        ThrowWhere(_builder.Apply(Ops.Less, "isTooShort", _builder.Apply(Ops.Subtract, "left", length, start), count), tooLong);
    }

    /// <param name="exception">Of the namespace <c>System</c>, made without arguments.</param>
    private void ThrowWhere(Value condition, string exception) => ThrowWhen(condition, $"new global::System.{exception}()");

    /// <summary><c>Array.Copy</c>.</summary>
    private Value[]? CopyPart(IInvocationOperation call, Layout layout, Value[] source, Value? sourceStart, Layout targetLayout, Value[] target, Value? targetStart, Value count)
    {
        Value zero = _builder.Integer(0);
        RequireRange(_builder.Length(source[0]), sourceStart ?? zero, count, "ArgumentOutOfRangeException", "ArgumentException");
        RequireRange(_builder.Length(target[0]), targetStart ?? zero, count, "ArgumentOutOfRangeException", "ArgumentException");
        return Copy(call, layout, SliceEach(source, sourceStart ?? zero, count, null), targetLayout, SliceEach(target, targetStart ?? zero, count, null)) ? [] : null;
    }

    /// <summary><c>CopyTo</c>, to a place in an array or the beginning of a span, and <c>TryCopyTo</c>.</summary>
    private Value[]? CopyAll(IInvocationOperation call, Layout layout, Value[] source, Layout targetLayout, Value[] target, Value? start)
    {
        Value count = _builder.Length(source[0]);
        if (start is not null) return CopyPart(call, layout, source, null, targetLayout, target, start, count);
        Value fits = _builder.Apply(Ops.LessOrEqual, "fits", count, _builder.Length(target[0]));
        Value[]? Copied() => Copy(call, layout, source, targetLayout, SliceEach(target, _builder.Integer(0), count, null)) ? [] : null;
        if (call.TargetMethod.Name == "CopyTo")
        {
            ThrowWhere(Negate(fits), "ArgumentException");
            return Copied();
        }

        Branch then = Fork(() =>
        {
            Copied();
            return Flow.Falls;
        });
        Join(fits, then, Fork(() => Flow.Falls), Continuation.Plain);
        return HasFailed ? null : [fits];
    }

    /// <summary>Element by element, as if all were read before any is written. False after a diagnostic.</summary>
    private bool Copy(IInvocationOperation call, Layout layout, Value[] source, Layout targetLayout, Value[] target)
    {
        if (ElementOf(layout) != ElementOf(targetLayout))
        {
            ReportUnsupported(call, "a copy that converts the elements", "copy them one by one");
            return false;
        }

        for (int leaf = 0; leaf < source.Length; leaf++)
        {
            // What may be the same memory goes through a copy.
            Value from = AreApart(source[leaf], target[leaf]) ? source[leaf] : CopyOf(source[leaf], null), to = target[leaf];
            ForEachIndex(_builder.Length(from), (body, index) => body.Store(to, index, body.Load(from, index, from.Name + "i")));
        }

        return true;
    }

    /// <summary>
    /// Arguments of real numbers that are written are checked to be distinct when the annotated method is called; those of a method that it calls may be one and the same, and rows, too.
    /// </summary>
    private bool AreApart(Value a, Value b) => Root(a).Id != Root(b).Id && (IsMade(a) || IsMade(b)
        || (_isAnnotated && ((BufferType)a.Type).Element.IsReal && !_rows.Contains(Root(a).Id) && !_rows.Contains(Root(b).Id)));

    private void Reverse(Value[] buffers)
    {
        Value length = _builder.Length(buffers[0]);
        Value half = _builder.Apply(Ops.Divide, "half", length, _builder.Integer(2));
        Value last = _builder.Apply(Ops.Subtract, "last", length, _builder.Integer(1));
        ForEachIndex(half, (body, index) =>
        {
            Value opposite = body.Apply(Ops.Subtract, "opposite", last, index);
            foreach (Value buffer in buffers)
            {
                Value first = body.Load(buffer, index, "first"), second = body.Load(buffer, opposite, "second");
                body.Store(buffer, index, second);
                body.Store(buffer, opposite, first);
            }
        });
    }

    /// <summary>Where the element is, or -1; or whether it is there.</summary>
    private Value IndexOf(Value buffer, Value sought, bool isContained)
    {
        IrBuilder outer = _builder;
        Value none = _builder.Integer(-1), zero = _builder.Integer(0), end = _builder.Length(buffer);
        Value index = _values.New(IrType.I32, "i"), found = _values.New(IrType.I32, "found"), result = _values.New(IrType.I32, "index");
        _builder = outer.Nested();
        // As Equals compares: NaN is found.
        Value isHere = _builder.Apply(Ops.And, "isHere", LeafEquality(_builder.Load(buffer, index, buffer.Name + "i"), sought), _builder.Apply(Ops.Less, "isOpen", found, zero));
        Value next = Join(isHere, ForkValues(() => [index]), ForkValues(() => [found]), Continuation.Plain, "found")[0];
        Region body = _builder.ToRegion([index, found], [next]);
        _builder = outer;
        _builder.Append(new For(new[] { result }.ToEquatableArray(), new[] { none }.ToEquatableArray(), zero, end, 1, false, body));
        return isContained ? _builder.Apply(Ops.GreaterOrEqual, "isContained", result, zero) : result;
    }

    /// <summary><c>(double[])a.Clone()</c>; null for other expressions.</summary>
    private Value[]? LowerClone(IOperation operation, string? hint)
    {
        if (operation is not IConversionOperation { Operand: IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array }, Type: { } type }) return null;
        if (LayoutOf(type) is not { } layout || LayoutOf(array.Type) != layout || !HoldsNumbers(array)) return null;
        Value[] values = LowerComponents(array, null);
        if (HasFailed) return Placeholders(type);
        int rank = layout is GridLayout grid ? grid.Rank : 0;
        return [.. CopiesOf(Cut(values, 0, values.Length - rank), operation, hint), .. values.Skip(values.Length - rank)];
    }
}
