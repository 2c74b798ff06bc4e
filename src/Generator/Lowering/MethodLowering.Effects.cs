using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Calls that are made for what they do: logging, argument checks. The derivatives make them where the method does, once in each forward sweep.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The C# compiler leaves out conditional calls too, with their arguments. Arrays are taken to be there.</summary>
    private bool IsLeftOut(IInvocationOperation call)
    {
        if (call.TargetMethod is { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" } && IsMemory(WithoutConversion(call.Arguments[0].Value).Type)) return true;
        string[] symbols = KnownTypes.ConditionalSymbols(call.TargetMethod);
        if (symbols.Length == 0) return false;
        SyntaxTree tree = call.Syntax.SyntaxTree;
        IEnumerable<string> defined = tree.Options.PreprocessorSymbolNames.Concat(
            tree.GetRoot().DescendantTrivia(node => node is CompilationUnitSyntax).Select(trivia => trivia.GetStructure()).OfType<DefineDirectiveTriviaSyntax>().Select(define => define.Name.ValueText));
        return !symbols.Intersect(defined).Any();
    }

    /// <summary>A method without results whose source is elsewhere, or that takes what is no number and so is no computation.</summary>
    private bool IsPerformed(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.ReturnsVoid || method.MethodKind != MethodKind.Ordinary) return false;
        if (call.Arguments.Any(argument => IsMemory(argument.Value.Type) || IsMemory(WithoutConversion(argument.Value).Type))) return false;
        return IsHere(method)
            ? method.IsStatic && (KnownTypes.ConditionalSymbols(method).Length > 0 || method.Parameters.Any(parameter => parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Object))
            : method.IsStatic || call.Instance?.Type is { IsReferenceType: true };
    }

    private bool IsMemory(ITypeSymbol? type) => type is IArrayTypeSymbol || _types.Map(type) is BufferType;

    private Value[]? LowerPerform(IInvocationOperation call)
    {
        List<Value> values = [];
        if (!IsReachable(call.TargetMethod))
        {
            ReportCall(call);
            return null;
        }

        if (TextOfCall(call, values) is not { } text) return null;
        _builder.Append(new Perform(text, values.ToEquatableArray()));
        return [];
    }

    /// <summary>A local for a text that is put together once needs no place at run time.</summary>
    private bool LowerText(ILocalSymbol local, IVariableInitializerOperation? initializer)
    {
        if (local.Type.SpecialType != SpecialType.System_String || initializer is null || _frame.Used.IsAssigned(local)) return false;
        List<Value> values = [];
        if (Text(initializer.Value, values) is { } text) _texts[local] = (text, values.ToArray());
        else _broken.Add(local);
        return true;
    }
}
