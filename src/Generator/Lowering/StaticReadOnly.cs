using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>A <c>static readonly</c> number whose initializer is a formula of constants is that formula, wherever it is read.</summary>
internal static class StaticReadOnly
{
    /// <summary>Null if the field can have another value than its initializer says.</summary>
    public static IOperation? Initializer(IFieldSymbol field, Compilation compilation, CancellationToken cancellation)
    {
        if (!field.IsStatic || !field.IsReadOnly || field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)) return null;
        if (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer: { } syntax }) return null;
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        IOperation? value = (compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) as IFieldInitializerOperation)?.Value;
        return value is not null && value.DescendantsAndSelf().All(IsConstant) ? value : null;
    }

    private static bool IsConstant(IOperation operation) =>
        operation.ConstantValue.HasValue
        || operation is IBinaryOperation or IUnaryOperation or IConversionOperation or IArgumentOperation
        || operation is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } } };
}
