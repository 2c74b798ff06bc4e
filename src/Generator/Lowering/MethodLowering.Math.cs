using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>A static function of <c>Math</c>, <c>MathF</c>, a number type, the runtime's <c>SpecialFunctions</c> or, in generic math, of <c>T</c>.</summary>
    private bool IsMath(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        ITypeSymbol type = method.ContainingType;
        if (IsSpecial(type)) return true;
        if (!method.IsStatic || !method.DeclaringSyntaxReferences.IsEmpty) return false;
        return KnownTypes.IsIn(type, "System", "Math") || KnownTypes.IsIn(type, "System", "MathF")
            || _types.Scalar(type) is not null || KnownTypes.IsIn(type, "System.Numerics", "BitOperations")
            || (type.TypeKind == TypeKind.Interface && type.ContainingNamespace.ToDisplayString() == "System.Numerics" && call.ConstrainedToType is not null);
    }

    /// <summary>In an editor that shows the runtime's source, too.</summary>
    private static bool IsSpecial(ITypeSymbol type) => KnownTypes.IsIn(type, "SourceAutodiff", PrimalNames.Special);

    private Value[]? LowerMath(IInvocationOperation call, string? hint)
    {
        IMethodSymbol method = call.TargetMethod;
        string signature = string.Concat(method.Parameters.Select(Letter));
        if (ComponentTypes(method.ReturnType, _types) is not { } results || signature.Contains('?'))
        {
            ReportCall(call);
            return null;
        }

        if (method.Name.StartsWith("Create", StringComparison.Ordinal) && results[0].IsReal && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int or float or double } constant)
        {
            double number = System.Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture);
            return [NewReal(results[0], RealRounding.Round(number, results[0]), hint)];
        }

        var arguments = new Value[method.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments) arguments[argument.Parameter!.Ordinal] = LowerMathArgument(argument);
        Value[]? lowered = LowerMath(method, signature, arguments, results, call, hint);
        if (lowered is null) ReportMath(call, arguments);
        if (lowered is [var result] && result.Type.IsReal && _builder.Operations.LastOrDefault() is Apply apply && apply.Result == result && BuiltInRules.Table.Find(apply.Op, apply.Arguments.Count) is { } rule
            && Enumerable.Range(0, rule.Arity).All(rule.IsZero)) AddSite(SiteKind.PiecewiseConstant, result, call.Syntax);
        return lowered;
    }

    private Value[]? LowerMath(IMethodSymbol method, string signature, Value[] arguments, IrType[] results, IOperation site, string? hint)
    {
        string name = hint ?? ToCamel(method.Name);
        return results.Length == 1
            ? LowerFunction(method, signature, arguments, results[0], name, site) is { } value ? [value] : null
            : LowerPair(method, signature, arguments, results, site);
    }

    /// <summary>A method group such as <c>Math.Sin</c> that is called as a delegate.</summary>
    private Value[]? LowerMathGroup(IMethodSymbol method, Value[] arguments, IOperation site, string? hint)
    {
        string signature = string.Concat(method.Parameters.Select(Letter));
        bool isMath = IsSpecial(method.ContainingType) || KnownTypes.IsIn(method.ContainingType, "System", "Math") || KnownTypes.IsIn(method.ContainingType, "System", "MathF") || _types.Scalar(method.ContainingType) is not null;
        if (isMath && signature.All(letter => letter is 'R' or 'I' or 'N') && ComponentTypes(method.ReturnType, _types) is { } results
            && LowerMath(method, signature, arguments, results, site, hint) is { } lowered) return lowered;
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        Report(Descriptors.CallWithoutDerivative, site, name, "there is no rule for it and no source", "replace it by operations that have one, or compute it outside of the method and pass the result as a parameter");
        return null;
    }

    /// <summary>The parameter's type as <see cref="PrimalNames.FindOp"/> knows it; N for other numbers.</summary>
    private char Letter(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None || parameter.IsParams) return '?';
        if (KnownTypes.IsIn(parameter.Type, "System", "MidpointRounding")) return 'M';
        return _types.Scalar(parameter.Type) switch
        {
            null => '?',
            { IsReal: true } => 'R',
            var type => type == IrType.I32 ? 'I' : 'N',
        };
    }

    private Value LowerMathArgument(IArgumentOperation argument)
    {
        if (Letter(argument.Parameter!) != 'M') return Lower(argument.Value);
        if (argument.Value.ConstantValue is { HasValue: true, Value: int mode }) return NewConstant(IrType.I32, mode);
        ReportUnsupported(argument.Value, "a rounding mode that is not a constant", "name the mode in the call");
        return Placeholder(IrType.I32);
    }

    private Value? LowerFunction(IMethodSymbol method, string signature, Value[] arguments, IrType result, string name, IOperation call)
    {
        if (method.Name is "CreateChecked" or "CreateTruncating" or "CreateSaturating" && arguments.Length == 1 && (result.IsReal || arguments[0].Type == result))
            return ConvertTo(arguments[0], result, name, call);
        if (method.Name is "Min" or "Max" && arguments.Length == 2 && result.IsInteger)
            return LowerExtremum(method.Name == "Max" ? Ops.GreaterOrEqual : Ops.LessOrEqual, arguments[0], arguments[1], name);
        if (FindOp(method, method.Name, signature) is not { } op) return LowerDiscrete(method, arguments, result, name);
        IrType type = BuiltInRules.Table.Find(op, arguments.Length)?.DiscreteResult ?? arguments.First(argument => argument.Type.IsReal).Type;
        return type == result ? _builder.ApplyTyped(result, op, name, arguments) : null;
    }

    /// <summary>A function of integers and booleans is called as it is.</summary>
    private Value? LowerDiscrete(IMethodSymbol method, Value[] arguments, IrType result, string name)
    {
        bool isDiscrete = !result.IsReal && arguments.Length > 0 && !arguments.Any(argument => argument.Type.IsReal) && method.Arity == 0 && method.ContainingType.TypeKind != TypeKind.Interface;
        if (!isDiscrete || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Enum)) return null;
        string op = PrimalNames.UserOp($"global::{method.ContainingType.ContainingNamespace.ToDisplayString()}.{method.ContainingType.Name}", method.Name, string.Join(",", method.Parameters.Select(parameter => parameter.Type.Name)));
        return _builder.ApplyTyped(result, op, name, arguments);
    }

    private static string? FindOp(IMethodSymbol method, string name, string signature) =>
        PrimalNames.FindOp(method.ContainingType.ContainingNamespace.ToDisplayString() + "." + method.ContainingType.Name, name, signature);

    private Value[]? LowerPair(IMethodSymbol method, string signature, Value[] arguments, IrType[] results, IOperation call)
    {
        if (method.Name == "SinCos" && signature == "R")
            return [_builder.Apply("Sin", "sin", arguments), _builder.Apply("Cos", "cos", arguments)];
        if (method.Name == "DivRem" && arguments.Length == 2 && results[0].IsInteger && Promote(results[0]) == results[0])
            return [Apply(Ops.Divide, arguments[0], arguments[1], false, "quotient"), _builder.Apply(Ops.Remainder, "remainder", arguments)];
        return null;
    }

    private Value LowerExtremum(string op, Value a, Value b, string name)
    {
        Value condition = _builder.Apply(op, op, a, b);
        return Join(condition, ForkValues(() => [a]), ForkValues(() => [b]), Continuation.Plain, name)[0];
    }

    private void ReportMath(IInvocationOperation call, Value[] arguments)
    {
        if (arguments.Any(argument => argument.Type.IsReal)) ReportCall(call);
        else Report(
            Descriptors.CallWithoutDerivative, call, call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), "it is not among the integer functions that are supported",
            "write it with operators and '?:', or convert to a floating-point type first");
    }

    private Value LowerProperty(IPropertyReferenceOperation reference, string? hint)
    {
        if (reference.Instance is { } instance && IsSpan(instance))
        {
            if (reference.Property.IsIndexer) return Read(LowerPlace(reference), hint);
            if (reference.Property.Name == "Length") return _builder.Length(LowerBuffer(instance));
            if (reference.Property.Name == "IsEmpty") return _builder.Apply(Ops.Equal, hint ?? "isEmpty", _builder.Length(LowerBuffer(instance)), _builder.Integer(0));
        }
        else if (reference.ConstrainedToType is { } constrained && reference.Instance is null && reference.Property.GetMethod is { DeclaringSyntaxReferences.IsEmpty: false } member
            && Implementation(member, constrained) is { } getter && Callee.BodyOf(getter.OriginalDefinition, _model.Compilation, _cancellation, out _) is not null)
        {
            return LowerInline(getter, null, [], reference, hint) is [var value] ? value : Placeholder(reference.Type);
        }
        else if (reference.Instance is null && (reference.ConstrainedToType is not null || KnownTypes.IsHalf(reference.Property.ContainingType)) && _types.Scalar(reference.Type) is { } type && NumberConstant(reference.Property.Name, type) is { } constant)
        {
            return NewConstant(type, constant, hint);
        }

        if (LowerSize(reference) is { } size) return size;
        if (Places(reference) is { } places) return Single(ReadPlaces(places, reference, hint));
        if (StaticReadOnly.Initializer(reference.Property, _model.Compilation, _cancellation) is { } initializer && _types.Scalar(reference.Type) is not null)
            return Lower(initializer, hint ?? reference.Property.Name);
        int before = _diagnostics.Count;
        if (reference.Instance is { } owner && !IsSpan(owner)) LowerEffect(owner);
        if (_diagnostics.Count == before) Report(Descriptors.OutsideState, reference, reference.Property.Name, "");
        return Placeholder(reference.Type);
    }

    /// <summary>The bits of a static property of <c>T</c> in generic math.</summary>
    private static long? NumberConstant(string property, IrType type)
    {
        int? integer = property switch
        {
            "One" or "MultiplicativeIdentity" => 1,
            "Zero" or "AdditiveIdentity" => 0,
            "NegativeOne" => -1,
            _ => null,
        };
        if (integer is { } whole) return type.IsReal ? BitConverter.DoubleToInt64Bits(whole) : whole;
        double? real = property switch
        {
            "Pi" => Math.PI,
            "E" => Math.E,
            "Tau" => 2 * Math.PI,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            "NegativeZero" => -0.0,
            "MaxValue" when type == IrType.F16 => 65504,
            "MinValue" when type == IrType.F16 => -65504,
            "Epsilon" when type == IrType.F16 => 1.0 / (1 << 24),
            _ => null,
        };
        if (real is not { } number || !type.IsReal) return null;
        return BitConverter.DoubleToInt64Bits(RealRounding.Round(number, type));
    }
}
