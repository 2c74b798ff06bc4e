using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>A <c>static readonly</c> number or struct whose initializer is a formula of constants is that formula, wherever it is read. So is a static property without a setter.</summary>
internal static class StaticReadOnly
{
    /// <summary>Null if the field or property can have another value than its initializer says.</summary>
    public static IOperation? Initializer(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        bool isFixed = member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };
        if (!member.IsStatic || !isFixed || member.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)) return null;
        SyntaxNode? declaration = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (((declaration as VariableDeclaratorSyntax)?.Initializer ?? (declaration as PropertyDeclarationSyntax)?.Initializer) is not { } syntax) return null;
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        IOperation? value = (compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) as ISymbolInitializerOperation)?.Value;
        return value is not null && value.DescendantsAndSelf().All(IsConstant) ? value : null;
    }

    /// <summary>Always the same array, whatever is in it.</summary>
    public static bool IsArray(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: true, IsReadOnly: true, Type: IArrayTypeSymbol { IsSZArray: true } } field => !field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute"),
        IPropertySymbol { IsStatic: true, SetMethod: null, IsAbstract: false, IsVirtual: false, Type: IArrayTypeSymbol { IsSZArray: true } } property => property.DeclaringSyntaxReferences.Length == 1
            && property.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: [{ Body: null, ExpressionBody: null }] },
        _ => false,
    };

    private static bool IsConstant(IOperation operation) =>
        operation.ConstantValue.HasValue
        || operation is IBinaryOperation or IUnaryOperation or IConversionOperation or IArgumentOperation or IDefaultValueOperation
        || operation is IObjectCreationOperation { Type.IsValueType: true, Initializer: null }
        || operation is IPropertyReferenceOperation { Instance: null, ConstrainedToType: not null }
        || (operation is IMemberReferenceOperation { Instance: null, Member.ContainingType: var owner } && Parsing.KnownTypes.Struct(owner) is not null)
        || (operation is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var home } } && Parsing.KnownTypes.Struct(home) is not null)
        || operation is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } } };
}
