namespace SourceAutodiff.Visualization;

/// <summary>The middle of a node and its size.</summary>
internal readonly record struct GraphPlace(double X, double Y, double Width, double Height);

/// <summary>Layers from top to bottom: a node is one layer below the last of those it is made from. Within a layer nodes stand below what they are made from.</summary>
internal sealed class GraphLayout
{
    public const double LineHeight = 15;
    private const double Gap = 24;
    private const double LayerGap = 42;

    private readonly GraphPlace[] _places;

    private GraphLayout(int count) => _places = new GraphPlace[count];

    public double Width { get; private set; }

    public double Height { get; private set; }

    public GraphPlace this[int node] => _places[node];

    public static GraphLayout Of(Graph graph)
    {
        int count = graph.Nodes.Count;
        ILookup<int, int> sources = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        int[] layers = Layers(graph);
        var layout = new GraphLayout(count);
        var position = new double[count];
        double y = Gap;
        foreach (IGrouping<int, GraphNode> layer in graph.Nodes.GroupBy(node => layers[node.Id]).OrderBy(group => group.Key))
        {
            GraphNode[] nodes = [.. layer.OrderBy(node => sources[node.Id].Select(source => position[source]).DefaultIfEmpty(node.Id).Average())];
            double height = nodes.Max(HeightOf), x = Gap;
            foreach (GraphNode node in nodes)
            {
                double width = WidthOf(node);
                position[node.Id] = x + (width / 2);
                layout._places[node.Id] = new GraphPlace(x + (width / 2), y + (height / 2), width, HeightOf(node));
                x += width + Gap;
            }

            layout.Width = Math.Max(layout.Width, x);
            y += height + LayerGap;
        }

        layout.Height = y - LayerGap + Gap;
        layout.Center(layers);
        return layout;
    }

    /// <summary>Above what they are used for, but as near to it as possible, so that edges are short.</summary>
    private static int[] Layers(Graph graph)
    {
        ILookup<int, int> targets = graph.Edges.ToLookup(edge => edge.From, edge => edge.To);
        var waiting = new int[graph.Nodes.Count];
        ILookup<int, int> sources = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        foreach (GraphNode node in graph.Nodes) waiting[node.Id] = targets[node.Id].Count();
        var below = new int[graph.Nodes.Count];
        var ready = new Queue<int>(graph.Nodes.Where(node => waiting[node.Id] == 0).Select(node => node.Id));
        while (ready.TryDequeue(out int node))
        {
            foreach (int source in sources[node])
            {
                below[source] = Math.Max(below[source], below[node] + 1);
                if (--waiting[source] == 0) ready.Enqueue(source);
            }
        }

        int deepest = below.Max();
        return Array.ConvertAll(below, depth => deepest - depth);
    }

    private void Center(int[] layers)
    {
        foreach (IGrouping<int, int> layer in Enumerable.Range(0, layers.Length).GroupBy(node => layers[node]))
        {
            double right = layer.Max(node => _places[node].X + (_places[node].Width / 2)) + Gap, shift = (Width - right) / 2;
            foreach (int node in layer) _places[node] = _places[node] with { X = _places[node].X + shift };
        }
    }

    private static double WidthOf(GraphNode node) => Math.Max(44, (node.Lines.Max(line => line.Length) * 7.2) + 18);

    private static double HeightOf(GraphNode node) => (node.Lines.Count * LineHeight) + 14;
}
