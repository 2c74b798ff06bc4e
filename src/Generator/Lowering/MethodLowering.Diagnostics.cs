using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void Report(DiagnosticDescriptor descriptor, IOperation operation, params string[] arguments) =>
        Report(descriptor, operation, operation.Syntax, arguments);

    private void Report(DiagnosticDescriptor descriptor, IOperation operation, SyntaxNode place, params string[] arguments)
    {
        HasFailed = true;
        // What cannot be bound is the compiler's to report, and what uses a variable already reported would only repeat it.
        if (IsBroken(operation)) _diagnostics.Fail();
        else _diagnostics.Report(descriptor, place.GetLocation(), arguments);
    }

    private void ReportUnsupported(IOperation operation)
    {
        if (Parsing.KnownTypes.IsDecimal(operation.Type) || IsUnknownVector(operation.Type))
        {
            ReportType(operation, operation.Type);
            return;
        }

        (string what, string wayOut) = ConstructNames.Describe(operation);
        Report(Descriptors.Unsupported, operation, what, wayOut);
    }

    private void ReportUnsupported(IOperation operation, string what, string wayOut) => Report(Descriptors.Unsupported, operation, what, wayOut);

    private void ReportType(IOperation operation, ITypeSymbol? type)
    {
        if (type?.TypeKind == TypeKind.Error) _diagnostics.Fail();
        else if (Parsing.KnownTypes.IsRegister(type)) ReportUnsupported(operation, $"'{type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", IsVector(type) ? "keep it in a local variable, a tuple or an array" : "use vectors of double or float, loop over a span, or call TensorPrimitives");
        else if (Parsing.KnownTypes.IsDecimal(type)) Report(Descriptors.Decimal, operation, Excerpt.Of(operation));
        else Report(Descriptors.UnsupportedType, operation, type?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) ?? "void");
    }

    private bool IsBroken(IOperation operation) =>
        operation.DescendantsAndSelf().Any(node =>
            node.Kind == OperationKind.Invalid || node.Type?.TypeKind == TypeKind.Error || node is IConversionOperation { Conversion.Exists: false } || (node is ILocalReferenceOperation local && _broken.Contains(local.Local)));

    /// <summary>Stands for the value of something that has been reported.</summary>
    private Value Placeholder(ITypeSymbol? type) => Placeholder(_types.Scalar(type) ?? IrType.F64);

    private Value Placeholder(IrType type)
    {
        HasFailed = true;
        return new Value(-10, type, "?");
    }

    private Value Unsupported(IOperation operation)
    {
        ReportUnsupported(operation);
        return Placeholder(operation.Type);
    }

    private Value BufferPlaceholder() => Placeholder(new BufferType(IrType.F64, BufferKind.Span));
}
