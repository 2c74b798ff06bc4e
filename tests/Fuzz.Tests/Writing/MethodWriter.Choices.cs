namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Switches and patterns.</summary>
internal sealed partial class MethodWriter
{
    private string ModeExpression() => PickVariable(v => v.Kind == Kind.Mode)?.Name ?? ModePart() ?? Pick(["Mode.Linear", "Mode.Sine", $"({Condition(1)} ? Mode.Sine : Mode.Square)"]);

    private string? ModePart() => PickVariable(v => v.Kind is Kind.Struct or Kind.Object && v.Type!.Parts.Any(part => part.Kind == Kind.Mode))?.Name is { } whole ? whole + ".Mode" : null;

    private void AddSwitches(List<Func<Real?>> choices, int depth)
    {
        choices.Add(() => new Real($"({Index(9)} % 4) switch {{ 0 => {Expression(depth).Text}, 1 or 2 => {Leaf().Text}, _ => {Expression(depth).Text} }}", 6));
        choices.Add(() => new Real($"({Double(Leaf())} switch {{ > 1.2 => {Expression(depth).Text}, < 0.4 => {Leaf().Text}, var w{New("")} => {Leaf().Text} }})", 6));
        choices.Add(() => new Real($"({ModeExpression()} switch {{ Mode.Linear => {Leaf().Text}, Mode.Sine => Math.Sin({Leaf().Text}), _ => {Expression(depth).Text} }})", 6));
    }

    private void AddPatterns(List<Func<Real?>> choices, int depth)
    {
        string name = New("u");
        choices.Add(() => new Real($"(({Double(Leaf())}, {Index(5)}) switch {{ ( > 1.1, _) => {Expression(depth).Text}, (_, 0 or 2) => {Leaf().Text}, _ => {Expression(depth).Text} }})", 6));
        if (PickVariable(v => v.Kind == Kind.Tuple) is { } tuple) choices.Add(() => new Real($"({tuple.Name} is (var {name}, > 0.7) ? {name} : {Leaf().Text})", Usual));
        if (PickVariable(v => v.Kind is Kind.Struct or Kind.Object) is { } whole)
        {
            choices.Add(() => new Real($"({whole.Name} is {{ A: > 0.4 and var {name} }} ? {name} : {Leaf().Text})", Usual));
            choices.Add(() => new Real($"({whole.Name} switch {{ {{ A: > 1.2 }} => {Expression(depth).Text}, {{ Norm: < 1 and var {name} }} => {name}, _ => {Leaf().Text} }})", 6));
            if (whole.Type!.Parts.Any(part => part.Kind == Kind.Mode)) choices.Add(() => new Real($"({whole.Name} is {{ Mode: not Mode.Sine, A: var {name} }} ? {name} : {Leaf().Text})", Usual));
            if (whole.Type.Parts.FirstOrDefault(part => part.Kind == Kind.Struct) is { } inner) choices.Add(() => new Real($"({whole.Name} is {{ {inner.Name}.A: < 1.3 and var {name} }} ? {name} : {Leaf().Text})", Usual));
            if (whole.Type.IsRecord && whole.Type.Parts is [{ Kind: Kind.Double }, { Kind: Kind.Double }]) choices.Add(() => new Real($"({whole.Name} switch {{ (> 1, var {name}) => {name}, (_, _) => {Leaf().Text} }})", 6));
        }

        if (PickVariable(v => v.IsBuffer) is { } list)
        {
            choices.Add(() => new Real($"({list.Name} is [var {name}, .., var {name}l] ? {name} * {name}l : {Leaf().Text})", 6));
            choices.Add(() => new Real($"({list.Name} switch {{ [> 1.2, ..] => {Leaf().Text}, [_, var {name}, ..] => {name}, _ => {Expression(depth).Text} }})", 6));
        }
    }

    private void Switch(Block block)
    {
        (string on, string[] labels) = random.Next(3) switch
        {
            0 => ($"{Index(9)} % 4", (string[])["case 0:", Pick(["case 1: case 2:", "case 1 or 2:"])]),
            1 => (ModeExpression(), ["case Mode.Sine:", "case Mode.Linear or Mode.Square:"]),
            _ => (Double(Leaf()), ["case > 1.3:", $"case < 0.5 when {Condition(0)}:"]),
        };
        (bool couldBreak, _canBreak) = (_canBreak, false);
        Block Section(string last)
        {
            Block section = Nested(random.Next(1, 3));
            section.Add(last);
            return section;
        }

        var body = new Block();
        body.Add(labels[0], Section("break;"));
        body.Add(labels[1], Section(_canReturn && Chance(0.2) ? Return() ?? "return;" : "break;"));
        if (Chance(0.7)) body.Add("default:", Section("break;"));
        _canBreak = couldBreak;
        block.Add($"switch ({on})", body);
    }
}
