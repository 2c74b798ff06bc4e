namespace SourceAutodiff.Fuzz.Tests.Writing;

internal sealed partial class MethodWriter
{
    private void WriteStatement(Block block)
    {
        switch (random.Next(32))
        {
            case 0 or 1 or 2:
                Declare(block);
                break;
            case 3 or 4 or 5 or 6 or 7:
                Assign(block);
                break;
            case 8 or 9 or 10:
                block.Add($"if ({Condition(2)})", Nested(random.Next(1, 4)));
                break;
            case 11 or 12:
                block.Add($"if ({Condition(2)})", Nested(random.Next(1, 3)), "else", Nested(random.Next(1, 3)));
                break;
            case 13 or 14 or 15 or 16 when _loops < 3 && _depth < 5:
                Loop(block);
                break;
            case 17 or 18:
                Leave(block);
                break;
            case 19:
                DeclareInteger(block);
                break;
            case 20:
                DeclareBuffer(block);
                break;
            case 21:
                DeclareTuple(block);
                break;
            case 22 or 23:
                CallStatement(block);
                break;
            case 24 or 25 or 26 or 27 or 28 or 29:
                SpecialStatement(block);
                break;
            default:
                Assign(block);
                break;
        }
    }

    private void Declare(Block block)
    {
        if (Chance(0.15))
        {
            string flag = New("flag");
            block.Add($"bool {flag} = {Condition(1)};");
            _scope.Add(new Variable(flag, Kind.Bool));
            return;
        }

        bool single = Has(Feature.Floats) && Chance(0.4);
        string name = New("v");
        block.Add(single ? $"float {name} = (float)({Storable(2).Text});" : $"{(Chance(0.3) ? "var" : "double")} {name} = {Double(Storable(3))};");
        _scope.Add(new Variable(name, single ? Kind.Float : Kind.Double));
    }

    /// <summary>Whatever of float or double the terms are.</summary>
    private string Double(Real e) => Has(Feature.Floats) ? $"(double)({e.Text})" : e.Text;

    private void Assign(Block block)
    {
        Variable? variable = PickVariable(v => v.CanChange);
        if (variable is null)
        {
            Declare(block);
            return;
        }

        string place = PlaceIn(variable, write: true);
        string cast = variable.IsSingle ? "(float)" : "";
        string value = cast.Length > 0 ? $"{cast}({Storable(3).Text})" : Storable(3).Text;
        switch (random.Next(_loops > 0 ? 10 : 7))
        {
            case 0: block.Add($"{place} += {cast}({Scaled(Expression(2), _loops > 0 ? 0.3 : 1.5).Text});"); break;
            case 1: block.Add($"{place} -= {cast}({Scaled(Expression(2), _loops > 0 ? 0.3 : 1.5).Text});"); break;
            case 2: block.Add($"{place} *= {cast}({Constant(0.6, 0.9)} + {Constant(0.05, 0.2)} * Math.Sin({Expression(2).Text}));"); break;
            case 3: block.Add($"{place} /= {cast}({Constant(1.2, 1.6)} + {Constant(0.05, 0.2)} * Math.Cos({Expression(2).Text}));"); break;
            case > 6: block.Add($"{place} = {cast}({Constant(0.3, 0.7)} * {place} + {Constant(0.2, 0.5)} * ({Storable(2).Text}));"); break;
            default: block.Add($"{place} = {value};"); break;
        }
    }

    private void Loop(Block block)
    {
        string counter = New("i");
        string bound = Bound(out string length);
        int size = random.Next(1, 4);
        (bool couldBreak, _canBreak) = (_canBreak, true);
        _loops++;
        var index = new Variable(counter, Kind.Int, Writable: false, Length: length);
        Block Body(Action<Block>? first = null) => Nested(size, inner =>
        {
            _scope.Add(index);
            first?.Invoke(inner);
        });

        switch (random.Next(9))
        {
            case 0 when length.Length > 0:
                block.Add($"for (int {counter} = {length} - 1; {counter} >= 0; {counter}--)", Body());
                break;
            case 1:
                block.Add($"for (int {counter} = {random.Next(1, 3)}; {counter} < {bound}; {counter} += 2)", Body());
                break;
            case 2:
                block.Add($"int {counter} = 0;\nwhile ({counter} < {bound})", Body());
                FinishWhile(block, counter);
                break;
            case 3:
                index = index with { Length = "" };
                block.Add($"int {counter} = 0;\nwhile ({counter} < 6 && {Condition(1)})", Body());
                FinishWhile(block, counter);
                break;
            case 4:
                index = index with { Length = "" };
                string end = Condition(1);
                block.Add($"int {counter} = 0;\ndo", Body(inner => inner.Statements.Add(new Statement([$"{counter}++;"], IsNeeded: true))), $"while ({counter} < 5 && {end});");
                break;
            case 5 or 6 when PickVariable(v => v.IsSequence || v.Kind == Kind.Matrix) is { } all:
                ForEach(block, all, size);
                break;
            default:
                block.Add($"for (int {counter} = 0; {counter} < {bound}; {counter}++)", Body());
                break;
        }

        _loops--;
        _canBreak = couldBreak;
    }

    private void ForEach(Block block, Variable all, int size)
    {
        string element = New("e");
        Variable variable = all.Kind switch
        {
            Kind.StructArray or Kind.StructSpan or Kind.StructList => new Variable(element, Kind.Struct, Writable: false, Type: all.Type),
            Kind.ObjectArray => new Variable(element, Kind.Object, Writable: false, Type: all.Type),
            Kind.Jagged => new Variable(element, Kind.Array, MinLength: 2),
            Kind.VectorArray or Kind.VectorSpan => new Variable(element, Kind.Vector3, Writable: false),
            Kind.ComplexArray => new Variable(element, Kind.Complex, Writable: false),
            Kind.ContractArray => new Variable(element, Kind.Contract, Writable: false, Type: all.Type),
            _ => new Variable(element, Kind.Double, Writable: false),
        };

        // A list must not be changed meanwhile.
        bool hides = all.Kind == Kind.List && _hidden.Add(all);
        block.Add($"foreach ({(Chance(0.5) ? Variable.TypeOf(variable.Kind, variable.Type) : "var")} {element} in {all.Name}{(all.Kind == Kind.Memory ? ".Span" : "")})", Nested(size, _ => _scope.Add(variable)));
        if (hides) _hidden.Remove(all);
    }

    /// <summary>Counts at the end of the body, which no <c>continue</c> may jump over: it counts first then.</summary>
    private static void FinishWhile(Block block, string counter)
    {
        Statement loop = block.Statements[^1];
        var body = (Block)loop.Parts[1];
        bool hasContinue = body.ToString().Contains("continue;", StringComparison.Ordinal);
        body.Statements.Insert(hasContinue ? 0 : body.Statements.Count, new Statement([hasContinue ? $"if (++{counter} > 9) break;" : $"{counter}++;"], IsNeeded: true));
    }

    /// <param name="length">The length that the counter stays below, if it is one.</param>
    private string Bound(out string length)
    {
        length = "";
        if (PickVariable(v => v.IsSequence || v.Kind is Kind.Matrix or Kind.Cube or Kind.View) is { } buffer && Chance(0.6))
        {
            length = buffer.Name + buffer.Kind switch { Kind.Matrix => $".GetLength({random.Next(2)})", Kind.Cube => $".GetLength({random.Next(3)})", Kind.List or Kind.ReadOnlyList or Kind.StructList or Kind.View => ".Count", _ => ".Length" };
            return length;
        }

        return PickVariable(v => v.Kind == Kind.Int)?.Name is { } n && Chance(0.4) ? $"{n} + 1" : $"{random.Next(2, 6)}";
    }

    private void Leave(Block block)
    {
        if (_depth == 0) return;
        if (_canBreak && Chance(0.75))
        {
            block.Add($"if ({Condition(1)}) {Pick(["break;", "continue;"])}");
        }
        else if (_canReturn && Chance(0.7))
        {
            block.Add($"if ({Condition(2)}) {Return() ?? "return;"}");
        }
    }

    private void DeclareInteger(Block block)
    {
        if (PickVariable(v => v.Kind == Kind.Int && v.Writable) is { } known && Chance(0.4))
        {
            block.Add(Pick([$"{known.Name} = ({known.Name} + {random.Next(1, 4)}) % 5;", $"{known.Name} = ({Index(4)}) % 7;", $"if ({known.Name} < 4) {known.Name}++;", $"{known.Name} = ({Condition(1)} ? {Index(3)} : {Index(3)}) % 7;"]));
            return;
        }

        string name = New("k");
        if (Has(Feature.ArrayCalls) && Chance(0.3) && PickVariable(v => v.Kind is Kind.Array) is { } array)
        {
            block.Add($"int {name} = {(Chance(0.5) ? $"Array.IndexOf({array.Name}, {array.Name}[1])" : $"{array.Name}.AsSpan().IndexOf({array.Name}[0])")} % 4;");
            _scope.Add(new Variable(name, Kind.Int));
            return;
        }

        block.Add($"int {name} = {Pick([Index(5), $"({Index(5)} + {Index(5)}) % 5", $"{Index(8)} / 2", $"{Condition(1)} ? {Index(3)} : {Index(4)}"])};");
        _scope.Add(new Variable(name, Kind.Int));
    }

    private void DeclareBuffer(Block block)
    {
        string name = New("a");
        int length = random.Next(2, 6);
        Variable? source = PickVariable(v => v.IsBuffer && v.MinLength >= 4);
        switch (random.Next(6))
        {
            case 0:
                block.Add($"double[] {name} = new double[{length}];");
                _scope.Add(new Variable(name, Kind.Array, MinLength: length));
                break;
            case 1:
                string elements = string.Join(", ", Enumerable.Range(0, length).Select(_ => Storable(1).Text));
                block.Add($"double[] {name} = {(Chance(0.5) ? $"[{elements}]" : $"{{ {elements} }}")};");
                _scope.Add(new Variable(name, Kind.Array, MinLength: length));
                break;
            case 2 when _loops == 0:
                block.Add($"Span<double> {name} = stackalloc double[{length}];");
                _scope.Add(new Variable(name, Kind.Span, MinLength: length));
                break;
            case 3 when source is not null:
                bool isReadOnly = source.Kind == Kind.ReadOnlySpan;
                string from = source.Kind == Kind.Array ? source.Name + ".AsSpan" : source.Name + ".Slice";
                int start = random.Next(0, source.MinLength - 2), count = random.Next(2, source.MinLength - start + 1);
                block.Add($"{(isReadOnly ? "ReadOnlySpan" : "Span")}<double> {name} = {from}({start}{(Chance(0.5) ? "" : ", " + count)});");
                _scope.Add(new Variable(name, isReadOnly ? Kind.ReadOnlySpan : Kind.Span, MinLength: count));
                break;
            case 4 when source is not null && Has(Feature.Indices):
                bool reads = source.Kind == Kind.ReadOnlySpan;
                block.Add($"{(reads ? "ReadOnlySpan" : "Span")}<double> {name} = {source.Name}{(source.Kind == Kind.Array ? ".AsSpan()" : "")}[{Pick(["1..", "..^1", "1..^1"])}];");
                _scope.Add(new Variable(name, reads ? Kind.ReadOnlySpan : Kind.Span, MinLength: source.MinLength - 2));
                break;
            default:
                block.Add($"var {name} = new double[{(Chance(0.5) && PickVariable(v => v.IsBuffer) is { } like ? like.Name + ".Length" : "5")}];");
                _scope.Add(new Variable(name, Kind.Array, MinLength: 2));
                break;
        }
    }

    private void DeclareTuple(Block block)
    {
        string a = New("p"), b = New("q");
        if (Chance(0.5))
        {
            block.Add($"(double First, double Second) {a} = ({Storable(2).Text}, {Storable(2).Text});");
            _scope.Add(new Variable(a, Kind.Tuple));
            return;
        }

        Variable[] doubles = [.. _scope.Where(v => v.Kind == Kind.Double && v.IsAssignable)];
        if (doubles.Length > 1 && Chance(0.4))
        {
            string x = Pick(doubles).Name, y = Pick(doubles).Name;
            if (x != y) block.Add(Chance(0.5) ? $"({x}, {y}) = ({y}, {x});" : $"({x}, {y}) = ({Storable(2).Text}, 0.5 * {x});");
            return;
        }

        block.Add($"(double {a}, double {b}) = ({Double(Storable(2))}, {Double(Storable(2))});");
        _scope.Add(new Variable(a, Kind.Double));
        _scope.Add(new Variable(b, Kind.Double));
    }

    private void CallStatement(Block block)
    {
        Callee[] callees = Callees(_ => true);
        if (callees.Length == 0) return;
        Callee callee = Pick(callees);
        if (Arguments(callee, 1) is not { } arguments) return;
        if (callee.Result is null)
        {
            block.Add($"{callee.Name}({arguments});");
            return;
        }

        string name = New("r");
        if (callee.Result == Kind.Tuple && Chance(0.5))
        {
            block.Add($"var ({name}, {name}b) = {callee.Name}({arguments});");
            _scope.Add(new Variable(name, Kind.Double));
            _scope.Add(new Variable(name + "b", Kind.Double));
            return;
        }

        block.Add($"var {name} = {callee.Name}({arguments});");
        _scope.Add(new Variable(name, callee.Result.Value, Writable: callee.Result != Kind.Object, MinLength: 2, Type: callee.Type));
    }
}
