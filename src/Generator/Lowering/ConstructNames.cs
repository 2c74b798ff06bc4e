using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>What an unsupported construct is called, and what to write in its place.</summary>
internal static class ConstructNames
{
    public static (string What, string WayOut) Describe(IOperation operation) => operation switch
    {
        IAwaitOperation => ("'await'", "await before or after the differentiable method"),
        IThrowOperation => ("'throw'", "check arguments before calling the method"),
        ITryOperation => ("'try'", "handle exceptions where the method is called"),
        ILockOperation => ("'lock'", "lock where the method is called"),
        IUsingOperation or IUsingDeclarationOperation => ("'using' of what has no 'Dispose' of its own in the project", "manage resources where the method is called"),
        ISwitchOperation => ("'switch'", "use 'if' and 'else'"),
        ISwitchExpressionOperation => ("a switch expression", "use '?:'"),
        IIsPatternOperation or IIsTypeOperation => ("a pattern", "use comparisons"),
        ILocalFunctionOperation => ("a local function", "make it a private static method"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("a lambda or delegate", "call a static method directly"),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => ("a call of a delegate", "call a static method directly"),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => ("a call of a local function", "make it a private static method"),
        IFunctionPointerInvocationOperation => ("a call through a function pointer", "call a static method directly"),
        IInterpolatedStringOperation => ("a string", "format text outside of the method"),
        ILabeledOperation or IBranchOperation => ("'goto'", "use loops, 'break' and 'continue'"),
        IObjectCreationOperation { Type.Name: "List" } => ("a list that the method makes", "use an array, with a count if it is not filled"),
        IObjectCreationOperation or IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation => ("creating an object", "use local variables, tuples and arrays"),
        IArrayCreationOperation => ("an array of this shape", "use a one-dimensional array of numbers and compute the index"),
        ICollectionExpressionOperation => ("this collection", "list its elements one by one"),
        IConditionalAccessOperation => ("'?.'", "use '.' on a value that is not null"),
        ICoalesceOperation or ICoalesceAssignmentOperation => ("'??'", "use values that are not nullable"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation => ("'dynamic'", "use a static type"),
        ITypeOfOperation or INameOfOperation => ("a type or name as data", "use numbers"),
        IAddressOfOperation => ("a pointer", "use arrays or spans"),
        IInstanceReferenceOperation => ("'this'", "pass what is needed as parameters"),
        IEventAssignmentOperation or IEventReferenceOperation or IRaiseEventOperation => ("an event", "raise it outside of the method"),
        IDeclarationExpressionOperation => ("a declaration inside an expression", "declare the variable in a statement before"),
        IWithOperation => ("'with'", "use local variables"),
        IRangeOperation => ("a range as data", "write it inside the brackets"),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } => ("an index from the end as data", "write it inside the brackets"),
        ITupleOperation => ("a tuple here", "assign its elements to variables"),
        ITupleBinaryOperation => ("a comparison of tuples", "compare their elements"),
        IForEachLoopOperation { IsAsynchronous: true } => ("'await foreach'", "await before or after the differentiable method"),
        IForEachLoopOperation => ("'foreach' over this", "iterate over an array or a span"),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("'yield'", "write to a buffer"),
        _ => DescribeSyntax(operation.Syntax),
    };

    /// <summary>For what Roslyn has no operation for.</summary>
    private static (string What, string WayOut) DescribeSyntax(SyntaxNode syntax) => syntax switch
    {
        UnsafeStatementSyntax => ("'unsafe'", "use arrays or spans"),
        FixedStatementSyntax => ("'fixed'", "use arrays or spans"),
        StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => ("'stackalloc' here", "assign it to a Span in a declaration"),
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PointerIndirectionExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression) =>
            ("a pointer", "use arrays or spans"),
        _ => ($"'{Excerpt.Of(syntax)}'", "compute it outside of the method or write it with numbers, arrays and spans"),
    };
}
