using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// What a generated member does first: takes its arguments apart, checks that derivatives fit what they belong to and that nothing that is written is
/// passed twice. What the function does not use is not touched: an object that the original method does not look at may be null.
/// </summary>
internal sealed class MemberEntry
{
    private const string Guard = CSharpTypes.Residuals + "Guard.";

    private readonly MemberSignature _signature;
    private readonly SourceWriter _writer;
    private readonly Dictionary<string, string> _locals = [];
    private readonly Dictionary<int, int> _uses = [];
    private readonly List<Memory> _memories = [];
    private readonly List<Memory> _objects = [];

    private MemberEntry(MemberSignature signature, SourceWriter writer)
    {
        _signature = signature;
        _writer = writer;
        if (signature.Function is not { } function) return;
        IrWalk.ForEachUse(function.Body, value => _uses[value.Id] = _uses.TryGetValue(value.Id, out int count) ? count + 1 : 1);
    }

    /// <param name="Element">The C# type of the elements, or of the object.</param>
    private sealed record Memory(string Text, string Name, string Element, bool IsWritten)
    {
        /// <summary>An object whose class is not known: it may be the same as one of another type.</summary>
        public bool IsOpen { get; init; }
    }

    /// <summary>Writes it, and gives the function's parameters their C# text.</summary>
    /// <param name="checks">The arguments come from the user.</param>
    public static void Write(MemberSignature signature, SourceWriter writer, bool checks = true)
    {
        var entry = new MemberEntry(signature, writer);
        // Where it is used, it has been asked whether it is null.
        if (signature.Parameters.Any(parameter => parameter.Of is { } argument && (argument.Request.AcceptsNull || argument.Leaves.Any(leaf => leaf.Path.RootMayBeNull))))
        {
            writer.Suppress("CS8602");
            writer.Suppress("CS8604");
        }

        foreach (MemberParameter parameter in signature.Parameters.Where(parameter => parameter.Modifier == "out"))
            writer.Line($"{parameter.Name} = default;");
        foreach (ParameterRole role in new[] { ParameterRole.Primal, ParameterRole.Tangent, ParameterRole.Cotangent })
        {
            foreach (MemberParameter parameter in signature.Parameters.Where(parameter => parameter.Of is not null && parameter.Role == role)) entry.Open(parameter, checks);
        }

        if (!checks) return;
        foreach (MemberParameter parameter in signature.Parameters.Where(parameter => parameter.Of is null && parameter.IsWritten)) entry.AddMemory(parameter.Name, parameter.BareName, ElementOfSpan(parameter.TypeText), true);
        foreach (Parameter table in signature.Function?.Parameters.Where(parameter => parameter.Role == ParameterRole.Table) ?? [])
            entry.AddMemory(table.Text!, table.Text!.Split('.').Last(), ElementText((BufferType)table.Value.Type), false);
        entry.CheckPairs(entry._memories, (first, second) => $"{Guard}NoOverlap<{first.Element}>({first.Text}, {second.Text}, {Quoted(first)}, {Quoted(second)});");
        entry.CheckRows();
        entry.CheckPairs(entry._objects, (first, second) => $"{Guard}NotSame({first.Text}, {second.Text}, {Quoted(first)}, {Quoted(second)});");
    }

    private static string Quoted(Memory memory) => $"\"{memory.Name}\"";

    /// <summary>Arrays of arrays, and of objects: their rows are memory like any other.</summary>
    private void CheckRows()
    {
        foreach (MemberParameter parameter in _signature.Parameters.Where(parameter => parameter.Of is { Request.Layout: BufferLayout { Kind: BufferKind.Array, Element: BufferLayout { Kind: BufferKind.Array } or ObjectLayout } }))
        {
            Layout element = ((BufferLayout)parameter.Of!.Request.Layout).Element;
            if (parameter.IsWritten && parameter.Role != ParameterRole.Tangent) _writer.Line($"{Guard}Distinct<{element.TypeText}>({parameter.Name}, \"{parameter.BareName}\");");
            if (element is not BufferLayout { Element: ScalarLayout number }) continue;
            foreach (Memory memory in _memories.Where(memory => memory.Element == number.TypeText && (memory.IsWritten || parameter.IsWritten)))
                _writer.Line($"{Guard}NoOverlap<{number.TypeText}>({parameter.Name}, {memory.Text}, \"{parameter.BareName}\", {Quoted(memory)});");
        }
    }

    private void CheckPairs(List<Memory> memories, Func<Memory, Memory, string> check)
    {
        for (int i = 0; i < memories.Count; i++)
        {
            for (int j = i + 1; j < memories.Count; j++)
            {
                Memory first = memories[i], second = memories[j];
                if ((first.Element != second.Element && !first.IsOpen && !second.IsOpen) || !(first.IsWritten || second.IsWritten)) continue;
                _writer.Line(second.IsWritten ? check(second, first) : check(first, second));
            }
        }
    }

    private void Open(MemberParameter parameter, bool checks)
    {
        PrimalArgument argument = parameter.Of!;
        bool isPrimal = parameter.Role == ParameterRole.Primal;
        if (checks && !isPrimal) CheckShape(parameter, argument);
        bool isReference = argument.Form == ArgumentForm.Reference || (isPrimal && argument.Form == ArgumentForm.Value && parameter.Modifier.Length > 0);
        if (isReference && argument.IsReal) AddMemory($"new global::System.ReadOnlySpan<{parameter.TypeText}>(in {parameter.Name})", parameter.BareName, parameter.TypeText, parameter.IsWritten);
        if (argument.Request.Layout is ObjectLayout && argument.IsReal) AddObject(new Memory(parameter.Name, parameter.BareName, parameter.TypeText, parameter.IsWritten) { IsOpen = ((ObjectLayout)argument.Request.Layout).Self is not null });
        foreach (PrimalParameter leaf in argument.Leaves) Open(parameter, leaf, checks);
    }

    /// <summary>A derivative has to be as long as what it belongs to.</summary>
    private void CheckShape(MemberParameter parameter, PrimalArgument argument)
    {
        string of = argument.Name;
        if (argument.Form == ArgumentForm.Buffer)
            _writer.Line($"{parameter.Name} = {Guard}Matching({parameter.Name}, {argument.Leaves[0].LengthText}, \"{parameter.BareName}\", \"{of}\");");
        else if (argument.Request.Layout is GridLayout)
            _writer.Line($"{Guard}SameShape({parameter.Name}, {argument.Text}, \"{parameter.BareName}\", \"{of}\");");
        else if (argument.Request.Layout is BufferLayout { Kind: BufferKind.Array } rows)
            _writer.Line($"{Guard}{(rows.Element is BufferLayout { Kind: BufferKind.Array } ? "SameRows" : "AsLong")}({parameter.Name}, {argument.Text}, \"{parameter.BareName}\", \"{of}\");");
    }

    private void Open(MemberParameter parameter, PrimalParameter leaf, bool checks)
    {
        Parameter? found = _signature.Find(parameter.Role, leaf.Index);
        if (found is not null && _signature.Bindings.ContainsKey(found.Value.Id)) return;
        bool isTop = leaf.Path.Steps.Count == 0;
        bool isUsed = found is not null && _uses.ContainsKey(found.Value.Id);
        if (leaf.Request.Type is BufferType { Kind: BufferKind.Object })
        {
            if (isUsed) _signature.Bindings[found!.Value.Id] = Object(parameter, leaf);
            return;
        }

        if (leaf.Request.Type is BufferType { Kind: not BufferKind.Cell } buffer)
        {
            if (!isUsed && !(isTop && leaf.Argument.Form == ArgumentForm.Buffer)) return;
            bool isWritten = parameter.Role switch
            {
                ParameterRole.Primal => leaf.IsWritten,
                ParameterRole.Cotangent => true,
                _ => _signature.IsWritten(parameter.Role, leaf.Index) || leaf.IsWritten,
            };
            string text = Buffer(parameter, leaf, buffer, isUsed, checks);
            if (isUsed) _signature.Bindings[found!.Value.Id] = text;
            if ((leaf.IsReal || isUsed) && (parameter.Role != ParameterRole.Primal || buffer.Kind != BufferKind.ReadOnlyList)) AddMemory(text, leaf.Path.Display(parameter.BareName), ElementText(buffer), isWritten);
            return;
        }

        if (!isUsed) return;
        AddObjects(parameter, leaf);
        _signature.Bindings[found!.Value.Id] = leaf.IsCell ? Cell(parameter, leaf) : Number(parameter, leaf, found.Value);
    }

    private static string Cell(MemberParameter parameter, PrimalParameter leaf)
    {
        bool isWritten = parameter.Role == ParameterRole.Cotangent || leaf.IsWritten;
        return (isWritten ? leaf.Path.Place(parameter.Name) : null) ?? leaf.Path.Read(parameter.Name);
    }

    /// <summary>A number inside a struct is read once, one that is an argument is there already.</summary>
    private string Number(MemberParameter parameter, PrimalParameter leaf, Value value)
    {
        string text = leaf.Path.Read(parameter.Name, isSafe: leaf.Path.IsNested);
        if (leaf.Path.IsNested) text = $"({text} ?? 0)";
        if (parameter.Role == ParameterRole.Tangent && leaf.Path.IsThere(leaf.Argument.Text) is { } there) text = $"({there} ? {text} : default)";
        if (leaf.Path.Leaf.Path.Length == 0 || (_uses[value.Id] == 1 && !leaf.Path.IsPresence)) return text;
        string local = _signature.Take(leaf.Path.Name(parameter.BareName));
        _writer.Line($"{CSharpTypes.Name(value.Type)} {local} = {text};");
        return local;
    }

    /// <summary>An object that contracts are called on.</summary>
    private string Object(MemberParameter parameter, PrimalParameter leaf)
    {
        if (leaf.Path.Steps.Count == 0) return parameter.Name;
        Layout layout = leaf.Path.Steps[leaf.Path.Steps.Count - 1].Layout;
        AddObjects(parameter, leaf);
        string local = _signature.Take(parameter.Role switch
        {
            ParameterRole.Primal => leaf.Path.Name(parameter.BareName),
            ParameterRole.Cotangent => "grad" + NameScope.Pascal(leaf.Path.Name(parameter.BareName)),
            _ => leaf.Path.Name(parameter.BareName) + "Tangent",
        });
        _writer.Line($"{layout.TypeText} {local} = {leaf.Path.Read(parameter.Name, leaf.Path.IsNested)}!;");
        AddObject(new Memory(local, leaf.Path.Display(parameter.BareName), layout.TypeText, parameter.Role == ParameterRole.Cotangent) { IsOpen = true });
        return local;
    }

    private string Buffer(MemberParameter parameter, PrimalParameter leaf, BufferType type, bool isUsed, bool checks)
    {
        bool isDerivative = parameter.Role != ParameterRole.Primal;
        if (!isDerivative && isUsed && leaf.Path is { RootMayBeNull: true, Steps.Count: 0 } && type.Kind is BufferKind.Array or BufferKind.ReadOnlyList) return OrEmpty(parameter, leaf);
        if (leaf.Argument.Form == ArgumentForm.Buffer && (isDerivative || type.Kind is BufferKind.Array or BufferKind.Span or BufferKind.ReadOnlySpan or BufferKind.ReadOnlyList)) return parameter.Name;
        if (leaf.Path.Steps.Count == 0 && type is { Kind: BufferKind.Array }) return parameter.Name;
        string path = leaf.Path.Read(parameter.Name, leaf.Path.IsNested);
        if (!isUsed) return CSharpTypes.AsSpan(type, path);
        if (_locals.TryGetValue(path, out string known)) return known;
        string wanted = leaf.Path.Steps.Count == 0 ? parameter.BareName + "Span" : leaf.Path.Name(parameter.BareName);
        if (isDerivative && leaf.Path.Steps.Count > 0) wanted = parameter.Role == ParameterRole.Cotangent ? "grad" + NameScope.Pascal(wanted) : wanted + "Tangent";
        string local = _signature.Take(wanted);
        _locals.Add(path, local);
        AddObjects(parameter, leaf);
        _writer.Line(Declaration(local, path));
        return local;

        string Declaration(string local, string path)
        {
            string bang = leaf.Path.IsNested ? "!" : "";
            if (type.Kind is BufferKind.ReadOnlyList) return $"var {local} = {path}{bang};";
            string value = AsSpan(path, leaf.Path.IsNested);
            bool isFlat = type.Element is not BufferType;
            if (leaf.Path is { RootMayBeNull: true, Owner.Steps.Count: 0 } && !isDerivative && type.Kind == BufferKind.Array) bang = " ?? []";
            if (!isDerivative) return $"{CSharpTypes.Name(type)} {local} = {value}{(type.Kind == BufferKind.Array ? bang : "")};";
            if (!isFlat && type.Kind == BufferKind.Array) return $"{CSharpTypes.Name(type)} {local} = {path}{bang};";
            string declared = type.IsReadOnly ? CSharpTypes.Name(type) : CSharpTypes.Name(type with { Kind = BufferKind.Span });
            string primal = leaf.Path.Read(leaf.Argument.Text, leaf.Path.IsNested);
            string length = $"{primal}{(leaf.Path.IsNested ? "?" : "")}.{(type.Kind == BufferKind.List ? "Count" : "Length")}{(leaf.Path.IsNested ? " ?? 0" : "")}";
            return checks && type.Kind != BufferKind.Grid && leaf.Path.Steps.Count > 0
                ? $"{declared} {local} = {Guard}Matching<{ElementText(type)}>({(type.Kind == BufferKind.Array ? $"new {declared}({value})" : value)}, {length}, \"{leaf.Path.Display(parameter.BareName)}\", \"{leaf.Name}\");"
                : $"{declared} {local} = {value};";
        }

        string AsSpan(string path, bool isNested) => type.Kind is BufferKind.Memory or BufferKind.ReadOnlyMemory && isNested
            ? $"({path} ?? default).Span"
            : CSharpTypes.AsSpan(type, path);
    }

    /// <summary>Its length may be read before it is asked whether it is null.</summary>
    private string OrEmpty(MemberParameter parameter, PrimalParameter leaf)
    {
        if (_locals.TryGetValue(parameter.Name, out string known)) return known;
        string local = _signature.Take(parameter.BareName + "OrEmpty");
        _locals.Add(parameter.Name, local);
        _writer.Line($"{leaf.Argument.TypeText} {local} = {parameter.Name} ?? [];");
        return local;
    }

    private static string ElementText(BufferType type) => type.Member?.Host ?? CSharpTypes.Name(type.Element);

    private static string ElementOfSpan(string type)
    {
        int start = type.IndexOf('<') + 1;
        return type.Substring(start, type.Length - start - 1);
    }

    private void AddMemory(string text, string name, string element, bool isWritten)
    {
        int known = _memories.FindIndex(memory => memory.Text == text);
        if (known < 0) _memories.Add(new Memory(text, name, element, isWritten));
        else if (isWritten) _memories[known] = _memories[known] with { IsWritten = true };
    }

    /// <summary>The objects on the way to a leaf.</summary>
    private void AddObjects(MemberParameter parameter, PrimalParameter leaf)
    {
        string text = parameter.Name, name = parameter.BareName;
        for (int i = 0; i + 1 < leaf.Path.Steps.Count; i++)
        {
            Member step = leaf.Path.Steps[i];
            text += (i > 0 && leaf.Path.Steps[i - 1].Layout is ObjectLayout ? "?" : "") + step.Path;
            name += "." + step.Name;
            if (step.Layout is not ObjectLayout || step.Access == MemberAccess.Hidden || !leaf.IsReal) continue;
            bool isWritten = parameter.Role == ParameterRole.Cotangent || leaf.IsWritten;
            AddObject(new Memory(text, name, step.Layout.TypeText, isWritten));
        }
    }

    /// <summary>An object may be met twice: when a field of it is read, and when a contract is called on it.</summary>
    private void AddObject(Memory added)
    {
        int known = _objects.FindIndex(other => other.Name == added.Name);
        if (known < 0) _objects.Add(added);
        else _objects[known] = _objects[known] with { IsWritten = _objects[known].IsWritten || added.IsWritten, IsOpen = _objects[known].IsOpen || added.IsOpen };
    }
}
