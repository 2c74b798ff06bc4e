using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Sets a gradient that comes in with anything in it to zero, also what the method does not use of it.</summary>
internal sealed class ZeroText(MemberSignature signature, SourceWriter writer)
{
    public void Write(MemberParameter gradient)
    {
        if (gradient.Of!.Form == ArgumentForm.Buffer) writer.Line($"{CSharpTypes.Residuals}ResidualMemory.Zero<{gradient.Of.ElementText}>({gradient.Name});");
        else if (gradient.Of.Form == ArgumentForm.Reference) writer.Line($"{gradient.Name} = default;");
        else if (!gradient.Of.Leaves.Any(leaf => leaf.Path.RootMayBeNull)) Composite(gradient.Of.Request.Layout, gradient.Name);
        else
        {
            // The gradient of null is null.
            writer.Open($"if ({gradient.Name} is not null)");
            Composite(gradient.Of.Request.Layout, gradient.Name);
            writer.Close();
        }
    }

    /// <summary>The numbers of an object or struct one by one: what else is in it stays.</summary>
    private void Composite(Layout layout, string text, bool mayBeNull = false)
    {
        if (layout is not ObjectLayout { Zeros: { Count: > 0 } zeros })
        {
            WriteMembers(layout, text);
            return;
        }

        foreach (string zero in zeros) writer.Line(Call(zero, text, mayBeNull));
    }

    /// <summary>See <see cref="ObjectLayout.Zeros"/>.</summary>
    public static string Call(string zero, string text, bool mayBeNull = false) => zero.Replace("$", mayBeNull ? "?" : "").Replace("@", text);

    /// <summary>The same without those that only a derived class has.</summary>
    public void WriteMembers(Layout layout, string text)
    {
        IReadOnlyList<LeafPath> paths = LeafPath.Of(layout);
        foreach (LeafPath path in paths)
        {
            if (path.Leaf.IsConstant || !(path.Leaf.Type.IsReal || path.Leaf.Type.IsRealBuffer)) continue;
            if (path.Leaf.Type is BufferType { Kind: BufferKind.Object })
            {
                // Where its class is known, its members are among the others.
                if (path.Steps.Count == 0 || path.Steps[path.Steps.Count - 1].Layout is not ObjectLayout { Zeros.Count: > 0 } open) continue;
                Composite(open, path.Read(text, isSafe: true), mayBeNull: true);
                continue;
            }

            if (path.Leaf.Type is BufferType { Kind: not BufferKind.Cell } buffer)
            {
                Layout memory = path.Steps.Count == 0 ? layout : path.Steps[path.Steps.Count - 1].Layout;
                // The leaves of the elements of one array are one array.
                bool isFirst = ReferenceEquals(paths.First(other => other.Leaf.Path == path.Leaf.Path && other.Leaf.Type.IsRealBuffer), path);
                if (isFirst && (!buffer.IsReadOnly || memory is BufferLayout { Element: ObjectLayout, Kind: BufferKind.ReadOnlyList or BufferKind.ReadOnlySpan })) Buffer(memory, path.Read(text, path.IsNested), path.IsNested);
                continue;
            }

            IrType number = path.Leaf.Type is BufferType cell ? cell.Element : path.Leaf.Type;
            string zero = path.Steps.LastOrDefault() is { IsNullableValue: true } ? "null" : CSharpTypes.Literal(new Constant(new Value(0, number, ""), 0));
            string statement = ValueText.Set(path, text, zero);
            // The compiler takes the question for a doubt.
            if (path.Owner is not null) writer.Suppress("CS8602");
            writer.Line(path.Owner is { } owner ? $"if ({owner.Read(text, isSafe: true)} is not null) {statement}" : statement);
        }
    }

    private void Buffer(Layout layout, string text, bool mayBeNull)
    {
        (Layout element, BufferKind kind) = layout is BufferLayout buffer ? (buffer.Element, buffer.Kind) : (((GridLayout)layout).Element, BufferKind.Grid);
        if (element is not ObjectLayout && element.Leaves().All(leaf => leaf.Type is not BufferType))
        {
            string whole = mayBeNull && kind == BufferKind.Memory ? $"({text} ?? default)" : text;
            writer.Line($"{CSharpTypes.Residuals}ResidualMemory.Zero<{element.TypeText}>({CSharpTypes.AsSpan(new BufferType(IrType.F64, kind, new HostMember(element.TypeText, "", null)), whole)});");
            return;
        }

        string index = signature.Take("i");
        string length = $"{text}{(mayBeNull ? "?" : "")}.{(kind is BufferKind.List or BufferKind.ReadOnlyList ? "Count" : "Length")}";
        writer.Open($"for (int {index} = 0; {index} < {length}; {index}++)");
        string item = $"{text.Replace("?.", ".")}[{index}]";
        if (element is BufferLayout or GridLayout) Buffer(element, item, false);
        else Composite(element, item, mayBeNull: true);
        writer.Close();
    }
}
