using SourceAutodiff.Generator.Tests.Helpers;
using SourceAutodiff.Generator.Tests.Lowering;

namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>What is emitted for each kind of parameter, and how it reads. That it is right is held by the corpus.</summary>
public class SignatureTests
{
    [Fact]
    public void Structs() => Match("Structs", """
        public struct Vec { public double X, Y; }
        public readonly record struct Point(double X, double Y);
        public static partial class M
        {
            [Differentiable(Derivatives.Jvp)]
            public static Point F(Vec v, Point p, double t) => new(v.X * p.X * t, v.Y + p.Y);
        }
        """);

    [Fact]
    public void Objects() => Match("Objects", """
        public sealed class Layer { public double[] Weights = []; public double Bias; public string? Name; }
        public record Line(double Slope, double Offset);
        public static partial class M
        {
            [Differentiable]
            public static double F(Layer layer, Line line, double x)
            {
                layer.Bias *= x;
                return layer.Weights[0] * line.Slope + layer.Bias;
            }
        }
        """);

    [Fact]
    public void References() => Match("References", """
        public static partial class M
        {
            [Differentiable(Derivatives.Jvp)]
            public static double F(in double x, ref double state, out double square, int n = 2)
            {
                square = x * x;
                state = state * x + n;
                return state * square;
            }
        }
        """);

    [Fact]
    public void Matrices() => Match("Matrices", """
        public static partial class M
        {
            [Differentiable]
            public static void F(double[,] a, double[][] rows, double k)
            {
                for (int i = 0; i < a.GetLength(0); i++) rows[i][0] = k * a[i, 0];
            }
        }
        """);

    [Fact]
    public void Receivers() => Match("Receivers", """
        public partial class Spring
        {
            private readonly double _stiffness = 2;
            public double Rest { get; init; }

            [Differentiable]
            public double F(double x) => 0.5 * _stiffness * (x - Rest) * (x - Rest);
        }
        """);

    private static void Match(string name, string source) => Snapshot.Match(Pipeline.Run(Snippet.Files(source).Program)!, name);
}
