using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>Suggests other ways to write what is numerically dangerous or slow in annotated methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HazardAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. HazardDescriptors.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.DifferentiableAttribute) is null) return;
            start.RegisterOperationBlockStartAction(static block =>
            {
                if (block.OwningSymbol is not IMethodSymbol method || KnownTypes.FindDifferentiable(method) is null) return;
                block.RegisterOperationAction(static call => AnalyzeCall((IInvocationOperation)call.Operation, call.ReportDiagnostic), OperationKind.Invocation);
                block.RegisterOperationAction(static comparison => AnalyzeComparison((IBinaryOperation)comparison.Operation, comparison.ReportDiagnostic), OperationKind.Binary);
            });
        });
    }

    private static void AnalyzeCall(IInvocationOperation call, Action<Diagnostic> report)
    {
        switch (MathCall.NameOf(call))
        {
            case "Pow" when MathCall.IsConstant(MathCall.Argument(call, 1), 2) && !MathCall.Argument(call, 0).ConstantValue.HasValue:
                report(Diagnostic.Create(HazardDescriptors.SquareByPow, call.Syntax.GetLocation(), call.Syntax, MathCall.Argument(call, 0).Syntax));
                break;
            case "Pow" when !MathCall.IsWhole(MathCall.Argument(call, 1)) && Signs.CanBeNegative(MathCall.Argument(call, 0)):
                report(Diagnostic.Create(HazardDescriptors.NegativeBase, call.Syntax.GetLocation(), call.Syntax, MathCall.Argument(call, 0).Syntax));
                break;
            case "Sqrt" when Signs.TouchesZero(MathCall.Argument(call, 0)):
                report(Diagnostic.Create(HazardDescriptors.RootAtZero, call.Syntax.GetLocation(), call.Syntax, MathCall.Argument(call, 0).Syntax));
                break;
            case "Log" when call.Arguments.Length == 1 && ExponentialSum.Find(MathCall.Argument(call, 0)) is { } sum:
                report(Diagnostic.Create(HazardDescriptors.LogSumExp, call.Syntax.GetLocation(), call.Syntax, sum.Advice));
                break;
        }
    }

    private static void AnalyzeComparison(IBinaryOperation comparison, Action<Diagnostic> report)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return;
        if (!MathCall.IsReal(comparison.LeftOperand.Type) || !MathCall.IsReal(comparison.RightOperand.Type) || comparison.ConstantValue.HasValue) return;

        // 'x != x' asks for NaN.
        if (MathCall.AreSame(comparison.LeftOperand, comparison.RightOperand) || !DecidesBranch(comparison)) return;
        report(Diagnostic.Create(HazardDescriptors.EqualNumbers, comparison.Syntax.GetLocation(), comparison.Syntax));
    }

    private static bool DecidesBranch(IOperation condition)
    {
        while (condition.Parent is IUnaryOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or } or IParenthesizedOperation) condition = condition.Parent;
        return condition.Parent switch
        {
            IConditionalOperation conditional => conditional.Condition == condition,
            IWhileLoopOperation loop => loop.Condition == condition,
            IForLoopOperation loop => loop.Condition == condition,
            _ => false,
        };
    }
}
