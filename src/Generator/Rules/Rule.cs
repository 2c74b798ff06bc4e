using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules;

/// <summary>
/// The derivative of one op. <paramref name="Partials"/> is a function over the real type parameter <c>T</c>: its parameters are the op's arguments
/// in order, then, if <paramref name="UsesResult"/>, the op's result; it yields one partial for each argument that is real.
/// </summary>
/// <param name="Op">The name in <see cref="Apply"/>: <c>Sin</c>, or <c>mul</c> for an operator.</param>
/// <param name="RealArguments">Which arguments are real; the others (an exponent of type int, say) have no partial.</param>
internal sealed record Rule(string Op, EquatableArray<bool> RealArguments, bool UsesResult, Function Partials)
{
    public int Arity => RealArguments.Count;

    /// <summary>The type of the op's result where that is not a real number (<c>i32</c>, <c>bool</c>); null when it is, of its arguments' type.</summary>
    public IrType? DiscreteResult { get; init; }

    /// <summary>The function is one of the runtime's <c>SpecialFunctions</c>, not of the framework's.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>The partials as they are written in the table.</summary>
    public string Text { get; init; } = "";

    /// <summary>The partial for a real argument, as the value that <see cref="Partials"/> yields for it.</summary>
    public Value Partial(int argument)
    {
        int index = 0;
        for (int i = 0; i < argument; i++) index += RealArguments[i] ? 1 : 0;
        return Partials.Body.Yields[index];
    }

    /// <summary>The partial is the constant zero: the op is piecewise constant in this argument. Also true of arguments that are not real.</summary>
    public bool IsZero(int argument)
    {
        if (!RealArguments[argument]) return true;
        Value partial = Partial(argument);
        return Partials.Body.Operations.Any(operation => operation is Constant { AsDouble: 0 } constant && constant.Result == partial);
    }
}
