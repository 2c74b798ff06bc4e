using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// Decides which values are printed inside the expression that uses them. A value is, if it is used once, in the region where it is defined,
/// nothing in between could change it or what the program does, and the line stays readable.
/// </summary>
internal sealed class Folding
{
    private const int WidestStatement = 76;
    private const int WidestBranch = 44;
    private const int Deepest = 6;

    private readonly Schedule _schedule;
    private readonly Checks _checks;
    private readonly Dictionary<(Block, int), int> _widths = [];
    private readonly HashSet<int> _locals = [];

    private Folding(Schedule schedule, Checks checks)
    {
        _schedule = schedule;
        _checks = checks;
        foreach (Step step in schedule.AllSteps()) KeepFromTheCompiler(step.Operation);
    }

    public static void Run(Schedule schedule, Checks checks) => new Folding(schedule, checks).Visit(schedule.Top, foldIntoYields: true);

    private void Visit(Block block, bool foldIntoYields)
    {
        for (int i = block.Steps.Count - 1; i >= 0; i--)
        {
            Step step = block.Steps[i];
            Operation operation = step.Operation;
            if (operation is Constant or Length || IsAll(operation))
            {
                step.IsFolded = !_locals.Contains(operation.Results[0].Id);
                if (IsAll(operation)) step.Root = _schedule.Uses(operation.Results[0]).Where(use => use.Step?.Block == block).Select(use => use.Step!.Root).DefaultIfEmpty(i).Min();
                if (step.IsFolded is false && LiveUses(operation.Results[0]) == 0) step.IsDropped = true;
            }
            else if (operation.Results.All(result => LiveUses(result) == 0) && (Effects.IsRemovable(operation) || _checks.IsRepeated(step)))
            {
                step.IsDropped = true;
            }
            else if (Effects.IsExpression(operation) || IsExpression(step))
            {
                step.IsConditional = operation is If;
                foreach (Block branch in step.Blocks) FoldAll(branch);
                TryFold(step, foldIntoYields);
            }
            else
            {
                foreach (Block nested in step.Blocks) Visit(nested, foldIntoYields: operation is While loop && nested.Region == loop.Condition);

                // What its condition reads may throw all the same, and is a statement then.
                if (operation is If { Yielded.Count: 0 } && step.Blocks.All(nested => nested.Steps.All(inner => !inner.IsStatement))) step.IsDropped = true;
            }
        }
    }

    /// <summary>
    /// What the C# compiler would compute itself, and refuse if it overflows or divides by zero, gets an operand that is no constant to it.
    /// </summary>
    private void KeepFromTheCompiler(Operation operation)
    {
        if (operation is not (Apply or IR.Convert) || operation.Results[0].Type.IsReal) return;
        Value last = operation.Operands[operation.Operands.Count - 1];
        bool isDivision = operation is Apply { Op: Ops.Divide or Ops.Remainder } && _schedule.Constant(last) is { Bits: 0 };
        if (isDivision || operation.Operands.All(operand => _schedule.Constant(operand) is not null)) _locals.Add(last.Id);
    }

    /// <summary>A vector at the beginning of a span is written as the span, wherever it is used.</summary>
    private bool IsAll(Operation operation) => operation is Window { Buffer.Type: BufferType { Kind: not BufferKind.Array } } window && _schedule.Constant(window.Start) is { Bits: 0 };

    /// <summary>How often the value is used by anything that will be printed.</summary>
    private int LiveUses(Value value) => _schedule.Uses(value).Count(use => use.Step?.IsDropped != true);

    private void TryFold(Step step, bool foldIntoYields)
    {
        Value value = step.Operation.Results[0];
        Use[] uses = _schedule.Uses(value).Where(use => use.Step?.IsDropped != true).ToArray();
        if (uses.Length != 1) return;
        Step? user = uses[0].Step;
        if (uses[0].Block != step.Block)
        {
            // Into one side of a && or ?: that follows; what may throw must not become conditional.
            if (Effects.ReadsMemoryOrThrows(step.Operation) || uses[0].Block.Owner is not { IsConditional: true } choice || choice.Block != step.Block) return;
            user = choice;
        }

        if (user is null ? !foldIntoYields : !Accepts(user.Operation, value, step)) return;

        int root = user?.Root ?? step.Block.Steps.Count;
        int depth = user is null ? 0 : user.Depth + 1;
        int width = RootWidth(step.Block, root) + Width(step.Operation) - value.Name.Length;
        if (depth > Deepest || width > WidestStatement || IsBlocked(step, root)) return;
        step.IsFolded = true;
        step.Root = root;
        step.Depth = depth;
        _widths[(step.Block, root)] = width;
    }

    /// <summary>Whether the step may be printed inside the statement of an operation that uses its value.</summary>
    private static bool Accepts(Operation user, Value value, Step step) => user switch
    {
        // A loop's bounds are computed again in every iteration, its initial values are assigned under the names of the carried ones.
        For loop => !loop.Initial.Contains(value) && step.Operation is Apply { Op: Ops.Add or Ops.Subtract },
        While => false,
        // What its arguments throw, they throw before it does anything; but its statement may be several.
        Invoke => false,
        // Its text is written twice.
        Accumulate => step.Operation is not Window,
        _ => true,
    };

    private bool IsBlocked(Step step, int root)
    {
        bool fragile = Effects.ReadsMemoryOrThrows(step.Operation);
        for (int i = step.Index + 1; i < root; i++)
        {
            Step between = step.Block.Steps[i];
            if (!between.IsStatement) continue;
            if (between.IsCompound) return true;
            if (fragile && Effects.ChangesMemory(between.Operation)) return true;
            if (Overwrites(between, step)) return true;
        }

        return false;
    }

    /// <summary>Whether the first step computes the next value of a variable that the second one reads: better read before.</summary>
    private bool Overwrites(Step between, Step reader)
    {
        foreach (Value result in between.Operation.Results)
        {
            foreach (Value carried in CarriedInto(result))
            {
                if (reader.Operation.Operands.Contains(carried)) return true;
            }
        }

        return false;
    }

    /// <summary>The loop-carried values that the value may become the next one of.</summary>
    private IEnumerable<Value> CarriedInto(Value value)
    {
        foreach (Use use in _schedule.Uses(value))
        {
            if (use.Step is not null || use.Block.Owner is not { } owner) continue;
            int place = use.Block.Region.Yields.ToList().IndexOf(value);
            switch (owner.Operation)
            {
                case For loop:
                    yield return loop.Body.Arguments[place + 1];
                    break;
                case While loop when use.Block == owner.Blocks[1]:
                    yield return loop.Body.Arguments[place];
                    break;
                case If branch:
                    foreach (Value carried in CarriedInto(branch.Yielded[place])) yield return carried;
                    break;
            }
        }
    }

    /// <summary>Whether an <see cref="If"/> is printed as <c>c ? a : b</c> (or <c>&amp;&amp;</c>, <c>||</c>).</summary>
    private bool IsExpression(Step step) =>
        step.Operation is If { Yielded.Count: 1 } branch
        && step.Blocks.Sum(BranchWidth) <= WidestBranch
        && (branch.Yielded[0].Type == IrType.Bool || !(IsUpdate(step, 0) || IsUpdate(step, 1)));

    /// <summary>The width of a branch that is one expression; else more than is allowed.</summary>
    private int BranchWidth(Block block)
    {
        int width = block.Steps.Count == 0 ? block.Region.Yields[0].Name.Length : 0;
        foreach (Step step in block.Steps)
        {
            if (step.Operation is Constant constant && _locals.Contains(constant.Result.Id)) return WidestBranch + 1;
            if (step.Operation is Constant or Length) continue;
            if (!Effects.IsExpression(step.Operation) && !IsExpression(step)) return WidestBranch + 1;
            IReadOnlyList<Use> uses = _schedule.Uses(step.Operation.Results[0]);
            if (uses.Count != 1 || uses[0].Block != block) return WidestBranch + 1;
            width += Width(step.Operation);
        }

        return width;
    }

    /// <summary>Whether one branch leaves a variable as it is, so that the other one can be a statement that changes it.</summary>
    private bool IsUpdate(Step step, int empty)
    {
        Value kept = step.Blocks[empty].Region.Yields[0];
        Block home = _schedule.Home(kept);
        if (step.Blocks[empty].Steps.Count > 0 || _schedule.Constant(kept) is not null) return false;
        if (home == _schedule.Top && _schedule.Definition(kept) is null) return false;
        for (Block block = step.Block; block != home; block = block.Parent!)
        {
            if (block.Owner!.Operation is not If) return false;
        }

        return _schedule.Uses(kept).All(use => use.Order <= step.End);
    }

    private static void FoldAll(Block block)
    {
        foreach (Step step in block.Steps)
        {
            step.IsFolded = true;
            step.IsConditional = step.Operation is If;
            step.Root = block.Steps.Count;
            foreach (Block branch in step.Blocks) FoldAll(branch);
        }
    }

    private int RootWidth(Block block, int root)
    {
        if (_widths.TryGetValue((block, root), out int width)) return width;
        return root < block.Steps.Count ? 10 + Width(block.Steps[root].Operation) : 16;
    }

    private int Width(Operation operation) => operation switch
    {
        Apply apply when char.IsLower(apply.Op[0]) => (3 * (apply.Arguments.Count - 1)) + OperandWidth(apply),
        Apply apply => apply.Op.Length + 4 + OperandWidth(apply),
        If branch => 6 + branch.Condition.Name.Length + branch.Regions.Sum(region => region.Operations.Sum(Width) + region.Yields.Sum(value => value.Name.Length)),
        _ => 4 + OperandWidth(operation),
    };

    private int OperandWidth(Operation operation) =>
        operation.Operands.Sum(operand => _schedule.Constant(operand) is { } constant ? CSharpTypes.Literal(constant).Length : operand.Name.Length);
}
