namespace SourceAutodiff.Tensors;

/// <summary>What is recorded here and now. It belongs to the flow of control: an <c>await</c> takes it along, another thread does not see it.</summary>
[Flags]
internal enum GradMode
{
    /// <summary>Operations on tensors that require gradients are recorded.</summary>
    Record = 0,
    NoGrad = 1,
    Inference = 2,
    Anomaly = 4,
}

internal static class GradModes
{
    // The flow's value is copied to the thread whenever it changes there, since every operation asks for it.
    private static readonly AsyncLocal<GradMode> s_flow = new(change => t_current = change.CurrentValue);

    [ThreadStatic]
    private static GradMode t_current;

    /// <summary>Of the thread. The engine sets and restores it around what it calls, without the flow, which would allocate.</summary>
    public static GradMode Current
    {
        get => t_current;
        set => t_current = value;
    }

    public static bool IsRecording => (t_current & (GradMode.NoGrad | GradMode.Inference)) == 0;

    public static ModeScope Enter(GradMode mode)
    {
        GradMode before = t_current;
        s_flow.Value = mode;
        t_current = mode;
        return new ModeScope(before);
    }

    internal static void Leave(GradMode before)
    {
        s_flow.Value = before;
        t_current = before;
    }
}
