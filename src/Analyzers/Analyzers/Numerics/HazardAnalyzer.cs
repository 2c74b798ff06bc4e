using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>Suggests other ways to write what is numerically dangerous or slow in annotated methods, and in the methods of the project that they call.</summary>
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
            var bodies = new DifferentiatedBodies(start.Compilation);
            start.RegisterSemanticModelAction(file =>
            {
                foreach (IOperation operation in bodies.In(file.SemanticModel.SyntaxTree, file.CancellationToken).SelectMany(body => body.Descendants()))
                {
                    if (operation is IInvocationOperation call) AnalyzeCall(call, file.ReportDiagnostic);
                    if (operation is IBinaryOperation comparison) AnalyzeComparison(comparison, file.ReportDiagnostic);
                }
            });
        });
    }

    private static void AnalyzeCall(IInvocationOperation call, Action<Diagnostic> report)
    {
        switch (MathCall.NameOf(call))
        {
            case "Pow" when MathCall.IsConstant(MathCall.Argument(call, 1), 2) && !MathCall.Argument(call, 0).ConstantValue.HasValue:
                string root = Excerpt.Of(MathCall.Argument(call, 0));
                report(Diagnostic.Create(HazardDescriptors.SquareByPow, call.Syntax.GetLocation(), Excerpt.Of(call), MathCall.IsPlace(MathCall.Argument(call, 0)) ? $"Write '{root} * {root}'" : $"Put '{root}' into a variable, and multiply that by itself"));
                break;
            case "Pow" when !MathCall.IsWhole(MathCall.Argument(call, 1)) && Signs.CanBeNegative(MathCall.Argument(call, 0)) && !IsHarmless(call):
                report(Diagnostic.Create(HazardDescriptors.NegativeBase, call.Syntax.GetLocation(), Excerpt.Of(call), Excerpt.Of(MathCall.Argument(call, 0))));
                break;
            case "Sqrt" when Signs.TouchesZero(MathCall.Argument(call, 0)) && !IsHarmless(call):
                report(Diagnostic.Create(HazardDescriptors.RootAtZero, call.Syntax.GetLocation(), Excerpt.Of(call), Excerpt.Of(MathCall.Argument(call, 0))));
                break;
            case "Log" when call.Arguments.Length == 1 && ExponentialSum.Find(MathCall.Argument(call, 0)) is { } sum && !IsHarmless(call):
                report(Diagnostic.Create(HazardDescriptors.LogSumExp, call.Syntax.GetLocation(), Excerpt.Of(call), sum.Advice));
                break;
        }
    }

    private static bool IsHarmless(IInvocationOperation call) => Guards.IsInactive(MathCall.Argument(call, 0)) || Guards.Cover(call, MathCall.Argument(call, 0));

    private static void AnalyzeComparison(IBinaryOperation comparison, Action<Diagnostic> report)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return;
        if (!MathCall.IsReal(comparison.LeftOperand.Type) || !MathCall.IsReal(comparison.RightOperand.Type) || comparison.ConstantValue.HasValue) return;

        // 'x != x' asks for NaN.
        if (MathCall.AreSame(comparison.LeftOperand, comparison.RightOperand) || !DecidesBranch(comparison)) return;
        if (Guards.IsInactive(comparison.LeftOperand) && Guards.IsInactive(comparison.RightOperand)) return;
        report(Diagnostic.Create(HazardDescriptors.EqualNumbers, comparison.Syntax.GetLocation(), Excerpt.Of(comparison)));
    }

    private static bool DecidesBranch(IOperation condition)
    {
        while (condition.Parent is IUnaryOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or } or IParenthesizedOperation) condition = condition.Parent;
        return condition.Parent switch
        {
            // A branch that throws has no derivative.
            IConditionalOperation conditional => conditional.Condition == condition && !Throws(conditional.WhenTrue) && !Throws(conditional.WhenFalse),
            IWhileLoopOperation loop => loop.Condition == condition,
            IForLoopOperation loop => loop.Condition == condition,
            _ => false,
        };
    }

    private static bool Throws(IOperation? branch) => branch switch
    {
        IThrowOperation => true,
        IConversionOperation conversion => Throws(conversion.Operand),
        IExpressionStatementOperation statement => Throws(statement.Operation),
        IBlockOperation block => Throws(block.Operations.LastOrDefault()),
        _ => false,
    };
}
