using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private readonly Dictionary<int, FunctionValue> _functions = [];

    /// <summary>Lowers an expression that is a delegate: what it calls has to be known.</summary>
    private Value LowerFunctionValue(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
                return _values.New(FunctionType.Instance, "null");
            case IConversionOperation { OperatorMethod: null, Operand: var operand }:
                return LowerFunctionValue(operand);
            case IDelegateCreationOperation { Target: IMethodReferenceOperation group }:
                return LowerMethodGroup(group);
            case IDelegateCreationOperation { Target: var target }:
                return LowerFunctionValue(target);
            case IAnonymousFunctionOperation lambda:
                return NewFunction(new FunctionValue(lambda.Symbol, lambda.Body, _frame, null));
            case ILocalReferenceOperation or IParameterReferenceOperation:
                Value known = LowerVariable(operation);
                if (!Known.IsUnclear(known)) return known;
                ReportUnclear(known, operation, operation.Type);
                return Placeholder(FunctionType.Instance);
            case IInvocationOperation call:
                return LowerCall(call, null) is [{ Type: FunctionType } result] ? result : Placeholder(FunctionType.Instance);
            case IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool constant }, WhenFalse: { } other } choice:
                return LowerFunctionValue(constant ? choice.WhenTrue : other);
            case ICoalesceOperation or IConditionalAccessInstanceOperation:
                return LowerNullable(operation, null) is [{ Type: FunctionType } given] ? given : Placeholder(FunctionType.Instance);
            case IConditionalOperation or ISwitchExpressionOperation:
                ReportUnclear(Known.Mixed, operation, operation.Type);
                return Placeholder(FunctionType.Instance);
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } element:
                return LowerField(element, null);
            case IFieldReferenceOperation field:
                Report(Descriptors.OutsideState, field, field.Field.Name, "");
                return Placeholder(FunctionType.Instance);
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                Report(Descriptors.OutsideState, property, property.Property.Name, "");
                return Placeholder(FunctionType.Instance);
            default:
                ReportUnsupported(operation, "a delegate from here", "call a method, or a lambda that is a local variable or an argument");
                return Placeholder(FunctionType.Instance);
        }
    }

    private Value NewFunction(FunctionValue function)
    {
        for (Frame? frame = function.Outer; frame is not null; frame = frame.Outer) frame.HasClosures = true;
        Value value = _values.New(FunctionType.Instance, "function");
        _functions[value.Id] = function;
        return value;
    }

    private Value LowerMethodGroup(IMethodReferenceOperation group)
    {
        IMethodSymbol method = group.Method;
        if (method.IsStatic && group.ConstrainedToType is { } constrained && Implementation(method, constrained) is { } implementation)
            return NewFunction(new FunctionValue(implementation, null, null, null));
        if (method.MethodKind == MethodKind.LocalFunction)
            return NewFunction(new FunctionValue(ResolveMethod(method), null, _frame.FindLocalFunction(method)?.Frame ?? _frame, null));
        if (method.IsStatic && group.Instance is null) return NewFunction(new FunctionValue(ResolveMethod(method), null, null, null));
        ReportUnsupported(group, "a delegate of an instance method", "write a lambda that calls it");
        return Placeholder(FunctionType.Instance);
    }

    /// <summary><c>f(x)</c>: the delegate first, then the arguments, then what it calls.</summary>
    private Value[]? LowerDelegateCall(IInvocationOperation call, string? hint)
    {
        if (call.Instance is null || !IsFunction(call.Instance.Type))
        {
            ReportUnsupported(call);
            return null;
        }

        Value value = LowerFunctionValue(call.Instance);
        if (!_functions.TryGetValue(value.Id, out FunctionValue function))
        {
            if (!HasFailed) ReportUnsupported(call, "a call of a delegate that is null", "assign it before");
            return null;
        }

        // What is passed by reference, and what the parameters are called, is the delegate's business; their order is the same.
        if (LowerArguments(call.TargetMethod, call.Arguments, function.Method) is not { } arguments) return null;
        return CallFunction(function, arguments, call, hint);
    }

    private Value[]? CallFunction(FunctionValue function, Place[][] arguments, IOperation site, string? hint)
    {
        IMethodSymbol method = function.Method;
        if (function.Body is { } body)
        {
            if (method.IsAsync)
            {
                ReportUnsupported(site, "an async lambda", "await before or after the differentiable method");
                return null;
            }

            return LowerInline(new Callee(method, body, function.Outer!.Model, function.Outer.Types, function.Outer), null, arguments, site, hint);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
            return LocalCallee(method, function.Outer!, site) is { } local ? LowerInline(local, null, arguments, site, hint) : null;
        if (_program.FindOpaque(method, _types) is not null)
        {
            ReportUnsupported(site, $"a delegate of '{method.Name}', whose derivative is written by hand,", "write a lambda that calls it");
            return null;
        }

        if (!IsHere(method))
        {
            Value[] values = arguments.Select(argument => Read(argument[0], null)).ToArray();
            return LowerMathGroup(method, values, site, hint);
        }

        return FindCallee(method, site) is { } callee ? LowerInline(callee, function.Receiver, arguments, site, hint) : null;
    }

    private Value[]? LowerLocalFunctionCall(IInvocationOperation call, string? hint)
    {
        if (_frame.FindLocalFunction(call.TargetMethod) is not var (frame, _) || LocalCallee(call.TargetMethod, frame, call) is not { } callee) return null;
        return LowerArguments(callee.Method, call.Arguments) is { } arguments ? LowerInline(callee, null, arguments, call, hint) : null;
    }

    private Callee? LocalCallee(IMethodSymbol method, Frame frame, IOperation site)
    {
        if (frame.FindLocalFunction(method) is not var (home, declaration)) return null;
        IMethodSymbol definition = declaration.Symbol;
        if (BindTypes(method, definition, home.Types) is not { } types || declaration.Body is not { } body)
        {
            ReportUnsupported(site);
            return null;
        }

        if (SignatureProblem(definition, types) is not string problem) return new Callee(definition, body, home.Model, types, home);
        Report(Descriptors.CalleeHasErrors, site, definition.Name, problem);
        return null;
    }
}
