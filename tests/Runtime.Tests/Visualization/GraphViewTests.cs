using System.Xml.Linq;

namespace SourceAutodiff.Runtime.Tests.Visualization;

public class GraphViewTests
{
    private readonly Tensor _x = Tensor.From([1f, 2f]);
    private readonly Tensor _w = Tensor.From([0.5f, -1f], requiresGrad: true);
    private readonly Tensor _b = Tensor.From([0.1f], requiresGrad: true);

    [Fact]
    public void Mermaid_of_the_tutorial() => Assert.Equal(
        """
        flowchart TD
            n0["y<br/>float32 [2]"]:::result
            n1(["AddBackward0"]):::function
            n2(["MulBackward0"]):::function
            n3["b<br/>float32 [1]"]:::requiresGrad
            n4["w<br/>float32 [2]"]:::requiresGrad
            n5(("no grad")):::constant
            n2 --> n1
            n3 --> n1
            n4 --> n2
            n5 --> n2
            n1 --> n0
            classDef result fill:#b9e6b3,stroke:#3a8f34,color:#102030
            classDef function fill:#e4e7ea,stroke:#8793a0,color:#102030
            classDef requiresGrad fill:#9cc9f5,stroke:#1f6fb2,color:#102030
            classDef constant fill:#ffffff,stroke:#8793a0,color:#102030,stroke-dasharray:4 3

        """,
        Y(out Tensor y) ? GraphView.ToMermaid(y, ("w", _w), ("b", _b), ("y", y)) : "");

    [Fact]
    public void Dot_names_nodes_and_escapes_text()
    {
        Y(out Tensor y);
        string dot = GraphView.ToDot(y, ("the \"weight\"", _w));
        Assert.Contains("label=\"the \\\"weight\\\"\\nfloat32 [2]\", shape=box, fillcolor=\"#9cc9f5\"", dot);
        Assert.Equal(5, dot.Split("->").Length - 1);
    }

    [Fact]
    public void Svg_is_well_formed_and_nothing_overlaps()
    {
        Y(out Tensor y);
        XElement svg = XElement.Parse(GraphView.ToSvg((y * y + y).Sum(), ("<w>", _w)));
        (double X, double Y, double Width, double Height)[] boxes = [.. svg.Elements().Where(e => e.Name.LocalName == "rect").Select(e => (Of(e, "x"), Of(e, "y"), Of(e, "width"), Of(e, "height")))];
        Assert.Equal(9, boxes.Length);
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool apart = boxes[i].X + boxes[i].Width <= boxes[j].X || boxes[j].X + boxes[j].Width <= boxes[i].X || boxes[i].Y + boxes[i].Height <= boxes[j].Y || boxes[j].Y + boxes[j].Height <= boxes[i].Y;
                Assert.True(apart, $"{boxes[i]} and {boxes[j]}");
            }
        }

        static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_leaf_is_a_picture_too()
    {
        Assert.Contains(":::requiresGrad", GraphView.ToMermaid(_w));
        Assert.Contains(":::constant", GraphView.ToMermaid(_x));
    }

    [Fact]
    public void Deep_graphs_are_no_problem()
    {
        Tensor y = _w;
        for (int i = 0; i < 20_000; i++) y = y + 1;
        Assert.Contains("n20001", GraphView.ToDot(y.Sum()));
    }

    private bool Y(out Tensor y)
    {
        y = (_w * _x) + _b;
        return true;
    }
}
