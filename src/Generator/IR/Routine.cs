using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>What a routine does with what it is given for one of its parameters.</summary>
internal enum ParameterUse
{
    /// <summary>A scalar, passed by value.</summary>
    Value,

    /// <summary>A buffer that is read.</summary>
    Reads,

    /// <summary>A buffer that is written, and may be read.</summary>
    Writes,

    /// <summary>A scalar by reference that starts at zero: no argument of the operation, but its next result.</summary>
    Reference,
}

/// <summary>A parameter of a <see cref="Routine"/>.</summary>
/// <param name="Differentiated">The routine has a derivative with respect to it.</param>
/// <param name="IsArray">Declared as an array: a span has to be copied into one. The backward method takes one only if it is written.</param>
internal sealed record RoutineParameter(ParameterUse Use, bool Differentiated = false, bool IsArray = false);

/// <summary>Which of a function's derivatives a routine is.</summary>
internal enum RoutineKind
{
    /// <summary>A method that exists in C#, by its qualified name.</summary>
    Method,

    /// <summary>A function of the program, as it is. The others are what <c>Differentiation</c> makes of it.</summary>
    Primal,

    /// <summary>The primal, which leaves its residuals for <see cref="Backward"/>.</summary>
    Forward,

    Backward,
    Jvp,
    JvpLanes,
}

/// <summary>Something that is called and whose body is not part of the function that calls it.</summary>
/// <param name="Name">The function's name, or the C# text of the method.</param>
/// <param name="Backward">For a method: the C# text of its backward method, which adds to the gradients it is given; null if there is none.</param>
/// <param name="Jvp">For a method: the C# text of its jvp; null if there is none.</param>
/// <param name="IsNested">The results come back as two tuples in a tuple.</param>
internal sealed record Routine(
    string Name, RoutineKind Kind, EquatableArray<RoutineParameter> Parameters, string? Backward = null, string? Jvp = null, bool IsNested = false)
{
    /// <summary>For a method of the object that is its first argument: the C# type that declares it; empty where the object need not be converted to that.</summary>
    public string? Receiver { get; init; }

    /// <summary>The same where what is in the object is constant. Its derivatives are overloads without the gradient and the tangent of the object.</summary>
    public Routine WithConstantReceiver => this with { Parameters = [Parameters[0] with { Differentiated = false }, .. Parameters.Skip(1)] };

    /// <summary>For a function of the program: its type arguments in C#.</summary>
    public string TypeArguments { get; init; } = "";
}
