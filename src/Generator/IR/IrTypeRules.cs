namespace SourceAutodiff.Generator.IR;

/// <summary>Which types the operations without regions take and give.</summary>
internal static class IrTypeRules
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Violation(Operation operation) => operation switch
    {
        Constant o => IsScalar(o.Result.Type) ? null : "a constant must be a scalar",
        Apply o => Apply(o),
        Compute o => o.Operands.Concat(o.Results).All(value => IsScalar(value.Type)) ? null : "takes and gives scalars only",
        Throw or Perform => operation.Operands.All(operand => IsScalar(operand.Type)) ? null : "takes scalars only",
        Convert { IsChecked: true, Result.Type.IsInteger: false } => "only conversions to integers are checked",
        Convert o => IsNumber(o.Result.Type) && IsNumber(o.Argument.Type) && o.Result.Type is LanesType == o.Argument.Type is LanesType && o.Result.Type is not VectorType && o.Argument.Type is not VectorType
            ? null
            : "converts between numbers only",
        Length o => o.Buffer.Type is BufferType && o.Result.Type == IrType.I32 ? null : "the i32 length of a buffer",
        Load o => Element(o.Buffer, o.Index, o.Result.Type),
        Store o => Writable(o.Buffer) ?? Element(o.Buffer, o.Index, o.Operand.Type),
        Accumulate o => Writable(o.Buffer) ?? Element(o.Buffer, o.Index, o.Operand.Type) ?? (o.Operand.Type.IsReal ? null : "only reals accumulate"),
        Slice o => Slice(o),
        Row o => Row(o),
        Window o => Window(o),
        Table o => o.Result.Type is BufferType { Element: var number } && IsScalar(number) ? null : "a buffer of scalars",
        Allocate o => o.Result.Type is BufferType { Element: var element } && IsScalar(element) && o.Count.Type == IrType.I32
            ? null
            : "a buffer of scalars with an i32 count",
        NewStack o => o.Result.Type is StackType { Element: var element } && IsScalar(element) ? null : "a stack of scalars",
        Push o => IsKeptIn(o.Operand.Type, o.Stack.Type) ? null : "the stack's element type differs",
        Pop o => IsKeptIn(o.Result.Type, o.Stack.Type) ? null : "the stack's element type differs",
        Call o => o.Returned.All(result => IsScalar(result.Type)) ? null : "a call returns scalars",
        Invoke o => Invoke(o),
        _ => $"{operation.GetType().Name} is not known here",
    };

    private static string? Apply(Apply operation)
    {
        IrType result = operation.Result.Type;
        IrType[] arguments = operation.Arguments.Select(argument => argument.Type).ToArray();
        int arity = Arity(operation.Op);
        if (arguments.Length == 0 || (arity > 0 && arguments.Length != arity)) return $"{arguments.Length} arguments";
        if (!IsScalar(result) || !arguments.All(IsScalar)) return "takes and gives scalars only";
        IrType first = arguments[0];
        IrType last = arguments[arguments.Length - 1];
        bool holds = operation.Op switch
        {
            _ when first is VectorType vector && Ops.IsComparison(operation.Op) => first == last && result is MaskType mask && mask.Vector == vector,
            Ops.Equal or Ops.NotEqual => first == last && first is not LanesType && result == IrType.Bool,
            Ops.Less or Ops.LessOrEqual or Ops.Greater or Ops.GreaterOrEqual =>
                first == last && IsNumber(first) && first is not LanesType && result == IrType.Bool,
            Ops.And or Ops.Or or Ops.Xor => first == last && first == result && !first.IsReal,
            Ops.Not => first == result && !first.IsReal,
            Ops.ShiftLeft or Ops.ShiftRight or Ops.ShiftRightUnsigned => first == result && first.IsInteger && last == IrType.I32,
            Ops.Multiply => IsNumber(result) && (first == last ? first == result : Scales(first, last, result) || Scales(last, first, result)),
            Ops.Divide => IsNumber(result) && (first == last ? first == result : Scales(last, first, result)),
            Ops.AddChecked or Ops.SubtractChecked or Ops.MultiplyChecked or Ops.NegateChecked => first.IsInteger && first == last && first == result,
            Ops.Index => first == IrType.I32 && last == IrType.I32 && result == IrType.I32,
            Ops.Add or Ops.Subtract or Ops.Remainder or Ops.Negate => IsNumber(first) && first == last && first == result,
            _ => true,
        };
        return holds ? null : $"{string.Join(", ", arguments.Select(IrText.Type))} to {IrText.Type(result)} do not go together";
    }

    private static int Arity(string op) => op switch
    {
        Ops.Negate or Ops.NegateChecked or Ops.Not => 1,
        _ when char.IsLower(op[0]) => 2,
        _ => 0,
    };

    /// <summary>A scalar that scales each of several tangents.</summary>
    private static bool Scales(IrType scalar, IrType lanes, IrType result) => lanes is LanesType type && type.Element == scalar && result == lanes;

    private static string? Element(Value buffer, Value index, IrType element)
    {
        if (buffer.Type is not BufferType type) return "needs a buffer";
        if (index.Type != IrType.I32) return "the index must be i32";
        return type.Element == element ? null : $"{IrText.Type(element)} is not the element type of {IrText.Type(type)}";
    }

    private static string? Writable(Value buffer) => buffer.Type switch
    {
        BufferType { IsReadOnly: true } => "writes to a read-only buffer",
        BufferType => null,
        _ => "needs a buffer",
    };

    private static string? Slice(Slice operation)
    {
        if (operation.Start.Type != IrType.I32 || operation.Count.Type != IrType.I32) return "the range must be i32";
        bool holds = operation.Buffer.Type is BufferType whole && operation.Result.Type is BufferType part && whole.Element == part.Element && whole.Member == part.Member && IsPart(part, whole);
        return holds ? null : "a span over a part of the buffer, read-only if the buffer is";
    }

    private static string? Row(Row operation)
    {
        if (operation.Index.Type != IrType.I32) return "the index must be i32";
        bool holds = operation.Buffer.Type is BufferType { Element: BufferType row } && operation.Result.Type is BufferType part
            && row.Element == part.Element && row.Member == part.Member && IsPart(part, row);
        return holds ? null : "a span over an element of a buffer of buffers";
    }

    private static string? Window(Window operation)
    {
        if (operation.Start.Type != IrType.I32) return "the start must be i32";
        bool holds = operation.Buffer.Type is BufferType { Member: null } whole && operation.Result.Type is BufferType { Element: VectorType vector } part
            && whole.Element == vector.Element && (part.Kind == BufferKind.ReadOnlyWindow || (part.Kind == BufferKind.Window && !whole.IsReadOnly));
        return holds ? null : "a vector over numbers of a buffer, read-only where the buffer is";
    }

    private static bool IsPart(BufferType part, BufferType whole) =>
        part.Kind == BufferKind.ReadOnlySpan || (part.Kind == BufferKind.Span && !whole.IsReadOnly) || (part.Kind == whole.Kind && whole.Kind is BufferKind.ReadOnlyList or BufferKind.Object);

    private static bool IsKeptIn(IrType type, IrType stack) => stack is StackType keeper && (keeper.Element == type
        || (keeper.IsFrame && (type is BufferType buffer ? buffer.Element : type is StackType { IsFrame: false } other ? other.Element : null) == keeper.Element));

    private static string? Invoke(Invoke operation)
    {
        RoutineParameter[] parameters = [.. operation.Parameters];
        if (parameters.Length != operation.Arguments.Count) return $"{operation.Arguments.Count} arguments for {parameters.Length} parameters";
        if (!operation.Returned.All(result => IsScalar(result.Type))) return "a call returns scalars";
        for (int i = 0; i < parameters.Length; i++)
        {
            Value argument = operation.Arguments[i];
            bool holds = parameters[i].Use switch
            {
                ParameterUse.Value => IsScalar(argument.Type),
                ParameterUse.Writes => Writable(argument) is null,
                _ => argument.Type is BufferType,
            };
            if (!holds) return $"argument {i} of type {IrText.Type(argument.Type)} does not go with {parameters[i].Use}";
        }

        return null;
    }

    /// <summary>A vector flows through a program like a number.</summary>
    private static bool IsScalar(IrType type) => type is ScalarType or RealParameterType or LanesType or VectorType or MaskType;

    private static bool IsNumber(IrType type) => IsScalar(type) && type != IrType.Bool && type is not MaskType;
}
