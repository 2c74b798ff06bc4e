using System.Globalization;
using System.Reflection;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Rules.Tests.Helpers;

/// <summary>A row of the table as the runtime compiles it, with its parsed twin.</summary>
internal sealed class TableRow
{
    private readonly Type _genericClass;
    private readonly MethodInfo _method;

    private TableRow(Type genericClass, MethodInfo method)
    {
        _genericClass = genericClass;
        _method = method;
        Arguments = [.. method.GetParameters().Where(parameter => parameter.GetCustomAttribute<ResultAttribute>() is null)];
        string? symbol = method.GetCustomAttribute<OperatorAttribute>()?.Symbol;
        Op = (symbol, Arguments.Count) switch
        {
            (null, _) => method.Name,
            ("+", 2) => Ops.Add,
            ("-", 2) => Ops.Subtract,
            ("*", 2) => Ops.Multiply,
            ("/", 2) => Ops.Divide,
            ("%", 2) => Ops.Remainder,
            ("-", 1) => Ops.Negate,
            _ => throw new InvalidOperationException(symbol),
        };
        Rule = BuiltInRules.Table.Find(Op, Arguments.Count)!;
    }

    public static IReadOnlyList<TableRow> All { get; } =
    [
        .. from type in typeof(DerivativeRulesAttribute).Assembly.GetTypes()
           where type.GetCustomAttribute<DerivativeRulesAttribute>() is not null
           orderby type.Name
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
           orderby type.Name, method.MetadataToken
           select new TableRow(type, method),
    ];

    /// <summary>Op and arity of every row, for theories.</summary>
    public static TheoryData<string, int> Theory
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (TableRow row in All) data.Add(row.Op, row.Arguments.Count);
            return data;
        }
    }

    public string Op { get; }

    public string Category => _genericClass.Name[.._genericClass.Name.IndexOf("Rules", StringComparison.Ordinal)];

    public string? Operator => _method.GetCustomAttribute<OperatorAttribute>()?.Symbol;

    public IReadOnlyList<ParameterInfo> Arguments { get; }

    public Rule Rule { get; }

    public IEnumerable<KinkAttribute> Kinks => _method.GetCustomAttributes<KinkAttribute>();

    public static TableRow Find(string op, int arity) => All.Single(row => row.Op == op && row.Arguments.Count == arity);

    /// <summary>The interval from which an argument is sampled.</summary>
    public (double Low, double High) Domain(int argument)
    {
        SampleAttribute? sample = Arguments[argument].GetCustomAttribute<SampleAttribute>() ?? _method.GetCustomAttribute<SampleAttribute>();
        return sample is null ? (-2, 2) : (sample.Low, sample.High);
    }

    /// <summary>Points of the domain, always the same ones.</summary>
    public IEnumerable<double[]> Samples(int count)
    {
        var random = new Random(Op.Aggregate(17, (hash, letter) => (hash * 31) + letter));
        for (int sample = 0; sample < count; sample++)
        {
            var point = new double[Arguments.Count];
            for (int i = 0; i < point.Length; i++)
            {
                (double low, double high) = Domain(i);
                point[i] = Rule.RealArguments[i] ? low + (random.NextDouble() * (high - low)) : random.Next((int)low, (int)high + 1);
            }

            yield return point;
        }
    }

    /// <summary>The partials for the real arguments by the compiled rule, of double or float.</summary>
    public double[] Partials<T>(params double[] arguments)
        where T : struct
    {
        MethodInfo method = _genericClass.MakeGenericType(typeof(T)).GetMethods().Single(candidate => candidate.MetadataToken == _method.MetadataToken);
        IEnumerable<double> inputs = Rule.UsesResult ? [.. arguments, Primal.Evaluate<T>(Op, arguments)] : arguments;
        object?[] converted = [.. inputs.Zip(method.GetParameters(), (value, parameter) => Primal.To(value, parameter.ParameterType))];
        object result = method.Invoke(null, converted)!;
        return result is System.Runtime.CompilerServices.ITuple tuple
            ? [.. Enumerable.Range(0, tuple.Length).Select(i => System.Convert.ToDouble(tuple[i], CultureInfo.InvariantCulture))]
            : [System.Convert.ToDouble(result, CultureInfo.InvariantCulture)];
    }

    public override string ToString() => $"{Op}/{Arguments.Count}";
}
