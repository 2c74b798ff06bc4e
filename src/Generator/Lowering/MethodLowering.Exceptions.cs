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

    /// <summary>
    /// What follows a body however it is left, but for an exception: that ends the derivative, which has nothing to clean up but its own memory.
    /// So nothing may be in there that others would miss.
    /// </summary>
    private Flow LowerFinally(Func<Flow> body, Action last, IOperation site, string what)
    {
        Continuation outer = _continuation;
        _continuation = outer.Before(_scope.Skip);
        _finallies++;
        Flow flow = body();
        _finallies--;

        // What is left stays left; nothing in here leaves by itself.
        (Variable Flag, Value? Value)[] flags = _scope.Flags.Append(_returned).Distinct().Where(_environment.Contains).Select(flag => (flag, _environment[flag])).ToArray();
        foreach ((Variable flag, _) in flags) _environment[flag] = Known.False;
        int before = _builder.Operations.Count;
        last();
        foreach ((Variable flag, Value? value) in flags) _environment[flag] = value;
        _continuation = outer;
        bool performs = false;
        foreach (Operation operation in _builder.Operations.Skip(before))
        {
            performs |= operation is Perform;
            foreach (Region region in operation.Regions) IrWalk.ForEachOperation(region, inner => performs |= inner is Perform);
        }

        if (performs) ReportUnsupported(site, $"{what} that calls something for what it does", "call it where the method is called");
        return flow;
    }

    /// <summary>How many <c>finally</c> blocks are to run after what is being lowered, and read its variables.</summary>
    private int _finallies;

    /// <summary>What an expression that throws stands for; never read.</summary>
    private Value[] NoValues(ITypeSymbol? type) => (Leaves(type) ?? [IrType.F64]).Select(leaf => IsMemory(leaf) ? Placeholder(leaf) : _builder.Zero(leaf)).ToArray();
}
