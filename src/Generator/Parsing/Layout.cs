using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>A number, a condition or a buffer inside a value of a composite type.</summary>
/// <param name="Path">What follows the value in C#: <c>.Position.X</c>; empty if the value is the leaf.</param>
/// <param name="IsConstant">It belongs to a member that is marked <c>[NoGradient]</c>.</param>
internal sealed record Leaf(string Path, IrType Type, bool IsConstant = false)
{
    /// <summary>The leaf of a value that has the member.</summary>
    public Leaf Of(Member member) => new(member.Path + Path, Type, IsConstant || member.IsConstant);
}

/// <summary>How a C# type is made of scalars and buffers: what Lowering takes apart and Emission puts together. The leaves stand in the order of the members.</summary>
/// <param name="TypeText">Globally qualified C#.</param>
internal abstract record Layout(string TypeText)
{
    /// <param name="inMemory">The value lies in an object, or is passed by reference: its scalars are cells.</param>
    public abstract IEnumerable<Leaf> Leaves(bool inMemory = false);

    /// <summary>Numbers or buffers of numbers that can carry a derivative.</summary>
    public bool IsReal => Leaves().Any(leaf => leaf.Type.IsReal || leaf.Type.IsRealBuffer);

    /// <summary>Nothing of it can be used.</summary>
    public virtual bool IsOpaque => false;
}

/// <param name="Underlying">For an enumeration, which computes as the integer it is: the type of that, as C# writes it.</param>
internal sealed record ScalarLayout(string TypeText, IrType Type, string? Underlying = null) : Layout(TypeText)
{
    public override IEnumerable<Leaf> Leaves(bool inMemory = false) => [new Leaf("", inMemory ? new BufferType(Type, BufferKind.Cell) : Type)];
}

/// <summary>An array, span, memory or list. A leaf for each leaf of an element.</summary>
internal sealed record BufferLayout(string TypeText, Layout Element, BufferKind Kind) : Layout(TypeText)
{
    public override IEnumerable<Leaf> Leaves(bool inMemory = false) => Element.Leaves().Select(leaf => new Leaf("", new BufferType(
        leaf.Type is BufferType { Kind: BufferKind.Cell } cell ? cell.Element : leaf.Type,
        Kind,
        Element is ScalarLayout { Underlying: null } ? null : HostMember(leaf.Path)), leaf.IsConstant));

    private HostMember HostMember(string path)
    {
        LeafPath leaf = LeafPath.Of(Element).First(leaf => leaf.Leaf.Path == path);
        string read = leaf.Read("@");
        return new HostMember(Element.TypeText, read == "@" + path ? path : read, leaf.Update);
    }
}

/// <summary><c>double[,]</c> and higher: its elements row by row, and its lengths.</summary>
internal sealed record GridLayout(string TypeText, Layout Element, int Rank) : Layout(TypeText)
{
    public override IEnumerable<Leaf> Leaves(bool inMemory = false) =>
    [
        .. new BufferLayout(TypeText, Element, BufferKind.Grid).Leaves(),
        .. Enumerable.Range(0, Rank).Select(dimension => new Leaf($".GetLength({dimension})", IrType.I32)),
    ];
}

/// <summary>How code outside of its type can reach a member.</summary>
internal enum MemberAccess
{
    /// <summary>A field that can be assigned, and passed by reference.</summary>
    Field,

    /// <summary>A property that can be set at any time.</summary>
    Property,

    /// <summary>Can be set by an object initialiser or <c>with</c> only.</summary>
    Init,

    /// <summary>Can only be read.</summary>
    ReadOnly,

    /// <summary>Cannot even be read.</summary>
    Hidden,
}

/// <summary>A field, or a property that is stored in one.</summary>
/// <param name="Path">What follows the value to reach it: <c>.X</c>.</param>
/// <param name="Backing">The field itself, for what C# does not let the generated code assign; null if it cannot be had.</param>
/// <param name="IsConstant">Marked <c>[NoGradient]</c>.</param>
internal sealed record Member(string Name, string Path, Layout Layout, MemberAccess Access, BackingField? Backing, bool IsConstant)
{
    /// <summary>The path of the value in a nullable one.</summary>
    public const string NullableValue = ".GetValueOrDefault()";

    public bool IsNullableValue => Path == NullableValue;
}

/// <summary>A field by the name it has in metadata.</summary>
/// <param name="Owner">The type that declares it, globally qualified.</param>
internal sealed record BackingField(string Owner, bool OwnerIsStruct, string TypeText, string Name)
{
    /// <summary>The field of <paramref name="owner"/> as a place: a call that Emission gives its name, see <c>FieldAccessors</c>.</summary>
    public string Of(string owner) => $"⟦{Owner}|{(OwnerIsStruct ? "ref " : "")}|{TypeText}|{Name}⟧({(OwnerIsStruct ? "ref " : "")}{owner})";

    /// <summary>The same to read only: a struct need not be in a place that can be changed.</summary>
    public string In(string owner) => Of(OwnerIsStruct ? $"global::System.Runtime.CompilerServices.Unsafe.AsRef(in {owner})" : owner);
}

/// <summary>A struct or tuple.</summary>
/// <param name="Constructor">The members that the parameters of its constructor set, in their order, where that is the way to make one; null if there is no such constructor.</param>
internal sealed record StructLayout(string TypeText, EquatableArray<Member> Members, EquatableArray<int>? Constructor) : Layout(TypeText)
{
    public bool IsTuple => TypeText[0] == '(';

    /// <summary>Some of it is reached only through a reference to the struct, not through a copy.</summary>
    public bool NeedsPlace => Members.Any(member => member.Access == MemberAccess.Hidden ? member.Layout is not OpaqueLayout : member.Layout is StructLayout { NeedsPlace: true });

    public override bool IsOpaque => Members.Any(member => member.IsNullableValue && member.Layout.IsOpaque);

    public override IEnumerable<Leaf> Leaves(bool inMemory = false) => Members.SelectMany(member =>
        member.Layout.Leaves(inMemory).Select(leaf => leaf.Of(member)));

    /// <summary>
    /// The C# that makes a value of this type, given those of its members; null if there is none. Members that are not given keep their default.
    /// </summary>
    public string? Construct(Func<Member, string?> value)
    {
        if (IsTuple) return $"({string.Join(", ", Members.Select(value))})";
        if (Members.FirstOrDefault(member => member.IsNullableValue) is { } content) return value(content);
        EquatableArray<int> passed = Constructor ?? [];
        List<string> initialised = [];
        for (int i = 0; i < Members.Count; i++)
        {
            if (passed.Contains(i) || value(Members[i]) is not { } text) continue;
            if (Members[i].Access is MemberAccess.ReadOnly or MemberAccess.Hidden) return null;
            initialised.Add($"{Members[i].Name} = {text}");
        }

        string made = $"new {TypeText}({string.Join(", ", passed.Select(index => value(Members[index]) ?? "default!"))})";
        return initialised.Count == 0 ? made : $"{made} {{ {string.Join(", ", initialised)} }}";
    }
}

/// <summary>A class or record: a reference to memory. An interface, too, if it has contracts.</summary>
internal sealed record ObjectLayout(string TypeText, EquatableArray<Member> Members) : Layout(TypeText)
{
    /// <summary>For a type with contracts: how all numbers in an object are set to zero whose class is not known: <c>@</c> is the object, <c>$</c> a question mark if it may be null.</summary>
    public EquatableArray<string>? Zeros { get; init; }

    /// <summary>The object itself, which is the last leaf: what its contracts are called on.</summary>
    public Leaf? Self => Zeros is null ? null : new Leaf("", new BufferType(new ContentsType(TypeText), BufferKind.Object));

    public override IEnumerable<Leaf> Leaves(bool inMemory = false)
    {
        IEnumerable<Leaf> members = Members.SelectMany(member => member.Layout.Leaves(inMemory: true).Select(leaf => leaf.Of(member)));
        return Self is { } self ? members.Append(self) : members;
    }
}

/// <summary>Text, dates and whatever else has no numbers to differentiate: passed on as it is, and nothing of it can be used.</summary>
internal sealed record OpaqueLayout(string TypeText) : Layout(TypeText)
{
    public override bool IsOpaque => true;

    public override IEnumerable<Leaf> Leaves(bool inMemory = false) => [];
}
