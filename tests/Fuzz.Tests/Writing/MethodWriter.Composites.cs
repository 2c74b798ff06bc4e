namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Structs, records and objects.</summary>
internal sealed partial class MethodWriter
{
    private Composite[] Types(Func<Composite, bool> wanted) => [.. program.Types.Where(wanted)];

    /// <summary>A real in a struct or object.</summary>
    private string PlaceIn(string place, Composite type, bool write)
    {
        Part[] parts = [.. type.Parts.Where(part => part.IsReal && (!write || type.CanChangePart(part)))];
        if (!write && Chance(0.35)) return Computed(place, type);
        Part part = Pick(parts);
        string inner = $"{place}.{part.Name}";
        return part.Kind switch
        {
            Kind.Array => $"{inner}[{Index(3)} % {inner}.Length]",
            Kind.Struct or Kind.Object => PlaceIn(inner, part.Type!, write),
            Kind.NullableDouble => $"({inner} ?? {Constant(0.2, 1)})",
            Kind.Vector3 => PartOf(Kind.Vector3, inner, write),
            _ => inner,
        };
    }

    private string Computed(string place, Composite type)
    {
        var choices = new List<Func<string>>
        {
            () => place + ".Norm",
            () => $"{place}.Dot({Like(type)?.Name ?? place})",
            () => $"{place}.Measure({Constant(0.3, 1)})",
        };
        if (type.Reals.Skip(1).Any()) choices.Add(() => $"{place}[{Index(9)} % 2]");
        if (!type.IsClass) choices.Add(() => $"(double){place}");
        if (!type.IsReadOnly) choices.Add(() => place + ".Gain");
        if (type.IsPlain) choices.Add(() => $"({place} {Pick(["+", "-"])} {place}.Scaled({Constant(0.2, 0.9)})).Norm");
        return Pick(choices)();
    }

    private Variable? Like(Composite type, bool assignable = false) =>
        PickVariable(v => v.Type == type && v.Kind is Kind.Struct or Kind.Object && (!assignable || v.IsAssignable));

    private string New(Composite type) => type.New(PartExpression);

    private string PartExpression(Part part) => part.Kind switch
    {
        Kind.Double => Storable(1).Text,
        Kind.Int => Index(4),
        Kind.Mode => ModeExpression(),
        Kind.Contract => ContractExpression(part.Type!),
        Kind.Table => $"[{Storable(1).Text}, {Storable(0).Text}, {Leaf().Text}]",
        Kind.NullableDouble or Kind.Vector3 => Value(part.Kind, null, 1),
        Kind.Struct => StructExpression(part.Type!),
        Kind.Array => PickVariable(v => v.Kind == Kind.Array)?.Name is { } array && Chance(0.3) ? array : $"[{Storable(1).Text}, {Storable(0).Text}, {Leaf().Text}]",
        _ => New(part.Type!),
    };

    private string StructExpression(Composite type)
    {
        if (Like(type)?.Name is not { } one) return New(type);
        string other = Like(type)!.Name;
        string With() => $"({one} with {{ {type.Parts[0].Name} = {Storable(1).Text} }})";
        if (type.IsClass || !type.IsPlain) return Chance(0.4) ? one : type.TakesWith && Chance(0.5) ? With() : New(type);
        return random.Next(7) switch
        {
            0 => one,
            1 => $"({one} * {Constant(0.2, 0.6)} + {other} * {Constant(0.2, 0.6)})",
            2 => $"({one} - {other}).Scaled({Constant(0.3, 0.6)})",
            3 => With(),
            4 => $"{type.Name}.Lerp({one}, {other}, {Constant(0.1, 0.9)})",
            5 when PickVariable(v => v.Kind is Kind.StructArray or Kind.StructSpan && v.Type == type) is { } array => $"{array.Name}[{IndexOf(array, array.Name + ".Length")}]",
            _ => New(type),
        };
    }

    /// <summary>Declares one, or does something to one that is there.</summary>
    private void WriteStruct(Block block)
    {
        if (PickVariable(v => v.Kind == Kind.Struct) is { } known && Chance(0.55))
        {
            Change(block, known);
            return;
        }

        Composite[] types = Types(type => !type.IsClass);
        if (types.Length == 0) return;
        Composite picked = Pick(types);
        string name = New("s");
        if (Has(Feature.StructArrays) && !picked.HasMemory && Chance(0.45))
        {
            WriteStructArray(block, picked, name);
            return;
        }

        block.Add(Chance(0.7) ? $"{picked.Name} {name} = {StructExpression(picked)};" : $"var {name} = {StructExpression(picked)};");
        _scope.Add(new Variable(name, Kind.Struct, Type: picked));
    }

    private void Change(Block block, Variable known)
    {
        (string n, Composite type) = (known.Name, known.Type!);
        string name = New("t");
        var choices = new List<Action>
        {
            () =>
            {
                block.Add($"{type.Name} {name} = {n};");
                _scope.Add(new Variable(name, Kind.Struct, Type: type));
            },
        };
        if (known.IsAssignable)
        {
            choices.Add(() => block.Add($"{n} = {StructExpression(type)};"));
            choices.Add(() => block.Add($"if ({Condition(1)}) {n} = {StructExpression(type)};"));
            if (type.IsPlain) choices.Add(() => block.Add($"{n} += {StructExpression(type)}.Scaled({Constant(0.1, 0.3)});"));
            if (type.CanChange && type.Parts.Any(part => part.Kind == Kind.Double)) choices.Add(() => block.Add($"{n}.Push({Storable(1).Text});"));
            if (!type.IsReadOnly) choices.Add(() => block.Add($"{n}.Gain = {Storable(1).Text};"));
        }

        if (type.IsRecord && type.Parts.Count > 1) choices.Add(() => block.Add($"var ({string.Join(", ", type.Parts.Select((part, i) => part.Kind == Kind.Double ? name + part.Name : "_"))}) = {n};"));
        if (Has(Feature.Patterns)) choices.Add(() => block.Add($"if ({n} is {{ A: > {Constant(0.3, 1.2)} and var {name} }})", Nested(2, _ => _scope.Add(new Variable(name, Kind.Double)))));
        Pick(choices)();
    }

    private void WriteStructArray(Block block, Composite type, string name)
    {
        bool isSpan = _loops == 0 && Chance(0.2);
        int length = random.Next(2, 5);
        string declared = isSpan ? $"Span<{type.Name}> {name} = new {type.Name}[{length}];" : Chance(0.5)
            ? $"{type.Name}[] {name} = new {type.Name}[{length}];" : $"{type.Name}[] {name} = [{string.Join(", ", Enumerable.Range(0, length).Select(_ => StructExpression(type)))}];";
        block.Add(declared);
        var array = new Variable(name, isSpan ? Kind.StructSpan : Kind.StructArray, MinLength: length, Type: type);
        _scope.Add(array);
        block.Add($"{name}[{random.Next(length)}] = {StructExpression(type)};");
        if (type.CanChange && Chance(0.7)) block.Add($"{PlaceIn(array, write: true)} += {Storable(1).Text};");
        if (type.CanChange && type.Parts.Any(part => part.Kind == Kind.Double) && Chance(0.4)) block.Add($"{name}[{random.Next(length)}].Push({Storable(1).Text});");
    }

    private void WriteObject(Block block)
    {
        if (PickVariable(v => v.Kind is Kind.Object) is { } known && Chance(0.6))
        {
            (string n, Composite type) = (known.Name, known.Type!);
            if (type.CanChange && Chance(0.7)) block.Add(Pick([$"{n}.Push({Storable(1).Text});", type.IsReadOnly ? $"{n}.Push({Leaf().Text});" : $"{n}.Gain = {Storable(1).Text};", $"{PlaceIn(known, write: true)} += 0.2 * {PlaceIn(known, write: false)};"]));
            else block.Add($"var {New("d")} = {Computed(n, type)};");
            return;
        }

        Composite[] types = Types(type => type.IsClass);
        if (types.Length == 0) return;
        Composite picked = Pick(types);
        string name = New("m");
        string made = picked.TakesWith && Like(picked)?.Name is { } one && Chance(0.5) ? $"{one} with {{ A = {Storable(1).Text} }}" : New(picked);
        string initializer = made.StartsWith("new ", StringComparison.Ordinal) && !picked.IsReadOnly && Chance(0.3) ? $" {{ A = {Storable(1).Text} }}" : "";
        block.Add($"{picked.Name} {name} = {made}{initializer};");
        _scope.Add(new Variable(name, Kind.Object, Writable: false, Type: picked));
    }
}
