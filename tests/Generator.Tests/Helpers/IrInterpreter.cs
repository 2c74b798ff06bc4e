using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>
/// Runs a function of the IR, slowly and literally. Scalars are boxed values of their C# type (a type parameter is a double), lanes are double[8].
/// Arrays that are passed as buffers
/// are changed in place; a buffer of lanes is a double[][].
/// </summary>
internal sealed class IrInterpreter
{
    private readonly Dictionary<int, object> _values = [];

    private IrInterpreter()
    {
    }

    /// <summary>Scalars and arrays in; the function's results out.</summary>
    public static object[] Run(Function function, params object[] arguments)
    {
        Assert.Equal(function.Parameters.Count, arguments.Length);
        IEnumerable<object> wrapped = function.Parameters.Zip(arguments, (parameter, argument) =>
            parameter.Value.Type is BufferType ? new IrBuffer((Array)argument, 0, ((Array)argument).Length) : argument);
        return new IrInterpreter().RunRegion(function.Body, [.. wrapped]);
    }

    private object[] RunRegion(Region region, IReadOnlyList<object> arguments)
    {
        for (int i = 0; i < arguments.Count; i++) _values[region.Arguments[i].Id] = arguments[i];
        foreach (Operation operation in region.Operations) RunOperation(operation);
        return [.. region.Yields.Select(Get)];
    }

    private void RunOperation(Operation operation)
    {
        switch (operation)
        {
            case Constant o:
                Set(o.Result, IrArithmetic.Constant(o.Result.Type, o.Bits));
                break;
            case Apply o:
                Set(o.Result, IrArithmetic.Apply(o.Op, o.Result.Type, [.. o.Arguments.Select(Get)]));
                break;
            case Generator.IR.Convert o:
                Set(o.Result, IrArithmetic.Convert(Get(o.Argument), o.Result.Type));
                break;
            case Length o:
                Set(o.Result, Buffer(o.Buffer).Count);
                break;
            case Load o:
                Set(o.Result, Buffer(o.Buffer)[Index(o.Index)]);
                break;
            case Store o:
                Buffer(o.Buffer)[Index(o.Index)] = Get(o.Operand);
                break;
            case Accumulate o:
                IrBuffer shadow = Buffer(o.Buffer);
                shadow[Index(o.Index)] = IrArithmetic.Apply(Ops.Add, o.Operand.Type, [shadow[Index(o.Index)], Get(o.Operand)]);
                break;
            case Compute o:
                Set(o.Returned, StructCalls.Call(o.Op, [.. o.Arguments.Select(Get)]));
                break;
            case Throw o:
                // new global::System.ArgumentException("…")
                string type = o.Text.Split('(')[0].Replace("new global::", "");
                throw (Exception)Activator.CreateInstance(Type.GetType(type) ?? throw new NotSupportedException(type))!;
            case Slice o:
                Set(o.Result, Buffer(o.Buffer).Slice(Index(o.Start), Index(o.Count)));
                break;
            case Allocate o:
                Set(o.Result, Allocate(((BufferType)o.Result.Type).Element, Index(o.Count), o.Zeroed));
                break;
            case NewStack o:
                Set(o.Result, new Stack<object>());
                break;
            case Push o:
                ((Stack<object>)Get(o.Stack)).Push(Get(o.Operand));
                break;
            case Pop o:
                Set(o.Result, ((Stack<object>)Get(o.Stack)).Pop());
                break;
            case If o:
                Set(o.Yielded, RunRegion((bool)Get(o.Condition) ? o.Then : o.Else, []));
                break;
            case For o:
                RunFor(o);
                break;
            case While o:
                object[] carried = [.. o.Initial.Select(Get)];
                while ((bool)RunRegion(o.Condition, carried)[0]) carried = RunRegion(o.Body, carried);
                Set(o.Carried, carried);
                break;
            default:
                throw new NotSupportedException(operation.GetType().Name);
        }
    }

    private void RunFor(For loop)
    {
        List<int> indices = [];
        int end = Index(loop.End);
        for (int i = Index(loop.Start); loop.Step > 0 ? i < end : i > end; i += loop.Step) indices.Add(i);
        if (loop.Reversed) indices.Reverse();
        object[] carried = [.. loop.Initial.Select(Get)];
        foreach (int i in indices) carried = RunRegion(loop.Body, [i, .. carried]);
        Set(loop.Carried, carried);
    }

    private static IrBuffer Allocate(IrType element, int count, bool zeroed)
    {
        // Elements of a buffer that is not zeroed are poisoned: whoever loads one before storing it shall notice.
        object start = element.IsReal && !zeroed ? IrArithmetic.Convert(double.NaN, element) : IrArithmetic.Zero(element);
        var array = Array.CreateInstance(start.GetType(), count);
        for (int i = 0; i < count; i++) array.SetValue(start, i);
        return new IrBuffer(array, 0, count);
    }

    private object Get(Value value) => _values[value.Id];

    private IrBuffer Buffer(Value value) => (IrBuffer)Get(value);

    private int Index(Value value) => (int)Get(value);

    private void Set(Value value, object result) => _values[value.Id] = result;

    private void Set(IReadOnlyList<Value> values, object[] results)
    {
        Assert.Equal(values.Count, results.Length);
        for (int i = 0; i < results.Length; i++) Set(values[i], results[i]);
    }
}

/// <summary>A part of an array.</summary>
internal sealed record IrBuffer(Array Array, int Offset, int Count)
{
    public object this[int index]
    {
        get => Array.GetValue(Checked(index))!;
        set => Array.SetValue(value, Checked(index));
    }

    public IrBuffer Slice(int start, int count)
    {
        if (start < 0 || count < 0 || start + count > Count) throw new ArgumentOutOfRangeException(nameof(start));
        return new IrBuffer(Array, Offset + start, count);
    }

    private int Checked(int index) => index >= 0 && index < Count ? Offset + index : throw new IndexOutOfRangeException();
}
