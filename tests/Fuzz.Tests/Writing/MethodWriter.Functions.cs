namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Lambdas and local functions, which capture what is in scope.</summary>
internal sealed partial class MethodWriter
{
    /// <summary>Spans and references cannot be captured; break and return mean something else inside.</summary>
    private void InFunction(string? parameter, Action write)
    {
        Variable[] scope = [.. _scope];
        (bool couldBreak, _canBreak, bool couldReturn, _canReturn, int loops, _loops) = (_canBreak, false, _canReturn, false, _loops, Math.Max(_loops, 1));
        _scope.RemoveAll(v => v.Kind is Kind.Span or Kind.ReadOnlySpan or Kind.StructSpan or Kind.VectorSpan or Kind.View || v.Modifier.Length > 0 || (_inStruct && _members.Contains(v.Name)));
        if (parameter is not null) _scope.Add(new Variable(parameter, Kind.Double));
        write();
        _scope.Clear();
        _scope.AddRange(scope);
        (_canBreak, _canReturn, _loops) = (couldBreak, couldReturn, loops);
    }

    /// <summary>A lambda, with everything in scope to capture.</summary>
    private string FunctionExpression()
    {
        if (PickVariable(v => v.Kind == Kind.Function)?.Name is { } known && Chance(0.4)) return known;
        string name = New("z");
        string body = "";
        InFunction(name, () => body = Storable(2).Text);
        return Chance(0.8) ? $"{name} => {body}" : $"{name} => {{ double {name}s = {body}; return {name}s * {name}; }}";
    }

    private void DeclareFunction(Block block)
    {
        string name = New("f");
        if (Has(Feature.Lambdas) && Chance(0.5))
        {
            block.Add($"Func<double, double> {name} = {FunctionExpression()};");
            _scope.Add(new Variable(name, Kind.Function, Writable: false));
            return;
        }

        var body = new Block();
        if (Chance(0.35))
        {
            // For what it changes of the variables around it.
            InFunction(null, () =>
            {
                body = Nested(random.Next(1, 3));
                if (Target(v => v.Kind is Kind.Double or Kind.Array) is { } target) body.Add($"{target} = {Constant(0.3, 0.7)} * {target} + {Constant(0.1, 0.4)} * {Leaf().Text};");
            });
            block.Add($"void {name}()", body);
            block.Add($"{name}();");
            if (Chance(0.4)) block.Add($"if ({Condition(1)}) {name}();");
            return;
        }

        string parameter = New("z");
        InFunction(parameter, () =>
        {
            body = Nested(random.Next(0, 2));
            body.Add($"return {Storable(2).Text};");
        });
        block.Add($"double {name}(double {parameter})", body);
        _scope.Add(new Variable(name, Kind.Function, Writable: false));
    }
}
