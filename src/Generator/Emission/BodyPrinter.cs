using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>The body of a function as C# statements.</summary>
internal sealed partial class BodyPrinter
{
    private const int WidestLine = 110;

    private readonly Schedule _schedule;
    private readonly Variables _variables;
    private readonly ExpressionPrinter _expressions;
    private readonly WorkMemory _memory;
    private readonly NameScope _names;
    private readonly HashSet<Variable> _declared = [];
    private readonly Dictionary<(Block, int), List<string>> _notes = [];
    private SourceWriter _writer;

    private BodyPrinter(Function function, IReadOnlyDictionary<int, string> parameters, NameScope names, SourceWriter writer)
    {
        _writer = writer;
        _names = names;
        _schedule = new Schedule(function);
        Folding.Run(_schedule, new Checks(_schedule, parameters));
        _variables = new Variables(_schedule);
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Value.Type is RealParameterType type) names.Reserve(type.Name);
        }

        _memory = new WorkMemory(names);
        foreach (Step step in _schedule.AllSteps())
        {
            if (step.Operation is Push { Operand.Type: BufferType or StackType } push) _memory.Keep(push.Operand, parameters[push.Stack.Id]);
        }

        _variables.AssignNames(names);
        foreach (Variable variable in _variables.All) names.Reserve(variable.Name);
        _expressions = new ExpressionPrinter(_schedule, _variables, parameters);
    }

    /// <summary>Prints everything but the return of the results, whose expressions come back.</summary>
    /// <param name="parameters">The C# names of the function's parameters, by the id of their value.</param>
    /// <param name="names">The names that are taken; those of the locals are added.</param>
    /// <param name="isOutermost">Not part of a recursion itself: what recursive functions leave is gone when it returns or throws.</param>
    public static BodyResults Print(Function function, IReadOnlyDictionary<int, string> parameters, NameScope names, SourceWriter writer, bool isOutermost = true)
    {
        var printer = new BodyPrinter(function, parameters, names, writer);
        bool leavesFrames = printer._schedule.AllSteps().Any(step => step.Operation is Invoke { Routine.Kind: RoutineKind.Forward });
        if (leavesFrames && isOutermost) writer.Line($"using var {NameScope.Escape(names.Take("frames"))} = {CSharpTypes.Residuals}ResidualMemory.EnterFrames();");
        printer._memory.Declare(printer._schedule, printer._variables, writer);
        printer.Heading();
        printer.Block(printer._schedule.Top);
        List<(string Added, bool IsNegative)> terms = [];
        foreach (Value result in function.Body.Yields)
        {
            Value? negated = printer._expressions.Negated(result);
            bool isZero = printer._schedule.Constant(result) is { Bits: 0 };
            terms.Add(isZero ? ("", false) : (printer._expressions.Print(negated ?? result), negated is not null));
        }

        List<string> values = function.Body.Yields.Select(result => printer._expressions.Print(result)).ToList();
        printer.SuppressWarnings(writer);
        return new BodyResults(values, terms);
    }

    /// <summary>What the user's own code does without a warning, or has one for that is suppressed there.</summary>
    private void SuppressWarnings(SourceWriter writer)
    {
        if (_variables.All.Any(variable => _declared.Contains(variable) && !_expressions.IsRead(variable)))
        {
            writer.Suppress("CS0168");
            writer.Suppress("CS0219");
        }

        bool isSelfComparison = _schedule.AllSteps().Any(step => step.Operation is Apply { Arguments.Count: 2 } apply
            && Ops.IsComparison(apply.Op) && _expressions.Print(apply.Arguments[0]) == _expressions.Print(apply.Arguments[1]));
        if (isSelfComparison) writer.Suppress("CS1718");
        bool isSettled = _schedule.AllSteps().Any(step => step.Operation switch
        {
            If branch => _schedule.Constant(branch.Condition) is not null,
            While loop => _schedule.Constant(loop.Condition.Yields[0]) is not null,
            _ => false,
        });
        if (isSettled || HasUnreachable()) writer.Suppress("CS0162");
        bool isNegativeIndex = _schedule.AllSteps().Any(step => step.Operation is Load or Row or Store or Accumulate
            && _schedule.Constant(step.Operation.Operands[1]) is { Bits: < 0 });
        if (isNegativeIndex) writer.Suppress("CS0251");
    }

    private void Block(Block block)
    {
        foreach (Step step in block.Steps)
        {
            if (step.Operation.Note is { } note && !step.IsDropped) NotesAt(block, step.Root).Add(note);
            if (!step.IsStatement) continue;
            WriteNotes(block, step.Index);
            Statement(step);
        }

        WriteNotes(block, block.Steps.Count);
    }

    private List<string> NotesAt(Block block, int root)
    {
        if (!_notes.TryGetValue((block, root), out List<string> notes)) _notes.Add((block, root), notes = []);
        return notes;
    }

    /// <summary>The primal's heading, if the operation that had it was simplified away.</summary>
    private void Heading()
    {
        List<string> notes = [.. _schedule.AllSteps().Where(step => !step.IsDropped).Select(step => step.Operation.Note).OfType<string>()];
        bool Has(string section) => notes.Any(note => note.StartsWith(IrBuilder.SectionPrefix + section, StringComparison.Ordinal));
        if (!Has("backward") || Has("primal")) return;
        _writer.Blank();
        _writer.Line("// primal");
    }

    private void WriteNotes(Block block, int root)
    {
        const string section = IrBuilder.SectionPrefix;
        foreach (string note in NotesAt(block, root).Distinct())
        {
            if (note.StartsWith(section, StringComparison.Ordinal)) _writer.Blank();
            foreach (string line in note.Split('\n')) _writer.Line("// " + (line.StartsWith(section, StringComparison.Ordinal) ? line.Substring(section.Length) : line));
        }
    }

    private void Statement(Step step)
    {
        switch (step.Operation)
        {
            case Store { Buffer.Type: BufferType { Kind: BufferKind.Window } } store:
                _writer.Line(_expressions.Vectors.Store(store.Buffer, Print(store.Operand), Print(store.Operand, OpNames.Primary)));
                break;
            case Accumulate { Buffer.Type: BufferType { Kind: BufferKind.Window } } added:
                _writer.Line(_expressions.Vectors.Add(added));
                break;
            case Store store:
                _writer.Line(Assignment(store.Buffer, store.Index, Print(store.Operand)));
                break;
            case Accumulate accumulate:
                Value? negated = _expressions.Negated(accumulate.Operand);
                _writer.Line(Addition(accumulate.Buffer, accumulate.Index, Print(negated ?? accumulate.Operand), negated is not null));
                break;
            case Push push:
                _writer.Line($"{Print(push.Stack)}.Push{Kept(push.Operand.Type)}({Print(push.Operand)});");
                break;
            case NewStack stack when _memory.IsDeclaredAtTop(stack):
                _writer.Line($"{Print(stack.Result)}.Clear();");
                break;
            case NewStack stack:
                Assign(stack.Result, step.Block, _memory.NewStack(stack));
                break;
            case Allocate allocate:
                Assign(allocate.Result, step.Block, _memory.Rent(allocate, Print(allocate.Count)));
                break;
            case If when !step.IsConditional:
                Conditional(step);
                break;
            case For loop:
                For(step, loop);
                break;
            case While loop:
                While(step, loop);
                break;
            case Invoke invoke:
                Invoke(step, invoke);
                break;
            case Compute { Returned.Count: > 1 } compute:
                Compute(step, compute);
                break;
            case Throw exception:
                _writer.Line($"throw {_expressions.Fill(exception.Text, exception.Arguments)};");
                break;
            case Perform perform:
                _writer.Line($"{_expressions.Fill(perform.Text, perform.Arguments)};");
                break;
            case Call:
                throw new NotSupportedException("A call is inlined, or becomes the invocation of a routine, before emission.");
            default:
                Define(step);
                break;
        }
    }

    /// <summary>What a frame's methods for that type are called.</summary>
    public static string Kept(IrType type) => type is BufferType ? "Buffer" : type is StackType ? "Stack" : "";

    private void Define(Step step)
    {
        Value result = step.Operation.Results[0];
        if (_schedule.Uses(result).All(use => use.Step?.IsDropped == true))
        {
            string text = step.Operation is Row row ? _expressions.Element(row.Buffer, row.Index) : _expressions.PrintDefinition(step);
            _writer.Line(step.Operation is Pop ? $"{text};" : $"_ = {text};");
            return;
        }

        Variable target = _variables.Of(result)!;
        if (_declared.Contains(target) && Update(step.Operation, target) is { } update) _writer.Line(update);
        else Assign(result, step.Block, _expressions.PrintDefinition(step));
    }

    /// <summary><c>s += t;</c> instead of <c>s = s + t;</c>.</summary>
    private string? Update(Operation operation, Variable target)
    {
        if (operation is not Apply { Arguments.Count: 2 } apply || OpNames.Compound(apply.Op) is not { } symbol) return null;
        if (CSharpTypes.IsSmallInteger(apply.Result.Type)) return null;
        Value kept = apply.Arguments[0], other = apply.Arguments[1];
        if (apply.Op == Ops.Add && _variables.Of(kept) != target) (kept, other) = (other, kept);
        if (_variables.Of(kept) != target) return null;
        string name = NameScope.Escape(target.Name);
        if (target.Type.IsInteger && symbol is "+" or "-" && _schedule.Constant(other) is { Bits: 1 }) return $"{name}{symbol}{symbol};";
        if (symbol == "+" && _expressions.Negated(other) is { } negated) return $"{name} -= {Print(negated)};";
        return $"{name} {symbol}= {Print(other)};";
    }

    private void Assign(Value target, Block block, string text) => Assign(_variables.Of(target)!, block, text);

    private void Assign(Variable target, Block block, string text)
    {
        bool isNew = _declared.Add(target);
        if (isNew && target.Home != block) throw new InvalidOperationException($"{target.Name} is assigned before it is declared.");
        _writer.Line($"{(isNew ? CSharpTypes.Name(target.Type) + " " : "")}{NameScope.Escape(target.Name)} = {text};");
    }

    /// <summary>Gives each target's variable its source's value, all at once.</summary>
    private void Copy(Block block, EquatableArray<Value> targets, EquatableArray<Value> sources)
    {
        var variables = new Dictionary<string, Variable>();
        var copies = new List<(string, string)>();
        for (int i = 0; i < targets.Count; i++)
        {
            Variable target = _variables.Of(targets[i])!;
            if (_variables.Of(sources[i]) == target) continue;
            string name = NameScope.Escape(target.Name);
            variables.Add(name, target);
            copies.Add((name, Print(sources[i])));
        }

        ParallelCopy.Order(copies, (target, source) => Assign(variables[target], block, source), name =>
        {
            string saved = NameScope.Escape(_names.Take(variables[name].Name + "Old"));
            _writer.Line($"{CSharpTypes.Name(variables[name].Type)} {saved} = {name};");
            return saved;
        });
    }

    private string Assignment(Value buffer, Value index, string value)
    {
        if (buffer.Type is not BufferType { Member.Update: { } update }) return $"{_expressions.Element(buffer, index)} = {value};";
        string host = _expressions.Host(buffer, index);
        return update.IndexOf('#') < 0 ? $"{update.Replace("@", host)} = {value};" : $"{host} = {update.Replace("@", host).Replace("#", value)};";
    }

    private string Addition(Value buffer, Value index, string value, bool isNegative)
    {
        string place = _expressions.Element(buffer, index);
        if (buffer.Type is BufferType { Member.Update: { } update })
        {
            if (update.IndexOf('#') >= 0) return Assignment(buffer, index, $"{place} {(isNegative ? "-" : "+")} ({value})");
            place = update.Replace("@", _expressions.Host(buffer, index));
        }

        return $"{place} {(isNegative ? "-=" : "+=")} {value};";
    }

    private string Print(Value value, int around = OpNames.Lowest) => _expressions.Print(value, around);
}

/// <summary>What a printed body ends with.</summary>
/// <param name="Values">The results as expressions.</param>
/// <param name="Terms">The same to be added to something: empty for zero, and without its sign if negative.</param>
internal sealed record BodyResults(IReadOnlyList<string> Values, IReadOnlyList<(string Text, bool IsNegative)> Terms);
