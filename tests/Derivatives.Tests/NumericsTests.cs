using System.Numerics;

namespace DerivativeTests;

/// <summary>What docs/numerics.md says of vectors and complex numbers.</summary>
public static partial class NumericsTests
{
    [Differentiable]
    private static float Length(Vector3 v, Vector3 w) => v.Length() + Vector3.Distance(v, w);

    [Differentiable]
    private static double Polar(Complex z) => z.Magnitude + 2 * z.Phase;

    [Differentiable]
    private static double RealPart(Complex z) => Complex.Exp(z).Real;

    [Differentiable]
    private static double Square(Complex z) => Complex.Pow(z, 2).Real + Complex.Pow(z, 1).Imaginary;

    [Differentiable]
    private static float Bounded(Vector2 v, Vector2 low, Vector2 high) => Vector2.Clamp(v, low, high).X;

    [Fact]
    public static void Lengths_have_the_gradient_zero_at_zero()
    {
        Assert.Equal((Vector3.Zero, Vector3.Zero), LengthGradient(Vector3.Zero, Vector3.Zero));
        Assert.Equal((2 * Vector3.UnitX, -Vector3.UnitX), LengthGradient(Vector3.UnitX, Vector3.Zero));
        Assert.Equal(Complex.Zero, PolarGradient(Complex.Zero));
        Assert.Equal(new Complex(1, 2 / 3.0), PolarGradient(3));
    }

    [Fact]
    public static void The_gradient_of_a_holomorphic_function_is_its_conjugate_derivative()
    {
        Complex z = new(0.3, 0.8);
        Complex error = RealPartGradient(z) - Complex.Conjugate(Complex.Exp(z));
        Assert.True(error.Magnitude < 1e-15, $"{error}");
    }

    [Fact]
    public static void Powers_have_a_derivative_at_zero() => Assert.Equal(new Complex(0, 1), SquareGradient(Complex.Zero));

    [Fact]
    public static void A_lower_bound_above_the_upper_one_gives_way() =>
        Assert.Equal((Vector2.Zero, Vector2.Zero, Vector2.UnitX), BoundedGradient(new Vector2(2), new Vector2(3), new Vector2(1)));
}
