namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <param name="Members">Of the class of the program; what is left out of it when it is shrunk.</param>
internal sealed record FuzzProgram(int Seed, IReadOnlySet<Feature> Features, Block Members)
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing SourceAutodiff;\n\n";

    public string ClassName => $"P{Seed}";

    public string Text => $"{Usings}namespace Fuzz;\n\npublic static partial class {ClassName}\n{{\n{Indented(Members.ToString())}{Indented(Types())}}}\n";

    private static string Indented(string text) => string.Concat(text.Split('\n').Where(line => line.Length > 0).Select(line => "    " + line + "\n"));

    private string Types()
    {
        string text = "";
        string variant = (Seed % 3) switch { 0 => "public record struct Vec(double X, double Y)\n{", 1 => "public struct Vec(double x, double y)\n{\n    public double X = x;\n    public double Y { get; set; } = y;", _ => "public struct Vec\n{\n    public double X, Y;\n    public Vec(double x, double y) { X = x; Y = y; }" };
        if (Features.Contains(Feature.Structs))
        {
            text += variant + """

                    public readonly double Norm => Math.Sqrt(0.3 + X * X + Y * Y);
                    public readonly double Dot(Vec o) => X * o.X + Y * o.Y;
                    public readonly Vec Scaled(double k) => new Vec(X * k, Y * k);
                    public static Vec operator +(Vec a, Vec b) => new Vec(a.X + b.X, a.Y + b.Y);
                    public static Vec operator -(Vec a, Vec b) => new Vec(a.X - b.X, a.Y - b.Y);
                    public static Vec operator *(Vec a, double k) => a.Scaled(k);
                }

                public struct Body
                {
                    public Vec Position;
                    public double Mass;
                }

                """;
        }

        if (Features.Contains(Feature.Classes))
        {
            text += """
                public sealed partial class Model
                {
                    public Model() { }
                    public Model(double start) { Bias = start; W[1] = 0.5 * start; }
                    public double[] W = new double[3];
                    public Vec Centre;
                    public double Bias { get; set; }
                    public double Gain { get => 0.5 * Bias + W[0]; set => W[0] = 0.3 * value; }
                    public double Apply(double x) => Math.Sin(x * Bias + W[1]) + Centre.X;
                    public void Train(double x) { W[2] += 0.1 * Apply(x); Bias *= 0.9; }

                """;
            if (Features.Contains(Feature.Receivers))
            {
                text += """
                        [Differentiable(Derivatives.Jvp)]
                        public double Step(double x, int n) { for (int i = 0; i < n; i++) { Train(x); Bias += 0.1 * W[i % 3]; } return Apply(x) * Gain; }

                    """;
            }

            text += "}\n";
        }

        if (Features.Contains(Feature.Generics))
        {
            text += """
                public interface IFunction { static abstract double Call(double x); }
                public struct Squaring : IFunction { public static double Call(double x) => 0.5 * x * x; }
                public struct Shifting : IFunction { public static double Call(double x) => Math.Sin(x + 0.3); }
                private static double Twice<T>(double x) where T : IFunction => T.Call(0.5 * T.Call(x));
                private static T Mix<T>(T a, T b) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(a) * b + T.One;

                """;
        }

        if (Features.Contains(Feature.Odd)) text += "private static int s_count;\nprivate static double s_state;\n";
        return text;
    }
}
