using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Tensors;

/// <content>What calls return and change.</content>
internal sealed partial class FlowAnalysis
{
    private TensorValue Invocation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        TensorValue? instance = call.Instance is null ? null : Evaluate(call.Instance);
        var arguments = new CallArgument[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            IArgumentOperation argument = call.Arguments[i];
            arguments[i] = new CallArgument(argument.Parameter!, argument.Value, Evaluate(argument.Value));
        }

        TensorValue result =
            _library.IsTensor(method.ContainingType) ? OfTensor(call, instance, arguments)
            : _library.IsAutograd(method.ContainingType) && Mode(method, arguments) is { } mode ? mode
            : method.Name == "Dispose" && call.Instance is not null && MayLeave(call.Instance, instance) ? Leave(instance)
            : OfOther(call, instance, arguments);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) Assign(argument.Value, TensorValue.Unknown, argument);
        }

        return result;
    }

    private TensorValue OfTensor(IInvocationOperation call, TensorValue? instance, CallArgument[] arguments)
    {
        IMethodSymbol method = call.TargetMethod;
        if (_library.Row(method) is { } row) return Result(call, row, method, instance, arguments);
        if (instance is null) return TensorValue.Unknown;
        switch (method.Name)
        {
            case "SetRequiresGrad":
                SetRequiresGrad(call, call.Instance!, instance, arguments[0].Value.Truth);
                return instance;
            case "RetainGrad":
                _state.Change(instance, static found => found with { RetainsGrad = true });
                return TensorValue.Unknown;
            case "Backward":
                Backward(call, instance, arguments);
                return TensorValue.Unknown;
            case "DetachInPlace":
                _state.Change(instance, static found => found with { RequiresGrad = false, IsLeaf = true, FreedBy = null });
                return instance;
            case string name when name.EndsWith("InPlace", StringComparison.Ordinal):
                ChangeInPlace(call, call.Instance!, instance);
                return instance;
            default:
                // A hook may be code of the user's own, and keep the tensor.
                if (arguments.Any(argument => argument.Parameter.Type.TypeKind == TypeKind.Delegate)) _state.Share(instance);
                return TensorValue.Unknown;
        }
    }

    private void Backward(IInvocationOperation call, TensorValue instance, CallArgument[] arguments)
    {
        _checks?.Backward(call, instance, _state.Object(instance), arguments.First(argument => argument.Parameter.Name == "gradient").IsNull);
        CallArgument retain = arguments.First(argument => argument.Parameter.Name == "retainGraph"), create = arguments.First(argument => argument.Parameter.Name == "createGraph");
        bool? isRetained = retain.IsNull ? create.Value.Truth : retain.Value.Truth;
        if (isRetained == false) _state.Change(instance, found => found with { FreedBy = call });
    }

    private TensorValue? Mode(IMethodSymbol method, CallArgument[] arguments)
    {
        RecordingMode before = _state.Mode;
        switch (method.Name)
        {
            case "NoGrad": _state.Mode = before with { NoGrad = true }; break;
            case "EnableGrad": _state.Mode = before with { NoGrad = false }; break;
            case "InferenceMode": _state.Mode = before with { Inference = true }; break;
            case "SetGradEnabled": _state.Mode = before with { NoGrad = arguments[0].Value.Truth is { } isEnabled ? !isEnabled : null }; break;
            case "DetectAnomaly": break;
            case "Backward":
                // Of tensors in a list: which graphs are freed is not followed.
                foreach (TensorValue part in arguments.SelectMany(argument => argument.Value.Parts)) _state.Change(part, static found => found);
                return TensorValue.Unknown;
            default: return null;
        }

        return new TensorValue { Before = before };
    }

    /// <summary>A mode may end here: it is certain for one that began in this body, and possible for what is only known to be disposable.</summary>
    private bool MayLeave(IOperation scope, TensorValue? value)
    {
        ITypeSymbol? type = Bare(scope).Type;
        return value?.Before is not null || _library.IsModeScope(type) || type?.SpecialType == SpecialType.System_IDisposable;
    }

    private TensorValue Leave(TensorValue? scope)
    {
        _state.Mode = scope?.Before ?? RecordingMode.Unknown;
        return TensorValue.Unknown;
    }

    private TensorValue OfOther(IInvocationOperation call, TensorValue? instance, CallArgument[] arguments)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsOfFramework(method))
        {
            // A task stands for its result, an enumerator for what it enumerates.
            if (method.Name is "ConfigureAwait" or "GetEnumerator" or "GetAwaiter" or "GetResult" or "AsTask" && instance is not null) return instance;
            if (method.Name is "FromResult" && arguments.Length == 1) return arguments[0].Value;
        }

        TensorValue result = !_library.IsOwn(method) && MayHoldTensors(method.ReturnType) && method.ReturnType.SpecialType != SpecialType.System_Boolean ? Summary(call, arguments) : TensorValue.Unknown;
        foreach (CallArgument argument in arguments) _state.Share(argument.Value);
        if (instance is not null) _state.Share(instance);
        if (!_library.IsOwn(method) || _library.IsTensorFunction(method.ContainingType) || arguments.Any(argument => argument.Parameter.Type.TypeKind == TypeKind.Delegate)) RunCode(method, method.ReturnType);
        return result;
    }

    private TensorValue Summary(IInvocationOperation call, CallArgument[] arguments)
    {
        IMethodSymbol method = call.TargetMethod;
        ImmutableArray<TensorValue> values = [.. method.Parameters.Select(parameter => arguments.FirstOrDefault(argument => argument.Parameter.Ordinal == parameter.Ordinal && argument.Parameter.RefKind == RefKind.None)?.Value ?? TensorValue.Unknown)];
        if (method.MethodKind != MethodKind.LocalFunction) return MemberSummaries.OfMethod(_library, method, values, _depth, _cancellation);
        for (FlowAnalysis? scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._graph.LocalFunctions.FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function, method.OriginalDefinition)) is not { } function) continue;
            return _depth >= MemberSummaries.MaxDepth ? TensorValue.Unknown
                : MemberSummaries.Returned(new FlowAnalysis(_library, scope._graph.GetLocalFunctionControlFlowGraph(function, _cancellation), scope, _depth + 1, _cancellation), function, values);
        }

        return TensorValue.Unknown;
    }

    private sealed record CallArgument(IParameterSymbol Parameter, IOperation Operation, TensorValue Value)
    {
        public bool IsNull => Operation is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } or IConversionOperation { Operand: IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } };
    }
}
