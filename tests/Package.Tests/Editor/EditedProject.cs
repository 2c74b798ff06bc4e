namespace SourceAutodiff.Package.Tests.Editor;

/// <summary>A project with a reference to the package, restored once, with files for each test.</summary>
public sealed class EditedProject
{
    public EditedProject(PackedPackage package)
    {
        Consumer = package.Consumer("Edited", "Console.WriteLine(Editing.Shapes.Pi);\n");
        Write("Circles.cs", """
            namespace Editing;

            internal static class Circles
            {
                public static double Area(double r) => Math.PI * r * r;
            }
            """);
        Write("IPayoff.cs", """
            using SourceAutodiff;

            namespace Editing;

            internal partial interface IPayoff
            {
                [Differentiable]
                double Value(double spot);

                // At some rate.
                double Discounted(double spot, double rate);
            }
            """);
        Write("Pricing.cs", """
            using SourceAutodiff;

            namespace Editing;

            internal static partial class Pricing
            {
                [Differentiable]
                public static double Price(IPayoff payoff, double spot, double rate)
                {
                    return Math.Exp(-rate) * payoff.Value(spot);
                }
            }
            """);
        Write("Training.cs", """
            using SourceAutodiff;

            namespace Editing;

            internal static class Training
            {
                public static Tensor Weights() => Tensor.From([1f, 2f, 3f], requiresGrad: true);
            }
            """);
        Write("Springs.cs", """
            using SourceAutodiff;

            namespace Editing;

            internal static partial class Springs
            {
                [Differentiable]
                public static double Energy(double stretch)
                {
                    return 0.5 * stretch;
                }
            }
            """);
        Write("Shapes.cs", """
            namespace Editing;

            internal static class Shapes
            {
                public const double Pi = Math.PI;
            }
            """);
        Command.Dotnet(Consumer.Root, "restore").Succeeded();
    }

    internal ConsumerProject Consumer { get; }

    private void Write(string file, string text) => Consumer.Write(file, text + "\n");
}
