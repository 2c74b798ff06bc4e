using SourceAutodiff;

namespace RequiresGrad;

/// <summary>What RequiresGrad is, statement by statement.</summary>
internal static class Walkthrough
{
    public static void Run(TextWriter output)
    {
        var session = new Transcript(output);
        Creation(session);
        Integers(session);
        Propagation(session);
        Leaves(session);
        Gradients(session);
        Modes(session);
        Graph(session);
    }

    private static void Creation(Transcript session)
    {
        session.Section("A tensor does not require a gradient unless it is told to");
        session.Show(Tensor.From([1f, 2f, 3f]));
        session.Show(Tensor.From([1f, 2f, 3f]).RequiresGrad);
        session.Show(Tensor.From([1f, 2f, 3f], requiresGrad: true));

        session.Section("The flag can be set later, in place, on a leaf");
        Tensor b = session.Let("b", Tensor.From([1f, 2f, 3f]));
        session.Show(b);
        session.Do(() => b.RequiresGrad = true);
        session.Show(b);
    }

    private static void Integers(Transcript session)
    {
        session.Section("Integers and booleans have no gradient");
        session.Show(Tensor.From([1, 2, 3]));

        // The analyzer makes build errors of these; here the exceptions are to be seen.
#pragma warning disable SAD5001
        session.Try(() => Tensor.From([1, 2, 3], requiresGrad: true));
        session.Try(() => Tensor.From([true, false]).SetRequiresGrad());
#pragma warning restore SAD5001
        session.Try(() => Tensor.From([1, 2, 3]).To(DType.Float32).SetRequiresGrad());
    }

    private static void Propagation(Transcript session)
    {
        session.Section("Whatever is computed from a tensor that requires a gradient requires one, too");
        Tensor x = session.Let("x", Tensor.From([1f, 2f, 3f]));
        Tensor w = session.Let("w", Tensor.From([2f, 3f, 4f], requiresGrad: true));
        Tensor b = session.Let("b", Tensor.From(1f, requiresGrad: true));
        session.Show(x * x);
        session.Show(w * x);
        Tensor y = session.Let("y", w * x + b);
        session.Show(y);
        session.Show(y.RequiresGrad);
        session.Show(y.GradFn);
        session.Show(y.GradFn!.NextFunctions);
        session.Show(w.GradFn);
        session.Show((x * x).GradFn);
    }

    private static void Leaves(Transcript session)
    {
        session.Section("Leaves are what no recorded operation made");
        Tensor x = session.Let("x", Tensor.From([1f, 2f, 3f]));
        Tensor w = session.Let("w", Tensor.From([2f, 3f, 4f], requiresGrad: true));
        Tensor y = session.Let("y", w * x);
        session.Show(w.IsLeaf);
        session.Show(x.IsLeaf);
        session.Show((x * x).IsLeaf);
        session.Show(y.IsLeaf);
        session.Try(() => y.RequiresGrad = false);
        session.Show(y.Detach());
        session.Try(() => w.AddInPlace(1));
    }

    private static void Gradients(Transcript session)
    {
        session.Section("Backward fills the gradients of leaves that require them");
        Tensor x = session.Let("x", Tensor.From([1f, 2f, 3f]));
        Tensor w = session.Let("w", Tensor.From([2f, 3f, 4f], requiresGrad: true));
        Tensor b = session.Let("b", Tensor.From(1f, requiresGrad: true));
        Tensor y = session.Let("y", w * x + b);

        // The analyzer warns of this; here the exception is to be seen.
#pragma warning disable SAD5002
        session.Do(() => y.Backward());
#pragma warning restore SAD5002
        Tensor loss = session.Let("loss", y.Sum());
        session.Show(loss);
        session.Do(() => loss.Backward());
        session.Show(w.Grad);
        session.Show(x.Grad);

        session.Section("What was broadcast is summed");
        session.Show(b.Grad);

        session.Section("Gradients add up until they are cleared");
        session.Do(() => (w * x).Sum().Backward());
        session.Show(w.Grad);
        session.Do(() => w.Grad = null);
        session.Do(() => (w * x).Sum().Backward());
        session.Show(w.Grad);

        session.Section("A graph is freed when it has been used");
        Tensor square = session.Let("square", (w * w).Sum());
        session.Do(() => square.Backward());
        session.Do(() => square.Backward());

        session.Section("Second derivatives");
        Tensor z = session.Let("z", Tensor.From(3.0, requiresGrad: true));
        Tensor first = session.Let("first", Autograd.Grad(z * z * z, [z], createGraph: true)[0]);
        session.Show(first);
        session.Show(Autograd.Grad(first, [z])[0]);
    }

    private static void Modes(Transcript session)
    {
        session.Section("NoGrad: nothing is recorded");
        Tensor w = session.Let("w", Tensor.From([2f, 3f, 4f], requiresGrad: true));
        using (Autograd.NoGrad())
        {
            session.Show(w * 2);
            session.Show(w.SubInPlace(0.5));
        }

        session.Show(w * 2);
    }

    private static void Graph(Transcript session)
    {
        session.Section("The graph can be seen: w and b are blue");
        Tensor x = session.Let("x", Tensor.From([1f, 2f]));
        Tensor w = session.Let("w", Tensor.From([0.5f, -1f], requiresGrad: true));
        Tensor b = session.Let("b", Tensor.From([0.1f], requiresGrad: true));
        Tensor y = session.Let("y", w * x + b);
        session.Write(GraphView.ToMermaid(y, ("w", w), ("b", b), ("y", y)));
        File.WriteAllText("graph.svg", GraphView.ToSvg(y, ("w", w), ("b", b), ("y", y)));
        session.Write("The same picture is in graph.svg.");
    }
}
