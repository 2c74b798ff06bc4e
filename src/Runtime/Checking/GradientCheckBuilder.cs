using System.Numerics;

namespace SourceAutodiff;

/// <summary>
/// Declares the inputs and outputs of the method under check and runs the check. Start with <see cref="GradientCheck.Input{T}(string, T)"/>.
/// Arguments that are not differentiated are not declared: the delegates use them directly.
/// </summary>
/// <typeparam name="T">The floating-point type of the inputs and outputs.</typeparam>
public sealed class GradientCheckBuilder<T>
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>The hidden output that stands for the result of a method that returns its value. No argument has that name.</summary>
    private string ResultName
    {
        get
        {
            string name = "result";
            while (_arguments.Exists(argument => argument.Name == name))
                name = $"the {name}";
            return name;
        }
    }

    private readonly List<CheckedArgument<T>> _arguments = [];
    private GradientCheckOptions _options = new();

    internal GradientCheckBuilder() { }

    /// <summary>Declares a scalar input and its value.</summary>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="value">The value at which to check.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> Input(string name, T value) => Add(new(name, [value], IsScalar: true, IsInput: true, IsOutput: false));

    /// <summary>Declares a buffer input and its elements, which are copied.</summary>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="values">The elements at which to check.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> Input(string name, T[] values) => Add(new(name, Copy(values), IsScalar: false, IsInput: true, IsOutput: false));

    /// <summary>Declares a scalar output, for <see cref="CheckBackward"/> and for methods with several results.</summary>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> Output(string name) => Add(new(name, [T.Zero], IsScalar: true, IsInput: false, IsOutput: true));

    /// <summary>Declares a buffer that the method only writes. It is zero when the method is called.</summary>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> Output(string name, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Add(new(name, new T[length], IsScalar: false, IsInput: false, IsOutput: true));
    }

    /// <summary>Declares a buffer that the method reads and overwrites; its first contents are an input, its last an output.</summary>
    /// <param name="name">The name by which the delegates and the report call it.</param>
    /// <param name="values">The contents when the method is called.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> InOut(string name, T[] values) => Add(new(name, Copy(values), IsScalar: false, IsInput: true, IsOutput: true));

    /// <summary>Sets seed, number of directions and tolerances.</summary>
    /// <param name="options">The options.</param>
    /// <returns>This builder.</returns>
    public GradientCheckBuilder<T> With(GradientCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        return this;
    }

    /// <summary>
    /// Checks the gradient of a method with one real result, that is <c>FGradient</c>, <c>FValueAndGradient</c> or <c>FBackward</c> with a seed of 1.
    /// </summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="gradient">Calls the gradient: reads the inputs from the first argument and leaves the gradients in the second, which is zero at the start.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">No input is declared, or an output is: the result is the output here.</exception>
    public GradientCheckResult Check(
        Func<GradientCheckArguments<T>, T> value, Action<GradientCheckArguments<T>, GradientCheckArguments<T>> gradient)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        string result = ResultName;
        return Run(WithResult(), arguments => arguments.Scalar(result) = value(arguments), gradient, forward: false);
    }

    /// <summary>
    /// Checks an <c>FBackward</c> of a method with any outputs. The outputs are those declared; a method that returns values assigns them to scalar outputs.
    /// </summary>
    /// <param name="primal">Calls the method: reads the inputs and leaves the outputs in the argument.</param>
    /// <param name="backward">
    /// Calls the backward method. In the second argument the outputs hold their cotangents (a scalar output's is the <c>gradOutput</c> to pass) and the inputs start at zero;
    /// a buffer that is both holds the cotangent of its last contents and is left with that of its first.
    /// </param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">No input or no output is declared.</exception>
    public GradientCheckResult CheckBackward(
        Action<GradientCheckArguments<T>> primal, Action<GradientCheckArguments<T>, GradientCheckArguments<T>> backward)
    {
        ArgumentNullException.ThrowIfNull(primal);
        ArgumentNullException.ThrowIfNull(backward);
        return Run(WithOutputs(), primal, backward, forward: false);
    }

    /// <summary>Checks an <c>FJvp</c> of a method with one real result.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="jvp">Calls the jvp: reads the inputs from the first and their tangents from the second argument, and returns the tangent of the result.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">No input is declared, or an output is: the result is the output here.</exception>
    public GradientCheckResult CheckJvp(
        Func<GradientCheckArguments<T>, T> value, Func<GradientCheckArguments<T>, GradientCheckArguments<T>, T> jvp)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(jvp);
        string result = ResultName;
        return Run(
            WithResult(),
            arguments => arguments.Scalar(result) = value(arguments),
            (arguments, tangents) => tangents.Scalar(result) = jvp(arguments, tangents),
            forward: true);
    }

    /// <summary>Checks an <c>FJvp</c> of a method with any outputs.</summary>
    /// <param name="primal">Calls the method: reads the inputs and leaves the outputs in the argument.</param>
    /// <param name="jvp">
    /// Calls the jvp: reads the inputs from the first and their tangents from the second argument, and leaves the tangents of the outputs in the second.
    /// </param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">No input or no output is declared.</exception>
    public GradientCheckResult CheckJvp(
        Action<GradientCheckArguments<T>> primal, Action<GradientCheckArguments<T>, GradientCheckArguments<T>> jvp)
    {
        ArgumentNullException.ThrowIfNull(primal);
        ArgumentNullException.ThrowIfNull(jvp);
        return Run(WithOutputs(), primal, jvp, forward: true);
    }

    private static T[] Copy(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values];
    }

    private GradientCheckBuilder<T> Add(CheckedArgument<T> argument)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(argument.Name, nameof(argument));
        if (_arguments.Exists(other => other.Name == argument.Name))
            throw new ArgumentException($"'{argument.Name}' is already declared in this gradient check.", nameof(argument));
        _arguments.Add(argument);
        return this;
    }

    private List<CheckedArgument<T>> WithResult()
    {
        if (_arguments.Find(argument => argument.IsOutput) is { } output)
        {
            throw new InvalidOperationException(
                $"'{output.Name}' is an output, but the delegate returns the value to check. Use CheckBackward or the CheckJvp that takes actions, and assign the result to a scalar output.");
        }

        return [.. _arguments, new(ResultName, [T.Zero], IsScalar: true, IsInput: false, IsOutput: true)];
    }

    private List<CheckedArgument<T>> WithOutputs() => _arguments.Exists(argument => argument.IsOutput)
        ? _arguments
        : throw new InvalidOperationException("There is nothing to check: declare at least one Output or InOut.");

    private GradientCheckResult Run(
        List<CheckedArgument<T>> arguments, Action<GradientCheckArguments<T>> primal,
        Action<GradientCheckArguments<T>, GradientCheckArguments<T>> derivative, bool forward)
    {
        if (!arguments.Exists(argument => argument.IsInput))
            throw new InvalidOperationException("There is nothing to check: declare at least one Input or InOut.");
        return new GradientProbe<T>(new CheckedMethod<T>(arguments, primal, derivative, forward), _options).Run();
    }
}
