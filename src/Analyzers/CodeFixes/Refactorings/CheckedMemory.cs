using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary><c>double[,]</c> and higher: a buffer of the check, row by row.</summary>
internal sealed class CheckedGrid : CheckedArgument
{
    private readonly string _declaration;
    private readonly string? _constants;

    public CheckedGrid(PrimalArgument argument, CheckText text)
        : base(argument, text)
    {
        int rank = ((GridLayout)Layout).Rank;
        int[] lengths = [.. Enumerable.Range(0, rank).Select(i => i == 1 ? 3 : 2)];
        int count = lengths.Aggregate((product, length) => product * length);
        PrimalParameter elements = argument.Leaves[0];
        string type = ((GridLayout)Layout).Element.TypeText;
        _declaration = $"new {type}[{string.Join(", ", lengths)}]";
        IReadOnlyList<string> values = argument.IsDifferentiated ? text.Samples.Reals(text.Number, count) : [.. Enumerable.Range(0, count).Select(_ => text.Samples.Constant(elements.Scalar))];
        string array = CheckText.Array(type, values);
        if (!argument.IsDifferentiated) _constants = array;
        else Inputs = [elements.IsWritten ? $"InOut(\"{argument.Name}\", {array})" : $"Input(\"{argument.Name}\", {array})"];
    }

    public static bool IsSupported(PrimalArgument argument, CheckText text) =>
        argument.Request.Passing == Passing.Value && (argument.IsDifferentiated ? text.IsNumber(argument.Leaves[0].Scalar) : argument.Request.Layout is GridLayout { Element: ScalarLayout { Underlying: null } });

    public override IEnumerable<string> Inputs { get; } = [];

    public override string Pass(SourceWriter writer) => Fill(_constants ?? CheckText.Buffer(Text.Arguments, Argument.Name), Local, writer);

    public override void Leave(SourceWriter writer) => Take(Text.Arguments, Argument.IsWritten && Argument.IsDifferentiated, Local, writer);

    public override string PassGradient(SourceWriter writer) => Fill(CheckText.Buffer(Text.Gradients, Argument.Name), LocalGradient, writer);

    public override void LeaveGradient(SourceWriter writer) => Take(Text.Gradients, true, LocalGradient, writer);

    public override string PassTangent(SourceWriter writer) => Fill(CheckText.Buffer(Text.Tangents, Argument.Name), LocalTangent, writer);

    public override void LeaveTangent(SourceWriter writer) => Take(Text.Tangents, Argument.IsWritten, LocalTangent, writer);

    private string Fill(string from, string grid, SourceWriter writer)
    {
        Declare(Argument.TypeText, grid, _declaration, writer);
        writer.Line($"{from}.CopyTo({Flat(grid)});");
        return grid;
    }

    private void Take(string of, bool isWanted, string grid, SourceWriter writer)
    {
        if (isWanted) writer.Line($"{Flat(grid)}.CopyTo({CheckText.Buffer(of, Argument.Name)});");
    }

    private string Flat(string grid) =>
        $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {grid}[{string.Join(", ", Enumerable.Repeat("0", ((GridLayout)Layout).Rank))}], {grid}.Length)";
}

/// <summary>An object that is made by its parameterless constructor; its numbers are set where that is possible from outside.</summary>
internal sealed class CheckedObject : CheckedArgument
{
    private readonly IReadOnlyList<string> _inputs;

    public CheckedObject(PrimalArgument argument, CheckText text)
        : base(argument, text) =>
        _inputs = [.. Checked.Select(leaf => $"Input(\"{Key(leaf)}\", {text.Samples.Real(text.Number)})")];

    /// <summary>No arrays, whose lengths are not known, and nothing nested, which may be missing. What is written can be set, too.</summary>
    public static bool IsSupported(PrimalArgument argument, CheckText text) => argument.Request.Passing == Passing.Value && Used(argument).All(leaf =>
        leaf.IsCell && !leaf.Path.Steps.Any(step => step.Layout is ObjectLayout) && !leaf.Path.IsNullable && (!leaf.IsWritten || IsSettable(leaf, text)));

    public override IEnumerable<string> Inputs => _inputs;

    public override IEnumerable<string> Outputs => Checked.Where(leaf => leaf.IsWritten).Select(leaf => $"Output(\"{Output(leaf)}\")");

    public override IEnumerable<string> Unchecked => Used(Argument).Where(leaf => leaf.IsReal && leaf.Request.Differentiated && !IsSettable(leaf, Text)).Select(leaf => leaf.Path.Display(Argument.Request.IsReceiver ? Local : Argument.Name));

    private IEnumerable<PrimalParameter> Checked => Used(Argument).Where(leaf => Argument.IsDifferentiated && leaf.IsReal && leaf.Request.Differentiated && IsSettable(leaf, Text));

    private static IEnumerable<PrimalParameter> Used(PrimalArgument argument) => argument.Leaves.Where(leaf => leaf.IsUsed && !leaf.Request.IsPresence);

    public override string Pass(SourceWriter writer) => Make(Local, Text.Arguments, Key, _ => true, writer);

    public override void Leave(SourceWriter writer) => Take(Text.Arguments, Local, Output, leaf => leaf.IsWritten, writer);

    public override string PassGradient(SourceWriter writer) => Make(LocalGradient, Text.Gradients, Output, leaf => leaf.IsWritten, writer);

    public override void LeaveGradient(SourceWriter writer) => Take(Text.Gradients, LocalGradient, Key, _ => true, writer);

    public override string PassTangent(SourceWriter writer)
    {
        // What cannot be set does not move: an object without what its constructor does has zeros there.
        string type = Argument.TypeText;
        return Unchecked.Any()
            ? Make(LocalTangent, Text.Tangents, Key, _ => true, writer, $"({type})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({type}))")
            : Make(LocalTangent, Text.Tangents, Key, _ => true, writer);
    }

    public override void LeaveTangent(SourceWriter writer) => Take(Text.Tangents, LocalTangent, Output, leaf => leaf.IsWritten, writer);

    private string Key(PrimalParameter leaf) => leaf.Path.Display(Argument.Request.IsReceiver ? Local : Argument.Name);

    private string Output(PrimalParameter leaf) => Key(leaf) + " afterwards";

    private string Make(string local, string of, Func<PrimalParameter, string> name, Func<PrimalParameter, bool> comesIn, SourceWriter writer, string? made = null)
    {
        Declare(Argument.TypeText, local, made ?? $"new {Argument.TypeText}()", writer);
        foreach (PrimalParameter leaf in Checked) writer.Line(ValueText.Set(leaf.Path, local, comesIn(leaf) ? CheckText.Scalar(of, name(leaf)) : "0"));
        return local;
    }

    private void Take(string of, string local, Func<PrimalParameter, string> name, Func<PrimalParameter, bool> isWanted, SourceWriter writer)
    {
        foreach (PrimalParameter leaf in Checked.Where(isWanted)) writer.Line($"{CheckText.Scalar(of, name(leaf))} = {Text.ToNumber(leaf.Path.Read(local), leaf.Scalar)};");
    }

    private static bool IsSettable(PrimalParameter leaf, CheckText text) => leaf.Path.Place("@") is { } place && place.IndexOf('⟦') < 0 && text.CanSet(leaf);
}
