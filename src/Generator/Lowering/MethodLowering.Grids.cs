using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Arrays of several dimensions: a buffer with all elements row by row (one for each leaf of an element), and the lengths.</summary>
internal sealed partial class MethodLowering
{
    private Place[]? GridPlaces(IArrayElementReferenceOperation element)
    {
        if (LayoutOf(element.ArrayReference.Type) is not GridLayout grid) return null;
        Value[] leaves = LowerComponents(element.ArrayReference, null);
        if (HasFailed) return [new NoPlace(IrType.F64)];
        Value[] buffers = Cut(leaves, 0, leaves.Length - grid.Rank);
        Value[] lengths = Cut(leaves, buffers.Length, grid.Rank);
        Value[] indices = element.Indices.Select(index => LowerIndex(index, null)).ToArray();
        Value flat = CheckedIndex(indices[0], lengths[0]);
        for (int i = 1; i < indices.Length; i++)
            flat = _builder.Apply(Ops.Add, "at", _builder.Apply(Ops.Multiply, "row", flat, lengths[i]), CheckedIndex(indices[i], lengths[i]));
        return ElementPlaces(new BufferLayout(grid.TypeText, grid.Element, BufferKind.Grid), buffers, flat);
    }

    private Value CheckedIndex(Value index, Value length) => _builder.Apply(Ops.Index, index.Name == "c" ? "i" : index.Name, index, length);

    private Value[] LowerNewGrid(IArrayCreationOperation creation, GridLayout grid, string name)
    {
        var layout = new BufferLayout(grid.TypeText, grid.Element, BufferKind.Grid);
        if (!CanAllocate(layout, creation)) return Placeholders(creation.Type);
        Value[] lengths = creation.DimensionSizes.Select(size => LowerIndex(size, null)).ToArray();
        List<Value[]> values = [];
        if (creation.Initializer is { } initializer) Flatten(initializer);
        if (HasFailed) return Placeholders(creation.Type);

        // A negative length fails in its own allocation: a product of two of them would not.
        if (lengths.Count(length => !IsConstant(length)) > 1)
        {
            foreach (Value length in lengths) _builder.Allocate(IrType.Bool, length, zeroed: true, "unused");
        }

        Value[] buffers = AllocateEach(layout, lengths.Aggregate((all, next) => _builder.Apply(Ops.Multiply, "count", all, next)), name);
        for (int i = 0; i < values.Count; i++)
        {
            Value index = _builder.Integer(i);
            for (int leaf = 0; leaf < buffers.Length; leaf++) _builder.Store(buffers[leaf], index, values[i][leaf]);
        }

        return [.. buffers, .. lengths];

        void Flatten(IArrayInitializerOperation items)
        {
            foreach (IOperation item in items.ElementValues)
            {
                if (item is IArrayInitializerOperation inner) Flatten(inner);
                else values.Add(Fit(LowerComponents(item, null), item.Type, ((IArrayTypeSymbol)creation.Type!).ElementType, item));
            }
        }
    }

    private bool IsConstant(Value value) => _builder.Operations.Any(operation => operation is Constant constant && constant.Result == value);

    /// <summary>The product of the lengths: an array's own length, which the buffer has too.</summary>
    private Value GridLength(Value[] leaves, GridLayout grid) => HasFailed ? Placeholder(IrType.I32) : LengthOf(leaves[0]);

    /// <summary><c>GetLength(1)</c>, <c>GetUpperBound(1)</c>, <c>GetLowerBound(1)</c>; null for other calls.</summary>
    private Value[]? LowerGridCall(IInvocationOperation call)
    {
        if (call is not { TargetMethod: { Name: "GetLength" or "GetUpperBound" or "GetLowerBound", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } instance }) return null;
        IOperation array = instance is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : instance;
        if (call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: int dimension })
        {
            ReportUnsupported(call.Arguments[0].Value, "a dimension that is not a constant", "write it as a number");
            return null;
        }

        Value[] leaves = LowerComponents(array, null);
        Layout? layout = LayoutOf(array.Type);
        int rank = (layout as GridLayout)?.Rank ?? 1;
        if (HasFailed || layout is not (GridLayout or BufferLayout) || dimension < 0 || dimension >= rank)
        {
            if (!HasFailed) ReportUnsupported(call);
            return null;
        }

        Value length = layout is GridLayout ? leaves[leaves.Length - rank + dimension] : LengthOf(leaves[0]);
        return call.TargetMethod.Name switch
        {
            "GetLength" => [length],
            "GetUpperBound" => [_builder.Apply(Ops.Subtract, "last", length, _builder.Integer(1))],
            _ => [_builder.Integer(0)],
        };
    }

    /// <summary>A jagged array of rows that are listed: allowed where all rows are made here and have one length.</summary>
    private Value[] LowerRows(BufferLayout rows, IReadOnlyList<IOperation> elements, IOperation operation, string name)
    {
        if (rows.Element is BufferLayout || !CanAllocate(rows, operation)) return HasFailed ? Placeholders(operation.Type) : UnsupportedComposite(operation);
        IReadOnlyList<IOperation>?[] lists = elements.Select(ListedElements).ToArray();
        if (lists.Length == 0 || lists.Any(list => list is null || list.Count != lists[0]!.Count))
        {
            ReportUnsupported(operation, "a jagged array whose rows are not lists of one length", "use one array and compute the index");
            return Placeholders(operation.Type);
        }

        ITypeSymbol element = ((IArrayTypeSymbol)((IArrayTypeSymbol)operation.Type!).ElementType).ElementType;
        Value[][] values = lists.SelectMany(list => list!.Select(item => Fit(LowerComponents(item, null), item.Type, element, item))).ToArray();
        if (HasFailed) return Placeholders(operation.Type);
        Value[] flat = AllocateEach(rows, _builder.Integer(values.Length), name);
        for (int i = 0; i < values.Length; i++)
        {
            Value index = _builder.Integer(i);
            for (int leaf = 0; leaf < flat.Length; leaf++) _builder.Store(flat[leaf], index, values[i][leaf]);
        }

        return flat.Select(buffer => NewHandle(new RowsHandle(buffer, _builder.Integer(lists.Length), _builder.Integer(lists[0]!.Count)), name)).ToArray();
    }

    private static IReadOnlyList<IOperation>? ListedElements(IOperation row) => row switch
    {
        IConversionOperation conversion => ListedElements(conversion.Operand),
        IArrayCreationOperation { DimensionSizes.Length: 1, Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection when !collection.Elements.Any(element => element is ISpreadOperation) => collection.Elements,
        _ => null,
    };

    /// <summary>
    /// <c>var a = new double[n][]; for (int i = 0; i &lt; n; i++) a[i] = new double[m];</c> is one allocation, if the loop comes right after and makes nothing but the rows.
    /// Null if the statements are not of this form.
    /// </summary>
    private bool TryLowerRows(IOperation declaration, IOperation? loop)
    {
        if (declaration is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator] } group] }) return false;
        if ((declarator.Initializer ?? group.Initializer)?.Value is not IArrayCreationOperation { DimensionSizes: [var rows], Initializer: null } creation) return false;
        if (LayoutOf(creation.Type) is not BufferLayout { Element: BufferLayout { Element: not BufferLayout } row }) return false;
        if (loop is not IForLoopOperation { Body: var body } made || MadeRow(body) is not var (target, size)) return false;
        if (CountedLoop.TryMatch(made, _ => false) is not { Step: 1, Adjustment: 0, Start.ConstantValue: { HasValue: true, Value: 0 } } counted) return false;
        bool fits = target is { ArrayReference: ILocalReferenceOperation { Local: var array }, Indices: [ILocalReferenceOperation { Local: var index }] }
            && SymbolEqualityComparer.Default.Equals(array, declarator.Symbol) && SymbolEqualityComparer.Default.Equals(index, counted.Index)
            && CoversAll(counted.Bound, rows, declarator.Symbol) && IsFixedSize(size, counted.Index);
        if (!fits || !CanAllocate(row, creation)) return false;

        Value count = LowerIndex(rows, null);
        Value width = LowerIndex(size, null);
        Value[] flat = AllocateEach(row, _builder.Apply(Ops.Multiply, "count", count, width), declarator.Symbol.Name);
        Value[] leaves = flat.Select(buffer => NewHandle(new RowsHandle(buffer, count, width), declarator.Symbol.Name)).ToArray();
        _frame.Bind(declarator.Symbol, DeclareVariables(declarator.Symbol.Name, leaves.Select(leaf => leaf.Type).ToArray(), leaves));
        return true;
    }

    private static (IArrayElementReferenceOperation Target, IOperation Size)? MadeRow(IOperation body)
    {
        while (body is IBlockOperation { Operations: [var only], Locals.IsEmpty: true }) body = only;
        return body is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation target, Value: IArrayCreationOperation { DimensionSizes: [var size], Initializer: null } } }
            ? (target, size) : null;
    }

    private static bool CoversAll(IOperation bound, IOperation rows, ILocalSymbol array) =>
        bound is IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation { Local: var local } } && SymbolEqualityComparer.Default.Equals(local, array)
        || (bound.ConstantValue is { HasValue: true, Value: int last } && rows.ConstantValue is { HasValue: true, Value: int all } && last == all)
        || (IsFixedSize(bound, null) && bound.Syntax.ToString() == rows.Syntax.ToString());

    /// <summary>Evaluated once or several times, it is the same.</summary>
    private static bool IsFixedSize(IOperation size, ILocalSymbol? index) => size.DescendantsAndSelf().All(operation =>
        operation.ConstantValue.HasValue
        || (operation is ILocalReferenceOperation local && !SymbolEqualityComparer.Default.Equals(local.Local, index))
        || operation is IParameterReferenceOperation or IBinaryOperation { OperatorMethod: null }
        || operation is IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation or IParameterReferenceOperation });
}
