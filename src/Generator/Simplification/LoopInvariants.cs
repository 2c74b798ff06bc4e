using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>Moves pure operations out of loops that do not define what they read.</summary>
internal sealed class LoopInvariants
{
    private readonly Dictionary<int, int> _depths = [];

    private LoopInvariants()
    {
    }

    public static Function Run(Function function) => function with { Body = new LoopInvariants().Walk(function.Body, null, isLoop: false) };

    private Region Walk(Region region, Frame? outer, bool isLoop)
    {
        var frame = new Frame(outer, isLoop, (outer?.Depth ?? 0) + 1);
        foreach (Value argument in region.Arguments) _depths[argument.Id] = frame.Depth;
        foreach (Operation operation in region.Operations)
        {
            bool loops = operation is For or While;
            Place(IrRewrite.Rebuild(operation, value => value, value => value, nested => Walk(nested, frame, loops)), frame);
        }

        return region with { Operations = new(frame.Output.ToArray()) };
    }

    private void Place(Operation operation, Frame frame)
    {
        while (frame is { IsLoop: true, Outer: not null } && Effects.IsPure(operation) && operation.Operands.All(o => _depths[o.Id] < frame.Depth))
            frame = frame.Outer;
        frame.Output.Add(operation);
        foreach (Value result in operation.Results) _depths[result.Id] = frame.Depth;
    }

    /// <summary>A region being rebuilt; what is moved out of a loop goes to the end of the region around it, before the loop itself.</summary>
    private sealed class Frame(Frame? outer, bool isLoop, int depth)
    {
        public Frame? Outer { get; } = outer;
        public bool IsLoop { get; } = isLoop;
        public int Depth { get; } = depth;
        public List<Operation> Output { get; } = [];
    }
}
