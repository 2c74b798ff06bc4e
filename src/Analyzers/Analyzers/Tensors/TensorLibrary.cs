using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>The types of the runtime as a compilation sees them, and what is remembered of its own members.</summary>
internal sealed class TensorLibrary
{
    private readonly INamedTypeSymbol _dtype;
    private readonly INamedTypeSymbol? _autograd;
    private readonly INamedTypeSymbol? _modeScope;
    private readonly INamedTypeSymbol? _optimizer;
    private readonly INamedTypeSymbol? _scalar;

    private TensorLibrary(Compilation compilation, INamedTypeSymbol tensor, INamedTypeSymbol dtype)
    {
        (Compilation, Tensor, _dtype) = (compilation, tensor, dtype);
        _autograd = compilation.GetTypeByMetadataName("SourceAutodiff.Autograd");
        _modeScope = compilation.GetTypeByMetadataName("SourceAutodiff.ModeScope");
        _optimizer = compilation.GetTypeByMetadataName("SourceAutodiff.Optimizer");
        _scalar = compilation.GetTypeByMetadataName("SourceAutodiff.Scalar");
    }

    public Compilation Compilation { get; }

    public INamedTypeSymbol Tensor { get; }

    /// <summary>What members of the compilation return or hold.</summary>
    public ConcurrentDictionary<string, TensorValue> Summaries { get; } = new();

    /// <summary><see langword="null"/> for a compilation that does not reference the runtime, or is the runtime.</summary>
    public static TensorLibrary? Of(Compilation compilation)
    {
        INamedTypeSymbol? tensor = compilation.GetTypeByMetadataName("SourceAutodiff.Tensor"), dtype = compilation.GetTypeByMetadataName("SourceAutodiff.DType");
        return tensor is null || dtype is null || Is(tensor.ContainingAssembly, compilation.Assembly) ? null : new TensorLibrary(compilation, tensor, dtype);
    }

    public bool IsTensor(ISymbol? type) => Is(type, Tensor);

    public bool IsDType(ISymbol? type) => Is(type, _dtype);

    public bool IsAutograd(ISymbol? type) => Is(type, _autograd);

    public bool IsModeScope(ISymbol? type) => Is(type, _modeScope);

    public bool IsOptimizer(ISymbol? type) => Is(type, _optimizer);

    public bool IsScalar(ISymbol? type) => Is(type, _scalar);

    /// <summary>What is recorded while methods of such a class run is up to the runtime.</summary>
    public bool IsTensorFunction(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "TensorFunction" && IsOwn(type)) return true;
        }

        return false;
    }

    /// <summary>A member of the runtime, which changes nothing but what its name says.</summary>
    public bool IsOwn(ISymbol symbol) => Is(symbol.ContainingAssembly, Tensor.ContainingAssembly);

    public TensorRow? Row(IMethodSymbol method) => IsTensor(method.ContainingType) ? TensorOperations.Find(method.Name, method.Parameters.Select(parameter => parameter.Name)) : null;

    private static bool Is(ISymbol? symbol, ISymbol? other) => symbol is not null && SymbolEqualityComparer.Default.Equals(symbol, other);
}
