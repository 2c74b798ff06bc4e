using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private readonly Stack<Place[]> _initialised = new();

    /// <summary>Where the leaves of an expression are; null if it is no variable, member or element.</summary>
    private Place[]? Places(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { IsDeclaration: true } implied:
                return DeclarePlaces(implied.Local);
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return DeclarePlaces(declared.Local);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return BoundPlaces(operation) ?? CapturedPlaces(operation);
            case IConditionalAccessInstanceOperation when _accessed.Count > 0:
                return _accessed.Peek().Select(value => (Place)new ValuePlace(value)).ToArray();
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return _initialised.Count > 0 ? _initialised.Peek() : null;
            case IInstanceReferenceOperation:
                return _frame.FindReceiver();
            case IFieldReferenceOperation { Instance: { } instance } field:
                return MemberPlaces(instance, field.Field);
            case IPropertyReferenceOperation property:
                return PropertyPlaces(property);
            case IArrayElementReferenceOperation { Indices: [not IRangeOperation] } element when IsStructure(element.ArrayReference.Type):
                return ElementPlaces(element.ArrayReference, element.Indices[0]);
            case IArrayElementReferenceOperation { Indices.Length: > 1 } element:
                return GridPlaces(element);
            case IImplicitIndexerReferenceOperation { Argument: not IRangeOperation } element when IsStructure(element.Instance.Type):
                return ElementPlaces(element.Instance, element.Argument);
            default:
                return null;
        }
    }

    private Place[]? DeclarePlaces(ILocalSymbol local)
    {
        if (Leaves(local.Type) is not { } types) return null;
        Place[] places = DeclareVariables(local.Name, types, null, LeafNames(local.Type, local.Name));
        _frame.Bind(local, places);
        return places;
    }

    /// <summary>The places of a field or of the field behind a property.</summary>
    private Place[]? MemberPlaces(IOperation instance, ISymbol member)
    {
        if (!IsComposite(instance.Type)) return null;
        if (TupleElement(member) is var (start, length)) return PartPlaces(instance, start, length);
        if (LayoutOf(instance.Type) is not { } layout || FindMember(layout, member) is not var (offset, found)) return null;
        if (found.Layout.IsOpaque) ReportType(instance.Parent ?? instance, member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type);
        int count = found.Layout.Leaves().Count();
        if (layout is StructLayout) return PartPlaces(instance, offset, count);

        if (layout is not ObjectLayout) return null;
        Value[] leaves = Cut(LowerComponents(instance, null), offset, count);
        LeafKind[] kinds = Kinds(found.Layout).ToArray();
        return leaves.Select((leaf, index) => kinds[index] == LeafKind.InPlace ? CellPlace(leaf) : ReferencePlaceOf(leaf)).ToArray();
    }

    private Place[] PartPlaces(IOperation instance, int offset, int count)
    {
        if (Places(instance) is { } owner && owner is not [PropertyPlace, ..]) return Cut(owner, offset, count);
        return Cut(LowerComponents(instance, null), offset, count).Select(value => (Place)new ValuePlace(value)).ToArray();
    }

    /// <summary>Where an element of a tuple is among the leaves. Unlike a struct, a tuple may hold delegates.</summary>
    private (int Offset, int Count)? TupleElement(ISymbol member)
    {
        if (member is not IFieldSymbol { ContainingType: { IsTupleType: true } tuple } field || TupleIndex(field) is not (>= 0 and var index) || index >= tuple.TupleElements.Length) return null;
        int Count(IFieldSymbol element) => Leaves(element.Type)?.Length ?? 0;
        return (tuple.TupleElements.Take(index).Sum(Count), Count(tuple.TupleElements[index]));
    }

    /// <summary>A parameter of a primary constructor that a member mentions: the compiler keeps it in a field.</summary>
    private Place[]? CapturedPlaces(IOperation operation)
    {
        if (operation is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter }) return null;
        if (_frame.FindReceiver() is not { } receiver || LayoutOf(constructor.ContainingType) is not { } layout || FindMember(layout, parameter) is not var (offset, member)) return null;
        Place[] part = Cut(receiver, offset, member.Layout.Leaves().Count());
        return layout is StructLayout ? part : ObjectPart(part, member);
    }

    private static T[] Cut<T>(T[] items, int offset, int count) => items.Skip(offset).Take(count).ToArray();

    private static (int Offset, Member Member)? FindMember(Layout layout, ISymbol symbol)
    {
        EquatableMembers members = new(layout);
        return members.Find((symbol as IFieldSymbol)?.AssociatedSymbol is IPropertySymbol property ? property.Name : symbol.Name);
    }

    /// <summary>The members of a layout with the places of their leaves among all.</summary>
    private readonly struct EquatableMembers(Layout layout)
    {
        private readonly IReadOnlyList<Member> _members = layout switch
        {
            StructLayout composite => composite.Members,
            ObjectLayout composite => composite.Members,
            _ => [],
        };

        public (int Offset, Member Member)? Find(string name)
        {
            for (int i = 0; i < _members.Count; i++)
            {
                if (_members[i].Name == name) return (_members.Take(i).Sum(member => member.Layout.Leaves().Count()), _members[i]);
            }

            return null;
        }
    }

    private Place[]? PropertyPlaces(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (reference.Instance is { } numbers && KnownTypes.Struct(numbers.Type) is not null) return StructPropertyPlaces(reference, numbers);
        if (reference.Instance is { } buffer && property.IsIndexer && reference.Arguments.Length == 1 && IsStructure(buffer.Type)) return ElementPlaces(buffer, reference.Arguments[0].Value);
        if (reference.Instance is { } instance && !property.IsIndexer && IsStored(property) && MemberPlaces(instance, property) is { } stored) return stored;
        if (!property.IsStatic && reference.Instance is null) return null;
        if (!IsInSource(property) || Leaves(reference.Type) is not { } types) return null;
        if (property.IsStatic && IsStored(property)) return null;
        Place[]? receiver = reference.Instance is { } owner ? ReceiverPlaces(owner, property.GetMethod ?? property.SetMethod) : null;
        if (HasFailed) return types.Select(type => (Place)new NoPlace(type)).ToArray();
        if (LowerArguments(property, reference.Arguments) is not { } arguments) return types.Select(type => (Place)new NoPlace(type)).ToArray();
        var access = new PropertyAccess(property, receiver, arguments, reference);
        if (property.ReturnsByRef || property.ReturnsByRefReadonly)
            return ReadProperty(access, null) is [{ Type: BufferType } target, var index] ? [new ElementPlace(target, index)] : [new NoPlace(types.FirstOrDefault() ?? IrType.F64)];
        return types.Select((type, index) => (Place)new PropertyPlace(access, index, type)).ToArray();
    }

    private Place[][]? LowerArguments(IPropertySymbol property, IReadOnlyList<IArgumentOperation> arguments)
    {
        var bound = new Place[property.Parameters.Length][];
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            bound[parameter.Ordinal] = LowerArgument(argument.Value, parameter.RefKind, parameter.Name);
        }

        return HasFailed || bound.Contains(null!) ? null : bound;
    }

    private bool IsInSource(ISymbol symbol) => symbol.OriginalDefinition.DeclaringSyntaxReferences.Any(reference => _model.Compilation.ContainsSyntaxTree(reference.SyntaxTree));

    /// <summary>Reads and writes go to a field, with no code of the user's.</summary>
    private bool IsStored(IPropertySymbol property)
    {
        if (property.IsAbstract || property.IsIndexer) return false;
        foreach (SyntaxReference reference in property.OriginalDefinition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
            if (syntax is ParameterSyntax) return true;
            if (syntax is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors }) return accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null);
        }

        return property.ContainingType.IsTupleType;
    }

    private Value[]? ReadProperty(PropertyAccess access, string? hint)
    {
        if (access.Property.GetMethod is not { } getter || !CanEnter(access, getter)) return null;
        // With "field", one accessor may be the user's and the other not.
        if (IsAuto(access.Property, getter) && access.Receiver is { } receiver && StoredPlaces(access.Property, receiver) is { } stored) return ReadPlaces(stored, access.Site, hint);
        return FindCallee(getter, access.Site) is { } callee ? LowerInline(callee, access.Receiver, access.Arguments, access.Site, hint ?? ToCamel(access.Property.Name)) : null;
    }

    private void WriteProperty(PropertyAccess access, Value[] values)
    {
        if (IsAuto(access.Property, access.Property.SetMethod) || access.Property.SetMethod is not { } setter)
        {
            // A getter with a body may stand beside a setter without one, and a constructor may set what has no setter.
            if (access.Receiver is { } receiver && StoredPlaces(access.Property, receiver) is { } places) WritePlaces(places, values, access.Site);
            else ReportUnsupported(access.Site);
            return;
        }

        if (!CanEnter(access, setter) || FindCallee(setter, access.Site) is not { } callee) return;
        Place[] value = DeclareCopy(access.Property.Type, values, "value");
        LowerInline(callee, access.Receiver, [.. access.Arguments, value], access.Site, null);
    }

    /// <summary>The field behind a property, given the places of its object.</summary>
    private Place[]? StoredPlaces(IPropertySymbol property, Place[] receiver)
    {
        if (LayoutOf(property.ContainingType) is not { } layout || FindMember(layout, property) is not var (offset, member)) return null;
        Place[] part = Cut(receiver, offset, member.Layout.Leaves().Count());
        return layout is StructLayout ? part : ObjectPart(part, member);
    }

    private Place[] ObjectPart(Place[] part, Member member)
    {
        LeafKind[] kinds = Kinds(member.Layout).ToArray();
        return part.Select((place, index) => kinds[index] == LeafKind.InPlace ? CellPlace(Read(place, null)) : ReferencePlaceOf(Read(place, null))).ToArray();
    }

    private bool IsAuto(IPropertySymbol property, IMethodSymbol? accessor) =>
        accessor?.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancellation))
            .Any(syntax => syntax is AccessorDeclarationSyntax { Body: null, ExpressionBody: null }) ?? IsStored(property);

    private bool CanEnter(PropertyAccess access, IMethodSymbol accessor)
    {
        if (!Contracts.IsOpen(accessor) || access.Site is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } }) return true;
        string name = access.Property.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        Report(Descriptors.CallWithoutDerivative, access.Site, name, WhyVirtual, "make it a method, and mark that and all that override or implement it [Differentiable]; or seal its class");
        return false;
    }

    private const string WhyVirtual = "it is abstract or virtual, and which one is called depends on the object";

    private void ReportVirtual(IOperation site, string name) => Report(
        Descriptors.CallWithoutDerivative, site, name, WhyVirtual, "mark it and all that override or implement it [Differentiable], call a method that is not virtual, or seal its class");

    /// <summary>What <c>this</c> stands for in a method that is called on the expression: a struct's own place, or a copy where C# makes one.</summary>
    private Place[]? ReceiverPlaces(IOperation instance, IMethodSymbol? method)
    {
        bool isReference = LayoutOf(instance.Type) is ObjectLayout;
        if (!isReference && IsVariable(instance) && Places(instance) is { } places) return Checked(places);
        Value[] values = LowerComponents(instance, null);
        return isReference ? values.Select(value => (Place)new ValuePlace(value)).ToArray() : DeclareCopy(instance.Type!, values, "copy");
    }

    /// <summary>A method of a struct or object, whose body is known.</summary>
    private Value[]? LowerMethodCall(IInvocationOperation call, IOperation instance, string? hint)
    {
        IMethodSymbol method = ResolveMethod(call.TargetMethod);
        // On a type parameter, now that the type it stands for is known.
        if (instance.Type is ITypeParameterSymbol parameter && Implementation(call.TargetMethod, parameter) is { } implementation) method = implementation;
        if (Contracts.IsOpen(method) && instance.Syntax is not BaseExpressionSyntax) return LowerOpenCall(call, instance, method, hint);

        if (KnownTypes.ConditionalSymbols(method).Length > 0)
        {
            ReportCall(call);
            return null;
        }

        Place[]? receiver = ReceiverPlaces(instance, method);
        return HasFailed ? null : LowerInline(method, receiver, call.Arguments, call, hint);
    }

    /// <summary>Whether a method called on it changes it.</summary>
    private static bool IsVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local.RefKind: not RefKind.RefReadOnly } => true,
        IParameterReferenceOperation { Parameter.RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) } => true,
        IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Field: { IsReadOnly: false, IsStatic: false }, Instance: { } instance } => instance.Type is { IsReferenceType: true } || IsVariable(instance),
        IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property.ReturnsByRef: true } => true,
        IImplicitIndexerReferenceOperation { Instance.Type: { } type } => type is IArrayTypeSymbol || KnownTypes.IsSpan(type),
        _ => false,
    };
}
