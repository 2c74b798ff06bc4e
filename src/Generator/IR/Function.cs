using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.IR;

/// <summary>Operations in order. A region sees its arguments and everything defined before it in the regions around it.</summary>
internal sealed record Region(EquatableArray<Value> Arguments, EquatableArray<Operation> Operations, EquatableArray<Value> Yields);

/// <summary>What a parameter of a function is for.</summary>
internal enum ParameterRole
{
    /// <summary>An input of the original method.</summary>
    Primal,

    /// <summary>The tangent of a scalar input, or the shadow buffer with the tangents of a buffer.</summary>
    Tangent,

    /// <summary>The cotangent of a scalar result.</summary>
    Seed,

    /// <summary>Where a forward function leaves what its backward function needs.</summary>
    Frame,

    /// <summary>The shadow buffer that collects the cotangents of a buffer, added to.</summary>
    Cotangent,

    /// <summary>A static array of the user's that the function reads; not passed, but found by its name.</summary>
    Table,
}

/// <summary>
/// A parameter. <paramref name="Source"/> is the index of the original method's parameter it belongs to (for <see cref="ParameterRole.Seed"/>: of its result).
/// <paramref name="Differentiated"/>: derivatives with respect to it are wanted.
/// </summary>
internal sealed record Parameter(Value Value, ParameterRole Role, int Source, bool Differentiated)
{
    /// <summary>What a <see cref="ParameterRole.Table"/> is called in C#.</summary>
    public string? Text { get; init; }
}

/// <summary>What a result of a function is: the original method's result, its tangent, or the gradient of a scalar parameter.</summary>
internal enum ResultRole
{
    Primal,
    Tangent,
    Gradient,
}

/// <summary>A result; <paramref name="Source"/> is the index of the original method's result (of its parameter, for <see cref="ResultRole.Gradient"/>).</summary>
internal sealed record Result(ResultRole Role, int Source);

/// <summary>A function: its body's arguments are the parameters' values, its body's yields the results.</summary>
internal sealed record Function(string Name, EquatableArray<Parameter> Parameters, EquatableArray<Result> Results, Region Body);
