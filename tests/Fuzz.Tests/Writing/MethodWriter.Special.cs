namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>What only programs with a certain feature have.</summary>
internal sealed partial class MethodWriter
{
    private Real? Special(int depth)
    {
        var choices = new List<Func<Real?>>();
        if (Has(Feature.Switches)) AddSwitches(choices, depth);
        if (Has(Feature.Patterns)) AddPatterns(choices, depth);
        if (Has(Feature.Linq)) AddQueries(choices);
        if (Has(Feature.Vectors)) AddNumerics(choices, depth);
        if (Has(Feature.Complex)) choices.Add(() => new Real($"({Complex(depth).Text}).{Pick(["Real", "Imaginary", "Magnitude", "Phase"])}", 4));
        if (Has(Feature.Nullables)) AddNullables(choices, depth);
        if (Has(Feature.Tensors)) AddTensors(choices);
        if (Has(Feature.Contracts)) AddContracts(choices, depth);
        if (Has(Feature.Functions)) choices.Add(() => Function(depth));
        if (PickVariable(v => v.Kind == Kind.Function) is { } function) choices.Add(() => new Real($"{function.Name}({Storable(1).Text})", Usual));
        if (Has(Feature.Structs) && Types(type => type.IsPlain) is { Length: > 0 } plain) choices.Add(() => new Real($"({StructExpression(Pick(plain))}).{Pick(["Norm", "A", $"Measure({Constant(0.3, 1)})"])}", 4));
        if (Has(Feature.Throws)) choices.Add(() => new Real($"({Leaf().Text} > -1e6 ? {Leaf().Text} : throw new ArgumentException(\"never\"))", Usual));
        if (Has(Feature.Checked)) choices.Add(() => new Real($"0.1 * checked({Index(5)} * {Index(5)} + 1)", 2.6));
        if (Has(Feature.Floats)) choices.Add(() => new Real($"(float)({Storable(1).Text})", Usual));
        if (Has(Feature.Floats)) choices.Add(() => new Real($"MathF.{Pick(["Sin", "Cos", "Tanh"])}((float)({Storable(1).Text}))", 1));
        if (Has(Feature.Generics)) choices.Add(() => new Real($"Twice<{Pick(["Squaring", "Shifting"])}>({Storable(1).Text})", 3));
        if (Has(Feature.Generics)) choices.Add(() => new Real($"Mix({Double(Storable(1))}, {Double(Storable(1))})", 3));
        if (Has(Feature.References) && PickVariable(v => v.Kind == Kind.Array) is { } array) choices.Add(() => new Real($"At({array.Name}, {Index(9)})", Usual));
        if (Has(Feature.Custom)) choices.Add(() => new Real($"Soft({Storable(1).Text})", 3));
        return choices.Count == 0 ? null : Pick(choices)();
    }

    /// <summary>Functions that the others do not use.</summary>
    private Real Function(int depth)
    {
        Real a = Expression(depth), b = Leaf();
        string small = Scaled(a, 2).Text, inside = $"{Constant(0.3, 0.9)} * Math.Sin({a.Text})";
        return random.Next(14) switch
        {
            0 => new Real($"Math.Cbrt({Positive(depth).Text})", 3),
            1 => new Real($"Math.{Pick(["Sinh", "Cosh"])}({small})", 4),
            2 => new Real($"Math.{Pick(["Asin", "Acos", "Atanh"])}({inside})", 3.2),
            3 => new Real($"Math.Asinh({a.Text})", 3),
            4 => new Real($"Math.{Pick(["Log2", "Log10"])}({Positive(depth).Text})", 4),
            5 => new Real($"Math.FusedMultiplyAdd({a.Text}, 0.3, {b.Text})", (a.Bound * 0.3) + b.Bound),
            6 => new Real($"Math.Clamp({a.Text}, -0.7, {Constant(0.8, 2)})", 2),
            7 => new Real($"Math.CopySign({a.Text}, {b.Text})", a.Bound),
            8 => new Real($"double.Hypot({a.Text}, {Positive(depth).Text})", a.Bound + 4),
            9 => new Real($"Math.SinCos({a.Text}).{Pick(["Sin", "Cos"])}", 1),
            10 => new Real($"0.3 * Math.{Pick(["Floor", "Ceiling", "Round", "Truncate"])}({a.Text}) * {b.Text}", a.Bound),
            11 => new Real($"({a.Text} % {Constant(1.2, 3)})", 3),
            12 => new Real($"Math.Sign({a.Text}) * {b.Text}", Usual),
            _ => new Real($"double.Lerp({a.Text}, {b.Text}, {Constant(0.1, 0.9)})", Math.Max(a.Bound, b.Bound)),
        };
    }

    private void SpecialStatement(Block block)
    {
        var choices = new List<Action>();
        if (Has(Feature.Structs)) choices.Add(() => WriteStruct(block));
        if (Has(Feature.Vectors)) choices.Add(() => WriteNumerics(block));
        if (Has(Feature.Complex)) choices.Add(() => WriteComplex(block));
        if (Has(Feature.Nullables)) choices.Add(() => WriteNullable(block));
        if (Has(Feature.Using)) choices.Add(() => Using(block));
        if (Has(Feature.ArrayCalls)) choices.Add(() => CallArray(block));
        if (Has(Feature.Tensors)) choices.Add(() => CallTensor(block));
        if (Has(Feature.Lanes)) choices.Add(() => CallLanes(block));
        if (Has(Feature.Contracts)) choices.Add(() => WriteContract(block));
        if (Has(Feature.Logging)) choices.Add(() => Show(block));
        if (Has(Feature.Classes)) choices.Add(() => WriteObject(block));
        if (Has(Feature.Switches)) choices.Add(() => Switch(block));
        if (Has(Feature.Lambdas) || Has(Feature.LocalFunctions)) choices.Add(() => DeclareFunction(block));
        if (Has(Feature.References)) choices.Add(() => DeclareReference(block));
        if (Has(Feature.RefStructs)) choices.Add(() => DeclareView(block));
        if (Has(Feature.Finally)) choices.Add(() => Finally(block));
        if (Has(Feature.Throws)) choices.Add(() => block.Add($"if ({Leaf().Text} {Pick(["> 1e6", "< -1e5"])}) throw new InvalidOperationException();"));
        if (Has(Feature.Throws)) choices.Add(() => block.Add($"if ({Index(4)} == 3 && {Leaf().Text} > 2.2) throw new ArgumentException(\"seldom\");"));
        if (Has(Feature.Matrices)) choices.Add(() => MatrixLoop(block));
        if (Has(Feature.Jagged)) choices.Add(() => WriteJagged(block));
        if (Has(Feature.Checked)) choices.Add(() => block.Add("checked", Nested(random.Next(1, 3))));
        if (Has(Feature.Linq)) choices.Add(() => DeclareQuery(block));
        if (Has(Feature.Custom) && PickVariable(v => v.Kind is Kind.Array or Kind.Span) is { } buffer) choices.Add(() => block.Add($"Fold({Storable(1).Text}, {buffer.Name});"));
        if (Has(Feature.Odd)) choices.Add(() => block.Add(OddText.Statement(random, New("o"), Target(v => v.Kind is Kind.Double or Kind.Array) ?? "s_state", Leaf().Text)));
        if (choices.Count == 0) Assign(block);
        else Pick(choices)();
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
}
