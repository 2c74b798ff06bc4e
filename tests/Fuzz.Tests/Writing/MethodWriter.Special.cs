namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>What only programs with a certain feature have.</summary>
internal sealed partial class MethodWriter
{
    private Real? Special(int depth)
    {
        var choices = new List<Func<Real?>>();
        if (Has(Feature.Switches))
        {
            choices.Add(() => new Real($"({Index(9)} % 4) switch {{ 0 => {Expression(depth).Text}, 1 or 2 => {Leaf().Text}, _ => {Expression(depth).Text} }}", 6));
            choices.Add(() => new Real($"({Double(Leaf())} switch {{ > 1.2 => {Expression(depth).Text}, < 0.4 => {Leaf().Text}, var w{New("")} => {Leaf().Text} }})", 6));
        }

        if (Has(Feature.Patterns))
        {
            choices.Add(() => new Real($"(({Double(Leaf())}, {Index(5)}) switch {{ ( > 1.1, _) => {Expression(depth).Text}, (_, 0 or 2) => {Leaf().Text}, _ => {Expression(depth).Text} }})", 6));
            if (PickVariable(v => v.Kind == Kind.Tuple) is { } tuple) choices.Add(() => new Real($"({tuple.Name} is ({{ }} t{tuple.Name}x, > 0.7) ? t{tuple.Name}x : {Leaf().Text})", Usual));
        }

        if (Has(Feature.Lambdas) && PickVariable(v => v.Kind == Kind.Function) is { } function) choices.Add(() => new Real($"{function.Name}({Storable(1).Text})", Usual));
        if (Has(Feature.Linq) && PickVariable(v => v.Kind is Kind.Array or Kind.List && v.MinLength > 0) is { } list)
        {
            string n = list.Name, z = New("z");
            choices.Add(() => new Real($"{n}.Sum({z} => {z} * {z} * 0.2)", 4));
            choices.Add(() => new Real($"{n}.Select({z} => Math.Sin({z})).{Pick(["Sum()", "Average()", "Max()", "Min()", "Where(w" + z + " => w" + z + " > 0.2).Sum()"])}", 4));
            choices.Add(() => new Real($"{n}.Aggregate(0.4, (s{z}, {z}) => 0.6 * s{z} + 0.3 * {z})", 3));
            choices.Add(() => new Real($"{n}.Zip({n}, (s{z}, {z}) => s{z} * {z} * 0.2).Skip(1).Sum()", 4));
        }

        if (Has(Feature.Throws)) choices.Add(() => new Real($"({Leaf().Text} > -1e6 ? {Leaf().Text} : throw new ArgumentException(\"never\"))", Usual));
        if (Has(Feature.Checked)) choices.Add(() => new Real($"0.1 * checked({Index(5)} * {Index(5)} + 1)", 2.6));
        if (Has(Feature.Floats)) choices.Add(() => new Real($"(float)({Storable(1).Text})", Usual));
        if (Has(Feature.Floats)) choices.Add(() => new Real($"MathF.{Pick(["Sin", "Cos", "Tanh"])}((float)({Storable(1).Text}))", 1));
        if (Has(Feature.Generics)) choices.Add(() => new Real($"Twice<{Pick(["Squaring", "Shifting"])}>({Storable(1).Text})", 3));
        if (Has(Feature.Generics)) choices.Add(() => new Real($"Mix({Double(Storable(1))}, {Double(Storable(1))})", 3));
        return choices.Count == 0 ? null : Pick(choices)();
    }

    private void SpecialStatement(Block block)
    {
        var choices = new List<Action>();
        if (Has(Feature.Structs)) choices.Add(() => DeclareComposite(block));
        if (Has(Feature.Classes)) choices.Add(() => DeclareObject(block));
        if (Has(Feature.Switches)) choices.Add(() => Switch(block));
        if (Has(Feature.Lambdas) || Has(Feature.LocalFunctions)) choices.Add(() => DeclareFunction(block));
        if (Has(Feature.References)) choices.Add(() => DeclareReference(block));
        if (Has(Feature.Finally)) choices.Add(() => Finally(block));
        if (Has(Feature.Throws)) choices.Add(() => block.Add($"if ({Leaf().Text} {Pick(["> 1e6", "< -1e5"])}) throw new InvalidOperationException();"));
        if (Has(Feature.Throws)) choices.Add(() => block.Add($"if ({Index(4)} == 3 && {Leaf().Text} > 2.2) throw new ArgumentException(\"seldom\");"));
        if (Has(Feature.Matrices) || Has(Feature.Jagged)) choices.Add(() => DeclareMatrix(block));
        if (Has(Feature.Checked)) choices.Add(() => block.Add("checked", Nested(random.Next(1, 3))));
        if (Has(Feature.Nullables)) choices.Add(() => DeclareNullable(block));
        if (Has(Feature.Odd)) choices.Add(() => block.Add(OddText.Statement(random, New("o"), Target(v => v.Kind is Kind.Double or Kind.Array) ?? "s_state", Leaf().Text)));
        if (choices.Count == 0) Assign(block);
        else Pick(choices)();
    }

    private void DeclareComposite(Block block)
    {
        string name = New("s");
        if (PickVariable(v => v.Kind == Kind.Vec && v.Writable) is { } known && Chance(0.4))
        {
            block.Add(Chance(0.5) ? $"{known.Name} = {VecExpression()};" : $"{known.Name} += {VecExpression()}.Scaled({Constant(0.1, 0.3)});");
            return;
        }

        if (Chance(0.3))
        {
            block.Add($"Body {name} = new Body {{ Position = {VecExpression()}, Mass = {Storable(2).Text} }};");
            _scope.Add(new Variable(name, Kind.Body));
            return;
        }

        if (Has(Feature.StructArrays) && Chance(0.4))
        {
            block.Add($"Body[] {name} = new Body[3];\n{name}[1].Position = {VecExpression()};\n{name}[{random.Next(3)}].Mass = {Storable(1).Text};");
            _scope.Add(new Variable(name, Kind.BodyArray, MinLength: 3));
            return;
        }

        block.Add($"Vec {name} = {VecExpression()};");
        _scope.Add(new Variable(name, Kind.Vec));
    }

    private void DeclareObject(Block block)
    {
        string name = New("m");
        if (PickVariable(v => v.Kind == Kind.Model) is { } known && Chance(0.5))
        {
            block.Add(Pick([$"{known.Name}.Train({Storable(1).Text});", $"{known.Name}.Gain = {Storable(1).Text};", $"{known.Name}.Bias += 0.1 * {known.Name}.Apply({Storable(1).Text});"]));
            return;
        }

        block.Add($"Model {name} = new Model({Storable(1).Text}) {{ Bias = {Storable(2).Text} }};");
        _scope.Add(new Variable(name, Kind.Model));
    }

    private void Switch(Block block)
    {
        string on = Chance(0.6) ? $"{Index(9)} % 4" : Double(Leaf());
        bool isReal = !on.EndsWith("% 4", StringComparison.Ordinal);
        (bool couldBreak, _canBreak) = (_canBreak, false);
        Block Section(string last)
        {
            Block section = Nested(random.Next(1, 3));
            section.Add(last);
            return section;
        }

        var body = new Block();
        body.Add(isReal ? "case > 1.3:" : "case 0:", Section("break;"));
        body.Add(isReal ? $"case < 0.5 when {Condition(0)}:" : Pick(["case 1: case 2:", "case 1 or 2:"]), Section(_canReturn && Chance(0.2) ? Return() ?? "return;" : "break;"));
        if (Chance(0.7)) body.Add("default:", Section("break;"));
        _canBreak = couldBreak;
        block.Add($"switch ({on})", body);
    }

    private void DeclareFunction(Block block)
    {
        string name = New("f");
        if (Has(Feature.Lambdas) && Chance(0.5))
        {
            block.Add($"Func<double, double> {name} = {FunctionExpression()};");
            _scope.Add(new Variable(name, Kind.Function, Writable: false));
            return;
        }

        string parameter = New("z");
        var body = new Block();
        InFunction(parameter, () =>
        {
            body = Nested(random.Next(0, 2));
            body.Add($"return {Storable(2).Text};");
        });
        block.Add($"double {name}(double {parameter})", body);
        _scope.Add(new Variable(name, Kind.Function, Writable: false));
    }

    private void DeclareReference(Block block)
    {
        if (Target(v => v.Kind is Kind.Array or Kind.Span or Kind.Double) is not { } target) return;
        string name = New("h");
        block.Add($"ref double {name} = ref {target};");
        _scope.Add(new Variable(name, Kind.Double, Modifier: "ref "));
    }

    private void Finally(Block block)
    {
        (bool couldBreak, _canBreak, bool couldReturn) = (_canBreak, false, _canReturn);
        Block body = Nested(random.Next(1, 3));
        _canReturn = false;

        // As in a loop, no stackalloc.
        _loops++;
        Block last = Nested(1);
        _loops--;
        (_canBreak, _canReturn) = (couldBreak, couldReturn);
        block.Add("try", body, "finally", last);
    }

    private void DeclareMatrix(Block block)
    {
        string name = New("g");
        if (Has(Feature.Matrices) && (!Has(Feature.Jagged) || Chance(0.5)))
        {
            block.Add(Chance(0.5) ? $"double[,] {name} = new double[2, 3];" : $"double[,] {name} = {{ {{ {Storable(1).Text}, {Leaf().Text} }}, {{ {Leaf().Text}, {Leaf().Text} }} }};");
            _scope.Add(new Variable(name, Kind.Matrix, MinLength: 2));
            return;
        }

        block.Add($"double[][] {name} = [new double[2], [{Storable(1).Text}, {Leaf().Text}]];");
        _scope.Add(new Variable(name, Kind.Jagged, MinLength: 2));
    }

    private void DeclareNullable(Block block)
    {
        string name = New("n");
        block.Add($"double? {name} = {Pick([Storable(1).Text, $"{Condition(1)} ? {Leaf().Text} : null", "null"])};");
        if (Chance(0.3)) block.Add($"{name} ??= {Storable(1).Text};");
        _scope.Add(new Variable(name, Kind.Nullable));
    }
}
