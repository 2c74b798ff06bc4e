using System.Globalization;

namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>A real expression and about how large it can get.</summary>
internal readonly record struct Real(string Text, double Bound);

internal sealed partial class MethodWriter
{
    private static string Number(double value) => Math.Round(value, 3).ToString("0.0##", CultureInfo.InvariantCulture);

    private string Constant(double min, double max) => Number(min + ((max - min) * random.NextDouble()));

    private Real Expression(int depth)
    {
        // Arguments, lambdas and parts of structs begin with a depth of their own.
        if (depth <= 0 || _nesting > 4 || ++_expressions > MaxExpressions) return Leaf();
        _nesting++;
        Real expression = Compound(depth);
        _nesting--;
        return expression;
    }

    private Real Compound(int depth)
    {
        switch (random.Next(29))
        {
            case 0 or 1 or 2:
            {
                Real a = Expression(depth - 1), b = Expression(depth - 1);
                return new Real($"({a.Text} {(Chance(0.6) ? "+" : "-")} {b.Text})", a.Bound + b.Bound);
            }

            case 3 or 4 or 5 or 6:
            {
                Real a = Expression(depth - 1), b = Expression(depth - 1);
                return Limited(new Real($"{a.Text} * {b.Text}", a.Bound * b.Bound), 12);
            }

            case 7 or 8:
            {
                Real a = Expression(depth - 1), b = Positive(depth - 1);
                return new Real($"({a.Text} / {b.Text})", a.Bound * 2);
            }

            case 9: return new Real($"Math.Sin({Expression(depth - 1).Text})", 1);
            case 10: return new Real($"Math.Cos({Expression(depth - 1).Text})", 1);
            case 11: return new Real($"Math.Tanh({Expression(depth - 1).Text})", 1);
            case 12: return new Real($"Math.Atan({Expression(depth - 1).Text})", 1.6);
            case 13: return new Real($"Math.Exp({Scaled(Expression(depth - 1), 1).Text})", 2.8);
            case 14: return new Real($"Math.Sqrt({Positive(depth - 1).Text})", 4);
            case 15: return new Real($"Math.Log({Positive(depth - 1).Text})", 3);
            case 16: return new Real($"Math.Pow({Positive(depth - 1).Text}, {Constant(0.3, 0.9)})", 5);
            case 17: return new Real($"Math.Atan2({Expression(depth - 1).Text}, {Positive(depth - 1).Text})", 1.6);
            case 18:
            {
                Real a = Expression(depth - 1), b = Expression(depth - 1);
                return new Real($"Math.{(Chance(0.5) ? "Max" : "Min")}({a.Text}, {b.Text})", Math.Max(a.Bound, b.Bound));
            }

            case 19:
            {
                Real a = Expression(depth - 1);
                return Chance(0.5) ? new Real($"Math.Abs({a.Text})", a.Bound) : new Real($"(-{Leaf().Text})", Usual);
            }

            case 20 or 21:
            {
                Real a = Expression(depth - 1), b = Expression(depth - 1);
                return new Real($"({Condition(1)} ? {a.Text} : {b.Text})", Math.Max(a.Bound, b.Bound));
            }

            case 22: return new Real($"{Constant(0.05, 0.3)} * {Index(4)}", 1.2);
            case 23 or 24: return Call(depth - 1) ?? Leaf();
            default: return Special(depth - 1) ?? Leaf();
        }
    }

    private Real Leaf() => (Chance(0.85) ? Place() : null) ?? new Real(Constant(0.2, 2), 2);

    /// <summary>Above 0.5.</summary>
    private Real Positive(int depth)
    {
        Real a = Leaf();
        return Chance(0.3) && depth > 0
            ? new Real($"({Constant(1.6, 2.4)} + {Constant(0.3, 0.9)} * Math.Sin({Expression(depth - 1).Text}))", 4)
            : new Real($"({Constant(0.6, 2)} + {a.Text} * {a.Text})", 2 + (a.Bound * a.Bound));
    }

    private static Real Limited(Real e, double bound) => e.Bound <= bound ? e : Scaled(e, bound);

    private static Real Scaled(Real e, double bound) => e.Bound <= bound ? e : new Real($"{Number(Math.Max(0.001, bound / e.Bound))} * ({e.Text})", bound);

    /// <summary>Small enough to be stored.</summary>
    private Real Storable(int depth)
    {
        Real e = Expression(depth);
        double bound = _loops > 0 ? 1.2 : Usual;
        if (e.Bound <= bound) return e;
        return random.Next(3) switch
        {
            0 => new Real($"Math.Sin({e.Text})", 1),
            1 => new Real($"Math.Tanh({Scaled(e, 3).Text})", 1),
            _ => Scaled(e, bound),
        };
    }

    private string Condition(int depth)
    {
        switch (random.Next(depth > 0 ? 10 : 5))
        {
            case 0: return $"{Leaf().Text} {Compare()} {Constant(0.2, 1.8)}";
            case 1: return $"{Leaf().Text} {Compare()} {Leaf().Text}";
            case 2 when HasIntegers: return $"{Index(9)} % {random.Next(2, 4)} {(Chance(0.5) ? "==" : "!=")} {random.Next(2)}";
            case 3 when PickVariable(v => v.Kind == Kind.Bool) is { } flag: return Chance(0.5) ? flag.Name : $"!{flag.Name}";
            case 4 when HasIntegers: return $"{Index(9)} {Compare()} {random.Next(1, 4)}";
            case 5 or 6: return $"({Condition(depth - 1)} && {Condition(depth - 1)})";
            case 7: return $"({Condition(depth - 1)} || {Condition(depth - 1)})";
            case 8: return $"!({Condition(depth - 1)})";
            case 9 when Has(Feature.Patterns): return Chance(0.5) ? $"{Index(9)} is 1 or > 3" : $"{Double(Leaf())} is > 0.3 and < {Constant(1, 2)}";
            case 9 when Has(Feature.Switches): return $"{ModeExpression()} == Mode.Sine";
            case 9 when Has(Feature.Nullables): return NullableCondition();
            default: return $"{Expression(depth - 1).Text} {Compare()} {Leaf().Text}";
        }
    }

    private bool HasIntegers => _scope.Any(v => v.Kind == Kind.Int);

    private string Compare() => Chance(0.5) ? "<" : ">";

    /// <summary>A number in 0, 1, 2, …, usually a small one.</summary>
    private string Index(int max)
    {
        Variable? counter = PickVariable(v => v.Kind == Kind.Int);
        if (Has(Feature.Tables) && Chance(0.15)) return $"s_order[{counter?.Name ?? "1"} % 4]";
        return random.Next(counter is null ? 1 : 5) switch
        {
            0 => random.Next(max).ToString(CultureInfo.InvariantCulture),
            1 or 2 => counter!.Name,
            3 => $"({counter!.Name} + {random.Next(1, 4)})",
            _ => $"({counter!.Name} * 2 + 1)",
        };
    }

    /// <summary>In the range of a buffer.</summary>
    private string IndexOf(Variable buffer, string length)
    {
        Variable? counter = PickVariable(v => v.Kind == Kind.Int && v.Length == length);
        if (counter is not null && Chance(0.6)) return Chance(0.8) ? counter.Name : $"{length} - 1 - {counter.Name}";
        if (Chance(0.3)) return random.Next(buffer.MinLength).ToString(CultureInfo.InvariantCulture);
        if (Has(Feature.Indices) && Chance(0.3) && buffer.Kind is Kind.Array or Kind.Span or Kind.ReadOnlySpan or Kind.StructArray or Kind.StructSpan or Kind.Table or Kind.VectorArray or Kind.VectorSpan or Kind.ComplexArray) return $"^{random.Next(1, buffer.MinLength + 1)}";
        return Chance(0.2) ? $"{length} - {random.Next(1, buffer.MinLength + 1)}" : $"{Index(9)} % {length}";
    }
}
