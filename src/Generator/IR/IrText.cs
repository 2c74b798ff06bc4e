using System.Globalization;
using System.Text.RegularExpressions;

namespace SourceAutodiff.Generator.IR;

/// <summary>How types and numbers are spelled in the IR's text form; shared by <see cref="IrPrinter"/> and <see cref="IrParser"/>.</summary>
internal static class IrText
{
    public static string Type(IrType type) => type switch
    {
        ScalarType scalar => scalar.Kind.ToString().ToLowerInvariant(),
        RealParameterType parameter => parameter.Name,
        BufferType { Member: { } member } buffer => $"{Type(buffer with { Member = null })} in \"{member.Host}\" \"{member.Path}\"" + (member.Update is { } update ? $" by \"{update}\"" : ""),
        BufferType { Kind: BufferKind.Array } buffer => Type(buffer.Element) + "[]",
        BufferType buffer => $"{Word(buffer.Kind)}<{Type(buffer.Element)}>",
        StackType stack => $"{(stack.IsFrame ? "frame" : "stack")}<{Type(stack.Element)}>",
        ContentsType contents => Quote(contents.TypeText),
        VectorType vector => $"vector{(vector.Bits == 0 ? "" : vector.Bits.ToString(CultureInfo.InvariantCulture))}<{Type(vector.Element)}>",
        MaskType mask => $"mask<{Type(mask.Vector)}>",
        LanesType lanes => $"lanes<{Type(lanes.Element)}>",
        _ => throw new InvalidOperationException($"No text for {type}."),
    };

    public static string Word(BufferKind kind) => kind == BufferKind.ReadOnlySpan ? "rospan" : kind.ToString().ToLowerInvariant();

    /// <summary>The kind of buffer called <paramref name="word"/>, if there is one.</summary>
    public static BufferKind? Kind(string word)
    {
        foreach (BufferKind kind in Enum.GetValues(typeof(BufferKind)))
        {
            if (Word(kind) == word) return kind;
        }

        return null;
    }

    /// <summary>The type called <paramref name="word"/>: a scalar, or else a type parameter.</summary>
    public static IrType NamedType(string word)
    {
        foreach (ScalarKind kind in Enum.GetValues(typeof(ScalarKind)))
        {
            if (kind.ToString().ToLowerInvariant() == word) return new ScalarType(kind);
        }

        return new RealParameterType(word);
    }

    /// <summary>Shortest text that gives the same bits back; hexadecimal bits where decimal text would not (NaN payloads, −0 on .NET Framework).</summary>
    public static string Number(IrType type, long bits)
    {
        if (type == IrType.Bool) return bits != 0 ? "true" : "false";
        if (!type.IsReal) return bits.ToString(CultureInfo.InvariantCulture);
        string text = BitConverter.Int64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture);
        return ParseNumber(type, text) == bits ? text : "0x" + bits.ToString("X16", CultureInfo.InvariantCulture);
    }

    public static long ParseNumber(IrType type, string text)
    {
        if (text is "true") return 1;
        if (text is "false") return 0;
        if (text.StartsWith("0x", StringComparison.Ordinal)) return long.Parse(text.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return type.IsReal
            ? BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))
            : long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The type an <see cref="Apply"/> has when its text does not say: bool for comparisons, lanes if an argument has lanes, else the first argument's.</summary>
    public static IrType ApplyType(string op, IReadOnlyList<Value> arguments)
    {
        if (Ops.IsComparison(op)) return arguments[0].Type is VectorType compared ? new MaskType(compared) : IrType.Bool;
        return arguments.FirstOrDefault(argument => argument.Type is LanesType)?.Type ?? arguments[0].Type;
    }

    /// <summary>The type a part of a buffer has when its text does not say.</summary>
    public static IrType PartType(IrType buffer) => buffer is BufferType { Kind: not BufferKind.ReadOnlyList } type ? type.AsSpan() : buffer;

    /// <summary><c>primal "Power" (value grad, writes) backward "PowerBackward" </c>; the kind of a method is not written.</summary>
    public static string Routine(Routine routine)
    {
        string kind = routine.Kind == RoutineKind.Method ? "" : routine.Kind.ToString().ToLowerInvariant() + " ";
        IEnumerable<string> parameters = routine.Parameters.Select(parameter =>
            parameter.Use.ToString().ToLowerInvariant() + (parameter.IsArray ? " array" : "") + (parameter.Differentiated ? " grad" : ""));
        string backward = routine.Backward is null ? "" : $" backward \"{routine.Backward}\"";
        string jvp = routine.Jvp is null ? "" : $" jvp \"{routine.Jvp}\"";
        string receiver = routine.Receiver is null ? "" : $" on \"{routine.Receiver}\"";
        return $"{kind}\"{routine.Name}\" ({string.Join(", ", parameters)}){backward}{jvp}{receiver}{(routine.IsNested ? " nested" : "")} ";
    }

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    public static string Unquote(string text) => Regex.Replace(text, @"\\(.)", "$1");

    /// <summary>C# text for the text of a <see cref="Throw"/> or <see cref="Perform"/>: doubled braces are braces, <c>{n}</c> is the argument number n.</summary>
    public static string Fill(string text, Func<int, string> argument) =>
        Regex.Replace(text, @"\{\{|\}\}|\{(\d+)\}", match => match.Groups[1].Success ? argument(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : match.Value.Substring(1));

    /// <summary>The same text with other places in it.</summary>
    public static string Refill(string text, Func<int, string> argument) =>
        Regex.Replace(text, @"\{\{|\}\}|\{(\d+)\}", match => match.Groups[1].Success ? argument(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : match.Value);

    public static bool IsDifferentiatedByDefault(ParameterRole role, IrType type) =>
        role == ParameterRole.Primal && (type.IsReal || type.IsRealBuffer);
}
