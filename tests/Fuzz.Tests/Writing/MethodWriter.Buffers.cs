namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Arrays of more dimensions, arrays of arrays, views of memory, and references to elements.</summary>
internal sealed partial class MethodWriter
{
    private void DeclareMatrix(Block block)
    {
        string name = New("g");
        switch (random.Next(3))
        {
            case 0:
                block.Add($"double[,] {name} = new double[2, {random.Next(2, 4)}];");
                break;
            case 1:
                block.Add($"double[,] {name} = {{ {{ {Storable(1).Text}, {Leaf().Text} }}, {{ {Leaf().Text}, {Leaf().Text} }} }};");
                break;
            default:
                block.Add($"double[,,] {name} = new double[2, 2, 3];");
                _scope.Add(new Variable(name, Kind.Cube, MinLength: 2));
                return;
        }

        _scope.Add(new Variable(name, Kind.Matrix, MinLength: 2));
    }

    /// <summary>The double loop that code with matrices is made of.</summary>
    private void MatrixLoop(Block block)
    {
        if (PickVariable(v => v.Kind == Kind.Matrix) is not { } matrix || _loops > 1)
        {
            DeclareMatrix(block);
            return;
        }

        string m = matrix.Name, i = New("i"), j = New("j");
        _loops += 2;
        Block inner = Nested(random.Next(1, 3), _ =>
        {
            _scope.Add(new Variable(i, Kind.Int, Writable: false, Length: m + ".GetLength(0)"));
            _scope.Add(new Variable(j, Kind.Int, Writable: false, Length: m + ".GetLength(1)"));
        });
        _loops -= 2;
        inner.Add($"{m}[{i}, {j}] = 0.6 * {m}[{i}, {j}] + {Constant(0.1, 0.4)} * Math.Sin({m}[{(Chance(0.5) ? i : "0")}, {m}.GetLength(1) - 1 - {j}]);");
        var outer = new Block();
        outer.Add($"for (int {j} = 0; {j} < {m}.GetLength(1); {j}++)", inner);
        block.Add($"for (int {i} = 0; {i} < {m}.GetLength(0); {i}++)", outer);
    }

    private void WriteJagged(Block block)
    {
        string name = New("g");
        if (PickVariable(v => v.Kind == Kind.Jagged) is { } known && Chance(0.6))
        {
            block.Add($"double[] {name} = {known.Name}[{IndexOf(known, known.Name + ".Length")}];");
            _scope.Add(new Variable(name, Kind.Array, Writable: true, MinLength: 2));
            return;
        }

        block.Add($"double[][] {name} = [[{Leaf().Text}, {Constant(0.2, 1)}], [{Storable(1).Text}, {Leaf().Text}]];");
        _scope.Add(new Variable(name, Kind.Jagged, MinLength: 2));
    }

    private void DeclareView(Block block)
    {
        if (PickVariable(v => v.Kind == Kind.View) is { } known && Chance(0.4))
        {
            block.Add($"{known.Name}.Fade({Storable(1).Text});");
            return;
        }

        if (PickVariable(v => v.Kind is Kind.Array or Kind.Span) is not { } buffer) return;
        string name = New("w");
        block.Add($"var {name} = new View({buffer.Name}, {Storable(1).Text});");
        _scope.Add(new Variable(name, Kind.View, MinLength: buffer.MinLength));
    }

    private void DeclareReference(Block block)
    {
        string name = New("h");
        switch (random.Next(5))
        {
            case 0 when PickVariable(v => v.Kind is Kind.StructArray or Kind.StructSpan && v.IsAssignable) is { } structs:
                block.Add($"ref {structs.Type!.Name} {name} = ref {structs.Name}[{IndexOf(structs, structs.Name + ".Length")}];");
                _scope.Add(new Variable(name, Kind.Struct, Modifier: "ref ", Type: structs.Type));
                break;
            case 1 when PickVariable(v => v.Kind == Kind.Array) is { } array:
                block.Add($"At({array.Name}, {Index(9)}) = {Storable(2).Text};");
                break;
            case 2 when PickVariable(v => v.Kind == Kind.Double && v.IsReferable) is { } number:
                block.Add($"Mix(ref {number.Name}, {Leaf().Text}, out double {name});");
                _scope.Add(new Variable(name, Kind.Double));
                break;
            case 3 when _loops == 0 && PickVariable(v => v.Kind == Kind.Span) is { } span:
                _loops++;
                block.Add($"foreach (ref double {name} in {span.Name})", Nested(random.Next(1, 3), inner =>
                {
                    _scope.Add(new Variable(name, Kind.Double, Modifier: "ref "));
                    inner.Add($"{name} = 0.5 * {name} + {Constant(0.1, 0.4)} * {Leaf().Text};");
                }));
                _loops--;
                break;
            default:
                if (Target(v => v.Kind is Kind.Array or Kind.Span || (v.Kind == Kind.Double && v.IsReferable)) is not { } target) return;
                block.Add($"ref double {name} = ref {target};");
                _scope.Add(new Variable(name, Kind.Double, Modifier: "ref "));
                break;
        }
    }
}
