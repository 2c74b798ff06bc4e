using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What is known of a method whose derivative is another method.</summary>
/// <param name="Routine">Null when there is a problem.</param>
/// <param name="Problem">Why the method cannot be called, and what to do instead.</param>
internal sealed record OpaqueMethod(Routine? Routine, string Problem = "", string WayOut = "");

/// <summary>
/// Methods that are differentiated by calling another one: hand-written in the same type, generated in a referenced assembly, or in a class
/// that an assembly announces as a provider.
/// </summary>
internal sealed class OpaqueMethods
{
    private static readonly ConditionalWeakTable<Compilation, OpaqueMethods> Known = new();

    private readonly Compilation _compilation;
    private readonly ILookup<string, IMethodSymbol> _provided;

    private OpaqueMethods(Compilation compilation)
    {
        _compilation = compilation;
        IEnumerable<IAssemblySymbol> assemblies = compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>().Prepend(compilation.Assembly);
        _provided = assemblies.SelectMany(KnownTypes.Providers).SelectMany(provider => provider.GetMembers().OfType<IMethodSymbol>())
            .SelectMany(method => KnownTypes.CustomTargets(method, isJvp: false).Concat(KnownTypes.CustomTargets(method, isJvp: true)).Where(target => target.Type is not null)
                .Select(target => (Key: Key(target.Type!, target.Method), Method: method)).Distinct())
            .ToLookup(pair => pair.Key, pair => pair.Method);
    }

    public static OpaqueMethods Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new OpaqueMethods(compilation));

    /// <param name="method">As it is called, with its type arguments.</param>
    /// <param name="user">The type that the derivatives are generated into.</param>
    /// <returns>Null if the method has no such derivative.</returns>
    public OpaqueMethod? Find(IMethodSymbol method, TypeMap types, INamedTypeSymbol user)
    {
        if (method.MethodKind != MethodKind.Ordinary || !method.IsStatic) return null;
        IMethodSymbol[] backwards = Custom(method, isJvp: false), jvps = Custom(method, isJvp: true);
        bool isGenerated = backwards.Length == 0 && KnownTypes.FindDifferentiable(method) is not null && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly);
        if (isGenerated)
        {
            backwards = Named(method, "Backward");
            jvps = Named(method, "Jvp");
        }
        else if (backwards.Length == 0)
        {
            return null;
        }

        var signatures = new CustomDerivative(types);
        if (CustomDerivative.Unsupported(method, types) is { } reason) return new OpaqueMethod(null, reason, "call it with other types, or compute it outside of the method and pass the result as a parameter");
        IMethodSymbol? declared = isGenerated ? null : backwards.FirstOrDefault(backward => CustomDerivative.StartsLike(backward, method));
        bool[] differentiated = signatures.Differentiated(method, declared);
        IMethodSymbol? found = backwards.FirstOrDefault(backward => signatures.IsBackward(backward, method, differentiated));
        bool[] written = CustomDerivative.Written(method, found);
        IMethodSymbol? forward = jvps.FirstOrDefault(jvp => signatures.IsJvp(jvp, method, differentiated, written) && IsAccessible(jvp, user));
        if (differentiated.Any(isDifferentiated => isDifferentiated) && (found is null || !IsAccessible(found, user) || !IsAccessible(method, user)))
        {
            string expected = signatures.ExpectedBackward(method, found?.Name ?? declared?.Name ?? method.Name + "Backward", differentiated);
            return isGenerated
                ? new OpaqueMethod(null, $"its assembly has no accessible '{expected}'", "build that assembly with the SourceAutodiff package, and make the method public")
                : found is null
                    ? new OpaqueMethod(null, $"its backward method is not '{expected}'", "change the signature of the backward method")
                    : new OpaqueMethod(null, $"'{expected}' is not accessible from here", "make it and the method internal or public");
        }

        return new OpaqueMethod(new Routine(
            Text(method, types), RoutineKind.Method,
            method.Parameters.Select((parameter, i) => Parameter(types.Map(parameter.Type)!, differentiated[i], written[i])).ToEquatableArray(),
            found is null ? null : Text(found, types), forward is null ? null : Text(forward, types)));
    }

    /// <summary>The methods that are declared, by an attribute, as derivatives of a method of that name; constructed alike.</summary>
    private IMethodSymbol[] Custom(IMethodSymbol method, bool isJvp)
    {
        IEnumerable<IMethodSymbol> own = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(member => KnownTypes.CustomTargets(member, isJvp).Any(target => target.Type is null && target.Method == method.Name));
        IEnumerable<IMethodSymbol> provided = _provided[Key(method.ContainingType, method.Name)]
            .Where(member => KnownTypes.CustomTargets(member, isJvp).Any(target => target.Type is { } type && Key(type, target.Method) == Key(method.ContainingType, method.Name)));
        return Construct(own.Concat(provided), method);
    }

    private static IMethodSymbol[] Named(IMethodSymbol method, string suffix) => Construct(method.ContainingType.GetMembers(method.Name + suffix).OfType<IMethodSymbol>(), method);

    private static IMethodSymbol[] Construct(IEnumerable<IMethodSymbol> candidates, IMethodSymbol method) =>
    [
        .. candidates.Where(candidate => candidate.Arity == method.Arity).Select(candidate => method.Arity == 0 ? candidate : candidate.OriginalDefinition.Construct([.. method.TypeArguments])),

        // One generic derivative serves all overloads, TensorPrimitives.Exp(ReadOnlySpan<float>, Span<float>) as well as Exp<T>.
        .. candidates.Where(candidate => candidate.Arity == 1 && method.Arity == 0 && RealType(method) is not null).Select(candidate => candidate.OriginalDefinition.Construct(RealType(method)!)),
    ];

    private static ITypeSymbol? RealType(IMethodSymbol method) =>
        method.Parameters.Select(parameter => CustomDerivative.Element(parameter.Type) ?? parameter.Type).FirstOrDefault(type => TypeMap.Open.Scalar(type) is { IsReal: true } and not RealParameterType);

    private static string Key(INamedTypeSymbol type, string method) => $"{DeclarationText.Type(type.OriginalDefinition)}.{method}";

    private bool IsAccessible(IMethodSymbol method, INamedTypeSymbol user) => _compilation.IsSymbolAccessibleWithin(method.OriginalDefinition, user);

    public static RoutineParameter Parameter(IrType type, bool isDifferentiated, bool isWritten) => new(
        type is not BufferType ? ParameterUse.Value : isWritten ? ParameterUse.Writes : ParameterUse.Reads,
        isDifferentiated,
        type is BufferType { Kind: BufferKind.Array });

    private static string Text(IMethodSymbol method, TypeMap types)
    {
        string arguments = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(argument => Text(argument, types)))}>";
        return $"{Text(method.ContainingType, types)}.{method.Name}{arguments}";
    }

    private static string Text(ITypeSymbol type, TypeMap types) => types.Scalar(type) switch
    {
        RealParameterType parameter => parameter.Name,
        ScalarType { Kind: ScalarKind.F64 } => "double",
        ScalarType { Kind: ScalarKind.F32 } => "float",
        ScalarType { Kind: ScalarKind.F16 } => "global::System.Half",
        _ => DeclarationText.Type(type),
    };
}
