namespace SourceAutodiff.Tensors;

/// <summary>Tensors that look at the memory of another one.</summary>
internal static class Views
{
    /// <summary>A recorded view.</summary>
    /// <param name="from">A tensor, perhaps a view itself.</param>
    /// <param name="layout">Where the elements are.</param>
    /// <param name="name">Of the function, without <c>Backward0</c>.</param>
    /// <param name="backward">The gradient of <paramref name="from"/> from that of the view.</param>
    public static Tensor Create(Tensor from, Layout layout, string name, Func<Tensor, Tensor> backward) =>
        Tape.Record(Unrecorded(from, layout), name, from, (_, grad) => backward(grad));

    /// <summary>Several views that one function recorded.</summary>
    /// <param name="from">A tensor, perhaps a view itself.</param>
    /// <param name="layouts">Where the elements of each are.</param>
    /// <param name="name">Of the function, without <c>Backward0</c>.</param>
    /// <param name="backward">The gradient of <paramref name="from"/> from those of the views; zeros stand for those that did not arrive.</param>
    public static Tensor[] CreateAll(Tensor from, Layout[] layouts, string name, Func<Tensor[], Tensor> backward)
    {
        DType type = from.DType;
        Tensor[] views = Array.ConvertAll(layouts, layout => Unrecorded(from, layout));
        return Tape.RecordAll(views, name, [from], (_, grads) => [backward([.. grads.Select((grad, i) => grad ?? Tensor.Zeros(layouts[i].Sizes, type))])]);
    }

    private static Tensor Unrecorded(Tensor from, Layout layout)
    {
        from.MarkShared();
        var view = new Tensor(from.Storage, layout, from.DType);
        if (from.IsInference) return view;
        view.Meta.Base = from.IsView ? from.Meta.Base : from;
        view.Meta.ViewVersion = from.Storage.Version;
        view.Meta.IsUnrecordedView = !GradModes.IsRecording;
        return view;
    }

    /// <summary>The memory of a view was changed through another tensor: its function leads to the base as it is now.</summary>
    public static void Refresh(Tensor view, Tensor root)
    {
        view.Meta.ViewVersion = view.Storage.Version;
        if (!root.RequiresGrad || view.Meta.IsUnrecordedView) return;
        (Layout layout, Layout whole) = (view.Layout, root.Layout);
        view.Record(new OpNode("AsStridedBackward0", [root], [view], [], (_, grads) => [Scatter(null, grads[0]!, layout, whole)]), 0);
    }

    /// <summary>The recorded result of a change of a view's memory: the base gets a function that sends the gradient of the changed part through the operation, and the rest past it.</summary>
    /// <param name="view">What was changed.</param>
    /// <param name="value">What was written, with its place in the graph.</param>
    public static void RecordChange(Tensor view, Tensor value)
    {
        Tensor root = view.Meta.Base!;
        if (view.Meta.IsUnrecordedView) throw new InvalidOperationException("A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. Make the view outside of NoGrad(), or change it inside.");
        (Layout layout, Layout whole) = (view.Layout, root.Layout);
        var before = new Tensor(root.Storage, whole, root.DType);
        if (root.RequiresGrad) before.Record(Edge.To(root).Function!, root.OutputNumber);
        root.Record(new OpNode("CopySlices", [before, value], [root], [], (node, grads) =>
        [
            node.Needs(0) ? Scatter(grads[0], null, layout, whole) : null,
            node.Needs(1) ? Part(grads[0]!, layout, whole) : null,
        ]), 0);
        Refresh(view, root);
    }

    /// <summary>The part of a gradient of the whole that belongs to a view.</summary>
    private static Tensor Part(Tensor grad, Layout view, Layout whole) => grad.Contiguous().AsStrided(view.Sizes, view.Strides, view.Offset - Start(whole));

    /// <summary>A gradient of the whole from that of a part (the rest is zero), or with that part set to zero.</summary>
    private static Tensor Scatter(Tensor? grad, Tensor? part, Layout view, Layout whole)
    {
        part ??= Tensor.Zeros(view.Sizes, grad!.DType);
        return (grad ?? Tensor.Zeros(whole.Sizes, part.DType)).AsStridedScatter(part, view.Sizes, view.Strides, view.Offset - Start(whole));
    }

    private static int Start(Layout whole) => whole.IsContiguous ? whole.Offset
        : throw new NotSupportedException("A change of a view of a tensor that is not contiguous itself cannot be recorded. Make the tensor Contiguous() first.");
}
