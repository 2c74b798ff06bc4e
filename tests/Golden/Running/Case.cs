using System.Text.Json;

namespace SourceAutodiff.Golden.Running;

/// <summary>The inputs and arguments of one case, by their names in PyTorch.</summary>
public sealed class Case
{
    private readonly List<(string Name, Tensor Tensor)> _inputs = [];
    private readonly JsonElement _arguments;

    public Case(JsonElement json)
    {
        Op = json.GetProperty("op").GetString()!;
        Expression = json.TryGetProperty("expr", out JsonElement expression) ? expression.GetString() : null;
        _arguments = json.GetProperty("args");
        foreach (JsonElement input in json.GetProperty("inputs").EnumerateArray()) _inputs.Add((input.GetProperty("name").GetString()!, Read(input)));
    }

    private Case(Case other, Func<Tensor, Tensor> change)
    {
        (Op, Expression, _arguments) = (other.Op, other.Expression, other._arguments);
        foreach ((string name, Tensor tensor) in other._inputs) _inputs.Add((name, change(tensor)));
    }

    /// <summary>The operation.</summary>
    public string Op { get; }

    /// <summary>Where the operation is not one call: what it is.</summary>
    public string? Expression { get; }

    /// <summary>The same arguments with other inputs.</summary>
    public Case With(Func<Tensor, Tensor> change) => new(this, change);

    /// <summary>The inputs in their order.</summary>
    public Tensor[] All => [.. _inputs.Select(input => input.Tensor)];

    /// <summary>The input that the operation is a method of.</summary>
    public Tensor X => _inputs[0].Tensor;

    public Tensor this[string name] => Maybe(name) ?? throw new ArgumentException($"The case has no input '{name}'.");

    /// <summary>An input that may be left out.</summary>
    public Tensor? Maybe(string name) => _inputs.Find(input => input.Name == name).Tensor;

    public bool Has(string name) => _arguments.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public int Int(string name) => Argument(name).GetInt32();

    public int Int(string name, int otherwise) => Has(name) ? Int(name) : otherwise;

    public int? MaybeInt(string name) => Has(name) ? Int(name) : null;

    public double Real(string name, double otherwise) => MaybeReal(name) ?? otherwise;

    public double Real(string name) => Numbers.Read(Argument(name));

    public double? MaybeReal(string name) => Has(name) ? Numbers.Read(_arguments.GetProperty(name)) : null;

    public bool Flag(string name, bool otherwise = false) => Has(name) ? _arguments.GetProperty(name).GetBoolean() : otherwise;

    public string Text(string name, string otherwise = "") => Has(name) ? _arguments.GetProperty(name).ToString() : otherwise;

    /// <summary>Whether the argument is a word, as in <c>ord="fro"</c>.</summary>
    public bool IsText(string name) => Has(name) && _arguments.GetProperty(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is not ("inf" or "-inf" or "nan");

    /// <summary>Whether the argument is a list of numbers.</summary>
    public bool IsList(string name) => Has(name) && _arguments.GetProperty(name).ValueKind == JsonValueKind.Array;

    /// <summary>One number or several; none if it is not given.</summary>
    public int[] Ints(string name) => Has(name) ? Numbers.ReadInts(_arguments.GetProperty(name)) : [];

    /// <summary>The same with a value for it if it is not given.</summary>
    public int[] Ints(string name, params int[] otherwise) => Has(name) ? Ints(name) : otherwise;

    /// <summary>A number beside a tensor: whole if it is written so.</summary>
    public Scalar Number(string name) => ReadScalar(Argument(name));

    public Scalar Number(string name, Scalar otherwise) => MaybeNumber(name) ?? otherwise;

    public Scalar? MaybeNumber(string name) => Has(name) ? Number(name) : null;

    /// <summary>An element type.</summary>
    public DType Type(string name) => Numbers.ReadType(Argument(name).GetString()!);

    /// <summary>Each input that requires a gradient.</summary>
    public IEnumerable<(int Index, string Name, Tensor Tensor)> Differentiated =>
        _inputs.Select((input, i) => (i, input.Name, input.Tensor)).Where(input => input.Tensor.RequiresGrad);

    private JsonElement Argument(string name) => Has(name) ? _arguments.GetProperty(name) : throw new ArgumentException($"The case has no argument '{name}'.");

    private static Scalar ReadScalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt64(out long whole) && json.GetRawText() != "-0" => whole,
        _ => Numbers.Read(json),
    };

    private static Tensor Read(JsonElement json)
    {
        DType type = Numbers.ReadType(json.GetProperty("dtype").GetString()!);
        int[] shape = Numbers.ReadInts(json.GetProperty("shape"));
        JsonElement data = json.GetProperty("data");

        // Beyond 2^53 a double would not hold all whole numbers.
        Tensor values = type == DType.Int64
            ? Tensor.From([.. data.EnumerateArray().Select(item => item.GetInt64())], shape)
            : Tensor.From(Numbers.ReadAll(data), shape).To(type);
        if (json.TryGetProperty("requires_grad", out JsonElement requires) && requires.GetBoolean()) values.RequiresGrad = true;
        return values;
    }
}
