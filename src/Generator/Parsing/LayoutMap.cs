using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>C# types to their layouts.</summary>
/// <param name="types">The types of scalars.</param>
/// <param name="within">The type in which the generated code will stand: decides what it can reach.</param>
internal sealed class LayoutMap(TypeMap types, INamedTypeSymbol within, Compilation compilation)
{
    private readonly Dictionary<ITypeSymbol, Layout> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>Null for a type whose numbers cannot be named by a fixed list of paths: one that contains itself, or that hides its state.</summary>
    public Layout? Of(ITypeSymbol? type)
    {
        if (type is null) return null;
        if (_known.TryGetValue(type, out Layout known)) return known;
        if (!_open.Add(type)) return null;
        Layout? layout = Make(type);
        _open.Remove(type);
        if (layout is not null) _known.Add(type, layout);
        return layout;
    }

    private Layout? Make(ITypeSymbol type)
    {
        string text = DeclarationText.Type(type);
        if (types.Scalar(type) is { } scalar) return new ScalarLayout(text, scalar, type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? DeclarationText.Type(underlying) : null);
        switch (type)
        {
            case IArrayTypeSymbol { IsSZArray: true } array:
                return Of(array.ElementType) is { } element ? new BufferLayout(text, element, BufferKind.Array) : null;
            case IArrayTypeSymbol array:
                return Of(array.ElementType) is { } cell ? new GridLayout(text, cell, array.Rank) : null;
            case INamedTypeSymbol { TypeArguments.Length: 1 } buffer when Kind(buffer) is { } kind:
                return Of(buffer.TypeArguments[0]) is { } item && !(kind == BufferKind.ReadOnlyList && item is StructLayout { NeedsPlace: true }) ? new BufferLayout(text, item, kind) : null;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return new StructLayout(text, Members(tuple.TupleElements.Select((field, index) => (field.Name, $".Item{index + 1}", field.Type, MemberAccess.Field, (BackingField?)null, false)), isTuple: true), null);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return new StructLayout(text, Members([("HasValue", ".HasValue", compilation.GetSpecialType(SpecialType.System_Boolean), MemberAccess.ReadOnly, null, false),
                    ("Value", Member.NullableValue, nullable.TypeArguments[0], MemberAccess.ReadOnly, null, false)]), null);
            case INamedTypeSymbol numbers when KnownTypes.Struct(numbers) is { } known:
                return Numerics(numbers, known, text);
            case INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Class, SpecialType: SpecialType.None } composite when HasState(composite):
                return Composite(composite, text);
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } contract when Contracts.Zeros(contract) is { } zeros:
                return new ObjectLayout(text, []) { Zeros = zeros };
            default:
                return type is { TypeKind: TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer } or ITypeParameterSymbol ? null : new OpaqueLayout(text);
        }
    }

    /// <summary>In the order of their constructor, which is not that of the fields in the framework's reference assembly.</summary>
    private Layout? Numerics(INamedTypeSymbol type, StructType known, string text)
    {
        ISymbol?[] symbols = [.. known.Members.Select(name => type.GetMembers(name).FirstOrDefault(member => member is IFieldSymbol or IPropertySymbol))];
        if (symbols.Any(symbol => symbol is null)) return null;
        EquatableArray<Member> members = Members(symbols.Select(symbol => symbol switch
        {
            IFieldSymbol field => (field.Name, "." + field.Name, field.Type, MemberAccess.Field, (BackingField?)null, false),
            _ => (symbol!.Name, "." + symbol.Name, ((IPropertySymbol)symbol).Type, MemberAccess.ReadOnly, ComplexField(type, symbol.Name), false),
        }));
        return new StructLayout(text, members, Enumerable.Range(0, members.Count).ToEquatableArray());
    }

    /// <summary>The framework keeps these names: numbers are serialised by them.</summary>
    private BackingField? ComplexField(INamedTypeSymbol type, string property) =>
        DeclarationChecks.SelfAndContainers(within).Any(container => container.IsGenericType) ? null
        : new BackingField(DeclarationText.Type(type), true, "double", property == "Real" ? "m_real" : "m_imaginary");

    private static BufferKind? Kind(INamedTypeSymbol type) => (type.ContainingNamespace?.ToDisplayString(), type.Name) switch
    {
        ("System", "Span") => BufferKind.Span,
        ("System", "ReadOnlySpan") => BufferKind.ReadOnlySpan,
        ("System", "Memory") => BufferKind.Memory,
        ("System", "ReadOnlyMemory") => BufferKind.ReadOnlyMemory,
        ("System.Collections.Generic", "List") => BufferKind.List,
        ("System.Collections.Generic", "IReadOnlyList") => BufferKind.ReadOnlyList,
        _ => null,
    };

    /// <summary>Types of the project show all their fields; of other types only those that are as open as a vector are known.</summary>
    private bool HasState(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree))
        || (type.TypeKind == TypeKind.Struct && Fields(type).Any() && Fields(type).All(field => field.DeclaredAccessibility == Accessibility.Public));

    /// <summary>Fields that lie over each other, or one that stands for several.</summary>
    private static bool SharesMemory(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name switch
    {
        "StructLayoutAttribute" => attribute.ConstructorArguments.Any(argument => argument.Value is (int)System.Runtime.InteropServices.LayoutKind.Explicit),
        "InlineArrayAttribute" => true,
        _ => false,
    });

    private Layout? Composite(INamedTypeSymbol type, string text)
    {
        if (SharesMemory(type)) return null;
        var stored = Stored(type).ToList();
        EquatableArray<Member> members = Members(stored.Select(member => (member.Name, "." + member.Name, member.Type, Access(member), Backing(member), KnownTypes.HasNoGradient(member.Symbol))));
        if (members.Select(member => member.Name).Distinct().Count() < members.Count) return null;
        return type.TypeKind == TypeKind.Struct ? new StructLayout(text, members, Constructor(type, members)) : new ObjectLayout(text, members) { Zeros = Contracts.Zeros(type) };
    }

    /// <summary>The fields of the type and its bases, a property in the place of the field that stores it.</summary>
    public static IEnumerable<(string Name, ITypeSymbol Type, ISymbol Symbol)> Stored(INamedTypeSymbol type)
    {
        var bases = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType) bases.Push(part);
        foreach (INamedTypeSymbol part in bases)
        {
            foreach (IFieldSymbol field in Fields(part))
            {
                ISymbol symbol = field.AssociatedSymbol is IPropertySymbol property ? property : Captured(part, field) ?? (ISymbol)field;
                yield return (symbol.Name, field.Type, symbol);
            }
        }
    }

    /// <summary>The parameter of a primary constructor that the compiler keeps in the field, because a member mentions it.</summary>
    private static IParameterSymbol? Captured(INamedTypeSymbol type, IFieldSymbol field) =>
        !field.Name.StartsWith("<", StringComparison.Ordinal) || !field.Name.EndsWith(">P", StringComparison.Ordinal) ? null
        : type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => $"<{parameter.Name}>P" == field.Name
            && parameter.ContainingSymbol.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax));

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    private EquatableArray<Member> Members(IEnumerable<(string Name, string Path, ITypeSymbol Type, MemberAccess Access, BackingField? Backing, bool IsConstant)> stored, bool isTuple = false) =>
        stored.Select(member => new Member(member.Name, member.Path, MemberLayout(member.Type, member.Access, member.Backing, isTuple), member.Access, member.Backing, member.IsConstant)).ToEquatableArray();

    /// <summary>A member that cannot be taken apart, or not be reached, is passed on as it is; so is one of hardware vectors, but for those of a tuple.</summary>
    private Layout MemberLayout(ITypeSymbol type, MemberAccess access, BackingField? backing, bool isTuple)
    {
        Layout? layout = access == MemberAccess.Hidden && backing is null ? null : Of(type);
        if (layout is not null && !isTuple && layout.Leaves().Any(leaf => KnownTypes.HasVector(leaf.Type))) layout = null;
        bool isOutOfReach = access != MemberAccess.Field && backing is null && layout is StructLayout { NeedsPlace: true };
        return layout is null || isOutOfReach ? new OpaqueLayout(DeclarationText.Type(type)) : layout;
    }

    /// <summary>Generic types are left out: an accessor of their fields is known to .NET 9 only.</summary>
    private BackingField? Backing((string Name, ITypeSymbol Type, ISymbol Symbol) member)
    {
        INamedTypeSymbol owner = member.Symbol.ContainingType;
        bool isGeneric = DeclarationChecks.SelfAndContainers(owner).Concat(DeclarationChecks.SelfAndContainers(within)).Any(type => type.IsGenericType);
        if (isGeneric || !owner.DeclaringSyntaxReferences.Any()) return null;
        string name = member.Symbol switch
        {
            IPropertySymbol => $"<{member.Name}>k__BackingField",
            IParameterSymbol => $"<{member.Name}>P",
            _ => member.Name,
        };
        return new BackingField(DeclarationText.Type(owner), owner.TypeKind == TypeKind.Struct, DeclarationText.Type(member.Type), name);
    }

    private MemberAccess Access((string Name, ITypeSymbol Type, ISymbol Symbol) member)
    {
        bool Reaches(ISymbol? symbol) => symbol is not null && compilation.IsSymbolAccessibleWithin(symbol, within);
        return member.Symbol switch
        {
            IParameterSymbol => MemberAccess.Hidden,
            _ when !Reaches(member.Symbol) => MemberAccess.Hidden,
            IFieldSymbol field => field.IsReadOnly ? MemberAccess.ReadOnly : MemberAccess.Field,
            IPropertySymbol property when !Reaches(property.GetMethod) => MemberAccess.Hidden,
            IPropertySymbol property when !Reaches(property.SetMethod) => MemberAccess.ReadOnly,
            IPropertySymbol property => property.SetMethod!.IsInitOnly ? MemberAccess.Init : MemberAccess.Property,
            _ => MemberAccess.Hidden,
        };
    }

    /// <summary>The members that a record's own parameters set. What another constructor does with its parameters is not known.</summary>
    private EquatableArray<int>? Constructor(INamedTypeSymbol type, EquatableArray<Member> members)
    {
        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.Parameters.Length > 0 && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax));
        if (primary is null || !compilation.IsSymbolAccessibleWithin(primary, within)) return null;
        List<int> passed = [];
        foreach (IParameterSymbol parameter in primary.Parameters)
        {
            bool isOwn = type.GetMembers(parameter.Name).Any(member => member is IPropertySymbol && member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax));
            if (!isOwn) return null;
            passed.Add(members.ToList().FindIndex(member => member.Name == parameter.Name));
        }

        return passed.ToEquatableArray();
    }
}
