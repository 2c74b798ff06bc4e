namespace SourceAutodiff.Kernels;

/// <summary>How the gradient of an argument follows from that of the result, where the pass is not recorded.</summary>
internal enum Chained
{
    /// <summary>As the rule's function for tensors has it.</summary>
    Otherwise,

    /// <summary>It is the same.</summary>
    Unchanged,

    /// <summary>It is multiplied by the partial.</summary>
    ByPartial,
}
