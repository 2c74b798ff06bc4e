using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>The call of a function that has a rule of the user's; null after a diagnostic.</summary>
    private Value[]? LowerRuled(IInvocationOperation call, UserRule rule, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        if (_types.Scalar(method.ReturnType) is not { } result)
        {
            ReportType(call, method.ReturnType);
            return null;
        }

        if (method.Parameters.FirstOrDefault(parameter => parameter.Type.TypeKind == TypeKind.Enum) is { } discrete)
        {
            ReportType(call, discrete.Type);
            return null;
        }

        if (!_program.CanCall(method))
        {
            Report(
                Descriptors.CallWithoutDerivative, call, method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
                "it has a derivative rule but is not accessible where the derivatives are generated", "make it internal or public");
            return null;
        }

        var arguments = new Value[method.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments) arguments[argument.Parameter!.Ordinal] = Lower(argument.Value);
        if (HasFailed) return null;
        string op = _program.Rules.Need(rule, method, call.Syntax.GetLocation());
        return [_builder.ApplyTyped(result, op, hint ?? ToCamel(method.Name), arguments)];
    }
}
