using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Flow LowerThrow(IThrowOperation thrown)
    {
        if (thrown.Exception is not { } exception)
        {
            ReportUnsupported(thrown);
            return Flow.Exits;
        }

        List<Value> values = [];
        if (Text(WithoutConversion(exception), values) is { } text) _builder.Append(new Throw(text, values.ToEquatableArray()));
        return Flow.Exits;
    }

    /// <summary>The <c>throw</c> that an expression consists of, which C# converts to the type that is wanted.</summary>
    private static IThrowOperation? ThrowIn(IOperation? operation) => operation switch
    {
        IThrowOperation thrown => thrown,
        IConversionOperation { Operand: var operand } => ThrowIn(operand),
        IExpressionStatementOperation { Operation: var expression } => ThrowIn(expression),
        _ => null,
    };

    private static IOperation WithoutConversion(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion ? WithoutConversion(conversion.Operand) : operation;

    /// <summary>Whatever happens in the statement, an exception ends it.</summary>
    private static bool AlwaysThrows(IOperation? statement) => statement switch
    {
        null => false,
        IBlockOperation block => AlwaysThrow(block.Operations),
        IConditionalOperation branch => AlwaysThrows(branch.WhenTrue) && AlwaysThrows(branch.WhenFalse),
        _ => ThrowIn(statement) is not null,
    };

    private static bool AlwaysThrow(IReadOnlyList<IOperation> statements) =>
        AlwaysThrows(statements.LastOrDefault()) && !statements.Any(statement => statement.DescendantsAndSelf().Any(inner => inner is IReturnOperation or IBranchOperation));

    /// <summary>Lowers something that always throws, under a condition; what follows needs no branch.</summary>
    private void ThrowIf(Value condition, bool isNegated, Func<Flow> lower)
    {
        Branch throwing = Fork(lower);
        Branch empty = Fork(() => Flow.Falls);
        if (isNegated) Append(condition, empty, throwing, []);
        else Append(condition, throwing, empty, []);
    }

    /// <summary>What an expression that throws stands for; never read.</summary>
    private Value[] NoValues(ITypeSymbol? type) => (Leaves(type) ?? [IrType.F64]).Select(leaf => IsMemory(leaf) ? Placeholder(leaf) : _builder.Zero(leaf)).ToArray();
}
