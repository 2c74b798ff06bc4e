using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Members of the types of <c>System.Numerics</c>: rows of the table of struct functions.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Null for a member that has no row.</summary>
    private static StructFunction? StructFunctionOf(ISymbol? member)
    {
        if (KnownTypes.Struct(member?.ContainingType) is not { } type) return null;
        IEnumerable<string> parameters = member is IMethodSymbol method ? method.Parameters.Select(TypeName) : [];
        if (member is IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.Constructor }) parameters = parameters.Prepend("this");
        string name = member is IFieldSymbol ? "get_" + member.Name : member!.MetadataName;
        return StructFunctions.Find($"{type.Name}.{name}({string.Join(",", parameters)})", member.ContainingAssembly.Identity.Version.Major);
    }

    private static string TypeName(IParameterSymbol parameter)
    {
        string name = KnownTypes.Struct(parameter.Type)?.Name ?? parameter.Type.ToDisplayString();
        return parameter.RefKind switch
        {
            RefKind.Out => "out " + name,
            RefKind.Ref => "ref " + name,
            _ => name,
        };
    }

    /// <summary>The numbers of what the function gives for these numbers.</summary>
    private Value[] ComputeStruct(StructFunction function, IEnumerable<Value> arguments, string? hint)
    {
        if (function.Rule == StructRule.Exact)
        {
            Dual[] numbers = function.Evaluate([.. arguments.Select(argument => Dual.Of(_builder, argument))], []);
            return numbers.Zip(function.ResultTypes, (number, type) => number.ToValue(_builder, type)).ToArray();
        }

        string name = hint ?? function.Hint;
        Value[] results = function.Results.SelectMany(type => type.Paths.Select(path => _values.New(type.Scalar, name + path.Replace(".", "")))).ToArray();
        _builder.Append(new Compute(results.ToEquatableArray(), function.Signature, arguments.ToEquatableArray()));
        return results;
    }

    /// <summary>Null after a diagnostic.</summary>
    private Value[]? LowerStructCall(StructFunction function, IOperation? instance, IEnumerable<IArgumentOperation> arguments, IOperation site, string? hint)
    {
        List<(int Ordinal, Value[] Values)> given = [];
        Place[]? second = null;
        if (instance is not null) given.Add((-1, LowerComponents(instance, null)));
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out }) second = LowerReference(argument.Value);
            else given.Add((argument.Parameter?.Ordinal ?? 0, LowerComponents(argument.Value, null)));
        }

        if (HasFailed) return null;
        Value[] results = ComputeStruct(function, given.OrderBy(pair => pair.Ordinal).SelectMany(pair => pair.Values), hint);
        int count = function.Result.Paths.Count;
        if (second is not null) WritePlaces(second, [.. results.Skip(count)], site);
        return [.. results.Take(count)];
    }

    /// <summary>False after a diagnostic.</summary>
    private bool LowerStructConstructor(IObjectCreationOperation creation, Place[] self)
    {
        if (creation.Arguments.Length == 0) return true;
        if (StructFunctionOf(creation.Constructor) is not { } function)
        {
            ReportWithoutRule(creation, creation.Constructor!);
            return false;
        }

        if (LowerStructCall(function, null, creation.Arguments, creation, null) is not { } values) return false;
        WritePlaces(self, values, creation);
        return true;
    }

    /// <summary>A property of a value: some of its numbers, or a function of it.</summary>
    private Place[] StructPropertyPlaces(IPropertyReferenceOperation reference, IOperation instance)
    {
        StructType type = KnownTypes.Struct(instance.Type)!;
        if (StructView.Of(type, reference.Property.Name, reference.Arguments.Select(argument => argument.Value.ConstantValue.Value as int?)) is { } view)
        {
            if (Places(instance) is { } owner && owner is not [PropertyPlace, ..]) return [.. view.Select(number => owner[number])];
            Value[] values = LowerComponents(instance, null);
            return [.. view.Select(number => HasFailed ? new NoPlace(type.Scalar) : (Place)new ValuePlace(values[number]))];
        }

        if (StructFunctionOf(reference.Property.GetMethod) is { } function && LowerStructCall(function, instance, [], reference, null) is { } results)
            return [.. results.Select(result => new ValuePlace(result))];
        if (!HasFailed)
        {
            if (reference.Arguments.Length == 0) ReportWithoutRule(reference, reference.Property);
            else ReportUnsupported(reference, "an index into a vector or matrix that is not a constant, or not in it,", "use the members, such as X, or an array");
        }

        return (Leaves(reference.Type) ?? [IrType.F64]).Select(leaf => (Place)new NoPlace(leaf)).ToArray();
    }

    private void ReportWithoutRule(IOperation operation, ISymbol member) => Report(
        Descriptors.CallWithoutDerivative, operation, member.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), "there is no rule for it",
        "write it with operations that have one, or compute it outside of the method and pass the result as a parameter");
}
