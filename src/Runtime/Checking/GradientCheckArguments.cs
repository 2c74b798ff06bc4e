using System.Numerics;

namespace SourceAutodiff;

/// <summary>
/// The arguments of a checked method by name. The same names give the inputs and outputs, their gradients, or their tangents,
/// depending on which of them the delegate is handed.
/// </summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class GradientCheckArguments<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<CheckedArgument<T>> _arguments;
    private readonly T[][] _values;

    internal GradientCheckArguments(IReadOnlyList<CheckedArgument<T>> arguments)
    {
        _arguments = arguments;
        _values = [.. arguments.Select(argument => new T[argument.Initial.Length])];
    }

    /// <summary>A scalar, by reference, so that it can be read, assigned, and passed as <c>ref</c>.</summary>
    /// <param name="name">The name it was declared with.</param>
    /// <exception cref="ArgumentException">There is no scalar of that name.</exception>
    public ref T Scalar(string name) => ref Find(name, scalar: true)[0];

    /// <summary>A buffer, as a span.</summary>
    /// <param name="name">The name it was declared with.</param>
    /// <exception cref="ArgumentException">There is no buffer of that name.</exception>
    public Span<T> Buffer(string name) => Find(name, scalar: false);

    /// <summary>A buffer, as an array, for methods that take one. It is only valid during the call.</summary>
    /// <param name="name">The name it was declared with.</param>
    /// <exception cref="ArgumentException">There is no buffer of that name.</exception>
    public T[] Array(string name) => Find(name, scalar: false);

    internal T[] this[int index] => _values[index];

    internal void Clear()
    {
        foreach (var values in _values)
            System.Array.Clear(values);
    }

    private T[] Find(string name, bool scalar)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < _arguments.Count; i++)
        {
            if (_arguments[i].Name != name)
                continue;
            if (_arguments[i].IsScalar == scalar)
                return _values[i];
            throw new ArgumentException(scalar
                ? $"'{name}' was declared as a buffer; read it with Buffer(\"{name}\") or Array(\"{name}\")."
                : $"'{name}' was declared as a scalar; read it with Scalar(\"{name}\").", nameof(name));
        }

        throw new ArgumentException(
            $"There is no argument '{name}' in this gradient check; declared are {string.Join(", ", _arguments.Select(argument => $"'{argument.Name}'"))}.",
            nameof(name));
    }
}
