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
            if (numbers[i] is { } number) writer.Line(Set(paths[i], local, number));
        }

        return local;
    }

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
        string value = values[content] ?? "default";
        return numbers[first] is { } has and not "true" ? $"({has} ? ({composite.TypeText})({value}) : null)" : value;
    }
}
