using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerConversion(IConversionOperation conversion, string? hint)
    {
        if (IsUserOperator(conversion.OperatorMethod)) return Single(LowerUserOperator(conversion.OperatorMethod!, [conversion.Operand], conversion, false, hint));
        if (conversion.OperatorMethod is { } method && !IsGenericMath(method) && !Parsing.KnownTypes.IsHalf(method.ContainingType))
        {
            if (_types.Scalar(conversion.Operand.Type) is null) ReportType(conversion.Operand, conversion.Operand.Type);
            else if (conversion.Type is { IsValueType: true, SpecialType: not SpecialType.None } or { ContainingNamespace.Name: "System" }) ReportType(conversion, conversion.Type);
            else ReportUnsupported(conversion, "a conversion that is a user's operator", "convert between numbers");
            return Placeholder(conversion.Type);
        }

        if (_types.Scalar(conversion.Type) is not { } type || _types.Scalar(conversion.Operand.Type) is null)
        {
            // The operand first: it may be the real trouble (a lambda, a dynamic).
            int before = _diagnostics.Count;
            if (conversion.Operand.Type is null || _types.Map(conversion.Operand.Type) is null) LowerEffect(conversion.Operand);
            if (_diagnostics.Count == before) ReportType(conversion, conversion.Type);
            return Placeholder(conversion.Type);
        }

        Value operand = Lower(conversion.Operand, hint);
        return ConvertTo(operand, type, hint ?? "t", conversion, conversion.IsChecked);
    }

    private Value ConvertTo(Value value, IrType type, string name, IOperation operation, bool isChecked = false)
    {
        if (value.Type == type) return value;
        if (value.Type == IrType.Bool || type == IrType.Bool)
        {
            ReportType(operation, operation.Type);
            return Placeholder(operation.Type);
        }

        Value result = _builder.Convert(value, type, name, isChecked && CanOverflow(value.Type, type));
        if (value.Type.IsReal && !type.IsReal) AddSite(SiteKind.RealToInteger, result, operation.Syntax);
        return result;
    }

    private static bool CanOverflow(IrType from, IrType to)
    {
        if (from == to || !to.IsInteger) return false;
        if (from.IsReal) return true;
        (int fromBits, bool fromSigned) = Width(from);
        (int toBits, bool toSigned) = Width(to);
        return fromSigned ? !toSigned || toBits < fromBits : toSigned ? toBits <= fromBits : toBits < fromBits;
    }

    private static (int Bits, bool IsSigned) Width(IrType type) => ((ScalarType)type).Kind switch
    {
        ScalarKind.I8 => (8, true),
        ScalarKind.U8 => (8, false),
        ScalarKind.I16 => (16, true),
        ScalarKind.U16 or ScalarKind.Char => (16, false),
        ScalarKind.I32 => (32, true),
        ScalarKind.U32 => (32, false),
        ScalarKind.I64 => (64, true),
        ScalarKind.U64 => (64, false),
        _ => (1, false),
    };
}
