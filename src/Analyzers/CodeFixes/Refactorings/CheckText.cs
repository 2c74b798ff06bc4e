using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>The names and pieces of C# that the arguments of a checked method share.</summary>
internal sealed class CheckText
{
    private readonly MemberSignature _signature;

    private readonly IMethodSymbol _method;
    private readonly IAssemblySymbol _caller;

    private CheckText(MethodShape shape, ScalarType number, IMethodSymbol method, IAssemblySymbol caller)
    {
        (_method, _caller) = (method, caller);
        _signature = new MemberSignature(shape, null);
        (Shape, Number) = (shape, number);
        bool hasIntegers = shape.Arguments.Any(argument => argument.Leaves.Any(leaf => !leaf.IsBuffer && !leaf.Request.IsPresence && leaf.Request.Type.IsInteger));
        Samples = new SampleValues(hasIntegers);
        Arguments = Take("a");
        Gradients = Take("grad");
        Tangents = Take("tangents");
    }

    public MethodShape Shape { get; }

    /// <summary>The type that the check computes in.</summary>
    public ScalarType Number { get; }

    public SampleValues Samples { get; }

    /// <summary>The parameters of the delegates.</summary>
    public string Arguments { get; }

    public string Gradients { get; }

    public string Tangents { get; }

    /// <summary>Null for <c>Half</c>, which has too few digits for finite differences.</summary>
    /// <param name="caller">The assembly that the test is in.</param>
    public static CheckText? Of(MethodShape shape, IMethodSymbol method, IAssemblySymbol caller)
    {
        ScalarKind[] kinds =
        [
            .. shape.Parameters.Where(leaf => leaf.Request.Differentiated).Select(leaf => Real(leaf.Scalar))
                .Concat(shape.RealResults.Select(result => Real(shape.Request.Results[result].Type))).OfType<ScalarType>().Select(type => type.Kind).Distinct().OrderBy(kind => kind),
        ];
        return kinds.Length == 0 || kinds[0] == ScalarKind.F16 ? null : new CheckText(shape, new ScalarType(kinds[0]), method, caller);
    }

    public string Take(string wanted) => _signature.Take(wanted);

    /// <summary>Whether the check computes in the type.</summary>
    public bool IsNumber(IrType type) => Real(type)?.Equals(Number) == true;

    /// <summary>A number of that type, for the check.</summary>
    public string ToNumber(string text, IrType type) => IsNumber(type) ? text : $"({CSharpTypes.Name(Number)}){text}";

    /// <summary>Whether the test may set the number, by the accessibility of the members on the way.</summary>
    public bool CanSet(PrimalParameter leaf)
    {
        ITypeSymbol? type = leaf.Argument.Request.IsReceiver ? _method.ContainingType : _method.Parameters.First(parameter => parameter.Name == leaf.Argument.Name).Type;
        foreach (Member step in leaf.Path.Steps)
        {
            ISymbol? member = null;
            for (ITypeSymbol? declaring = type; declaring is not null && member is null; declaring = declaring.BaseType)
                member = declaring.GetMembers(step.Name).FirstOrDefault(symbol => symbol is IFieldSymbol or IPropertySymbol);
            if (member is null || !IsAccessible(member) || (member is IPropertySymbol property && (property.SetMethod is not { } setter || !IsAccessible(setter)))) return false;
            type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
        }

        return true;
    }

    private bool IsAccessible(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => symbol.ContainingAssembly.Identity.Equals(_caller.Identity) || symbol.ContainingAssembly.GivesAccessTo(_caller),
        _ => false,
    };

    public string Make(Layout layout, IReadOnlyList<string?> numbers, SourceWriter writer) => ValueText.Make(layout, numbers, _signature, writer);

    public static string Scalar(string of, string name) => $"{of}.Scalar(\"{name}\")";

    public static string Buffer(string of, string name) => $"{of}.Buffer(\"{name}\")";

    /// <summary>Of numbers given as C#.</summary>
    public static string Array(string type, IEnumerable<string> elements) => $"new {type}[] {{ {string.Join(", ", elements)} }}";

    /// <summary>The number type; methods of a type parameter are checked with <c>double</c>. Null for what is no number.</summary>
    private static IrType? Real(IrType type) => type switch
    {
        RealParameterType => IrType.F64,
        BufferType buffer => Real(buffer.Element),
        ScalarType { IsReal: true } => type,
        _ => null,
    };
}
