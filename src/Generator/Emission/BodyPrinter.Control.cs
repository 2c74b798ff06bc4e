using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Branches and loops.</summary>
internal sealed partial class BodyPrinter
{
    private void Conditional(Step step)
    {
        var branch = (If)step.Operation;
        foreach (Value result in branch.Yielded)
        {
            Variable variable = _variables.Of(result)!;
            if (_declared.Add(variable)) _writer.Line($"{CSharpTypes.Name(variable.Type)} {NameScope.Escape(variable.Name)};");
        }

        SourceWriter then = Branch(step.Blocks[0], branch.Yielded), otherwise = Branch(step.Blocks[1], branch.Yielded);
        if (then.Lines.Count == 0 && otherwise.Lines.Count == 0) return;
        if (then.Lines.Count == 0)
        {
            WriteBranch($"if ({_expressions.PrintNot(branch.Condition)})", step.Blocks[1], otherwise);
            return;
        }

        bool isShort = WriteBranch($"if ({Print(branch.Condition)})", step.Blocks[0], then, mayBeShort: otherwise.Lines.Count == 0 || IsShort(step.Blocks[1], otherwise));
        if (otherwise.Lines.Count == 0) return;
        if (IsElseIf(step.Blocks[1], otherwise))
        {
            _writer.Line("else " + otherwise.Lines[0]);
            for (int i = 1; i < otherwise.Lines.Count; i++) _writer.Line(otherwise.Lines[i]);
            return;
        }

        WriteBranch("else", step.Blocks[1], otherwise, mayBeShort: isShort);
    }

    /// <summary>Whether the branch is nothing but another conditional.</summary>
    private static bool IsElseIf(Block block, SourceWriter lines) =>
        block.Steps.Count(step => step.IsStatement) == 1
        && lines.Lines[0].StartsWith("if (", StringComparison.Ordinal)
        && lines.Lines.Skip(1).All(line => line.Length == 0 || line[0] is ' ' or '{' or '}' || line.StartsWith("else", StringComparison.Ordinal));

    private bool WriteBranch(string header, Block block, SourceWriter lines, bool mayBeShort = true)
    {
        if (mayBeShort && IsShort(block, lines) && header.Length + lines.Lines[0].Length < WidestLine)
        {
            _writer.Line($"{header} {lines.Lines[0]}");
            return true;
        }

        _writer.Open(header);
        _writer.Append(lines);
        _writer.Close();
        return false;
    }

    private bool IsShort(Block block, SourceWriter lines) =>
        lines.Lines.Count == 1 && !_declared.Any(variable => variable.Home == block) && !IsNested(lines.Lines[0]);

    private static bool IsNested(string line) =>
        line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("if (", StringComparison.Ordinal);

    private SourceWriter Branch(Block block, EquatableArray<Value> results)
    {
        SourceWriter outer = _writer;
        var lines = _writer = new SourceWriter();
        Block(block);
        if (!Ends(block)) Copy(block, results, block.Region.Yields);
        _writer = outer;
        return lines;
    }

    /// <summary>Nothing after the block's last statement is reached.</summary>
    private static bool Ends(Block block) => block.Steps.LastOrDefault(step => step.IsStatement) is { } last && Ends(last);

    private static bool Ends(Step step) => step.Operation is Throw || (step is { Operation: If, IsCompound: true } && step.Blocks.All(Ends));

    /// <summary>Something stands where nothing comes, which the C# compiler warns of.</summary>
    private bool HasUnreachable() => _schedule.AllSteps().Any(step =>
        step.IsStatement && Ends(step) && (step.Block.Owner?.Operation is not If || step.Block.Steps.Skip(step.Index + 1).Any(next => next.IsStatement)));

    private void For(Step step, For loop)
    {
        Copy(step.Block, loop.Carried, loop.Initial);
        Block body = step.Blocks[0];
        Variable variable = _variables.Of(loop.Body.Arguments[0])!;
        _declared.Add(variable);
        string index = Print(loop.Body.Arguments[0]);
        bool isUp = loop.Step > 0 != loop.Reversed;
        string start = loop.Reversed ? LastIndex(loop) : Print(loop.Start);
        string bound = loop.Reversed ? $"{(isUp ? "<=" : ">=")} {Print(loop.Start, OpNames.Shift)}" : $"{(isUp ? "<" : ">")} {Print(loop.End, OpNames.Shift)}";
        int stride = Math.Abs(loop.Step);
        string next = stride == 1 ? isUp ? "++" : "--" : $" {(isUp ? "+=" : "-=")} {stride}";
        _writer.Open($"for (int {index} = {start}; {index} {bound}; {index}{next})");
        Block(body);
        Copy(body, loop.Carried, body.Region.Yields);
        _writer.Close();
    }

    private string LastIndex(For loop)
    {
        if (loop.Step is not (1 or -1)) return $"{CSharpTypes.Residuals}Loops.LastIndex({Print(loop.Start)}, {Print(loop.End)}, {loop.Step})";
        if (_schedule.Constant(loop.End) is { Bits: > int.MinValue and < int.MaxValue } end) return $"{end.Bits - loop.Step}";
        return $"{Print(loop.End, 12)} {(loop.Step > 0 ? "-" : "+")} 1";
    }

    private void While(Step step, While loop)
    {
        Copy(step.Block, loop.Carried, loop.Initial);
        Block condition = step.Blocks[0], body = step.Blocks[1];
        Value goes = loop.Condition.Yields[0];
        if (condition.Steps.Any(inner => inner.IsStatement))
        {
            _writer.Open("while (true)");
            Block(condition);
            _writer.Line($"if ({_expressions.PrintNot(goes)}) break;");
        }
        else
        {
            _writer.Open($"while ({Print(goes)})");
        }

        Block(body);
        Copy(body, loop.Carried, body.Region.Yields);
        _writer.Close();
    }
}
