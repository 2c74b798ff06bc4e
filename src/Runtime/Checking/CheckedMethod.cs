using System.Numerics;

namespace SourceAutodiff;

/// <summary>
/// A method under check as a function from the elements of its inputs to the elements of its outputs, and its derivative as
/// contributions to the change of the cotangent-weighted outputs. Input and output elements are numbered through in declaration order.
/// </summary>
internal sealed class CheckedMethod<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<CheckedArgument<T>> _arguments;
    private readonly Action<GradientCheckArguments<T>> _primal;
    private readonly Action<GradientCheckArguments<T>, GradientCheckArguments<T>> _derivative;
    private readonly bool _forward;
    private readonly GradientCheckArguments<T> _values;
    private readonly GradientCheckArguments<T> _derivatives;

    public CheckedMethod(
        IReadOnlyList<CheckedArgument<T>> arguments,
        Action<GradientCheckArguments<T>> primal,
        Action<GradientCheckArguments<T>, GradientCheckArguments<T>> derivative,
        bool forward)
    {
        (_arguments, _primal, _derivative, _forward) = (arguments, primal, derivative, forward);
        (_values, _derivatives) = (new(arguments), new(arguments));
        (Inputs, Outputs) = (Places(argument => argument.IsInput), Places(argument => argument.IsOutput));
        Scales = [.. arguments.Where(argument => argument.IsInput).SelectMany(argument => argument.Initial).Select(Scale)];
    }

    /// <summary>The inputs, each with the range of its elements.</summary>
    public IReadOnlyList<Place<T>> Inputs { get; }

    /// <summary>The outputs, each with the range of its elements.</summary>
    public IReadOnlyList<Place<T>> Outputs { get; }

    /// <summary>The step that counts as one for each input element: its magnitude, or 1 at zero.</summary>
    public double[] Scales { get; }

    public int OutputLength => Outputs.Sum(place => place.Length);

    /// <summary>The outputs at the inputs moved along a direction.</summary>
    public double[] Evaluate(double[] direction, double step)
    {
        Restore(direction, step);
        _primal(_values);
        return Read(_values, Outputs);
    }

    /// <summary>For reverse mode the contribution of each input element, for forward mode that of each output element; their sum is the slope.</summary>
    public double[] Contributions(double[] direction, double[] cotangent)
    {
        Restore(direction, 0);
        _derivatives.Clear();
        Write(_derivatives, _forward ? Inputs : Outputs, _forward ? direction : cotangent);
        _derivative(_values, _derivatives);
        double[] read = Read(_derivatives, _forward ? Outputs : Inputs);
        double[] weights = _forward ? cotangent : direction;
        for (int i = 0; i < read.Length; i++)
            read[i] = weights[i] == 0 ? 0 : weights[i] * read[i];   // an element outside the direction does not matter, not even as NaN
        return read;
    }

    private static double Scale(T value)
    {
        double magnitude = Math.Abs(double.CreateChecked(value));
        return magnitude > 0 && double.IsFinite(magnitude) ? magnitude : 1;
    }

    private List<Place<T>> Places(Func<CheckedArgument<T>, bool> which)
    {
        var places = new List<Place<T>>();
        int start = 0;
        for (int i = 0; i < _arguments.Count; i++)
        {
            if (!which(_arguments[i]))
                continue;
            places.Add(new(_arguments[i], i, start));
            start += _arguments[i].Initial.Length;
        }

        return places;
    }

    private void Restore(double[] direction, double step)
    {
        for (int i = 0; i < _arguments.Count; i++)
            _arguments[i].Initial.CopyTo(_values[i], 0);
        if (step == 0)
            return;
        foreach (var place in Inputs)
        {
            T[] values = _values[place.Argument];
            for (int j = 0; j < values.Length; j++)
                values[j] = T.CreateChecked(double.CreateChecked(values[j]) + step * direction[place.Start + j]);
        }
    }

    private static double[] Read(GradientCheckArguments<T> from, IReadOnlyList<Place<T>> places) =>
        [.. places.SelectMany(place => from[place.Argument]).Select(double.CreateChecked)];

    private static void Write(GradientCheckArguments<T> to, IReadOnlyList<Place<T>> places, double[] elements)
    {
        foreach (var place in places)
        {
            T[] values = to[place.Argument];
            for (int j = 0; j < values.Length; j++)
                values[j] = T.CreateChecked(elements[place.Start + j]);
        }
    }
}

/// <summary>Where an argument's elements are among all inputs' or all outputs' elements.</summary>
internal readonly record struct Place<T>(CheckedArgument<T> What, int Argument, int Start)
    where T : struct, IFloatingPointIeee754<T>
{
    public int Length => What.Initial.Length;
}
