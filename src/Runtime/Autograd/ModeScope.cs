using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>A mode that lasts until this is disposed: <c>using (Autograd.NoGrad()) { … }</c>.</summary>
public sealed class ModeScope : IDisposable
{
    private readonly GradMode _before;
    private bool _isOver;

    internal ModeScope(GradMode before) => _before = before;

    /// <summary>Goes back to the mode before.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        GradModes.Leave(_before);
    }
}
