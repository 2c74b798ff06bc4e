using System.Reflection;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>A project that checks arithmetic for overflow: what the user left unchecked wraps around in the derivatives, too, and the rest throws.</summary>
public class CheckedProjectTests
{
    private static readonly Type s_model = Compile("""
        using SourceAutodiff;

        public static partial class Model
        {
            [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
            public static double Noisy(double x, int seed)
            {
                uint state = (uint)seed;
                int steps = seed;
                double sum = 0;
                for (int i = 0; i < 5; i++)
                {
                    state = unchecked(state * 1664525u + 1013904223u);
                    unchecked
                    {
                        steps *= 31;
                        steps -= i;
                    }

                    sum += x * ((state >> 16) + (steps & 7));
                }

                return sum;
            }

            [Differentiable]
            public static double Stepped(double x, int seed)
            {
                int k = seed;
                for (int i = 0; i < 3; i++) k *= 31;
                return x * k;
            }
        }
        """);

    [Fact]
    public void Unchecked_arithmetic_wraps_around()
    {
        var value = (double)Call("Noisy", 0.5, 123456789)!;
        Assert.Equal((value, value / 0.5), Call("NoisyValueAndGradient", 0.5, 123456789));
        Assert.Equal((value, value / 0.5), Call("NoisyJvp", 0.5, 1.0, 123456789));
    }

    [Fact]
    public void Other_arithmetic_throws()
    {
        Assert.Equal((29791.0, 29791.0), Call("SteppedValueAndGradient", 1.0, 1));
        Assert.IsType<OverflowException>(Assert.Throws<TargetInvocationException>(() => Call("Stepped", 1.0, 123456789)).InnerException);
        Assert.IsType<OverflowException>(Assert.Throws<TargetInvocationException>(() => Call("SteppedValueAndGradient", 1.0, 123456789)).InnerException);
    }

    private static object? Call(string method, params object[] arguments) => s_model.GetMethod(method)!.Invoke(null, arguments);

    private static Type Compile(string source)
    {
        (byte[] image, IReadOnlyList<string> problems) = GeneratedAssembly.Build("Checked", source, [], isChecked: true);
        Assert.Equal([], problems);
        return Assembly.Load(image).GetType("Model")!;
    }
}
