namespace SourceAutodiff.GradBench.Evals;

/// <summary>The smallest of all evals.</summary>
public static partial class Hello
{
    [Differentiable]
    public static double Square(double x) => x * x;
}
