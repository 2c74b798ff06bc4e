using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>A parameter of a generated member.</summary>
/// <param name="Name">As C# writes it.</param>
/// <param name="Summary">For its documentation.</param>
/// <param name="Of">The user's parameter it belongs to, if any.</param>
/// <param name="Element">The type of the elements, for a buffer of reals.</param>
/// <param name="IsWritten">A buffer that the member changes.</param>
internal sealed record MemberParameter(
    string Name, string TypeText, string Summary, PrimalParameter? Of = null, IrType? Element = null, bool IsWritten = false)
{
    public string BareName => Name.TrimStart('@');
}

/// <summary>The parameters and names of a generated member.</summary>
internal sealed class MemberSignature(MethodShape shape, Function? function)
{
    private readonly HashSet<int> _written = function is null ? [] : MethodShape.WrittenBuffers(function);

    public NameScope Names { get; } = Reserved(shape);

    public List<MemberParameter> Parameters { get; } = [];

    /// <summary>The C# names of the function's parameters, by the id of their value.</summary>
    public Dictionary<int, string> Bindings { get; } = [];

    public void AddPrimal(PrimalParameter parameter)
    {
        bool isBuffer = parameter.IsBuffer && parameter.IsReal;
        string what = parameter.IsWritten ? "The original method's argument; written as the original method writes it." : "The original method's argument.";
        Parameters.Add(new MemberParameter(
            parameter.Text, parameter.Request.TypeText, what, parameter, isBuffer ? parameter.Scalar : null, parameter.IsWritten));
        // The derivatives compute with the numbers behind an enumeration.
        bool isEnum = parameter.Request.Type is ScalarType && parameter.Request.TypeText != CSharpTypes.Name(parameter.Request.Type);
        Bind(ParameterRole.Primal, parameter.Index, isEnum ? $"(({CSharpTypes.Name(parameter.Request.Type)}){parameter.Text})" : parameter.Text);
    }

    /// <summary>The parameter of the function with that role, if it has one.</summary>
    public Parameter? Find(ParameterRole role, int source) =>
        function?.Parameters.FirstOrDefault(parameter => parameter.Role == role && parameter.Source == source);

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

    private static NameScope Reserved(MethodShape shape)
    {
        var names = new NameScope();
        foreach (PrimalParameter parameter in shape.Parameters)
        {
            names.Reserve(parameter.Name);
            if (parameter.Scalar is RealParameterType type) names.Reserve(type.Name);
        }

        foreach (ResultRequest result in shape.Request.Results)
        {
            if (result.Type is RealParameterType type) names.Reserve(type.Name);
        }

        return names;
    }
}
