namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>What <c>Array</c>, spans and <c>TensorPrimitives</c> do with all elements at once, and text that is shown.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>So many elements, as a span.</summary>
    private string Part(Variable v, int start, int count) => v.Kind is Kind.Array or Kind.Table
        ? $"{v.Name}.AsSpan({start}, {count})"
        : Chance(0.5) ? $"{v.Name}.Slice({start}, {count})" : $"{v.Name}[{start}..{start + count}]";

    private void CallArray(Block block)
    {
        if (PickVariable(v => v.Kind is Kind.Array or Kind.Span) is not { } to)
        {
            DeclareBuffer(block);
            return;
        }

        Variable from = PickVariable(v => v.IsBuffer || v.Kind == Kind.Table)!;
        (string n, bool isArray, int length, string name) = (to.Name, to.Kind == Kind.Array, to.MinLength, New("a"));
        string span = isArray ? n + ".AsSpan()" : n;
        int count = random.Next(1, Math.Min(length, from.MinLength) + 1), at = random.Next(length - count + 1), start = random.Next(length);
        switch (random.Next(12))
        {
            case 0 when isArray && from.Kind is Kind.Array or Kind.Table:
                block.Add(Pick([$"Array.Copy({from.Name}, {n}, {count});", $"Array.Copy({from.Name}, 0, {n}, {at}, {count});"]));
                break;
            case 1 when isArray:
                block.Add($"Array.Copy({n}, {Pick(["0", "1"])}, {n}, {Pick(["1", "0"])}, {length - 1});\n{n}[{Pick(["0", "^1"])}] = {Storable(1).Text};");
                break;
            case 2:
                block.Add($"{span}[..^1].CopyTo({span}[1..]);\n{n}[0] = {Storable(1).Text};");
                break;
            case 3 or 4:
                block.Add($"{Part(from, 0, count)}.CopyTo({Part(to, at, count)});");
                break;
            case 5:
                block.Add(isArray && Chance(0.5) ? $"Array.Fill({n}, {Storable(1).Text}, {start}, {length - start});" : $"{Part(to, start, length - start)}.Fill({Storable(1).Text});");
                break;
            case 6:
                block.Add(isArray && Chance(0.5) ? $"Array.Clear({n}, {start}, 1);" : $"{Part(to, start, 1)}.Clear();");
                break;
            case 7:
                block.Add(isArray && Chance(0.5) ? $"Array.Reverse({n}{Pick(["", $", {start}, {length - start}"])});" : $"{Pick([span, Part(to, start, length - start)])}.Reverse();");
                break;
            case 8 when isArray:
                block.Add($"double[] {name} = {Pick([$"(double[]){n}.Clone()", $"[.. {n}]", $"{n}[..]", $"{n}.AsSpan().ToArray()"])};");
                _scope.Add(new Variable(name, Kind.Array, MinLength: length));
                break;
            case 9 when isArray:
                block.Add($"double[] {name} = new double[{n}.Length + 2];\n{n}.CopyTo({name}, {random.Next(3)});");
                _scope.Add(new Variable(name, Kind.Array, MinLength: length + 2));
                break;
            case 10:
                block.Add($"double[] {name} = [{Storable(1).Text}, .. {n}, {Leaf().Text}{(from.IsBuffer ? ", .. " + from.Name : "")}];");
                _scope.Add(new Variable(name, Kind.Array, MinLength: length + 2));
                break;
            case 11 when PickVariable(v => v.Kind == Kind.StructArray) is { } structs:
                block.Add(Pick([$"Array.Copy({structs.Name}, 0, {structs.Name}, 1, {structs.MinLength - 1});", $"Array.Reverse({structs.Name});", $"{structs.Name}.AsSpan(0, 1).Fill({StructExpression(structs.Type!)});"]));
                break;
            default:
                block.Add($"if ({Part(from, 0, count)}.TryCopyTo({Part(to, 0, random.Next(1, length + 1))})) {n}[0] = {Storable(1).Text};");
                break;
        }
    }

    private void AddTensors(List<Func<Real?>> choices)
    {
        if (PickVariable(v => v.IsBuffer) is not { } x || PickVariable(v => v.IsBuffer || v.Kind == Kind.Table) is not { } y) return;
        int count = random.Next(1, Math.Min(x.MinLength, y.MinLength) + 1);
        string a = Part(x, random.Next(x.MinLength - count + 1), count), b = Part(y, random.Next(y.MinLength - count + 1), count), all = Chance(0.5) ? x.Name : a;
        choices.Add(() => new Real($"0.2 * TensorPrimitives.{Pick(["Sum", "SumOfMagnitudes", "Norm", "Product"])}<double>({all})", 4));
        choices.Add(() => new Real($"TensorPrimitives.{Pick(["Max", "Min", "Average"])}<double>({all})", Usual));
        choices.Add(() => new Real($"0.1 * TensorPrimitives.{Pick(["Dot", "Distance"])}<double>({a}, {b})", 4));
        choices.Add(() => new Real($"0.1 * TensorPrimitives.SumOfSquares<double>({all})", 4));

        // Zeros have no direction, and reverse mode would make NaN even of one that nothing depends on.
        choices.Add(() => new Real($"TensorPrimitives.CosineSimilarity<double>([1.5, {Leaf().Text}, {Leaf().Text}], [{Leaf().Text}, 0.7, {Leaf().Text}])", 1));
    }

    /// <summary>Into a new buffer, in place, or into another one; then scaled back.</summary>
    private void CallTensor(Block block)
    {
        if (PickVariable(v => v.IsBuffer) is not { } x)
        {
            DeclareBuffer(block);
            return;
        }

        int count = random.Next(2, x.MinLength + 1), start = random.Next(x.MinLength - count + 1);
        string a = Part(x, start, count), to = New("a");
        Variable? other = PickVariable(v => v != x && (v.IsBuffer || v.Kind == Kind.Table) && v.MinLength >= count);
        string b = other is null ? a : Part(other, 0, count);
        if (x.Kind != Kind.ReadOnlySpan && Chance(0.4))
        {
            // In place has to mean exactly there.
            to = a;
        }
        else
        {
            bool isSpan = _loops == 0 && Chance(0.3);
            block.Add(isSpan ? $"Span<double> {to} = stackalloc double[{count}];" : $"double[] {to} = new double[{count}];");
            _scope.Add(new Variable(to, isSpan ? Kind.Span : Kind.Array, MinLength: count));
        }

        string k = Storable(1).Text, c = Storable(0).Text;
        const string T = "TensorPrimitives.";
        block.Add(random.Next(8) switch
        {
            0 => $"{T}{Pick(["Sin", "Cos", "Tanh", "Atan", "Sigmoid", "Abs", "Negate", "Asinh", "Cbrt", "Floor"])}<double>({a}, {to});",
            1 => $"{T}Multiply<double>({a}, 0.4, {to});\n{T}{Pick(["Exp", "Sinh", "Cosh", "Tan", "Asin", "Atanh", "ExpM1", "SoftMax", "Exp2"])}<double>({to}, {to});",
            2 => $"{T}MultiplyAdd<double>({a}, {a}, 0.7, {to});\n{T}{Pick(["Sqrt", "Log", "Log2", "Reciprocal", "ReciprocalSqrt", "LogP1"])}<double>({to}, {to});",
            3 => $"{T}{Pick([$"Add<double>({a}, {b}", $"Subtract<double>({a}, {b}", $"Multiply<double>({a}, {b}", $"Max<double>({a}, {b}", $"Min<double>({a}, {b}", $"Hypot<double>({a}, {b}", $"CopySign<double>({a}, {b}"])}, {to});",
            4 => $"{T}{Pick([$"Add<double>({a}, {k}", $"Subtract<double>({k}, {a}", $"Subtract<double>({a}, {k}", $"Multiply<double>({a}, {k}", $"Divide<double>({a}, {Positive(0).Text}", $"Max<double>({a}, {k}", $"Lerp<double>({a}, {b}, {k}"])}, {to});",
            5 => $"{T}MultiplyAdd<double>({b}, {b}, 0.6, {to});\n{T}{Pick([$"Pow<double>({to}, {Constant(0.3, 0.9)}", $"Divide<double>({k}, {to}", $"Atan2<double>({c}, {to}", $"Pow<double>({to}, {c}"])}, {to});",
            6 => $"{T}{Pick([$"MultiplyAdd<double>({a}, {b}, {k}", $"MultiplyAdd<double>({a}, {k}, {b}", $"AddMultiply<double>({a}, {b}, {k}", $"FusedMultiplyAdd<double>({a}, {b}, {a}", $"Lerp<double>({a}, {b}, {b}"])}, {to});",
            _ => $"{T}Multiply<double>({a}, {k}, {to});",
        });
        block.Add(Chance(0.5) ? $"{T}Multiply<double>({to}, 0.2, {to});" : $"{T}Tanh<double>({to}, {to});");
    }

    private void Show(Block block)
    {
        string x = Double(Leaf()), name = New("o");
        block.Add(Pick([
            $"if ({x} > 1e6) throw new ArgumentException($\"{{{Leaf().Text}:F2}} at {{{Index(4)}}}\");",
            $"ArgumentOutOfRangeException.ThrowIfGreaterThan({x}, 1e6);",
            $"Debug.Assert({x} < 1e6, $\"{{{x}}} is too large\");",
            $"Trace.WriteLineIf({x} > 1e6, $\"{{{x}:E2}} and {{{Index(4)}}}\");",
            $"string {name} = $\"{{{x}:F3}}: \" + nameof(Log);\nLog({name}, {Leaf().Text});",
            $"if ({Condition(1)}) Log(\"here\", {x});",
        ]));
    }
}
