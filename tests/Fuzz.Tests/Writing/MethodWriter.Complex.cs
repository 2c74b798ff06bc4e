namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Complex numbers.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>The bound is that of both parts.</summary>
    private Real Complex(int depth)
    {
        if (depth <= 0 || _nesting > 4 || ++_expressions > MaxExpressions) return ComplexLeaf();
        _nesting++;
        Real made = ComplexCompound(depth);
        _nesting--;
        return made.Bound <= 3 ? made : new Real($"({Number(Math.Max(0.001, Usual / made.Bound))} * {made.Text})", Usual);
    }

    private Real ComplexLeaf()
    {
        if (PickVariable(v => v.Kind is Kind.Complex or Kind.ComplexArray) is { } v && Chance(0.8)) return new Real(v.Kind == Kind.Complex ? v.Name : $"{v.Name}[{IndexOf(v, v.Name + ".Length")}]", Usual);
        return Chance(0.2) ? new Real("Complex.ImaginaryOne", 1) : new Real($"new Complex({Leaf().Text}, {Leaf().Text})", Usual);
    }

    private Real ComplexCompound(int depth)
    {
        Real a = Complex(depth - 1);
        Real Other() => Complex(depth - 1);

        // To the right of the imaginary axis, where roots and logarithms have no jump.
        string leaf = ComplexLeaf().Text;
        string Right() => $"({Constant(1.5, 2.5)} + 0.4 * {leaf} / (1.2 + {leaf}.Magnitude))";
        switch (random.Next(18))
        {
            case 0 or 1: return new Real($"({a.Text} {Pick(["+", "-"])} {Other().Text})", a.Bound + Usual);
            case 2 or 3: return new Real($"({a.Text} * {Other().Text})", 2 * a.Bound * Usual);
            case 4: return new Real($"({a.Text} * {Storable(1).Text})", a.Bound * Usual);
            case 5: return new Real($"({Storable(1).Text} {Pick(["+", "-"])} {a.Text})", a.Bound + Usual);
            case 6: return new Real($"({Other().Text} / {Right()})", 3 * Usual);
            case 7: return new Real($"({a.Text} / {Constant(1.2, 2)})", a.Bound);
            case 8: return new Real($"Complex.Conjugate({a.Text})", a.Bound);
            case 9: return new Real($"Complex.Exp(0.3 * {a.Text})", 2.2);
            case 10: return new Real($"Complex.{Pick(["Sin", "Cos", "Sinh", "Cosh", "Tanh", "Tan", "Atan", "Asin", "Acos"])}(0.2 * {a.Text})", 3);
            case 11: return new Real($"Complex.{Pick(["Sqrt", "Log", "Log10", "Reciprocal"])}({Right()})", 2);
            case 12: return new Real($"Complex.Pow({Right()}, {Pick([Constant(0.3, 0.9), "2", "new Complex(0.3, 0.2)", $"0.2 * {Other().Text}"])})", 6);
            case 13: return new Real($"Complex.FromPolarCoordinates({Storable(1).Text}, {Storable(1).Text})", Usual);
            case 14: return new Real($"({Condition(1)} ? {a.Text} : {Other().Text})", a.Bound);
            case 15: return new Real($"(-{a.Text})", a.Bound);
            default: return new Real($"new Complex({Storable(depth - 1).Text}, {Storable(depth - 1).Text})", Usual);
        }
    }

    private void WriteComplex(Block block)
    {
        string name = New("u");
        switch (random.Next(6))
        {
            case 0 or 1 when PickVariable(v => v.Kind == Kind.Complex && v.IsAssignable)?.Name is { } n:
                block.Add(Pick([$"{n} = {Complex(2).Text};", $"{n} = 0.5 * {n} + 0.3 * {Complex(2).Text};", $"{n} += 0.2 * {Complex(1).Text};", $"{n} *= new Complex(0.6, 0.4);", $"{n} -= 0.3 * {Storable(1).Text};"]));
                break;
            case 2 when PickVariable(v => v.Kind == Kind.ComplexArray) is { } array:
                string element = $"{array.Name}[{IndexOf(array, array.Name + ".Length")}]";
                block.Add(Pick([$"{element} = {Complex(2).Text};", $"{element} = 0.4 * {element} + 0.4 * {Complex(1).Text};", $"{element} *= 0.6 * {Complex(1).Text} / (1 + {element}.Magnitude);"]));
                break;
            case 3:
                block.Add($"Complex[] {name} = {Pick([$"new Complex[{random.Next(2, 5)}]", $"[{Complex(1).Text}, {Complex(0).Text}, 0.5]"])};");
                _scope.Add(new Variable(name, Kind.ComplexArray, MinLength: 2));
                break;
            default:
                block.Add($"Complex {name} = {Complex(3).Text};");
                _scope.Add(new Variable(name, Kind.Complex));
                break;
        }
    }
}
