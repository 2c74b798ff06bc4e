using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>A parameter of the checked method: what is declared of it, and how it, its gradient and its tangent are passed in the delegates of the check.</summary>
internal abstract class CheckedArgument(PrimalArgument argument, CheckText text)
{
    public PrimalArgument Argument { get; } = argument;

    protected CheckText Text { get; } = text;

    protected Layout Layout => Argument.Request.Layout;

    /// <summary>The variable that holds it, where it needs one.</summary>
    public string Local { get; } = argument.Request.IsReceiver ? text.Take(Name(argument.TypeText)) : argument.Text;

    protected string LocalGradient { get; } = text.Take("grad" + NameScope.Pascal(argument.Name));

    protected string LocalTangent { get; } = text.Take(argument.Name + "Tangent");

    /// <summary>The calls that declare inputs.</summary>
    public virtual IEnumerable<string> Inputs => [];

    /// <summary>The calls that declare outputs.</summary>
    public virtual IEnumerable<string> Outputs => [];

    /// <summary>Members that cannot be set from outside, so that their gradients are not checked.</summary>
    public virtual IEnumerable<string> Unchecked => [];

    /// <summary>It has outputs: what the method leaves in it.</summary>
    public bool IsOutput => Outputs.Any() || Inputs.Any(input => input.StartsWith("InOut", StringComparison.Ordinal));

    /// <summary>The argument of a call; what has to be done before is written.</summary>
    public abstract string Pass(SourceWriter writer);

    /// <summary>After the call: takes what the method left in it.</summary>
    public virtual void Leave(SourceWriter writer) { }

    /// <summary>The argument for its gradient: with what comes in, if it is an output.</summary>
    public abstract string PassGradient(SourceWriter writer);

    /// <summary>After the call: takes the gradient.</summary>
    public virtual void LeaveGradient(SourceWriter writer) { }

    /// <summary>The argument for its tangent.</summary>
    public abstract string PassTangent(SourceWriter writer);

    /// <summary>After the call: takes the tangent of what the method left in it.</summary>
    public virtual void LeaveTangent(SourceWriter writer) { }

    /// <summary>Null if no test can be written for a parameter like that.</summary>
    public static CheckedArgument? Of(PrimalArgument argument, CheckText text)
    {
        Layout layout = argument.Request.Layout;
        return argument.Form switch
        {
            _ when layout is OpaqueLayout => new CheckedOpaque(argument, text),
            ArgumentForm.Value or ArgumentForm.Reference => new CheckedNumbers(argument, text),
            ArgumentForm.Buffer when layout is BufferLayout { Element: ScalarLayout } => CheckedBuffer.IsSupported(argument, text) ? new CheckedBuffer(argument, text) : null,
            ArgumentForm.Buffer when layout is BufferLayout { Element: StructLayout } => CheckedStructs.IsSupported(argument) ? new CheckedStructs(argument, text) : null,
            ArgumentForm.Memory when layout is GridLayout { Element: ScalarLayout } => CheckedGrid.IsSupported(argument, text) ? new CheckedGrid(argument, text) : null,
            ArgumentForm.Memory when layout is ObjectLayout => CheckedObject.IsSupported(argument, text) ? new CheckedObject(argument, text) : null,
            _ => null,
        };
    }

    protected string Modifier => MemberSignature.Modifier(Argument.Request.Passing) switch
    {
        "ref readonly" or "in" => "in ",
        "" => "",
        var modifier => modifier + " ",
    };

    protected string Declare(string type, string local, string value, SourceWriter writer)
    {
        writer.Line($"{type} {local} = {value};");
        return local;
    }

    /// <summary>Of a type, as the name of a variable.</summary>
    private static string Name(string type)
    {
        string name = type.Split('<')[0].Split('.', ':').Last();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}

/// <summary>Text, dates and the like: anything, since nothing of it is used.</summary>
internal sealed class CheckedOpaque(PrimalArgument argument, CheckText text) : CheckedArgument(argument, text)
{
    public override string Pass(SourceWriter writer) => Argument.TypeText is "string" ? "\"\"" : $"default({Argument.TypeText})";

    public override string PassGradient(SourceWriter writer) => throw new NotSupportedException();

    public override string PassTangent(SourceWriter writer) => throw new NotSupportedException();
}

/// <summary>A number, or a struct or tuple of numbers; by value or by reference.</summary>
internal sealed class CheckedNumbers : CheckedArgument
{
    /// <summary>What each leaf is where it is no input.</summary>
    private readonly IReadOnlyList<string?> _constants;

    public CheckedNumbers(PrimalArgument argument, CheckText text)
        : base(argument, text) =>
        _constants = [.. argument.Leaves.Select(leaf => IsChecked(leaf) ? null : leaf.Path.FlagOf is not null ? "true" : IsEnumeration(leaf.Path) ? "0" : text.Samples.Constant(leaf.Scalar))];

    private bool IsReference => Argument.Form == ArgumentForm.Reference;

    private IEnumerable<PrimalParameter> Checked => Argument.Leaves.Where(IsChecked);

    /// <summary>The argument of a delegate can be passed as it is.</summary>
    private bool IsDirect => Layout is ScalarLayout && !IsReference && Argument.IsDifferentiated && Text.IsNumber(Argument.Leaves[0].Scalar);

    public override IEnumerable<string> Inputs => Argument.IsOut ? [] : _inputs ??= [.. Checked.Select(leaf => $"Input(\"{leaf.Name}\", {Text.Samples.Real(Text.Number)})")];

    private IReadOnlyList<string>? _inputs;

    public override IEnumerable<string> Outputs => IsReference ? Checked.Select(leaf => $"Output(\"{Output(leaf)}\")") : [];

    public override string Pass(SourceWriter writer)
    {
        if (IsDirect) return Modifier + CheckText.Scalar(Text.Arguments, Argument.Name);
        if (Argument.IsOut) return Argument.IsDifferentiated ? $"out {Argument.TypeText} {Local}" : "out _";
        string value = Make(Text.Arguments, leaf => leaf.Name, _constants, writer);
        return Argument.Request.Passing == Passing.Value ? value : Modifier + Declare(Argument.TypeText, Local, value, writer);
    }

    public override void Leave(SourceWriter writer) => Take(Text.Arguments, IsReference, Local, Output, writer);

    public override string PassGradient(SourceWriter writer)
    {
        if (IsDirect) return "ref " + CheckText.Scalar(Text.Gradients, Argument.Name);
        string value = IsReference ? Make(Text.Gradients, Output, Flags, writer) : "default";
        return "ref " + Declare(Argument.TypeText, LocalGradient, value, writer);
    }

    public override void LeaveGradient(SourceWriter writer)
    {
        if (!IsDirect && !Argument.IsOut) Store(LocalGradient, writer);
    }

    /// <summary>Takes the gradient that was returned.</summary>
    public void Store(string gradient, SourceWriter writer) => Take(Text.Gradients, true, gradient, leaf => leaf.Name, writer);

    /// <summary>What a returned gradient can be assigned to; null if that needs a variable.</summary>
    public string? Target => IsDirect ? CheckText.Scalar(Text.Gradients, Argument.Name) : null;

    public string GradientVariable => LocalGradient;

    public override string PassTangent(SourceWriter writer)
    {
        if (Argument.IsOut) return $"out {Argument.TypeText} {LocalTangent}";
        string value = Make(Text.Tangents, leaf => leaf.Name, Flags, writer);
        return IsReference ? "ref " + Declare(Argument.TypeText, LocalTangent, value, writer) : value;
    }

    public override void LeaveTangent(SourceWriter writer) => Take(Text.Tangents, IsReference, LocalTangent, Output, writer);

    /// <summary>A gradient or tangent is there where the value is.</summary>
    private IReadOnlyList<string?> Flags => [.. Argument.Leaves.Select(leaf => leaf.Path.FlagOf is not null ? "true" : null)];

    private bool IsChecked(PrimalParameter leaf) => Argument.IsDifferentiated && leaf.Request.Differentiated;

    private string Output(PrimalParameter leaf) => Argument.IsOut ? leaf.Name : leaf.Name + " afterwards";

    private string Make(string of, Func<PrimalParameter, string> name, IReadOnlyList<string?> others, SourceWriter writer) =>
        Text.Make(Layout, [.. Argument.Leaves.Select((leaf, i) => IsChecked(leaf) ? CheckText.Scalar(of, name(leaf)) : others[i])], writer);

    private void Take(string of, bool isWanted, string value, Func<PrimalParameter, string> name, SourceWriter writer)
    {
        foreach (PrimalParameter leaf in Checked.Where(_ => isWanted))
            writer.Line($"{CheckText.Scalar(of, name(leaf))} = {Text.ToNumber(leaf.Path.Read(value), leaf.Scalar)};");
    }

    private bool IsEnumeration(LeafPath path) => (path.Steps.Count == 0 ? Layout : path.Steps[path.Steps.Count - 1].Layout) is ScalarLayout { Underlying: not null };
}
