using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Rules.Structs;

/// <summary>What a function computes, given the numbers of each argument and, for its tangents, of its own result.</summary>
internal delegate Dual[] Formula(Dual[][] arguments, Dual[] results);

/// <summary>How the derivative of a struct function is known.</summary>
internal enum StructRule
{
    /// <summary>The formula gives the function's bits and stands in its place.</summary>
    Exact,

    /// <summary>The function is called; the tangents of the formula are its own.</summary>
    Called,

    /// <summary>The function is called; each number of the result is an op of the rule table of the numbers in its place in the arguments.</summary>
    Elementwise,
}

/// <summary>A method, operator, constructor or property of <c>System.Numerics</c>: a row of <see cref="StructFunctions"/>.</summary>
/// <param name="Signature">
/// <c>Vector3.Dot(Vector3,Vector3)</c>: the metadata name of the member, <c>this</c> in the place of an instance, <c>out</c> before a type that is given back.
/// </param>
/// <param name="Op">The op, if elementwise.</param>
internal sealed record StructFunction(string Signature, StructType Result, StructRule Rule, Formula Formula, string Op = "")
{
    private readonly Member _member = new(Signature);

    /// <summary>The types of the arguments, in order.</summary>
    public IReadOnlyList<StructType> Parameters => _member.Parameters;

    /// <summary>The types of what comes back: the result, then an <c>out</c> parameter.</summary>
    public IReadOnlyList<StructType> Results => _member.Out is { } second ? [Result, second] : [Result];

    public IEnumerable<IrType> ResultTypes => Results.SelectMany(type => type.Paths.Select(_ => type.Scalar));

    /// <summary>Throws for some arguments, so that its call must stay even if nobody wants its result.</summary>
    public bool CanThrow => _member.Name.StartsWith("CreatePerspective", StringComparison.Ordinal);

    /// <summary>A name for the result.</summary>
    public string Hint => char.ToLowerInvariant(_member.Plain[0]) + _member.Plain.Substring(1);

    /// <summary>The numbers of the result, or with tangents in the arguments their tangents.</summary>
    public Dual[] Evaluate(IReadOnlyList<Dual> arguments, IReadOnlyList<Dual> results)
    {
        List<Dual[]> split = [];
        int next = 0;
        foreach (StructType parameter in Parameters)
        {
            split.Add([.. arguments.Skip(next).Take(parameter.Paths.Count)]);
            next += parameter.Paths.Count;
        }

        return Formula([.. split], [.. results]);
    }

    /// <summary>Whether the number <paramref name="result"/> of the result has a derivative by the number <paramref name="argument"/> of the arguments.</summary>
    public bool Depends(int result, int argument)
    {
        if (Rule != StructRule.Elementwise) return true;
        int size = Result.Paths.Count;
        return argument % size == result && !BuiltInRules.Table.Find(Op, Parameters.Count)!.IsZero(argument / size);
    }

    /// <summary>The call in C#. With an <c>out</c> parameter, <paramref name="declared"/> is the name of the variable that it declares.</summary>
    public string Call(IReadOnlyList<string> numbers, string declared = "")
    {
        List<string> arguments = [];
        int next = 0;
        foreach (StructType parameter in Parameters)
        {
            arguments.Add(parameter.Construct(numbers.Skip(next).Take(parameter.Paths.Count)));
            next += parameter.Paths.Count;
        }

        return _member.Call(arguments, declared);
    }

    /// <summary>The member that a signature names.</summary>
    private sealed class Member
    {
        private static readonly Dictionary<string, string> Operators = new()
        {
            ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_UnaryNegation"] = "-", ["op_Equality"] = "==", ["op_Inequality"] = "!=",
        };

        private readonly StructType _type;
        private readonly bool _isInstance;

        public Member(string signature)
        {
            int dot = signature.IndexOf('.'), open = signature.IndexOf('(');
            _type = StructType.Find(signature.Substring(0, dot))!;
            Name = signature.Substring(dot + 1, open - dot - 1);
            string[] parameters = signature.Substring(open + 1, signature.LastIndexOf(')') - open - 1).Split([','], StringSplitOptions.RemoveEmptyEntries);
            _isInstance = parameters.FirstOrDefault() == "this";
            Parameters = [.. parameters.Where(parameter => !parameter.StartsWith("out ", StringComparison.Ordinal)).Select(parameter => parameter == "this" ? _type : StructType.Find(parameter)!)];
            Out = parameters.FirstOrDefault(parameter => parameter.StartsWith("out ", StringComparison.Ordinal)) is { } last ? StructType.Find(last.Substring(4)) : null;
        }

        public string Name { get; }

        /// <summary>The name without what metadata puts before it.</summary>
        public string Plain => Name == ".ctor" ? _type.Name : Name.Substring(Name.IndexOf('_') + 1);

        public IReadOnlyList<StructType> Parameters { get; }

        public StructType? Out { get; }

        public string Call(IReadOnlyList<string> arguments, string declared)
        {
            if (Operators.TryGetValue(Name, out string? symbol))
            {
                arguments = [.. arguments.Select((argument, i) => Parameters[i].IsNumber ? $"({argument})" : argument)];
                return arguments.Count == 1 ? $"({symbol}{arguments[0]})" : $"({arguments[0]} {symbol} {arguments[1]})";
            }

            if (Name == ".ctor") return $"new {_type.Text}({string.Join(", ", arguments)})";
            string owner = _isInstance ? arguments[0] : _type.Text;
            if (Name.StartsWith("get_", StringComparison.Ordinal)) return $"{owner}.{Plain}";
            IEnumerable<string> passed = arguments.Skip(_isInstance ? 1 : 0);
            if (Out is not null) passed = passed.Append($"out {Out.Text} {declared}");
            return $"{owner}.{Name}({string.Join(", ", passed)})";
        }
    }
}
