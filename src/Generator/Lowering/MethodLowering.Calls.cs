using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerScalarCall(IInvocationOperation call, string? hint)
    {
        if (_types.Scalar(call.Type) is null)
        {
            // A method without source has no derivative whatever it returns.
            if (_program.FindOpaque(call.TargetMethod, _types) is { } opaque) LowerOpaque(call, opaque, hint);
            else if (!IsHere(call.TargetMethod)) ReportCall(call);
            else ReportType(call, call.Type);
            return Placeholder(call.Type);
        }

        return LowerCall(call, hint)?[0] ?? Placeholder(call.Type);
    }

    /// <summary>The results of a call, none for void; null after a diagnostic.</summary>
    private Value[]? LowerCall(IInvocationOperation call, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsVectorCall(call)) return LowerVectorCall(call, hint);
        if (LowerThrowIfNull(call) || IsLeftOut(call)) return [];
        if (IsArrayCall(call)) return LowerArrayCall(call);
        if (IsPerformed(call)) return LowerPerform(call);
        if (method.IsStatic && UserRules.Of(_model.Compilation).Find(method) is { } rule) return LowerRuled(call, rule, hint);
        if (StructFunctionOf(method) is { } function) return LowerStructCall(function, call.Instance, call.Arguments, call, hint);
        if (IsMath(call)) return LowerMath(call, hint);
        if (IsQuery(call)) return LowerQueryCall(call, hint);
        if (method.IsStatic && (method.IsAbstract || method.IsVirtual) && call.ConstrainedToType is { } constrained && Implementation(method, constrained) is { } implementation)
            return LowerInline(implementation, null, call.Arguments, call, hint);
        if (method.MethodKind == MethodKind.DelegateInvoke) return LowerDelegateCall(call, hint);
        if (method.MethodKind == MethodKind.LocalFunction) return LowerLocalFunctionCall(call, hint);
        if (_program.FindOpaque(method, _types) is { } opaque) return LowerOpaque(call, opaque, hint);
        if (LowerGridCall(call) is { } length) return length;
        if (!method.IsStatic && call.Instance is { } instance && IsComposite(instance.Type) && (IsInSource(method) || Parsing.Contracts.Of(method) is not null)) return LowerMethodCall(call, instance, hint);
        bool hasSource = method.IsStatic && IsHere(method) && Parsing.MethodChecks.HasBody(method.OriginalDefinition, _cancellation);
        if (!hasSource || call.IsVirtual)
        {
            ReportCall(call);
            return null;
        }

        if (!_program.IsSimple(method, _types)) return LowerInline(method, null, call.Arguments, call, hint);
        if (_program.LowerCallee(method, _types, _diagnostics, call) is not { } callee)
        {
            HasFailed = true;
            return null;
        }

        if (LowerArguments(call, callee) is not { } arguments) return null;
        Value[] results = callee.Body.Yields.Select(result => _values.New(result.Type, hint ?? ToCamel(method.Name))).ToArray();
        _builder.Append(new Call(results.ToEquatableArray(), callee.Name, arguments.ToEquatableArray()));
        return results;
    }

    /// <summary>In the order in which C# evaluates them, then put in the order of the parameters.</summary>
    private Value[]? LowerArguments(IInvocationOperation call, Function callee)
    {
        var arguments = new Value[callee.Parameters.Count];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            int ordinal = argument.Parameter?.Ordinal ?? 0;
            arguments[ordinal] = callee.Parameters[ordinal].Value.Type is BufferType ? LowerBuffer(argument.Value) : Lower(argument.Value);
        }

        return HasFailed ? null : arguments;
    }

    private void ReportCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).FirstOrDefault(used => Parsing.KnownTypes.IsDecimal(used) || IsUnknownVector(used)) is { } type)
        {
            ReportType(call, type);
            return;
        }

        (string reason, string wayOut) = IsHere(method) switch
        {
            true when !method.IsStatic => ("it is an instance method", "make it static and pass what it needs of the object as parameters"),
            true => ("it is abstract, virtual or external", "call a static method that has a body"),
            false => ("there is no rule for it and no source", "replace it by operations that have one, or compute it outside of the method and pass the result as a parameter"),
        };
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        Report(Descriptors.CallWithoutDerivative, call, name, reason, wayOut);
    }

    /// <summary>An editor also shows the source of other projects, but bodies can only be bound in their own.</summary>
    private bool IsHere(IMethodSymbol method) => method.DeclaringSyntaxReferences.Any(reference => _model.Compilation.ContainsSyntaxTree(reference.SyntaxTree));

    private static string ToCamel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
