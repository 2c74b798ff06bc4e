using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Structs and objects that the method makes: constructors, initialisers, <c>with</c>.</summary>
internal sealed partial class MethodLowering
{
    private Value[] LowerCreation(IObjectCreationOperation creation, string? hint)
    {
        if (LayoutOf(creation.Type) is BufferLayout && LowerStructuredCreation(creation, hint) is { } span) return span;
        if (LayoutOf(creation.Type) is not (StructLayout or ObjectLayout) || creation.Constructor is not { } constructor) return UnsupportedComposite(creation);
        Place[]? self = NewSelf(creation.Type!, hint ?? ToCamel(creation.Type!.Name.Length > 0 ? creation.Type.Name : "tuple"));
        if (self is null) return UnsupportedComposite(creation);
        if (creation.Type!.IsTupleType)
        {
            Value[] elements = creation.Arguments.SelectMany(argument => LowerComponents(argument.Value, null)).ToArray();
            return elements.Length == self.Length ? elements : UnsupportedComposite(creation);
        }

        bool isMade = KnownTypes.Struct(creation.Type) is null ? LowerConstructor(ResolveMethod(constructor), self, creation.Arguments, creation) : LowerStructConstructor(creation, self);
        if (!isMade) return Placeholders(creation.Type);
        if (creation.Initializer is { } initializer) Initialise(self, initializer);
        return HasFailed ? Placeholders(creation.Type) : self.Select(place => Read(place, null)).ToArray();
    }

    /// <summary>The places of a new value whose fields are zero; null if there is no such value.</summary>
    private Place[]? NewSelf(ITypeSymbol type, string name)
    {
        if (LayoutOf(type) is ObjectLayout layout) return Made(type, [.. NewObject(layout, name).Select(value => (Place)new ValuePlace(value))]);
        if (Leaves(type) is not { } types) return null;
        return DeclareVariables(name, types, types.Select(leaf => IsMemory(leaf) ? null! : NewNumber(leaf, 0)).ToArray(), LeafNames(type, name));
    }

    /// <summary>False after a diagnostic.</summary>
    private bool LowerConstructor(IMethodSymbol constructor, Place[] self, IReadOnlyList<IArgumentOperation> arguments, IOperation site)
    {
        IMethodSymbol definition = constructor.OriginalDefinition;
        if (definition.ContainingType.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType) return true;
        if (!IsInSource(definition.ContainingType))
        {
            ReportUnsupported(site);
            return false;
        }

        if (BindTypes(constructor, definition) is not { } types || LowerArguments(definition, arguments) is not { } bound) return false;
        _program.LookInto(definition);
        SyntaxNode? syntax = definition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
        SemanticModel model = syntax is null ? _model : _model.Compilation.GetSemanticModel(syntax.SyntaxTree);
        IConstructorBodyOperation? body = syntax is ConstructorDeclarationSyntax ? model.GetOperation(syntax, _cancellation) as IConstructorBodyOperation : null;
        if (syntax is ConstructorDeclarationSyntax && body is null)
        {
            ReportUnsupported(site);
            return false;
        }

        var callee = new Callee(definition, (IOperation?)body ?? site, model, types, null);
        if (!MayEnter(callee, site)) return false;
        var frame = new Frame(definition, model, types, callee.Body, null, _order) { Receiver = self };
        InFrame(frame, () =>
        {
            for (int i = 0; i < bound.Length; i++) frame.Bind(definition.Parameters[i], bound[i]);
            bool isChained = body?.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } first }
                && SymbolEqualityComparer.Default.Equals(first.TargetMethod.ContainingType.OriginalDefinition, definition.ContainingType);
            if (syntax is TypeDeclarationSyntax) Capture(definition, self, site);
            if (!isChained) InitialiseFields(definition, syntax, self, site);
            LowerChained(definition, body, syntax, model, self, site);
            if (Callee.Statements(body) is { } statements) LowerSequence(new Sequence(statements, null));
            return 0;
        });
        return !HasFailed;
    }

    private void Capture(IMethodSymbol constructor, Place[] self, IOperation site)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters.Where(parameter => !constructor.ContainingType.IsRecord))
            Initialise(parameter, constructor.ContainingType, self, () => ReadPlaces(_frame.Find(parameter)!, site), site);
    }

    private void LowerChained(IMethodSymbol constructor, IConstructorBodyOperation? body, SyntaxNode? syntax, SemanticModel model, Place[] self, IOperation site)
    {
        IOperation? call = body?.Initializer is IExpressionStatementOperation statement ? statement.Operation : body?.Initializer;
        if (syntax is TypeDeclarationSyntax { BaseList.Types: var bases } && bases.FirstOrDefault() is PrimaryConstructorBaseTypeSyntax primary) call = model.GetOperation(primary, _cancellation);
        if (call is IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } chained)
        {
            LowerConstructor(ResolveMethod(chained.TargetMethod), BasePart(self, chained.TargetMethod.ContainingType), chained.Arguments, chained);
            return;
        }

        if (constructor.ContainingType is not { TypeKind: TypeKind.Class, BaseType: { SpecialType: SpecialType.None } parent }) return;
        if (parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.Length == 0) is { } implied)
            LowerConstructor(ResolveMethod(implied), BasePart(self, parent), [], site);
        else
            ReportUnsupported(site);
    }

    private Place[] BasePart(Place[] self, INamedTypeSymbol type) => LayoutOf(type) is ObjectLayout layout ? Upcast(self, layout) : self;

    /// <summary>Field and property initialisers, in the order of the text; for a record also its positional properties.</summary>
    private void InitialiseFields(IMethodSymbol constructor, SyntaxNode? syntax, Place[] self, IOperation site)
    {
        bool isPrimary = syntax is TypeDeclarationSyntax;
        // A struct without a constructor of its own is all zeros: its initialisers do not run.
        if (syntax is null && constructor.ContainingType.TypeKind == TypeKind.Struct) return;
        foreach (IFieldSymbol field in constructor.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst))
        {
            ISymbol symbol = field.AssociatedSymbol ?? field;
            SyntaxNode? declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
            if (isPrimary && declaration is ParameterSyntax && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == symbol.Name) is { } positional)
            {
                Initialise(symbol, symbol.ContainingType, self, () => ReadPlaces(_frame.Find(positional)!, site), site);
                continue;
            }

            EqualsValueClauseSyntax? initializer = (declaration as VariableDeclaratorSyntax)?.Initializer ?? (declaration as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is null) continue;
            SemanticModel outer = _model;
            _model = outer.Compilation.GetSemanticModel(initializer.SyntaxTree);
            if ((_model.GetOperation(initializer, _cancellation) as ISymbolInitializerOperation)?.Value is { } value)
                Initialise(symbol, symbol.ContainingType, self, () => Fit(LowerComponents(value, symbol.Name), value.Type, symbol is IFieldSymbol f ? f.Type : ((IPropertySymbol)symbol).Type, value), value);
            _model = outer;
        }
    }

    private void Initialise(ISymbol member, INamedTypeSymbol type, Place[] self, Func<Value[]> value, IOperation operation)
    {
        if (LayoutOf(type) is not { } layout || FindMember(layout, member) is not var (offset, found)) return;
        // What holds no numbers is not kept.
        int count = found.Layout.Leaves().Count();
        if (count == 0 && found.Layout is OpaqueLayout) return;
        Place[] part = Cut(self, offset, count);
        WritePlaces(layout is ObjectLayout ? ObjectPart(part, found) : part, value(), operation);
    }

    /// <summary><c>{ X = 1, Inner = { Y = 2 } }</c>.</summary>
    private void Initialise(Place[] self, IObjectOrCollectionInitializerOperation initializer)
    {
        _initialised.Push(self);
        foreach (IOperation item in initializer.Initializers)
        {
            if (item is IMemberInitializerOperation nested)
            {
                if (Places(nested.InitializedMember) is { } inner) Initialise(Referenced(inner, nested.InitializedMember), nested.Initializer);
                else ReportUnsupported(nested);
            }
            else if (item is ISimpleAssignmentOperation)
            {
                LowerEffect(item);
            }
            else
            {
                ReportUnsupported(item, "adding to a collection", "make an array of the elements");
            }
        }

        _initialised.Pop();
    }

    /// <summary>An object is reached by the reference that the member holds.</summary>
    private Place[] Referenced(Place[] places, IOperation member) =>
        LayoutOf(member.Type) is ObjectLayout ? ReadPlaces(places, member).Select(value => (Place)new ValuePlace(value)).ToArray() : places;

    /// <summary>A copy with some members changed.</summary>
    private Value[] LowerWith(IWithOperation with, string? hint)
    {
        if (LayoutOf(with.Type) is not { } layout || layout is not (StructLayout or ObjectLayout)) return UnsupportedComposite(with);
        if (with.CloneMethod is { ContainingType: { } cloned } && cloned.InstanceConstructors.Any(constructor => IsCopy(constructor) && !constructor.IsImplicitlyDeclared))
        {
            ReportUnsupported(with, "'with' on a record with a copy constructor of its own", "call a constructor");
            return Placeholders(with.Type);
        }

        Value[] values = LowerComponents(with.Operand, null);
        string name = hint ?? ToCamel(with.Type!.Name);
        Place[] copy;
        if (layout is ObjectLayout composite)
        {
            Value[] fresh = NewObject(composite, name);
            LeafKind[] kinds = composite.Members.SelectMany(member => Kinds(member.Layout)).ToArray();
            for (int i = 0; i < kinds.Length && i < values.Length; i++)
            {
                Place from = kinds[i] == LeafKind.InPlace ? CellPlace(values[i]) : ReferencePlaceOf(values[i]);
                Write(new VariablePlace(((SlotHandle)HandleOf(fresh[i])!).Variable), from is VariablePlace { Variable: var variable } && IsMemory(from.Type) ? _environment[variable]! : Read(from, null));
            }

            copy = fresh.Select(value => (Place)new ValuePlace(value)).ToArray();
        }
        else
        {
            copy = DeclareCopy(with.Type!, values, name);
        }

        if (with.Initializer is { } initializer) Initialise(copy, initializer);
        return HasFailed ? Placeholders(with.Type) : copy.Select(place => Read(place, null)).ToArray();
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters is [{ Type: var type }] && SymbolEqualityComparer.Default.Equals(type, constructor.ContainingType);
}
