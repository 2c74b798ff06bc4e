namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Nullable numbers and structs, references that may be null, and <c>using</c>.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>What is in a nullable number, struct or object, or a constant. Declares nothing, for it may stand in an expression twice.</summary>
    private string Present(Variable v)
    {
        string n = v.Name, c = Constant(0.2, 1.2);
        return v.Kind switch
        {
            Kind.NullableDouble => Pick([$"({n} ?? {c})", $"{n}.GetValueOrDefault()", $"{n}.GetValueOrDefault({c})", $"({n}.HasValue ? {n}.Value : {c})", $"({n} is > 0.7 ? {n}.Value : {c})"]),
            Kind.NullableStruct => Pick([$"({n}?.A ?? {c})", $"({n}?.Norm ?? {c})", $"{n}.GetValueOrDefault().A", $"({n} is {{ A: > 0.4 }} ? {n}.Value.Norm : {c})", $"({n}.HasValue ? {n}.Value.A : {c})"]),
            _ => Pick([$"({n}?.A ?? {c})", $"({n}?.Norm ?? {c})", $"({n} is null ? {c} : {n}.A)", $"({n} is {{ A: > 0.4 }} ? {n}.Norm : {c})", $"({n}?.Measure({c}) ?? {c})"]),
        };
    }

    /// <summary>Of type <c>double?</c>.</summary>
    private string NullableExpression(int depth)
    {
        string? named = Named(Kind.NullableDouble), structure = Named(Kind.NullableStruct), reference = Named(Kind.OptionalObject);
        return random.Next(9) switch
        {
            0 when named is not null => named,
            1 when named is not null => $"({named} {Pick(["+", "-"])} {Storable(depth).Text})",
            2 when named is not null => $"({named} * {Constant(0.3, 0.7)} + {Named(Kind.NullableDouble)} * 0.3)",
            3 when named is not null => $"(-{named})",
            4 when named is not null => $"({named} ?? {Named(Kind.NullableDouble)})",
            5 when structure is not null => $"{structure}?.A",
            6 when reference is not null => $"{reference}?.{Pick(["A", "Norm"])}",
            7 => $"(double?)({Storable(depth).Text})",
            _ => $"({Condition(1)} ? {Storable(depth).Text} : (double?)null)",
        };
    }

    private string NullableCondition()
    {
        if (PickVariable(v => v.Kind is Kind.NullableDouble) is not { Name: var n }) return PickVariable(v => v.Kind is Kind.NullableInt or Kind.NullableStruct or Kind.OptionalObject)?.Name is { } other ? other + " is not null" : "1 > 0";
        return Pick([$"{n} > {Constant(0.3, 1.3)}", $"{n} < {Leaf().Text}", $"{n} is null", $"{n}.HasValue", $"{n} != null", $"!({n} >= {Named(Kind.NullableDouble)})", $"{n} is > 0.5 and < {Constant(1, 2)}"]);
    }

    private void AddNullables(List<Func<Real?>> choices, int depth)
    {
        if (Named(Kind.NullableDouble) is { } n)
        {
            string name = New("u");
            choices.Add(() => new Real($"({n} is {{ }} {name} ? {name} : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"({n} ?? {Storable(depth).Text})", Usual));
            choices.Add(() => new Real($"({n} is {{ }} {name} ? 0.3 * {name} * {Leaf().Text} : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"(({n} * 0.5 + {Storable(0).Text}) ?? {Leaf().Text})", 4));
            choices.Add(() => new Real($"({n} switch {{ null => {Leaf().Text}, > 1.1 => {n}.Value, {{ }} {name}s => 0.4 * {name}s * {name}s }})", Usual));
        }

        if (PickVariable(v => v.Kind is Kind.NullableStruct or Kind.OptionalObject)?.Name is { } whole)
        {
            string name = New("u");
            choices.Add(() => new Real($"({whole} is {{ A: > 0.4 and var {name} }} ? {name} : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"({whole} is {{ }} {name} ? 0.4 * {name}.A * {name}.Norm : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"({whole} switch {{ null => {Leaf().Text}, {{ Norm: > 1.3 }} => {Leaf().Text}, {{ }} {name} => {name}.Norm }})", Usual));
        }

        if (Named(Kind.NullableInt) is { } k)
        {
            choices.Add(() => new Real($"0.2 * ({k} ?? {Index(3)})", 1.5));
            choices.Add(() => new Real($"({k} is > 1 ? {Leaf().Text} : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"({k} switch {{ null => {Leaf().Text}, 1 or 2 => {Leaf().Text}, _ => {Leaf().Text} }})", Usual));
            choices.Add(() => new Real($"(({k} * 0.3 + {Leaf().Text}) ?? {Leaf().Text})", 4));
        }
    }

    private void WriteNullable(Block block)
    {
        string name = New("n");
        Composite[] plain = Types(type => type.IsPlain);
        switch (random.Next(9))
        {
            case 0 or 1 or 2 when PickVariable(v => v.Kind == Kind.NullableDouble && v.IsAssignable)?.Name is { } n:
                block.Add(Pick([
                    $"{n} = {NullableExpression(2)};", $"{n} ??= {Storable(2).Text};", $"{n} *= {Constant(0.4, 0.9)};", $"{n} = 0.5 * {n} + {Storable(1).Text} * 0.3;", $"{n} = null;",
                    $"if ({n} is null || {Leaf().Text} > {n}) {n} = {Storable(1).Text};", $"if ({n} is {{ }} {name}) {n} = 0.6 * {name} + 0.2 * {Leaf().Text};", $"{n} -= 0.2 * {Leaf().Text};",
                ]));
                break;
            case 3 when PickVariable(v => v.Kind == Kind.NullableInt && v.IsAssignable)?.Name is { } k:
                block.Add(Pick([$"{k} = ({k} + 1) % 5;", $"{k} ??= {Index(4)} % 4;", $"if ({Condition(1)}) {k} = null;", $"{k} = {Condition(1)} ? {Index(4)} % 4 : null;"]));
                break;
            case 4:
                block.Add($"int? {name} = {Pick(["null", $"{Condition(1)} ? {Index(4)} % 4 : null", $"{Index(4)} % 5"])};");
                _scope.Add(new Variable(name, Kind.NullableInt));
                break;
            case 5 when plain.Length > 0:
                Composite type = Pick(plain);
                block.Add($"{type.Name}? {name} = {Pick(["null", StructExpression(type), $"{Condition(1)} ? {StructExpression(type)} : null"])};");
                _scope.Add(new Variable(name, Kind.NullableStruct, Type: type));
                break;
            case 6 when PickVariable(v => v.Kind == Kind.NullableStruct && v.IsAssignable) is { } s:
                block.Add(Pick([$"{s.Name} = {StructExpression(s.Type!)};", $"if ({Condition(1)}) {s.Name} = null;", $"{s.Name} ??= {StructExpression(s.Type!)};", $"if ({s.Name} is {{ }} {name}) {s.Name} = {name}.Scaled({Constant(0.4, 0.9)});"]));
                break;
            case 7:
                string length = PickVariable(v => v.IsBuffer)?.Name is { } like && Chance(0.5) ? like + ".Length" : "4";
                block.Add($"var {name} = new double?[{length}];\nif ({Condition(1)}) {name}[1] = {Storable(1).Text};\n{name}[0] ??= {Leaf().Text};");
                block.Add($"foreach (double? {name}e in {name})", Nested(1, _ => _scope.Add(new Variable(name + "e", Kind.NullableDouble, Writable: false))));
                break;
            default:
                block.Add($"double? {name} = {(Chance(0.2) ? "null" : NullableExpression(2))};");
                _scope.Add(new Variable(name, Kind.NullableDouble));
                break;
        }
    }

    private void Using(Block block)
    {
        if (PickVariable(v => v.Kind == Kind.Array) is not { } array)
        {
            DeclareBuffer(block);
            return;
        }

        string name = New("d"), lever = $"new Lever({array.Name}, {Index(9)} % {array.Name}.Length, {Storable(1).Text})", tally = $"new Tally({array.Name})";
        switch (random.Next(5))
        {
            case 0:
                block.Add($"using ({lever})", Nested(random.Next(1, 4)));
                break;
            case 1:
                block.Add($"using {Pick(["var", "Lever"])} {name} = {lever};");
                break;
            case 2:
                block.Add($"using (var {name} = {tally})", Nested(random.Next(1, 3), inner => inner.Add($"{name}.Add({Storable(1).Text});")));
                block.Add($"{array.Name}[0] = 0.4 * {array.Name}[0];");
                break;
            case 3 when _loops == 0:
                block.Add($"using Tally {name} = {tally};\n{name}.Add({Storable(1).Text});\nif ({Condition(1)}) {name}.Add({Leaf().Text});");
                break;
            default:
                // In turns: the last one is disposed of first.
                block.Add($"using (Lever {name} = {lever}, {name}b = new Lever({array.Name}, 0, {Constant(0.4, 1.2)}))", Nested(random.Next(1, 3)));
                break;
        }
    }
}
