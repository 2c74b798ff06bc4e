namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>LINQ.</summary>
internal sealed partial class MethodWriter
{
    private void AddQueries(List<Func<Real?>> choices)
    {
        string z = New("z");
        choices.Add(() =>
        {
            string body = "";
            InFunction(null, () =>
            {
                _scope.Add(new Variable(z, Kind.Int, Writable: false));
                body = Storable(1).Text;
            });
            return new Real($"0.2 * Enumerable.Range(0, {random.Next(2, 5)}).Sum({z} => {body})", 3);
        });
        if (PickVariable(v => v.Kind is Kind.Array or Kind.Table) is not { } list) return;
        string n = list.Name;
        string Captured()
        {
            string body = "";
            InFunction(z, () => body = Storable(1).Text);
            return body;
        }

        choices.Add(() => new Real($"0.2 * {n}.Sum({z} => {Captured()})", 4));
        choices.Add(() => new Real($"0.2 * {n}.Select({z} => Math.Sin({z})).{Pick(["Sum()", "Average()", "Max()", "Min()", $"Where(w{z} => w{z} > 0.2).Sum()", "First()", "Last()", "Take(2).Sum()", "Reverse().Skip(1).First()"])}", 4));
        choices.Add(() => new Real($"{n}.Aggregate(0.4, (s{z}, {z}) => 0.6 * s{z} + 0.3 * {z})", 3));
        choices.Add(() => new Real($"{n}.Zip({n}.Skip(1), (s{z}, {z}) => s{z} * {z} * 0.2).Sum()", 4));
        choices.Add(() => new Real($"0.2 * (from {z} in {n} where {z} > 0.3 select {Captured()}).Sum()", 4));
        choices.Add(() => new Real($"({n}.Any({z} => {z} > {Constant(1.5, 2.5)}) ? {Leaf().Text} : 0.1 * {n}.Count({z} => {z} > 1))", Usual));
        choices.Add(() => new Real($"{n}.TakeWhile({z} => {z} > 0.7).Select({z} => 0.4 * {z} * {z}).Sum()", 4));
    }

    private void DeclareQuery(Block block)
    {
        if (PickVariable(v => v.Kind is Kind.Array or Kind.Table) is not { } list) return;
        string name = New("a"), z = New("z"), body = "";
        InFunction(z, () => body = Storable(1).Text);
        block.Add($"double[] {name} = {list.Name}.Select({z} => {body}).ToArray();");
        _scope.Add(new Variable(name, Kind.Array, MinLength: list.MinLength));
    }
}
