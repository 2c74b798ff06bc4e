using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace SourceAutodiff.Analyzers.Numerics;

/// <summary>Calls of mathematical functions, and their arguments without the conversions that C# adds.</summary>
internal static class MathCall
{
    /// <summary>The function, if it is one of <c>Math</c>, <c>MathF</c>, a floating-point type or generic math; else null.</summary>
    public static string? NameOf(IOperation operation)
    {
        if (Bare(operation) is not IInvocationOperation { TargetMethod: { IsStatic: true } method }) return null;
        return method.ContainingNamespace is { Name: "System" or "Numerics" } && (method.ContainingType.Name is "Math" or "MathF" || IsReal(method.ReturnType)) ? method.Name : null;
    }

    public static IOperation Argument(IInvocationOperation call, int index) => Bare(call.Arguments.First(argument => argument.Parameter!.Ordinal == index).Value);

    public static IOperation Bare(IOperation operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { IsImplicit: true }) operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    public static bool IsReal(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } or ITypeParameterSymbol or { Name: "Half", ContainingNamespace.Name: "System" };

    /// <summary>Arithmetic of numbers, also of a type parameter.</summary>
    public static bool IsArithmetic(IBinaryOperation operation, BinaryOperatorKind kind) => operation.OperatorKind == kind && (operation.OperatorMethod is null || operation.Type is ITypeParameterSymbol);

    public static double? Constant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: IConvertible value and not (string or bool or char) } ? value.ToDouble(null) : null;

    public static bool IsConstant(IOperation operation, double value) => Constant(operation) == value;

    /// <summary>A constant that is a whole number, or an integer.</summary>
    public static bool IsWhole(IOperation operation) => Constant(operation) is { } value ? value == Math.Floor(value) : !IsReal(operation.Type);

    /// <summary>The same variable, member or element, written the same way.</summary>
    public static bool AreSame(IOperation a, IOperation b) => IsPlace(Bare(a)) && SyntaxFactory.AreEquivalent(Bare(a).Syntax, Bare(b).Syntax);

    /// <summary>Reading it twice gives the same and does nothing.</summary>
    public static bool IsPlace(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null || IsPlace(Bare(field.Instance)),
        IPropertyReferenceOperation { Arguments.Length: 0 } property => property.Instance is null || IsPlace(Bare(property.Instance)),
        IPropertyReferenceOperation { Instance: { } span, Arguments: [var index] } => IsPlace(Bare(span)) && IsIndex(Bare(index.Value)),
        IArrayElementReferenceOperation element => IsPlace(Bare(element.ArrayReference)) && element.Indices.All(index => IsIndex(Bare(index))),
        _ => false,
    };

    private static bool IsIndex(IOperation index) => index.ConstantValue.HasValue || IsPlace(index) || index is IBinaryOperation { OperatorMethod: null } sum && IsIndex(Bare(sum.LeftOperand)) && IsIndex(Bare(sum.RightOperand));

    /// <summary>What a local variable is that is set once, where it is declared; else the operation itself.</summary>
    public static IOperation Resolve(IOperation operation)
    {
        operation = Bare(operation);
        if (operation is not ILocalReferenceOperation { Local: var local }) return operation;
        IOperation? value = null;
        foreach (IOperation other in Root(operation).Descendants())
        {
            if (other is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local)) value = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
            else if (IsWrittenBy(other, local)) return operation;
        }

        return value is null ? operation : Bare(value);
    }

    public static bool IsWrittenBy(IOperation operation, ILocalSymbol local)
    {
        IOperation? written = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation step => step.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            _ => null,
        };
        return written?.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)) == true
            || operation is IForEachLoopOperation loop && loop.Locals.Contains(local, SymbolEqualityComparer.Default);
    }

    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }
}
