using System.Runtime.CompilerServices;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Visualization;

internal enum GraphShape
{
    Tensor,
    Function,
    Constant,
}

/// <param name="Id">Counts from 0.</param>
/// <param name="Shape">What it is drawn as.</param>
/// <param name="Style">A name in the <see cref="Palette"/>.</param>
/// <param name="Lines">What is written in it.</param>
internal sealed record GraphNode(int Id, GraphShape Shape, string Style, IReadOnlyList<string> Lines);

internal static class Palette
{
    public const string Leaf = "requiresGrad";
    public const string Result = "result";
    public const string Function = "function";
    public const string Constant = "constant";

    public static (string Fill, string Stroke) Of(string style) => style switch
    {
        Leaf => ("#9cc9f5", "#1f6fb2"),
        Result => ("#b9e6b3", "#3a8f34"),
        Function => ("#e4e7ea", "#8793a0"),
        _ => ("#ffffff", "#8793a0"),
    };
}

/// <summary>The functions and leaves behind a tensor, from what was given to what came out.</summary>
internal sealed class Graph
{
    private readonly Dictionary<GradFn, int> _functions = [];
    private readonly Dictionary<Tensor, string> _names = new(ReferenceComparer.Instance);

    public List<GraphNode> Nodes { get; } = [];

    public List<(int From, int To)> Edges { get; } = [];

    public static Graph Of(Tensor output, ReadOnlySpan<(string Name, Tensor Tensor)> names)
    {
        ArgumentNullException.ThrowIfNull(output);
        var graph = new Graph();
        foreach ((string name, Tensor tensor) in names) graph._names[tensor] = name;
        if (output.GradFn is not { } function)
        {
            graph.Add(GraphShape.Tensor, output.RequiresGrad ? Palette.Leaf : Palette.Constant, graph.Describe(output, null));
            return graph;
        }

        int result = graph.Add(GraphShape.Tensor, Palette.Result, graph.Describe(output, "result"));
        graph.Edges.Add((graph.Trace(function), result));
        return graph;
    }

    /// <summary>Adds a function and all behind it. A loop: the graph may be deep.</summary>
    private int Trace(GradFn root)
    {
        var open = new Stack<GradFn>([root]);
        int first = Visit(root);
        while (open.TryPop(out GradFn? function))
        {
            int to = _functions[function];
            for (int i = 0; i < function.InputCount; i++)
            {
                if (function.Next(i).Function is not { } next)
                {
                    Edges.Add((Add(GraphShape.Constant, Palette.Constant, ["no grad"]), to));
                    continue;
                }

                bool isNew = !_functions.ContainsKey(next);
                Edges.Add((Visit(next), to));
                if (isNew) open.Push(next);
            }
        }

        return first;
    }

    private int Visit(GradFn function)
    {
        if (_functions.TryGetValue(function, out int known)) return known;
        int id = function is AccumulateGrad { Leaf: var leaf }
            ? Add(GraphShape.Tensor, Palette.Leaf, Describe(leaf, null))
            : Add(GraphShape.Function, Palette.Function, [function.Name]);
        _functions.Add(function, id);
        return id;
    }

    private int Add(GraphShape shape, string style, IReadOnlyList<string> lines)
    {
        Nodes.Add(new GraphNode(Nodes.Count, shape, style, lines));
        return Nodes.Count - 1;
    }

    private string[] Describe(Tensor tensor, string? name)
    {
        name = _names.GetValueOrDefault(tensor) ?? name;
        string what = $"{tensor.DType.Name()} {tensor.Shape}";
        return name is null ? [what] : [name, what];
    }

    private sealed class ReferenceComparer : IEqualityComparer<Tensor>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Tensor? x, Tensor? y) => ReferenceEquals(x, y);

        public int GetHashCode(Tensor tensor) => RuntimeHelpers.GetHashCode(tensor);
    }
}
