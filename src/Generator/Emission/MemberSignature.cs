using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A parameter of a generated member.</summary>
/// <param name="Name">As C# writes it.</param>
/// <param name="Summary">For its documentation.</param>
/// <param name="Of">The user's parameter it belongs to, if any.</param>
/// <param name="Role">What it is for that one; primal for all that belong to none.</param>
/// <param name="IsWritten">Memory that the member changes.</param>
/// <param name="Modifier"><c>ref</c>, <c>out</c>, <c>in</c>, <c>ref readonly</c>, or nothing.</param>
/// <param name="Default">The value of an optional parameter.</param>
internal sealed record MemberParameter(
    string Name,
    string TypeText,
    string Summary,
    PrimalArgument? Of = null,
    ParameterRole Role = ParameterRole.Primal,
    bool IsWritten = false,
    string Modifier = "",
    string? Default = null)
{
    public string BareName => Name.TrimStart('@');

    /// <summary>As it is passed on to a member that has the same parameter.</summary>
    public string Argument => Modifier.Length == 0 ? Name : $"{(Modifier == "ref readonly" ? "in" : Modifier)} {Name}";
}

/// <summary>The parameters and names of a generated member.</summary>
internal sealed class MemberSignature(MethodShape shape, Function? function)
{
    private readonly HashSet<int> _written = function is null ? [] : MethodShape.WrittenBuffers(function);

    public MethodShape Shape { get; } = shape;

    public Function? Function { get; } = function;

    public NameScope Names { get; } = Reserved(shape);

    public List<MemberParameter> Parameters { get; } = [];

    /// <summary>The C# names of the function's parameters, by the id of their value.</summary>
    public Dictionary<int, string> Bindings { get; } = function?.Parameters.Where(parameter => parameter.Text is not null).ToDictionary(parameter => parameter.Value.Id, parameter => parameter.Text!) ?? [];

    /// <summary>The argument as the user declared it; a receiver is there without being said.</summary>
    public void AddPrimal(PrimalArgument argument)
    {
        string what = argument.IsOut ? "The original method's result."
            : argument.IsWritten ? "The original method's argument; written as the original method writes it."
            : "The original method's argument.";
        string modifier = argument.Request.IsReceiver ? "" : Modifier(argument.Request.Passing);
        string type = argument.TypeText + (argument.Request.AcceptsNull ? "?" : "");
        var parameter = new MemberParameter(argument.Text, type, what, argument, ParameterRole.Primal, argument.IsWritten, modifier, argument.Request.Default);
        Parameters.Add(parameter);
    }

    /// <summary>The parameter of the function with that role, if it has one.</summary>
    public Parameter? Find(ParameterRole role, int source) =>
        Function?.Parameters.FirstOrDefault(parameter => parameter.Role == role && parameter.Source == source);

    /// <summary>The function has a parameter of that role for a number or buffer in the argument.</summary>
    public bool Has(ParameterRole role, PrimalArgument argument) => argument.Leaves.Any(leaf => Find(role, leaf.Index) is not null);

    public bool IsWritten(ParameterRole role, int source) => Find(role, source) is { } parameter && _written.Contains(parameter.Value.Id);

    public MemberParameter Add(MemberParameter parameter, ParameterRole role, int source)
    {
        Parameters.Add(parameter);
        Bind(role, source, parameter.Name);
        return parameter;
    }

    public void Bind(ParameterRole role, int source, string name)
    {
        if (Find(role, source) is { } parameter) Bindings[parameter.Value.Id] = name;
    }

    /// <summary>A name for a generated parameter or local, as C# writes it.</summary>
    public string Take(string wanted) => NameScope.Escape(Names.Take(wanted));

    public static string Modifier(Passing passing) => passing switch
    {
        Passing.In => "in",
        Passing.RefReadOnly => "ref readonly",
        Passing.Ref => "ref",
        Passing.Out => "out",
        _ => "",
    };

    private static NameScope Reserved(MethodShape shape)
    {
        var names = new NameScope();
        foreach (PrimalArgument argument in shape.Arguments) names.Reserve(argument.Name);
        foreach (IrType type in shape.Parameters.Select(leaf => leaf.Scalar).Concat(shape.Request.Results.Select(result => result.Type)))
        {
            if (type is RealParameterType parameter) names.Reserve(parameter.Name);
        }

        return names;
    }
}
