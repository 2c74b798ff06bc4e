using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Values of composite types in C#, out of the numbers they are made of.</summary>
internal static class ValueText
{
    /// <summary>The statement that adds to a number inside a value.</summary>
    public static string Add(LeafPath path, string root, string term, bool isNegative)
    {
        if (path.Place(root) is { } place) return $"{place} {(isNegative ? "-=" : "+=")} {term};";
        return Set(path, root, $"{path.Read(root)} {(isNegative ? "-" : "+")} ({term})");
    }

    /// <summary>The statement that sets a number inside a value.</summary>
    public static string Set(LeafPath path, string root, string value) => path.Assign(root)!.Replace("#", value) + ";";

    /// <summary>The gradient of what is missing is missing.</summary>
    public static string IfThere(PrimalParameter leaf, string statement) => leaf.Path.IsThere(leaf.Argument.Text) is { } there ? $"if ({there}) {statement}" : statement;

    /// <summary>The value as an expression; statements that make it come before, where C# has no expression for it.</summary>
    /// <param name="numbers">The text of each leaf; null for those that stay at their default.</param>
    public static string Make(Layout layout, IReadOnlyList<string?> numbers, MemberSignature signature, SourceWriter writer)
    {
        int next = 0;
        if (Expression(layout, numbers, ref next) is { } text) return text;
        string local = signature.Take("made");
        writer.Line($"{layout.TypeText} {local} = default!;");
        IReadOnlyList<LeafPath> paths = LeafPath.Of(layout);
        for (int i = 0; i < paths.Count; i++)
        {
            if (numbers[i] is not { } number || paths[i].FlagOf is not null) continue;
            string set = Set(paths[i], local, number);
            string there = string.Join(" && ", Enumerable.Range(0, i).Where(flag => paths[flag].FlagOf is not null && Holds(paths[flag], paths[i])).Select(flag => numbers[flag]));
            writer.Line(there.Length == 0 ? set : $"if ({there}) {set}");
        }

        return local;
    }

    /// <summary>The flag is that of a nullable value on the way to the leaf.</summary>
    private static bool Holds(LeafPath flag, LeafPath leaf) =>
        leaf.Steps.Count >= flag.Steps.Count && leaf.Steps[flag.Steps.Count - 1].IsNullableValue && leaf.Steps.Take(flag.Steps.Count - 1).SequenceEqual(flag.Steps.Take(flag.Steps.Count - 1));

    private static string? Expression(Layout layout, IReadOnlyList<string?> numbers, ref int next)
    {
        if (layout is ScalarLayout scalar)
        {
            string? number = numbers[next++];
            return number is null ? "default" : scalar.Type is ScalarType { IsReal: false } && CSharpTypes.Name(scalar.Type) != scalar.TypeText ? $"({scalar.TypeText})({number})" : number;
        }

        if (layout is not StructLayout composite) return "default!";
        int first = next;
        var values = new Dictionary<Member, string?>();
        bool isKnown = true;
        foreach (Member member in composite.Members)
        {
            string? value = Expression(member.Layout, numbers, ref next);
            isKnown &= value is not null;
            values[member] = value is "default" or "default!" && !composite.IsTuple ? null : value;
        }

        if (!isKnown) return null;
        if (Nullable(composite, numbers, first, values) is { } nullable) return nullable;
        return numbers.Skip(first).Take(next - first).All(number => number is null) && !composite.IsTuple ? "default" : composite.Construct(member => values[member]);
    }

    private static string? Nullable(StructLayout composite, IReadOnlyList<string?> numbers, int first, Dictionary<Member, string?> values)
    {
        Member? content = composite.Members.FirstOrDefault(member => member.IsNullableValue);
        if (content is null) return null;
        string value = values[content] ?? $"default({content.Layout.TypeText})";
        return numbers[first] is { } has and not "true" ? $"({has} ? ({composite.TypeText})({value}) : null)" : value;
    }
}
