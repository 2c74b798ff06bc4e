using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>The way from a value to one of its leaves.</summary>
/// <param name="Root">The layout of the value.</param>
/// <param name="Steps">The members on the way.</param>
internal sealed record LeafPath(Layout Root, IReadOnlyList<Member> Steps, Leaf Leaf)
{
    private const string NullTest = " is not null";

    /// <summary>In the order of <see cref="Layout.Leaves"/>.</summary>
    public static IReadOnlyList<LeafPath> Of(Layout layout, bool inMemory = false) => [.. Walk(layout, layout, [], inMemory)];

    /// <summary>Whether a reference refers to anything.</summary>
    public static LeafPath Presence(Layout layout) => new(layout, [], new Leaf(NullTest, IrType.Bool));

    public bool IsPresence => Steps.Count == 0 && Leaf.Path == NullTest;

    /// <summary>The value itself is a reference that can be null.</summary>
    public bool RootMayBeNull { get; init; }

    /// <summary>What the user calls it: <c>p.Position.X</c>.</summary>
    public string Display(string root) => root + string.Concat(Steps.Where(step => !step.IsNullableValue).Select(step => "." + step.Name)) + Rest;

    /// <summary>A name for a local: that of the last member.</summary>
    public string Name(string root)
    {
        string name = Steps.LastOrDefault(step => !step.IsNullableValue)?.Name ?? root;
        string bare = name.TrimStart('_');
        if (IsPresence) return bare + "IsThere";
        if (bare.StartsWith("Item", StringComparison.Ordinal)) return root + bare;
        if (Leaf.Path.EndsWith(")", StringComparison.Ordinal) && Rest.Length > 0) return bare + "Length" + Rest[Rest.Length - 2];
        return bare.Length == 0 ? root : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
    }

    /// <summary>What is left after the members: <c>.GetLength(0)</c>.</summary>
    public string Rest => Leaf.Path.Substring(Steps.Sum(step => step.Path.Length));

    /// <summary>A member on the way, but for the last one, is an object, which can be null.</summary>
    public bool IsNested => Owner is not null;

    /// <summary>The innermost object on the way, if one is.</summary>
    public LeafPath? Owner
    {
        get
        {
            int count = Steps.Take(Steps.Count - 1).ToList().FindLastIndex(step => step.Layout is ObjectLayout) + 1;
            IReadOnlyList<Member> steps = [.. Steps.Take(count)];
            return count == 0 && !(RootMayBeNull && Steps.Count > 0) ? null : new LeafPath(Root, steps, Leaf with { Path = string.Concat(steps.Select(step => step.Path)) });
        }
    }

    /// <summary>A value on the way can be missing.</summary>
    public bool IsNullable => Steps.Any(step => step.IsNullableValue);

    /// <summary>The nullable value that it says of whether it is there; null for all other leaves.</summary>
    public Layout? FlagOf => Steps.Count > 0 && Steps[Steps.Count - 1].Path == ".HasValue"
        && (Steps.Count == 1 ? Root : Steps[Steps.Count - 2].Layout) is StructLayout nullable && nullable.Members.Any(member => member.IsNullableValue) ? nullable : null;

    /// <summary>As C#: whether all nullable values on the way are there; null if there are none.</summary>
    public string? IsThere(string root)
    {
        IEnumerable<string> values = Enumerable.Range(0, Steps.Count).Where(i => Steps[i].IsNullableValue).Select(i =>
        {
            IReadOnlyList<Member> steps = [.. Steps.Take(i)];
            return new LeafPath(Root, steps, Leaf with { Path = string.Concat(steps.Select(step => step.Path)) }).Read(root) + ".HasValue";
        });
        return IsNullable ? string.Join(" && ", values) : null;
    }

    /// <summary>As an expression to read.</summary>
    /// <param name="isSafe">Null, and no exception, where an object on the way is null.</param>
    public string Read(string root, bool isSafe = false)
    {
        string text = root;
        bool isObject = RootMayBeNull;
        for (int i = 0; i < Steps.Count; i++)
        {
            bool needsPlace = Steps.Skip(i).TakeWhile((step, k) => k == 0 || Steps[i + k - 1].Layout is StructLayout).Any(step => step.Access == MemberAccess.Hidden);
            text = needsPlace && Steps[i] is { Backing: { } field, Access: not MemberAccess.Field } ? field.In(text) : (isSafe && isObject ? text + "?" : text) + Steps[i].Path;
            isObject = Steps[i].Layout is ObjectLayout;
        }

        text = (isSafe && isObject && Rest.Length > 0 ? text + "?" : text) + Rest;
        return Enumeration is { } type ? $"(({type.Underlying}{(isSafe ? "?" : "")}){text})" : text;
    }

    /// <summary>As a place that can be assigned; null if C# has none.</summary>
    public string? Place(string root)
    {
        if (Rest.Length > 0 || Place(root, Steps.Count) is not { } place) return null;
        if (Enumeration is not { } type) return place;
        if (Steps.LastOrDefault() is { Access: MemberAccess.Property, Backing: var field }) place = field is null ? null : Place(root, Steps.Count - 1) is { } owner ? field.Of(owner) : null;
        return place is null ? null : $"global::System.Runtime.CompilerServices.Unsafe.As<{type.TypeText}, {type.Underlying}>(ref {place})";
    }

    private ScalarLayout? Enumeration => Rest.Length == 0 && (Steps.Count == 0 ? Root : Steps[Steps.Count - 1].Layout) is ScalarLayout { Underlying: not null } type ? type : null;

    private string? Place(string root, int count)
    {
        string text = root;
        for (int i = 0; i < count; i++)
        {
            bool isLast = i == Steps.Count - 1;
            bool isAssignable = Steps[i].Access == MemberAccess.Field || Steps[i].Layout is ObjectLayout || (isLast && Steps[i].Access == MemberAccess.Property);
            if (isAssignable && Steps[i].Access != MemberAccess.Hidden) text += Steps[i].Path;
            else if (Steps[i].Backing is { } field) text = field.Of(text);
            else return null;
        }

        return text;
    }

    /// <summary>See <see cref="HostMember.Update"/>, for an element of this layout.</summary>
    public string? Update => Place("@") is { } place ? place == "@" + Leaf.Path ? null : place : Assign("@") is { } update && update.StartsWith("@ = ", StringComparison.Ordinal) ? update.Substring(4) : null;

    /// <summary>The numbers in values of the type can be written.</summary>
    public bool IsWritable => Assign("@") is not null;

    /// <summary>The assignment of <c>#</c>, without the semicolon; null if C# has none.</summary>
    public string? Assign(string root)
    {
        if (Place(root) is { } place) return place + " = #";
        for (int count = Steps.Count - 1; count >= 0; count--)
        {
            if ((count == 0 ? Root : Steps[count - 1].Layout) is not StructLayout) break;
            if (Place(root, count) is { } host && With(host, count) is { } changed) return $"{host} = {changed}";
        }

        return null;
    }

    private string? With(string host, int index)
    {
        Member step = Steps[index];
        string? inner = index == Steps.Count - 1 ? Enumeration is { } type ? $"({type.TypeText})(#)" : "#" : With(host + step.Path, index + 1);
        if (step.IsNullableValue || inner is null) return inner;
        if (step.Access is MemberAccess.Field or MemberAccess.Property or MemberAccess.Init) return $"{host} with {{ {step.Name} = {inner} }}";
        // What can only be made anew: by its constructor, if that takes all there is.
        return (index == 0 ? Root : Steps[index - 1].Layout) is StructLayout { Constructor: { } passed } whole && passed.Count == whole.Members.Count
            ? whole.Construct(member => member == step ? inner : host + member.Path)
            : null;
    }

    private static IEnumerable<LeafPath> Walk(Layout root, Layout layout, IReadOnlyList<Member> steps, bool inMemory)
    {
        Inside? members = layout switch
        {
            StructLayout composite => new Inside(composite.Members, inMemory),
            ObjectLayout composite => new Inside(composite.Members, true, composite.Self),
            _ => null,
        };
        string path = string.Concat(steps.Select(step => step.Path));
        bool isConstant = steps.Any(step => step.IsConstant);
        LeafPath Here(Leaf leaf) => new(root, steps, leaf with { Path = path + leaf.Path, IsConstant = isConstant || leaf.IsConstant });
        if (members is null) return layout.Leaves(inMemory).Select(Here);
        IEnumerable<LeafPath> inside = members.Members.SelectMany(member => Walk(root, member.Layout, [.. steps, member], members.InMemory));
        return members.Self is { } self ? inside.Append(Here(self)) : inside;
    }

    private sealed record Inside(IReadOnlyList<Member> Members, bool InMemory, Leaf? Self = null);
}
