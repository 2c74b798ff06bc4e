using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests.Helpers;

/// <summary>A number and its derivative along some direction.</summary>
internal readonly record struct Dual(double Value, double Tangent);

/// <summary>Runs the parsed partials of a rule in double, with tangents that come from the table itself.</summary>
internal sealed class PartialsInterpreter
{
    private readonly Dictionary<Value, Dual> _values = [];

    /// <summary>The partials of the rule at a point, and their derivatives along a direction.</summary>
    public static Dual[] Run(Rule rule, params Dual[] arguments)
    {
        var interpreter = new PartialsInterpreter();
        Dual[] inputs = rule.UsesResult ? [.. arguments, Apply(rule.Op, arguments)] : arguments;
        for (int i = 0; i < inputs.Length; i++) interpreter._values[rule.Partials.Body.Arguments[i]] = inputs[i];
        return interpreter.Run(rule.Partials.Body);
    }

    private static Dual Apply(string op, Dual[] arguments)
    {
        double[] values = [.. arguments.Select(argument => argument.Value)];
        double value = Primal.Evaluate<double>(op, values);
        if (arguments.All(argument => argument.Tangent == 0)) return new Dual(value, 0);

        Rule rule = BuiltInRules.Table.Find(op, arguments.Length)!;
        double[] partials = [.. Run(rule, [.. values.Select(v => new Dual(v, 0))]).Select(partial => partial.Value)];
        double tangent = 0;
        int next = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!rule.RealArguments[i]) continue;
            double partial = partials[next++];
            if (arguments[i].Tangent != 0) tangent += partial * arguments[i].Tangent;
        }

        return new Dual(value, tangent);
    }

    private Dual[] Run(Region region)
    {
        foreach (Operation operation in region.Operations)
        {
            switch (operation)
            {
                case Constant constant:
                    _values[constant.Result] = new Dual(constant.Result.Type.IsReal ? constant.AsDouble : constant.Bits, 0);
                    break;
                case Generator.IR.Convert convert:
                    _values[convert.Result] = _values[convert.Argument];
                    break;
                case Apply apply:
                    Dual[] arguments = [.. apply.Arguments.Select(argument => _values[argument])];
                    _values[apply.Result] = Predicate(apply.Op, arguments[0].Value, arguments[^1].Value) is bool truth ? new Dual(truth ? 1 : 0, 0) : Apply(apply.Op, arguments);
                    break;
                case If branch:
                    Dual[] results = Run(_values[branch.Condition].Value != 0 ? branch.Then : branch.Else);
                    for (int i = 0; i < results.Length; i++) _values[branch.Yielded[i]] = results[i];
                    break;
                default:
                    throw new NotSupportedException(operation.GetType().Name);
            }
        }

        return [.. region.Yields.Select(value => _values[value])];
    }

    private static bool? Predicate(string op, double a, double b) => op switch
    {
        Ops.Less => a < b,
        Ops.LessOrEqual => a <= b,
        Ops.Greater => a > b,
        Ops.GreaterOrEqual => a >= b,
        Ops.Equal => a == b,
        Ops.NotEqual => a != b,
        Ops.And => a != 0 && b != 0,
        Ops.Or => a != 0 || b != 0,
        _ => null,
    };
}
