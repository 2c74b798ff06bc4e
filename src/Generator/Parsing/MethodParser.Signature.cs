using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Parsing;

/// <summary>Parameters and results, taken apart.</summary>
internal sealed partial class MethodParser
{
    private readonly List<ArgumentRequest> _arguments = [];
    private readonly List<ParameterRequest> _leaves = [];

    private void ParseArguments(bool hasRealOutput)
    {
        string[]? wanted = WithRespectTo();
        if (!_method.IsStatic) AddReceiver(wanted);
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            if (_layouts.Of(parameter.Type) is not { } layout || UnsupportedType(parameter.Type, layout))
            {
                ReportType(Descriptors.ParameterType, Place(parameter), parameter.Type, parameter.Name, Display(parameter.Type));
                continue;
            }

            if (!CanBePassed(parameter.RefKind, layout))
            {
                Report(Descriptors.ParameterPassing, Place(parameter), parameter.Name, parameter.RefKind == RefKind.Ref ? "ref" : "out");
                continue;
            }

            bool differentiated = !KnownTypes.HasNoGradient(parameter) && (wanted is null || wanted.Contains(parameter.Name));
            var argument = new ArgumentRequest(parameter.Name, layout, PassingOf(parameter), DeclarationText.Default(parameter), false, _leaves.Count, 0);
            Add(argument, differentiated, Place(parameter), parameter.Type);
        }

        foreach (string name in wanted ?? []) CheckWanted(name);
        bool hasInput = _leaves.Any(leaf => leaf.Differentiated && _arguments[leaf.Argument].Passing != Passing.Out);
        if (!_diagnostics.HasFailed && !hasInput) Report(Descriptors.NoInput, Identifier, _method.Name);
        bool writes = _leaves.Any(leaf => leaf.Type is BufferType { IsRealBuffer: true, IsReadOnly: false, Kind: not BufferKind.Object });
        if (!writes && !hasRealOutput && !_diagnostics.HasFailed) ReportType(Descriptors.ResultType, PlaceOfResult(), _method.ReturnType, _method.Name, Display(_method.ReturnType));
    }

    /// <summary>What the method does not use of its object need not be something that can be taken apart.</summary>
    private void AddReceiver(string[]? wanted)
    {
        INamedTypeSymbol type = _method.ContainingType;
        Layout layout = _layouts.Of(type) is StructLayout or ObjectLayout ? _layouts.Of(type)! : new ObjectLayout(DeclarationText.Type(type), []) { Zeros = Contracts.Zeros(type) };
        Passing passing = layout is not StructLayout ? Passing.Value : type.IsReadOnly || _method.IsReadOnly ? Passing.In : Passing.Ref;
        Add(new ArgumentRequest("this", layout, passing, null, true, 0, 0), wanted is null || wanted.Contains("this"), Identifier, type);
    }

    private void Add(ArgumentRequest argument, bool differentiated, Location place, ITypeSymbol type)
    {
        IReadOnlyList<LeafPath> paths = argument.Paths;
        foreach (LeafPath path in paths)
        {
            bool isReal = path.Leaf.Type.IsReal || path.Leaf.Type.IsRealBuffer;
            bool isInput = isReal && differentiated && !path.Leaf.IsConstant;
            if (isInput && path.Leaf.Type is not BufferType { Kind: not BufferKind.Cell } && !path.IsWritable)
                Report(Descriptors.ParameterType, place, argument.Name, $"{Display(type)}, whose member '{path.Display("").TrimStart('.')}' cannot be set");
            _leaves.Add(new ParameterRequest(path.Display(argument.Name), path.Leaf.Type, _arguments.Count, isInput) { IsPresence = path.IsPresence });
        }

        bool acceptsNull = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        _arguments.Add(argument with { LeafCount = paths.Count, AcceptsNull = acceptsNull });
    }

    /// <summary>Text, dates and the like are passed on; delegates, pointers and <c>decimal</c> would be used.</summary>
    private static bool UnsupportedType(ITypeSymbol type, Layout layout) =>
        KnownTypes.IsDecimal(type) || layout.Leaves().Any(leaf => KnownTypes.HasVector(leaf.Type)) || (layout is OpaqueLayout && type.TypeKind is TypeKind.Delegate or TypeKind.Dynamic or TypeKind.Interface or TypeKind.Array);

    /// <summary>Numbers can be assigned one by one where the caller has them; arrays, objects and text cannot.</summary>
    private static bool CanBePassed(RefKind kind, Layout layout) => kind switch
    {
        RefKind.Out => IsMadeOfScalars(layout),
        RefKind.Ref => layout is ScalarLayout || (layout is StructLayout && layout.Leaves().All(leaf => leaf.Type is not BufferType)),
        _ => true,
    };

    private static Passing PassingOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.None => Passing.Value,
        RefKind.Ref => Passing.Ref,
        RefKind.Out => Passing.Out,
        RefKind.In => Passing.In,
        _ => Passing.RefReadOnly,
    };

    private void CheckWanted(string name)
    {
        ArgumentRequest? argument = _arguments.FirstOrDefault(argument => argument.Name == name);
        IParameterSymbol? parameter = _method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        string? problem = argument is null && parameter is null ? "is not a parameter"
            : argument is null || !argument.Layout.IsReal ? "is not floating-point"
            : parameter is not null && KnownTypes.HasNoGradient(parameter) ? "is marked [NoGradient]"
            : null;
        if (problem is not null) Report(Descriptors.WithRespectTo, PlaceInAttribute(name), name, problem, _method.Name);
    }

    private EquatableArray<OutputRequest> ParseOutputs()
    {
        if (_method.ReturnsVoid) return [];
        return _method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(element => ParseOutput(element.IsExplicitlyNamedTupleElement ? element.Name : null, element.Type)).ToEquatableArray()
            : [ParseOutput(null, _method.ReturnType)];
    }

    private OutputRequest ParseOutput(string? name, ITypeSymbol type)
    {
        Layout? layout = _layouts.Of(type);
        if (layout is null || !IsMadeOfScalars(layout)) ReportType(Descriptors.ResultType, PlaceOfResult(), type, _method.Name, Display(_method.ReturnType));
        return new OutputRequest(name, layout ?? new ScalarLayout("double", IrType.F64));
    }

    /// <summary>A value that can be made out of numbers.</summary>
    private static bool IsMadeOfScalars(Layout layout) => layout switch
    {
        ScalarLayout scalar => !KnownTypes.HasVector(scalar.Type),
        StructLayout composite => composite.Members.All(member => IsMadeOfScalars(member.Layout)) && LeafPath.Of(composite).All(path => path.IsWritable || composite.Construct(_ => "") is not null),
        _ => false,
    };

    /// <summary>Rows and columns are the numbers of plain values and plain buffers.</summary>
    private void CheckJacobian()
    {
        foreach (ArgumentRequest argument in _arguments)
        {
            bool isPlain = argument.Layout switch
            {
                BufferLayout { Element: ScalarLayout } => argument.Passing is Passing.Value or Passing.In,
                ScalarLayout or StructLayout => !argument.InMemory && argument.Layout.Leaves().All(leaf => leaf.Type is not BufferType),
                _ => !argument.Layout.IsReal,
            };
            isPlain &= !LeafPath.Of(argument.Layout).Any(path => path.IsNullable);
            if (!isPlain && argument.Layout.IsReal && !_diagnostics.HasFailed) Report(Descriptors.JacobianShape, PlaceOfDerivatives(), _method.Name, argument.Name, argument.TypeText.Replace("global::", ""));
        }
    }
}
