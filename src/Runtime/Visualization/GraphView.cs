using System.Globalization;
using System.Net;
using System.Text;
using SourceAutodiff.Visualization;

namespace SourceAutodiff;

/// <summary>
/// Pictures of the graph that a tensor was computed by: tensors that require gradients are blue, the result green, functions grey; what needs no gradient is a dashed
/// circle. Arrows go the way the values went; gradients go back.
/// </summary>
public static class GraphView
{
    /// <summary>Text that Markdown viewers draw, in a block named <c>mermaid</c>.</summary>
    /// <param name="output">The result; it may be a leaf.</param>
    /// <param name="names">What tensors are to be called.</param>
    public static string ToMermaid(Tensor output, params ReadOnlySpan<(string Name, Tensor Tensor)> names)
    {
        var graph = Graph.Of(output, names);
        var text = new StringBuilder("flowchart TD\n");
        foreach (GraphNode node in graph.Nodes)
        {
            string label = string.Join("<br/>", node.Lines.Select(line => line.Replace("\"", "&quot;")));
            text.Append(CultureInfo.InvariantCulture, $"    n{node.Id}{node.Shape switch { GraphShape.Tensor => $"[\"{label}\"]", GraphShape.Function => $"([\"{label}\"])", _ => $"((\"{label}\"))" }}:::{node.Style}\n");
        }

        foreach ((int from, int to) in graph.Edges) text.Append(CultureInfo.InvariantCulture, $"    n{from} --> n{to}\n");
        foreach (string style in graph.Nodes.Select(node => node.Style).Distinct())
        {
            (string fill, string stroke) = Palette.Of(style);
            text.Append(CultureInfo.InvariantCulture, $"    classDef {style} fill:{fill},stroke:{stroke},color:#102030{(style == Palette.Constant ? ",stroke-dasharray:4 3" : "")}\n");
        }

        return text.ToString();
    }

    /// <summary>Text for Graphviz.</summary>
    /// <param name="output">The result; it may be a leaf.</param>
    /// <param name="names">What tensors are to be called.</param>
    public static string ToDot(Tensor output, params ReadOnlySpan<(string Name, Tensor Tensor)> names)
    {
        var graph = Graph.Of(output, names);
        var text = new StringBuilder("digraph {\n    node [style=filled, fontname=\"sans-serif\"];\n");
        foreach (GraphNode node in graph.Nodes)
        {
            (string fill, string stroke) = Palette.Of(node.Style);
            string label = string.Join("\\n", node.Lines.Select(line => line.Replace("\\", "\\\\").Replace("\"", "\\\"")));
            string shape = node.Shape switch { GraphShape.Tensor => "box", GraphShape.Function => "ellipse", _ => "circle" };
            text.Append(CultureInfo.InvariantCulture, $"    n{node.Id} [label=\"{label}\", shape={shape}, fillcolor=\"{fill}\", color=\"{stroke}\"{(node.Style == Palette.Constant ? ", style=\"filled,dashed\"" : "")}];\n");
        }

        foreach ((int from, int to) in graph.Edges) text.Append(CultureInfo.InvariantCulture, $"    n{from} -> n{to};\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>A picture that browsers show.</summary>
    /// <param name="output">The result; it may be a leaf.</param>
    /// <param name="names">What tensors are to be called.</param>
    public static string ToSvg(Tensor output, params ReadOnlySpan<(string Name, Tensor Tensor)> names)
    {
        var graph = Graph.Of(output, names);
        var places = GraphLayout.Of(graph);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {places.Width:0} {places.Height:0}\" width=\"{places.Width:0}\" height=\"{places.Height:0}\" font-family=\"sans-serif\" font-size=\"12\" text-anchor=\"middle\">\n");
        text.Append("  <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#607080\"/></marker></defs>\n");
        foreach ((int from, int to) in graph.Edges)
        {
            (GraphPlace a, GraphPlace b) = (places[from], places[to]);
            (double y0, double y1) = (a.Y + (a.Height / 2), b.Y - (b.Height / 2));
            double bend = (y1 - y0) / 2;
            text.Append(CultureInfo.InvariantCulture, $"  <path d=\"M{a.X:0.#} {y0:0.#}C{a.X:0.#} {y0 + bend:0.#} {b.X:0.#} {y1 - bend:0.#} {b.X:0.#} {y1:0.#}\" fill=\"none\" stroke=\"#607080\" marker-end=\"url(#tip)\"/>\n");
        }

        foreach (GraphNode node in graph.Nodes) Draw(text, node, places[node.Id]);
        return text.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder text, GraphNode node, GraphPlace place)
    {
        (string fill, string stroke) = Palette.Of(node.Style);
        string dash = node.Style == Palette.Constant ? " stroke-dasharray=\"4 3\"" : "";
        double radius = node.Shape == GraphShape.Tensor ? 3 : place.Height / 2;
        text.Append(CultureInfo.InvariantCulture, $"  <rect x=\"{place.X - (place.Width / 2):0.#}\" y=\"{place.Y - (place.Height / 2):0.#}\" width=\"{place.Width:0.#}\" height=\"{place.Height:0.#}\" rx=\"{radius:0.#}\" fill=\"{fill}\" stroke=\"{stroke}\"{dash}/>\n");
        for (int i = 0; i < node.Lines.Count; i++)
        {
            double y = place.Y + 4 + ((i - ((node.Lines.Count - 1) / 2.0)) * GraphLayout.LineHeight);
            text.Append(CultureInfo.InvariantCulture, $"  <text x=\"{place.X:0.#}\" y=\"{y:0.#}\">{WebUtility.HtmlEncode(node.Lines[i])}</text>\n");
        }
    }
}
