namespace SourceAutodiff.Tensors;

/// <summary>The function of an operation whose backward is written as operations on tensors; so it can be differentiated again.</summary>
internal sealed class OpNode : GradFn
{
    private readonly Edge[] _edges;
    private readonly (SavedTensor Tensor, int Output)[] _saved;
    private readonly (int[] Sizes, DType Type)[]? _outputs;
    private readonly Func<OpNode, Tensor?[], Tensor?[]> _backward;

    public OpNode(string name, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> saved, Func<OpNode, Tensor?[], Tensor?[]> backward, bool isForeign = false)
        : base(outputs[0].Layout.Sizes, outputs[0].DType)
    {
        IsForeign = isForeign;
        Name = name;
        _backward = backward;
        _edges = new Edge[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            _edges[i] = Edge.To(inputs[i]);
            Depth = Math.Max(Depth, (_edges[i].Function?.Depth ?? 0) + 1);
        }

        if (outputs.Length > 1)
        {
            _outputs = new (int[], DType)[outputs.Length];
            for (int i = 0; i < outputs.Length; i++) _outputs[i] = (outputs[i].Layout.Sizes, outputs[i].DType);
        }

        _saved = new (SavedTensor, int)[saved.Length];
        for (int i = 0; i < saved.Length; i++)
        {
            int output = -1;
            for (int j = 0; j < outputs.Length; j++)
            {
                if (ReferenceEquals(saved[i], outputs[j])) output = j;
            }

            _saved[i] = (new SavedTensor(saved[i]), output);
        }
    }

    public override string Name { get; }

    internal override bool IsForeign { get; }

    internal override int InputCount => _edges.Length;

    internal override int OutputCount => _outputs?.Length ?? 1;

    /// <summary>Whether the gradient of an input is wanted.</summary>
    public bool Needs(int input) => _edges[input].Function is not null;

    /// <summary>What the operation saved.</summary>
    public Tensor Saved(int index) => _saved[index].Tensor.Get(this, _saved[index].Output);

    internal override Edge Next(int input) => _edges[input];

    internal override (int[] Sizes, DType Type) Output(int output) => _outputs?[output] ?? base.Output(output);

    internal override void Backward(ReadOnlySpan<Tensor?> gradOutputs, Span<Tensor?> gradInputs) => _backward(this, gradOutputs.ToArray()).CopyTo(gradInputs);

    internal override void Release()
    {
        Array.Clear(_saved);
    }
}
