using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>An array, span, memory or list.</summary>
internal abstract class CheckedElements(PrimalArgument argument, CheckText text) : CheckedArgument(argument, text)
{
    private Dictionary<string, string>? _declared;

    protected BufferLayout Buffer => (BufferLayout)Layout;

    protected int Length => Text.Samples.Length;

    /// <summary>An array as what the parameter is.</summary>
    protected string Convert(string array) => Buffer.Kind == BufferKind.List ? $"new global::System.Collections.Generic.List<{Argument.ElementText}>({array})" : array;

    /// <summary>The call that declares one buffer of numbers.</summary>
    private string Declare(PrimalParameter leaf)
    {
        string key = Key(leaf), name = $"\"{key}\"";
        _declared ??= [];
        if (!_declared.TryGetValue(key, out string? declared))
        {
            string Values() => CheckText.Array(CSharpTypes.Name(Text.Number), Text.Samples.Reals(Text.Number, Length));
            declared = !leaf.IsWritten ? $"Input({name}, {Values()})" : leaf.IsRead ? $"InOut({name}, {Values()})" : $"Output({name}, {Length})";
            _declared.Add(key, declared);
        }

        return declared;
    }

    protected IEnumerable<string> Declared => Argument.Leaves.Where(IsChecked).Select(Declare);

    public sealed override IEnumerable<string> Inputs => Declared.Where(call => !call.StartsWith("Output", StringComparison.Ordinal));

    public sealed override IEnumerable<string> Outputs => Declared.Where(call => call.StartsWith("Output", StringComparison.Ordinal));

    /// <summary>What the numbers are called: <c>points.X</c>.</summary>
    protected virtual string Key(PrimalParameter leaf) => Argument.Name;

    protected bool IsChecked(PrimalParameter leaf) => Argument.IsDifferentiated && leaf.Request.Differentiated && !leaf.Request.IsPresence;
}

/// <summary>An array, span, memory or list of numbers: that of the check itself, or constants.</summary>
internal sealed class CheckedBuffer : CheckedElements
{
    private readonly string? _constants;

    public CheckedBuffer(PrimalArgument argument, CheckText text)
        : base(argument, text)
    {
        PrimalParameter leaf = argument.Leaves[0];
        if (!IsChecked(leaf)) _constants = CheckText.Array(argument.ElementText, text.Samples.Constants(leaf.Scalar));
    }

    /// <summary>What is differentiated has the type of the check, and is no list that is written.</summary>
    public static bool IsSupported(PrimalArgument argument, CheckText text) =>
        !argument.IsDifferentiated ? argument.Request.Layout is BufferLayout { Element: ScalarLayout { Underlying: null } }
        : text.IsNumber(argument.Leaves[0].Scalar) && !(argument.IsWritten && argument.Request.Layout is BufferLayout { Kind: BufferKind.List });

    public override string Pass(SourceWriter writer)
    {
        bool isSpan = Buffer.Kind is BufferKind.Span or BufferKind.ReadOnlySpan;
        string value = _constants is not null ? Convert(_constants) : isSpan ? CheckText.Buffer(Text.Arguments, Argument.Name) : Convert($"{Text.Arguments}.Array(\"{Argument.Name}\")");
        return Argument.Request.Passing == Passing.Value ? value : Modifier + Declare(Argument.TypeText, Local, value, writer);
    }

    public override string PassGradient(SourceWriter writer) => CheckText.Buffer(Text.Gradients, Argument.Name);

    public override string PassTangent(SourceWriter writer) => CheckText.Buffer(Text.Tangents, Argument.Name);
}

/// <summary>An array, span, memory or list of structs: a buffer of the check for each number in an element.</summary>
internal sealed class CheckedStructs : CheckedElements
{
    private readonly IReadOnlyList<string?> _constants;

    public CheckedStructs(PrimalArgument argument, CheckText text)
        : base(argument, text) =>
        _constants = [.. LeafPath.Of(Buffer.Element).Select((path, i) =>
            argument.Leaves.Count > i && IsChecked(argument.Leaves[i]) ? null : path.FlagOf is not null ? "true" : text.Samples.Constant(path.Leaf.Type))];

    public static bool IsSupported(PrimalArgument argument) => argument.Request.Layout is BufferLayout { Kind: not BufferKind.List } || !argument.IsWritten;

    protected override string Key(PrimalParameter leaf) => LeafPath.Of(Buffer.Element)[Argument.Leaves.IndexOf(leaf)].Display(Argument.Name);

    public override string Pass(SourceWriter writer)
    {
        Fill(Text.Arguments, Local, _constants, writer);
        if (Argument.Request.Passing == Passing.Value) return Convert(Local);
        return Modifier + Declare(Argument.TypeText, Text.Take(Argument.Name + "Passed"), Convert(Local), writer);
    }

    public override void Leave(SourceWriter writer) => Take(Text.Arguments, Local, writer);

    public override string PassGradient(SourceWriter writer)
    {
        Fill(Argument.IsWritten ? Text.Gradients : null, LocalGradient, _constants.Select(_ => (string?)null).ToList(), writer);
        return LocalGradient;
    }

    public override void LeaveGradient(SourceWriter writer)
    {
        foreach (string line in Copies(Text.Gradients, LocalGradient, isWritten: false)) writer.Line(line);
    }

    public override string PassTangent(SourceWriter writer)
    {
        Fill(Text.Tangents, LocalTangent, _constants.Select(_ => (string?)null).ToList(), writer);
        return LocalTangent;
    }

    public override void LeaveTangent(SourceWriter writer) => Take(Text.Tangents, LocalTangent, writer);

    private void Fill(string? of, string array, IReadOnlyList<string?> others, SourceWriter writer)
    {
        writer.Line($"{Argument.ElementText}[] {array} = new {Argument.ElementText}[{Length}];");
        if (of is null) return;
        var loop = new SourceWriter();
        loop.Open($"for (int i = 0; i < {array}.Length; i++)");
        string element = Text.Make(Buffer.Element, [.. LeafPath.Of(Buffer.Element).Select((_, i) => Argument.Leaves.Count > i && IsChecked(Argument.Leaves[i]) ? $"{CheckText.Buffer(of, Key(Argument.Leaves[i]))}[i]" : others[i])], loop);
        loop.Line($"{array}[i] = {element};");
        loop.Close();
        writer.Append(loop);
    }

    private void Take(string of, string array, SourceWriter writer)
    {
        foreach (string line in Copies(of, array, isWritten: true)) writer.Line(line);
    }

    private IEnumerable<string> Copies(string of, string array, bool isWritten)
    {
        IReadOnlyList<LeafPath> paths = LeafPath.Of(Buffer.Element);
        for (int i = 0; i < paths.Count; i++)
        {
            PrimalParameter leaf = Argument.Leaves[i];
            if (!IsChecked(leaf) || (isWritten && !leaf.IsWritten)) continue;
            yield return $"for (int i = 0; i < {array}.Length; i++) {CheckText.Buffer(of, Key(leaf))}[i] = {Text.ToNumber(paths[i].Read(array + "[i]"), leaf.Scalar)};";
        }
    }
}
