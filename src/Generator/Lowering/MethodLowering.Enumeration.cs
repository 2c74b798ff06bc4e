using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary><c>foreach</c> over more than an array or span of numbers.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Null where a plain loop over numbers will do.</summary>
    private Flow? LowerStructuredForEach(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous || loop.Syntax is not CommonForEachStatementSyntax syntax) return null;
        IOperation collection = CollectionOf(loop);
        bool isPlain = loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var symbol } && _types.Scalar(symbol.Type) is not null;
        switch (LayoutOf(collection.Type))
        {
            case GridLayout grid:
                Value[] leaves = LowerComponents(collection, null);
                if (HasFailed) return Flow.Falls;
                var flat = new BufferLayout(grid.TypeText, grid.Element, BufferKind.Grid);
                return LowerElements(loop, GridLength(leaves, grid), index => DeclareElement(loop, syntax, ElementPlaces(flat, Cut(leaves, 0, leaves.Length - grid.Rank), index)));
            case BufferLayout layout when !isPlain || _types.Map(collection.Type) is null:
                if (StructureOf(collection) is not { } buffers) return Flow.Falls;
                return LowerElements(loop, buffers, index => DeclareElement(loop, syntax, ElementPlaces(layout, buffers, index)));
            case StructLayout or ObjectLayout when _model.GetForEachStatementInfo(syntax) is { GetEnumeratorMethod: { } start, MoveNextMethod: { } next, CurrentProperty: { } current } && IsInSource(start) && IsInSource(next):
                return LowerEnumerator(loop, syntax, collection, start, next, current);
            default:
                return null;
        }
    }

    private void DeclareElement(IForEachLoopOperation loop, CommonForEachStatementSyntax syntax, Place[] element)
    {
        if (HasFailed) return;
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { RefKind: not RefKind.None } reference })
        {
            _frame.Bind(reference, element);
            return;
        }

        ForEachStatementInfo info = _model.GetForEachStatementInfo(syntax);
        Value[] values = ReadPlaces(element, loop.Collection);
        if (info.ElementConversion is { IsIdentity: false, IsNumeric: false } conversion && (conversion.IsUserDefined || !conversion.IsImplicit))
        {
            ReportUnsupported(loop.LoopControlVariable, "a conversion of the elements", "convert in the body");
            return;
        }

        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var symbol })
        {
            Value[] fitting = info.ElementType is { } own ? Converted(values, own, symbol.Type, loop.Collection) : values;
            _frame.Bind(symbol, DeclareCopy(symbol.Type, fitting, symbol.Name));
            return;
        }

        IOperation target = loop.LoopControlVariable is IDeclarationExpressionOperation declaration ? declaration.Expression : loop.LoopControlVariable;
        DeconstructionInfo? deconstruction = syntax is ForEachVariableStatementSyntax several ? _model.GetDeconstructionInfo(several) : null;
        if (target is ITupleOperation targets && deconstruction is { } how && info.ElementType is { } type) Deconstruct(targets, values, type, how, loop.LoopControlVariable);
        else ReportUnsupported(loop.LoopControlVariable, "'foreach' into these variables", "iterate into one variable");
    }

    /// <summary>The pattern of <c>GetEnumerator</c>, <c>MoveNext</c> and <c>Current</c>, with the enumerator's own code.</summary>
    private Flow LowerEnumerator(IForEachLoopOperation loop, CommonForEachStatementSyntax syntax, IOperation collection, IMethodSymbol start, IMethodSymbol next, IPropertySymbol current)
    {
        (start, next) = (ResolveMethod(start), ResolveMethod(next));
        bool isStored = IsStored(current);
        IMethodSymbol? getter = isStored ? null : current.GetMethod;
        if (new[] { start, next, getter }.OfType<IMethodSymbol>().Any(Contracts.IsOpen) || start.IsExtensionMethod)
        {
            ReportUnsupported(loop.Collection, "'foreach' over this", "iterate over an array or a span");
            return Flow.Falls;
        }

        Place[]? receiver = ReceiverPlaces(collection, start);
        if (HasFailed || LowerInline(start, receiver, [], loop.Collection, "enumerator") is not { } made) return Flow.Falls;
        Place[] enumerator = LayoutOf(start.ReturnType) is ObjectLayout ? made.Select(value => (Place)new ValuePlace(value)).ToArray() : DeclareCopy(start.ReturnType, made, "enumerator");
        HashSet<Variable> assigned = AssignedIn(loop, [loop.Body]);
        assigned.UnionWith(enumerator.OfType<VariablePlace>().Select(place => place.Variable));
        LoopScope scope = NewScope(loop, forcesBreak: true);
        return LowerLoop(loop, scope, assigned, null, () =>
        {
            if (LowerInline(next, enumerator, [], loop.Collection, "moves") is not [var goes]) return;
            Branch then = Fork(() =>
            {
                Place[]? element = isStored ? StoredPlaces(current, enumerator)
                    : LowerInline(ResolveMethod(getter!), enumerator, [], loop.Collection, "current")?.Select(value => (Place)new ValuePlace(value)).ToArray();
                if (element is null) return Flow.Falls;
                DeclareElement(loop, syntax, element);
                return LowerSequence(new Sequence(loop.Body, null));
            });
            Branch otherwise = Fork(() =>
            {
                _environment[scope.Break!] = Known.True;
                return Flow.Falls;
            });
            if (!HasFailed) Join(goes, then, otherwise, _continuation);
        });
    }
}
