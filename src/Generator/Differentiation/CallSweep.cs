using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>
/// Calls in both sweeps. A backward method reads the buffers its primal was given: where they hold something else by then, their contents are
/// pushed before the call and popped into a copy for the backward method. A function of the program keeps what it needs itself.
/// </summary>
internal sealed class CallSweep(Structure structure, Needs needs, Recording recording, IrBuilder top)
{
    private readonly Dictionary<IrType, Value> _contents = [];
    private Value? _counts;

    /// <summary>Declares the stacks, visible in both sweeps.</summary>
    public void DeclareStacks()
    {
        foreach (Invoke invoke in structure.Operations.OfType<Invoke>())
        {
            foreach (int i in recording.SavedArguments(invoke))
            {
                IrType element = Element(invoke.Arguments[i]);
                if (!_contents.ContainsKey(element)) _contents.Add(element, top.NewStack(element, "contents"));
                _counts ??= top.NewStack(IrType.I32, "counts");
            }
        }
    }

    /// <summary>The call in the forward sweep; what has to be kept is appended before it.</summary>
    public Invoke Forward(Invoke invoke, IrBuilder target)
    {
        foreach (int i in recording.SavedArguments(invoke))
        {
            Value buffer = invoke.Arguments[i];
            Value stack = _contents[Element(buffer)];
            Value count = target.Length(buffer);
            ForEachIndex(count, reversed: false, target, (body, index) => body.Push(stack, body.Load(buffer, index, buffer.Name + "i")));
            target.Push(_counts!, count);
        }

        bool keeps = invoke.Routine.Kind == RoutineKind.Primal && needs.HasAdjoint(invoke, recording.SavedBuffers);
        return keeps ? invoke with { Routine = invoke.Routine with { Kind = RoutineKind.Forward } } : invoke;
    }

    /// <summary>The buffers that were kept, by the position of their argument.</summary>
    public Dictionary<int, Value> TakeBack(Invoke invoke, IrBuilder target)
    {
        var buffers = new Dictionary<int, Value>();
        foreach (int i in recording.SavedArguments(invoke).Reverse())
        {
            Value argument = invoke.Arguments[i];
            Value count = target.Pop(_counts!, argument.Name + "Length");
            Value copy = target.Allocate(Element(argument), count, zeroed: false, argument.Name + "Before");
            ForEachIndex(count, reversed: true, target, (body, index) => body.Store(copy, index, body.Pop(_contents[Element(argument)], "t")));
            buffers.Add(i, copy);
        }

        return buffers;
    }

    /// <summary>The call of the backward method, without its results and arguments: <c>FBackward(arguments, seeds, gradients)</c>.</summary>
    public static Routine Backward(Routine routine, int seeds)
    {
        IEnumerable<RoutineParameter> primal = routine.Parameters.Select(parameter => parameter with { Differentiated = false, IsArray = parameter.IsArray && parameter.Use == ParameterUse.Writes });
        IEnumerable<RoutineParameter> given = Enumerable.Repeat(new RoutineParameter(ParameterUse.Value), seeds);
        IEnumerable<RoutineParameter> differentiated = routine.Parameters.Where(parameter => parameter.Differentiated);
        bool isMethod = routine.Kind == RoutineKind.Method;
        IEnumerable<RoutineParameter> gradients = differentiated
            .Where(parameter => isMethod || parameter.Use != ParameterUse.Value)
            .Select(parameter => new RoutineParameter(parameter.Use == ParameterUse.Value ? ParameterUse.Reference : ParameterUse.Writes));
        return new Routine(
            isMethod ? routine.Backward! : routine.Name, isMethod ? RoutineKind.Method : RoutineKind.Backward, primal.Concat(given).Concat(gradients).ToEquatableArray()) { Receiver = routine.Receiver };
    }

    public static void ForEachIndex(Value count, bool reversed, IrBuilder target, Action<IrBuilder, Value> append)
    {
        Value start = target.Integer(0);
        IrBuilder body = target.Nested();
        Value index = target.Values.New(IrType.I32, "i");
        append(body, index);
        target.Append(new For([], [], start, count, Step: 1, reversed, body.ToRegion([index], [])));
    }

    private static IrType Element(Value buffer) => ((BufferType)buffer.Type).Element;
}
