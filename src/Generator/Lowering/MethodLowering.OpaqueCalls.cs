using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>The call of a method whose derivative is another method; null after a diagnostic.</summary>
    private Value[]? LowerOpaque(IInvocationOperation call, OpaqueMethod opaque, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        if (opaque.Routine is not { } routine)
        {
            Report(Descriptors.CallWithoutDerivative, call, name, opaque.Problem, opaque.WayOut);
            return null;
        }

        if (_program.NeedsJvp && routine.Jvp is null && routine.Parameters.Any(parameter => parameter.Differentiated))
        {
            Report(Descriptors.CallWithoutJvp, call, name);
            return null;
        }

        return LowerRoutine(call, routine, null, name, hint);
    }

    /// <param name="self">For an instance method: the object.</param>
    private Value[]? LowerRoutine(IInvocationOperation call, Routine routine, Value? self, string name, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        int first = self is null ? 0 : 1;
        var arguments = new Value[first + method.Parameters.Length];
        if (self is not null) arguments[0] = self;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            int ordinal = first + (argument.Parameter?.Ordinal ?? 0);
            arguments[ordinal] = routine.Parameters[ordinal].Use == ParameterUse.Value ? Lower(argument.Value) : LowerBuffer(argument.Value);
            if (HasFailed || arguments[ordinal].Type is not BufferType buffer || IsPlain(buffer)) continue;
            Report(Descriptors.CallWithoutDerivative, argument, name, "it is given numbers that do not lie next to each other in memory", "copy them to an array first");
            return null;
        }

        if (HasFailed) return null;
        Value[] results = [.. CustomDerivative.Results(method).Select(result => _values.New(_types.Scalar(result)!, hint ?? ToCamel(method.Name)))];
        _builder.Append(new Invoke(results.ToEquatableArray(), routine, arguments.ToEquatableArray()));
        return results;
    }

    private static bool IsPlain(BufferType buffer) => buffer is { Member: null, Element: not BufferType, Kind: not (BufferKind.Cell or BufferKind.ReadOnlyList) };
}
