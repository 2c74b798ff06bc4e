using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary><c>(a, x[i]) = (x[i], a)</c>: targets are evaluated first, then all values, then all are stored.</summary>
    private void LowerDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = Expression(deconstruction.Target);
        ITypeSymbol? type = deconstruction.Value.Type;
        bool isKnown = Leaves(type) is not null || (type is null && deconstruction.Value is ITupleOperation);
        if (target is not ITupleOperation targets || !isKnown || deconstruction.Syntax is not AssignmentExpressionSyntax syntax)
        {
            if (type is INamedTypeSymbol { IsTupleType: true }) ReportUnsupported(deconstruction, "this deconstruction", "assign numbers one by one");
            else ReportUnsupported(deconstruction.Value, "a deconstruction of this", "assign numbers one by one");
            return;
        }

        List<Place[]?> places = [];
        Evaluate(targets, places, deconstruction);
        if (HasFailed) return;
        if (Writes(deconstruction.Value))
        {
            foreach (Place place in places.OfType<Place[]>().SelectMany(place => place)) CheckIndex(place);
        }

        Value[] values = LowerComponents(deconstruction.Value, null);
        List<(Value[] Values, ITypeSymbol Type)> parts = [];
        if (HasFailed || !TakeApart(targets, values, type!, _model.GetDeconstructionInfo(syntax), deconstruction.Value, parts)) return;
        List<IOperation> elements = Elements(targets).ToList();
        for (int i = 0; i < parts.Count && i < places.Count; i++)
        {
            if (places[i] is { } place) WritePlaces(place, Fit(parts[i].Values, parts[i].Type, elements[i].Type ?? parts[i].Type, deconstruction, NameOf(place[0])), elements[i]);
        }
    }

    private static IOperation Expression(IOperation target) => target is IDeclarationExpressionOperation { Expression: var inner } ? inner : target;

    private static IEnumerable<IOperation> Elements(ITupleOperation targets) =>
        targets.Elements.SelectMany(element => Expression(element) is ITupleOperation inner ? Elements(inner) : [element]);

    /// <summary>The places of the targets; null for a discard.</summary>
    private void Evaluate(ITupleOperation targets, List<Place[]?> places, IOperation operation)
    {
        foreach (IOperation element in Elements(targets))
        {
            if (element is IDiscardOperation) places.Add(null);
            else if (IsComposite(element.Type) && Places(element) is { Length: > 0 } composite) places.Add(composite);
            else places.Add([LowerPlace(element)]);
        }
    }

    private void Deconstruct(ITupleOperation targets, Value[] values, ITypeSymbol type, DeconstructionInfo how, IOperation operation)
    {
        List<(Value[] Values, ITypeSymbol Type)> parts = [];
        List<Place[]?> places = [];
        Evaluate(targets, places, operation);
        if (HasFailed || !TakeApart(targets, values, type, how, operation, parts)) return;
        List<IOperation> elements = Elements(targets).ToList();
        for (int i = 0; i < parts.Count; i++)
        {
            if (places[i] is { } place) WritePlaces(place, Fit(parts[i].Values, parts[i].Type, elements[i].Type ?? parts[i].Type, operation), elements[i]);
        }
    }

    /// <summary>The parts that go to the targets, inner ones too. False after a diagnostic.</summary>
    private bool TakeApart(ITupleOperation targets, Value[] values, ITypeSymbol type, DeconstructionInfo how, IOperation operation, List<(Value[] Values, ITypeSymbol Type)> parts)
    {
        if (PartsOf(values, type, how.Method, operation) is not { } own) return false;
        for (int i = 0; i < targets.Elements.Length && i < own.Count; i++)
        {
            if (Expression(targets.Elements[i]) is not ITupleOperation inner) parts.Add(own[i]);
            else if (!TakeApart(inner, own[i].Values, own[i].Type, how.Nested[i], operation, parts)) return false;
        }

        return true;
    }

    private List<(Value[] Values, ITypeSymbol Type)>? PartsOf(Value[] values, ITypeSymbol type, IMethodSymbol? method, IOperation operation)
    {
        type = _types.Resolve(type, _model.Compilation);
        List<(Value[] Values, ITypeSymbol Type)> parts = [];
        if (method is null && type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            int offset = 0;
            foreach (IFieldSymbol element in tuple.TupleElements)
            {
                int count = Leaves(element.Type)?.Length ?? 0;
                parts.Add((Cut(values, offset, count), element.Type));
                offset += count;
            }

            return parts;
        }

        if (method is null || method.IsStatic || !IsInSource(method.ContainingType) || Contracts.IsOpen(method))
        {
            ReportUnsupported(operation, "a deconstruction of this", "read its members one by one");
            return null;
        }

        method = ResolveMethod(method);
        Place[] receiver = LayoutOf(type) is ObjectLayout ? values.Select(value => (Place)new ValuePlace(value)).ToArray() : DeclareCopy(type, values, "copy");
        if (method.IsImplicitlyDeclared) return Positional(method, receiver, operation);
        if (FindCallee(method, operation) is not { } callee) return null;
        Place[][] taken = method.Parameters.Select(parameter => DeclareVariables(parameter.Name, Leaves(parameter.Type) ?? [], null, LeafNames(parameter.Type, parameter.Name))).ToArray();
        if (HasFailed || LowerInline(callee, receiver, taken, operation, null) is null) return null;
        return taken.Select((place, index) => (ReadPlaces(place, operation), method.Parameters[index].Type)).ToList();
    }

    /// <summary>The <c>Deconstruct</c> that the compiler writes for a positional record reads its properties.</summary>
    private List<(Value[] Values, ITypeSymbol Type)>? Positional(IMethodSymbol method, Place[] receiver, IOperation operation)
    {
        List<(Value[] Values, ITypeSymbol Type)> parts = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ISymbol? member = method.ContainingType.GetMembers(parameter.Name).FirstOrDefault(candidate => candidate is IPropertySymbol or IFieldSymbol);
            bool isStored = member is IFieldSymbol || (member is IPropertySymbol stored && IsStored(stored));
            Place[]? places = !isStored ? null : member is IPropertySymbol property ? StoredPlaces(property, receiver) : null;
            if (places is null)
            {
                ReportUnsupported(operation, "a deconstruction of this", "read its members one by one");
                return null;
            }

            parts.Add((ReadPlaces(places, operation), parameter.Type));
        }

        return parts;
    }
}
