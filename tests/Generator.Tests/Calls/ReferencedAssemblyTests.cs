using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Calls;

/// <summary>Derivatives of methods in other assemblies: generated there, written by hand there, and provided for a third one.</summary>
public class ReferencedAssemblyTests
{
    private const string Library = """
        using System;
        using System.Numerics;
        using SourceAutodiff;

        [assembly: DerivativeProvider(typeof(Library.OfOthers))]

        namespace Library;

        public static partial class Generated
        {
            [Differentiable(Derivatives.Jvp)]
            public static double Wave(double x, ReadOnlySpan<double> a) => Math.Sin(x) * a[0] * a[1];

            [Differentiable(Derivatives.Jvp)]
            public static void Scale(double x, Span<double> a)
            {
                for (int i = 0; i < a.Length; i++) a[i] *= x * a[i];
            }

            [Differentiable]
            public static T Square<T>(T x) where T : IFloatingPointIeee754<T> => x * x;
        }

        public partial interface IPayoff
        {
            [Differentiable(Derivatives.Jvp)]
            double Value(double spot);
        }

        public sealed partial class Call : IPayoff
        {
            public double Strike;

            [Differentiable]
            public double Value(double spot) => spot * spot - Strike * spot;
        }

        public abstract partial class Layer
        {
            public double Scale = 2;

            [Differentiable(Derivatives.Jvp)]
            protected internal abstract double Inner(double x, ReadOnlySpan<double> a);

            [Differentiable(Derivatives.Jvp)]
            public virtual double Forward(double x, ReadOnlySpan<double> a) => Scale * Inner(x, a);
        }

        public static class ByHand
        {
            public static double Cube(double x) => x * x * x;

            [CustomBackward(nameof(Cube))]
            public static void BackOfCube(double x, double gradOutput, ref double gradX) => gradX += 3 * x * x * gradOutput;
        }

        public static class OfOthers
        {
            [CustomBackward(typeof(double), nameof(double.Hypot))]
            public static void Hypot(double x, double y, double gradOutput, ref double gradX, ref double gradY)
            {
                gradX += gradOutput * x / double.Hypot(x, y);
                gradY += gradOutput * y / double.Hypot(x, y);
            }

            [CustomBackward(typeof(MemoryExtensions), nameof(MemoryExtensions.Reverse))]
            public static void Reverse<T>(Span<T> span, Span<T> gradSpan) => gradSpan.Reverse();
        }
        """;

    [Theory]
    [InlineData("Generated.Wave(x, a)")]
    [InlineData("Generated.Wave(x * x, a) * Generated.Wave(a[2], a)")]
    [InlineData("Generated.Square(x) * Generated.Square<double>(a[0])")]
    [InlineData("ByHand.Cube(x) * a[1]")]
    [InlineData("double.Hypot(x, a[0])")]
    [InlineData("Scaled(x, a)")]
    [InlineData("Reversed(x, a)")]
    public void Gradients_go_through_calls(string expression)
    {
        (Assembly assembly, IReadOnlyList<string> problems) = Consumer($$"""
            [Differentiable]
            public static double F(double x, double[] a) => {{expression}};

            static double Scaled(double x, double[] a)
            {
                double[] copy = new double[a.Length];
                for (int i = 0; i < a.Length; i++) copy[i] = a[i] * x;
                Generated.Scale(a[0], copy);
                return copy[0] * copy[1] + copy[2];
            }

            static double Reversed(double x, double[] a)
            {
                Span<double> copy = stackalloc double[3];
                for (int i = 0; i < 3; i++) copy[i] = a[i];
                copy[2] *= x;
                MemoryExtensions.Reverse(copy);
                return copy[0] * x + copy[1];
            }

            public static double[] Differences()
            {
                double[] a = { 0.7, 1.2, 0.4 };
                double x = 0.8;
                double[] grad = new double[3];
                var (value, gradX) = FValueAndGradient(x, a, grad);
                double D(Func<double, double> f) => (f(1e-5) - f(-1e-5)) / 2e-5;
                double Moved(int i, double h) { double[] b = (double[])a.Clone(); b[i] += h; return F(x, b); }
                return new[] { value - F(x, a), gradX - D(h => F(x + h, a)), grad[0] - D(h => Moved(0, h)), grad[1] - D(h => Moved(1, h)), grad[2] - D(h => Moved(2, h)), Math.Abs(gradX) > 1e-3 ? 0 : 1 };
            }
            """);
        Assert.Equal([], problems);
        Assert.All((double[])assembly.GetType("Consumer.Model")!.GetMethod("Differences")!.Invoke(null, null)!, difference => Assert.Equal(0, difference, 1e-8));
    }

    /// <summary>Implementations here of contracts there, and of those there.</summary>
    [Theory]
    [InlineData("new Put { Strike = 1.5 }", "new Put()")]
    [InlineData("new Call { Strike = 0.4 }", "new Call()")]
    public void Contracts_are_called_across_assemblies(string payoff, string gradient)
    {
        (Assembly assembly, IReadOnlyList<string> problems) = Consumer($$"""
            public sealed partial class Put : IPayoff
            {
                public double Strike;

                [Differentiable]
                public double Value(double spot) => Strike * Math.Sin(spot);
            }

            public partial class Twice : Layer
            {
                public double Factor = 2;

                [Differentiable]
                protected override double Inner(double x, ReadOnlySpan<double> a) => Factor * x * a[1] + Scale;
            }

            [Differentiable(Derivatives.Jvp)]
            public static double F(IPayoff payoff, Layer layer, double x, double[] a) => payoff.Value(x) * layer.Forward(x, a);

            public static double[] Differences()
            {
                double[] a = { 0.7, 1.2, 0.4 }, gradA = new double[3], unused = new double[3];
                double x = 0.8;
                var payoff = {{payoff}};
                var gradPayoff = {{gradient}};
                var layer = new Twice { Factor = 1.3 };
                var gradLayer = new Twice { Factor = double.NaN, Scale = 7 };
                var (value, gradX) = FValueAndGradient(payoff, layer, x, a, gradPayoff, gradLayer, gradA);
                double D(Action<double> move)
                {
                    move(1e-5);
                    double up = F(payoff, layer, x, a);
                    move(-2e-5);
                    double down = F(payoff, layer, x, a);
                    move(1e-5);
                    return (up - down) / 2e-5;
                }

                double tangent = FJvp(payoff, gradPayoff, layer, gradLayer, x, gradX, a, gradA).Tangent;
                double norm = gradX * gradX + gradPayoff.Strike * gradPayoff.Strike + gradLayer.Factor * gradLayer.Factor + gradLayer.Scale * gradLayer.Scale;
                foreach (double g in gradA) norm += g * g;
                return new[]
                {
                    value - F(payoff, layer, x, a), gradX - D(h => x += h), gradPayoff.Strike - D(h => payoff.Strike += h), gradLayer.Factor - D(h => layer.Factor += h),
                    gradLayer.Scale - D(h => layer.Scale += h), gradA[1] - D(h => a[1] += h), tangent - norm, Math.Abs(gradPayoff.Strike) > 1e-3 ? 0 : 1,
                };
            }
            """);
        Assert.Equal([], problems);
        Assert.All((double[])assembly.GetType("Consumer.Model")!.GetMethod("Differences")!.Invoke(null, null)!, difference => Assert.Equal(0, difference, 1e-8));
    }

    [Fact]
    public void A_missing_jvp_is_reported()
    {
        (_, IReadOnlyList<string> problems) = Consumer("[Differentiable(Derivatives.Jvp)] public static double F(double x) => ByHand.Cube(x);");
        Assert.Equal(["SAD4011"], problems);
    }

    private static (Assembly Assembly, IReadOnlyList<string> Problems) Consumer(string members)
    {
        (byte[] library, _) = GeneratedAssembly.Build("Library", Library, []);
        (byte[] consumer, IReadOnlyList<string> problems) = GeneratedAssembly.Build(
            "Consumer", $$"""
            using System;
            using Library;
            using SourceAutodiff;

            namespace Consumer;

            public static partial class Model
            {
                {{members}}
            }
            """, [MetadataReference.CreateFromImage(library)]);
        if (problems.Count > 0) return (typeof(object).Assembly, problems);
        var context = new AssemblyLoadContext(null);
        context.LoadFromStream(new MemoryStream(library));
        return (context.LoadFromStream(new MemoryStream(consumer)), problems);
    }
}
