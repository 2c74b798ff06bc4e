using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

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
        // An enumeration inside of something else is passed on, but not looked into.
        if (type.TypeKind == TypeKind.Enum && _open.Count > 1) return new OpaqueLayout(text);
        if (types.Scalar(type) is { } scalar) return new ScalarLayout(text, scalar);
        switch (type)
        {
            case IArrayTypeSymbol { IsSZArray: true } array:
                return Of(array.ElementType) is { } element ? new BufferLayout(text, element, BufferKind.Array) : null;
            case IArrayTypeSymbol array:
                return Of(array.ElementType) is { } cell ? new GridLayout(text, cell, array.Rank) : null;
            case INamedTypeSymbol { TypeArguments.Length: 1 } buffer when Kind(buffer) is { } kind:
                return Of(buffer.TypeArguments[0]) is { } item ? new BufferLayout(text, item, kind) : null;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return Members(tuple.TupleElements.Select((field, index) => (field.Name, $".Item{index + 1}", field.Type, MemberAccess.Field))) is { } elements
                    ? new StructLayout(text, elements, null) : null;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Members([("HasValue", ".HasValue", compilation.GetSpecialType(SpecialType.System_Boolean), MemberAccess.ReadOnly),
                    ("Value", ".GetValueOrDefault()", nullable.TypeArguments[0], MemberAccess.ReadOnly)]) is { } value
                    ? new StructLayout(text, value, null) : null;
            case INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Class, SpecialType: SpecialType.None } composite when HasState(composite):
                return Composite(composite, text);
            default:
                return type is { TypeKind: TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer } or ITypeParameterSymbol ? null : new OpaqueLayout(text);
        }
    }

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

    private Layout? Composite(INamedTypeSymbol type, string text)
    {
        var stored = Stored(type).ToList();
        if (Members(stored.Select(member => (member.Name, "." + member.Name, member.Type, Access(member)))) is not { } members) return null;
        return type.TypeKind == TypeKind.Struct ? new StructLayout(text, members, Constructor(type, members)) : new ObjectLayout(text, members);
    }

    /// <summary>The fields of the type and its bases, a property in the place of the field that stores it.</summary>
    public static IEnumerable<(string Name, ITypeSymbol Type, ISymbol Symbol)> Stored(INamedTypeSymbol type)
    {
        var bases = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType) bases.Push(part);
        foreach (INamedTypeSymbol part in bases)
        {
            foreach (IParameterSymbol captured in Captured(part)) yield return (captured.Name, captured.Type, captured);
            foreach (IFieldSymbol field in Fields(part))
            {
                ISymbol symbol = field.AssociatedSymbol is IPropertySymbol property ? property : field;
                yield return (symbol.Name, field.Type, symbol);
            }
        }
    }

    /// <summary>Parameters of a primary constructor that members may mention, so that the compiler keeps them in fields. One too many costs nothing.</summary>
    private static IEnumerable<IParameterSymbol> Captured(INamedTypeSymbol type)
    {
        if (type.IsRecord) yield break;
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().ToList();
        if (declarations.All(declaration => declaration.ParameterList is null)) yield break;
        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax));
        foreach (IParameterSymbol parameter in primary?.Parameters ?? [])
        {
            if (type.GetMembers(parameter.Name).IsEmpty && declarations.Any(declaration => declaration.Members.Any(member => Mentions(member, parameter.Name)))) yield return parameter;
        }
    }

    /// <summary>Outside of what runs in the constructor.</summary>
    private static bool Mentions(MemberDeclarationSyntax member, string name) =>
        member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
        && member.DescendantNodes(node => node is not EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax })
            .Any(node => node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node));

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    private EquatableArray<Member>? Members(IEnumerable<(string Name, string Path, ITypeSymbol Type, MemberAccess Access)> stored)
    {
        List<Member> members = [];
        foreach ((string name, string path, ITypeSymbol type, MemberAccess access) in stored)
        {
            if (Of(type) is not { } layout) return null;
            members.Add(new Member(name, path, layout, access));
        }

        return members.Select(member => member.Name).Distinct().Count() == members.Count ? members.ToEquatableArray() : null;
    }

    private MemberAccess Access((string Name, ITypeSymbol Type, ISymbol Symbol) member)
    {
        bool Reaches(ISymbol? symbol) => symbol is not null && compilation.IsSymbolAccessibleWithin(symbol, within);
        return member.Symbol switch
        {
            _ when !Reaches(member.Symbol) => MemberAccess.Hidden,
            IFieldSymbol field => field.IsReadOnly ? MemberAccess.ReadOnly : MemberAccess.Field,
            IPropertySymbol property when !Reaches(property.GetMethod) => MemberAccess.Hidden,
            IPropertySymbol property when !Reaches(property.SetMethod) => MemberAccess.ReadOnly,
            IPropertySymbol property => property.SetMethod!.IsInitOnly ? MemberAccess.Init : MemberAccess.Property,
            _ => MemberAccess.Hidden,
        };
    }

    /// <summary>The constructor that sets the most members, each from a parameter of its name.</summary>
    private EquatableArray<int>? Constructor(INamedTypeSymbol type, EquatableArray<Member> members)
    {
        int IndexOf(IParameterSymbol parameter) => members.ToList().FindIndex(member => string.Equals(member.Name.TrimStart('_'), parameter.Name, StringComparison.OrdinalIgnoreCase)
            && member.Layout.TypeText == DeclarationText.Type(parameter.Type));
        return type.InstanceConstructors
            .Where(constructor => constructor.Parameters.Length > 0 && constructor.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In)
                && compilation.IsSymbolAccessibleWithin(constructor, within))
            .Select(constructor => constructor.Parameters.Select(IndexOf).ToArray())
            .Where(indices => indices.All(index => index >= 0) && indices.Distinct().Count() == indices.Length)
            .OrderByDescending(indices => indices.Length)
            .Select(indices => (EquatableArray<int>?)indices.ToEquatableArray())
            .FirstOrDefault();
    }
}
