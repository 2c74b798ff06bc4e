using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace SourceAutodiff;

/// <summary>
/// Compares a derivative with finite differences: central ones along seeded random directions, with steps by the scale of the inputs and
/// refined until they agree. It says which input and which element is off.
/// </summary>
/// <remarks>
/// <para>The short forms check functions of one or two scalars or one buffer; <see cref="Input{T}(string, T)"/> starts a check of anything that is generated:</para>
/// <code>
/// GradientCheck.Input("x", array).Input("rate", 0.5)
///     .Check(
///         a => Model.Decay(a.Buffer("x"), a.Scalar("rate")),
///         (a, grad) => grad.Scalar("rate") = Model.DecayGradient(a.Buffer("x"), a.Scalar("rate"), grad.Buffer("x")))
///     .ThrowIfFailed();
/// </code>
/// <para>What cannot be decided is reported as such (<see cref="GradientCheckOutcome"/>) and does not count as passed.</para>
/// </remarks>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads of Check differ in their first, required parameters; the optional one is last in each.")]
public static class GradientCheck
{
    /// <summary>Starts a check with a scalar input.</summary>
    /// <typeparam name="T">The floating-point type of all inputs and outputs.</typeparam>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="value">The value at which to check.</param>
    /// <returns>A builder for further inputs and outputs, and the check.</returns>
    public static GradientCheckBuilder<T> Input<T>(string name, T value)
        where T : struct, IFloatingPointIeee754<T> => new GradientCheckBuilder<T>().Input(name, value);

    /// <summary>Starts a check with a buffer input.</summary>
    /// <typeparam name="T">The floating-point type of all inputs and outputs.</typeparam>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="values">The elements at which to check; they are copied.</param>
    /// <returns>A builder for further inputs and outputs, and the check.</returns>
    public static GradientCheckBuilder<T> Input<T>(string name, T[] values)
        where T : struct, IFloatingPointIeee754<T> => new GradientCheckBuilder<T>().Input(name, values);

    /// <summary>Starts a check with a buffer that the method reads and overwrites.</summary>
    /// <typeparam name="T">The floating-point type of all inputs and outputs.</typeparam>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="values">The contents when the method is called; they are copied.</param>
    /// <returns>A builder for further inputs and outputs, and the check.</returns>
    public static GradientCheckBuilder<T> InOut<T>(string name, T[] values)
        where T : struct, IFloatingPointIeee754<T> => new GradientCheckBuilder<T>().InOut(name, values);

    /// <summary>Checks the gradient of a function of one scalar: <c>Check(Model.F, Model.FGradient, 0.5)</c>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="gradient">Its derivative.</param>
    /// <param name="x">The point at which to check.</param>
    /// <param name="options">Seed, number of directions and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>What was found; the input is called <c>x</c>.</returns>
    public static GradientCheckResult Check<T>(Func<T, T> value, Func<T, T> gradient, T x, GradientCheckOptions? options = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        return Input("x", x).With(options ?? new())
            .Check(a => value(a.Scalar("x")), (a, grad) => grad.Scalar("x") = gradient(a.Scalar("x")));
    }

    /// <summary>Checks the gradient of a function of two scalars: <c>Check(Model.F, Model.FGradient, 0.5, 2)</c>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="x">The first argument at the point at which to check.</param>
    /// <param name="y">The second argument.</param>
    /// <param name="options">Seed, number of directions and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>What was found; the inputs are called <c>x</c> and <c>y</c>.</returns>
    public static GradientCheckResult Check<T>(Func<T, T, T> value, Func<T, T, (T X, T Y)> gradient, T x, T y, GradientCheckOptions? options = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        return Input("x", x).Input("y", y).With(options ?? new()).Check(
            a => value(a.Scalar("x"), a.Scalar("y")),
            (a, grad) => (grad.Scalar("x"), grad.Scalar("y")) = gradient(a.Scalar("x"), a.Scalar("y")));
    }

    /// <summary>Checks the gradient of a function of one buffer: <c>Check(Model.F, Model.FGradient, array)</c>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="x">The point at which to check; it is copied.</param>
    /// <param name="options">Seed, number of directions and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>What was found; the input is called <c>x</c>.</returns>
    public static GradientCheckResult Check<T>(BufferFunction<T> value, BufferGradient<T> gradient, T[] x, GradientCheckOptions? options = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        return Input("x", x).With(options ?? new())
            .Check(a => value(a.Buffer("x")), (a, grad) => gradient(a.Buffer("x"), grad.Buffer("x")));
    }
}
