using System.ComponentModel;

namespace SourceAutodiff.Residuals;

/// <summary>Around a generated method that calls the forward and backward functions of a recursion: what they left is given back, also when one throws.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct FrameScope
{
    private readonly int _marked;

    internal FrameScope(int marked) => _marked = marked;

    /// <summary>Gives back what was left since the scope was opened.</summary>
    public void Dispose() => FrameMemory.ReleaseAll(_marked);
}
