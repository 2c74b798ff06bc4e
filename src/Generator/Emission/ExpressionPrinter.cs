using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;
using static SourceAutodiff.Generator.Emission.OpNames;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Values as C# expressions: exactly the tree of the IR, with the parentheses that needs.</summary>
internal sealed class ExpressionPrinter(Schedule schedule, Variables variables, IReadOnlyDictionary<int, string> parameters)
{
    private readonly HashSet<Variable> _read = [];
    private bool _isInChecked;

    public VectorText Vectors => new(this, schedule);

    public bool IsRead(Variable variable) => _read.Contains(variable);

    public string Print(Value value, int around = Lowest)
    {
        if (parameters.TryGetValue(value.Id, out string? parameter)) return parameter;
        if (variables.Of(value) is { } variable)
        {
            _read.Add(variable);
            return NameScope.Escape(variable.Name);
        }

        Step step = schedule.Definition(value) ?? throw new InvalidOperationException($"{value.Name} has no name.");
        return PrintDefinition(step, around);
    }

    /// <summary>What the step computes, as it stands on the right of an assignment or inside another expression.</summary>
    public string PrintDefinition(Step step, int around = Lowest)
    {
        (string text, int precedence) = step.Operation switch
        {
            Constant constant => Literal(constant),
            Apply apply => InContext(Ops.IsChecked(apply.Op), apply.Result.Type, () => Apply(apply with { Op = Ops.Unchecked(apply.Op) })),
            IR.Convert convert => InContext(convert.IsChecked, convert.Result.Type, () => Convert(convert)),
            Length length => ($"{Print(length.Buffer, Primary)}.{(length.Buffer.Type is BufferType { Kind: BufferKind.ReadOnlyList } ? "Count" : "Length")}", Primary),
            Load { Buffer.Type: BufferType { Kind: BufferKind.Window or BufferKind.ReadOnlyWindow } } load => (Vectors.Load(load.Buffer), Primary),
            Window window => (Vectors.Window(window), Primary),
            Load load => (Element(load.Buffer, load.Index), Primary),
            Row row => (Row(row), Primary),
            Pop pop => ($"{Print(pop.Stack, Primary)}.Pop{BodyPrinter.Kept(pop.Result.Type)}()", Primary),
            Slice slice => (Slice(slice), Primary),
            Compute compute => (StructFunctions.Find(compute.Op)!.Call([.. compute.Arguments.Select(argument => Print(argument))]), Primary),
            If branch => If(branch),
            _ => throw new NotSupportedException($"{step.Operation.GetType().Name} is not an expression."),
        };
        return precedence < around ? $"({text})" : text;
    }

    /// <summary>The C# text of a <see cref="Throw"/> or <see cref="Perform"/>.</summary>
    public string Fill(string text, EquatableArray<Value> arguments) => IrText.Fill(text, index => Print(arguments[index]));

    /// <summary>C# applies <c>checked</c> to everything inside its parentheses, so integer operators in there that are not meant say so.</summary>
    private (string, int) InContext(bool isChecked, IrType type, Func<(string, int)> print)
    {
        if (isChecked == _isInChecked || (_isInChecked && !type.IsInteger)) return print();
        _isInChecked = isChecked;
        string text = print().Item1;
        _isInChecked = !isChecked;
        return ($"{(isChecked ? "checked" : "unchecked")}({text})", Primary);
    }

    /// <summary>The opposite of a condition.</summary>
    public string PrintNot(Value condition, int around = Lowest)
    {
        if (Folded(condition) is Apply { Op: Ops.Not } not) return Print(not.Arguments[0], around);
        if (Folded(condition) is Apply { Op: Ops.Equal or Ops.NotEqual } comparison)
        {
            string opposite = comparison.Op == Ops.Equal ? Ops.NotEqual : Ops.Equal;
            (string text, int precedence) = Apply(comparison with { Op = opposite });
            return precedence < around ? $"({text})" : text;
        }

        return "!" + Print(condition, Unary);
    }

    /// <summary>The operand of a value that is folded and the negative of it.</summary>
    public Value? Negated(Value value) => Folded(value) is Apply { Op: Ops.Negate, Result.Type.IsReal: true } negate ? negate.Arguments[0] : null;

    public Operation? Folded(Value value) => schedule.Definition(value) is { IsFolded: true } step ? step.Operation : null;

    private static (string, int) Literal(Constant constant)
    {
        string text = CSharpTypes.Literal(constant);
        return (text, text[0] is '-' or '(' ? Unary : Primary);
    }

    private (string, int) Apply(Apply apply)
    {
        IrType type = apply.Result.Type;
        if (apply.Op == Ops.Negate) return Negate(apply, type);
        if (apply.Op == Ops.Not) return type == IrType.Bool ? (PrintNot(apply.Arguments[0]), Unary) : BackTo(type, Prefix("~", apply.Arguments[0]), Unary);
        if (apply.Op == Ops.Index) return ($"{CSharpTypes.Residuals}Grids.Index({Print(apply.Arguments[0])}, {Print(apply.Arguments[1])})", Primary);
        if (apply.Arguments.Concat([apply.Result]).Any(value => value.Type is VectorType or MaskType) && Vectors.Apply(apply) is { } vector) return vector;
        if (Binary(apply.Op) is not var (symbol, precedence))
        {
            IrType real = apply.Arguments.FirstOrDefault(argument => argument.Type.IsReal)?.Type ?? type;
            return (PrimalNames.Call(apply.Op, real, apply.Arguments.Select(argument => Print(argument)).ToList()), Primary);
        }

        // Where few know the precedence by heart, parentheses: a & (b < c), (a + b) << c.
        bool isBitwise = precedence is > And and < 9;
        int left = isBitwise && !IsSame(apply.Arguments[0], apply.Op) ? Unary : precedence == Shift ? Unary : precedence;
        int right = isBitwise || precedence == Shift ? Unary : precedence + 1;
        return BackTo(type, $"{Print(apply.Arguments[0], left)} {symbol} {Print(apply.Arguments[1], right)}", precedence);
    }

    private bool IsSame(Value value, string op) => Folded(value) is Apply apply && apply.Op == op;

    private (string, int) Negate(Apply apply, IrType type)
    {
        if (type is ScalarType { Kind: ScalarKind.U64 }) return ($"0ul - {Print(apply.Arguments[0], 13)}", 12);
        string text = Prefix("-", apply.Arguments[0]);
        return type is ScalarType { Kind: ScalarKind.U32 } ? ($"(uint)({text})", Unary) : BackTo(type, text, Unary);
    }

    private string Prefix(string symbol, Value operand)
    {
        string text = Print(operand, Unary);
        return text[0] == '-' ? $"{symbol}({text})" : symbol + text;
    }

    /// <summary>C# computes on small integers in <c>int</c>.</summary>
    private static (string, int) BackTo(IrType type, string text, int precedence) =>
        CSharpTypes.IsSmallInteger(type) ? ($"({CSharpTypes.Name(type)})({text})", Unary) : (text, precedence);

    private (string, int) Convert(IR.Convert convert)
    {
        IrType from = convert.Argument.Type, to = convert.Result.Type;
        if (to is LanesType lanes)
        {
            string function = lanes.Element is ScalarType { Kind: ScalarKind.F32 } ? "ToSingle" : "ToDouble";
            return ($"{CSharpTypes.Residuals}Lanes.{function}({Print(convert.Argument)})", Primary);
        }

        if (from is RealParameterType || to is RealParameterType)
        {
            // CreateTruncating is the unchecked cast: CreateChecked would throw where a cast does not.
            string create = to is RealParameterType || convert.IsChecked ? "CreateChecked" : "CreateTruncating";
            return ($"{CSharpTypes.Name(to)}.{create}({Print(convert.Argument)})", Primary);
        }

        return ($"({CSharpTypes.Name(to)}){Parenthesized(Print(convert.Argument, Unary))}", Unary);

        static string Parenthesized(string text) => text[0] == '-' ? $"({text})" : text;
    }

    /// <summary>An element of a buffer as a place in C#.</summary>
    public string Element(Value buffer, Value index)
    {
        var type = (BufferType)buffer.Type;
        return type.Kind == BufferKind.Cell ? Print(buffer, Primary) : type.Member?.Of(Host(buffer, index)) ?? Host(buffer, index);
    }

    /// <summary>What the element lies in.</summary>
    public string Host(Value buffer, Value index) => $"{Print(buffer, Primary)}[{Print(index)}]";

    private string Row(Row row) => CSharpTypes.AsSpan((BufferType)((BufferType)row.Buffer.Type).Element, Element(row.Buffer, row.Index));

    private string Slice(Slice slice)
    {
        string start = Print(slice.Start), count = Print(slice.Count);
        if (slice.Buffer.Type is not BufferType { Kind: BufferKind.Array } array) return $"{Print(slice.Buffer, Primary)}.Slice({start}, {count})";
        return $"new {CSharpTypes.Name(array.AsSpan())}({Print(slice.Buffer)}, {start}, {count})";
    }

    private (string, int) If(If branch)
    {
        Value then = branch.Then.Yields[0], otherwise = branch.Else.Yields[0];
        if (branch.Yielded[0].Type == IrType.Bool)
        {
            if (IsBoolean(otherwise, false)) return ($"{Print(branch.Condition, And)} && {Print(then, And + 1)}", And);
            if (IsBoolean(then, true)) return ($"{Print(branch.Condition, Or)} || {Operand(otherwise)}", Or);
            if (IsBoolean(then, false)) return ($"{PrintNot(branch.Condition, And)} && {Print(otherwise, And + 1)}", And);
            if (IsBoolean(otherwise, true)) return ($"{PrintNot(branch.Condition, Or)} || {Operand(then)}", Or);
        }

        return ($"{Print(branch.Condition, Conditional + 1)} ? {Print(then, Conditional + 1)} : {Print(otherwise, Conditional + 1)}", Conditional);

        string Operand(Value value) => Print(value, Or + 1);
    }

    private bool IsBoolean(Value value, bool truth) => schedule.Constant(value) is { } constant && constant.Bits != 0 == truth;
}
