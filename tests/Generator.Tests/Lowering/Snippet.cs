using System.Globalization;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Lowering;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>C# in a test, compiled, and the front end's answer about one method in it.</summary>
internal sealed class Snippet
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Threading.Tasks; using SourceAutodiff;\n";
    private static readonly MetadataReference[] References = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)];

    private readonly CSharpCompilation _compilation;
    private readonly IMethodSymbol _method;

    private Snippet(string[] files, bool isChecked, string method)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: isChecked);
        _compilation = CSharpCompilation.Create("Snippet", files.Select((text, index) => CSharpSyntaxTree.ParseText(Usings + text, parse, $"File{index}.cs")), References, options);
        _method = _compilation.GetSymbolsWithName(method, SymbolFilter.Member).OfType<IMethodSymbol>().First(symbol => KnownTypes.FindDifferentiable(symbol) is not null);
        Result = FrontEnd.Analyze(_method, _compilation, CancellationToken.None);
    }

    public FrontEndResult Result { get; }

    public DifferentiableProgram Program
    {
        get
        {
            Assert.Equal([], _compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
            Assert.Equal([], Diagnostics);
            Assert.NotNull(Result.Program);
            IrVerifier.Check(Result.Program.Primal);
            foreach (Function callee in Result.Program.Callees) IrVerifier.Check(callee);
            return Result.Program;
        }
    }

    /// <summary><c>SAD2001 'the source at the span'</c></summary>
    public IEnumerable<string> Diagnostics => Result.Diagnostics.Select(info =>
    {
        SyntaxTree tree = _compilation.SyntaxTrees.First(tree => tree.FilePath == info.Location!.Path);
        return $"{info.Id} {tree.GetText().ToString(info.Location!.Span)}";
    });

    /// <summary>Members of a partial class <c>M</c>; the method <c>F</c> is annotated.</summary>
    public static Snippet Members(string members, bool isChecked = false) =>
        new([$"public static partial class M {{ [Differentiable] {members} }}"], isChecked, "F");

    public static Snippet Files(params string[] files) => new(files, false, "F");

    /// <summary>The body of <c>static double F(double x, double y, int n, double[] a)</c>.</summary>
    public static Snippet Body(string body, bool isChecked = false) =>
        Members($"public static double F(double x, double y, int n, double[] a) {{ {body} }}", isChecked);

    public void Expect(string expected) => IrTestText.Expect(expected, Program.Primal);

    /// <summary>Holds that the IR does with these arguments what the compiled method does: results, contents of arrays, exceptions.</summary>
    public void ExpectSameAsCompiled(params object[][] argumentLists)
    {
        Function inlined = IrVerifier.Check(Inlining.Inline(Program));
        MethodInfo compiled = Compile();
        foreach (object[] arguments in argumentLists)
        {
            object[] forCompiled = [.. arguments.Select(Copy)];
            object[] forIr = [.. arguments.Select(Copy)];
            string expected = Run(() => (object[])compiled.Invoke(null, [forCompiled])!, forCompiled);
            string actual = Run(() => IrInterpreter.Run(inlined, forIr), forIr);
            Assert.True(expected == actual, $"compiled: {expected}\nIR:       {actual}\n{IrPrinter.Print(Program.Primal)}");
        }
    }

    private static string Run(Func<object[]> run, object[] arguments)
    {
        string outcome;
        try
        {
            outcome = string.Join(", ", run().Select(Text));
        }
        catch (Exception exception)
        {
            outcome = (exception as TargetInvocationException)?.InnerException!.GetType().Name ?? exception.GetType().Name;
        }

        return $"{outcome} | {string.Join(" ", arguments.OfType<Array>().Select(array => string.Join(",", array.Cast<object>().Select(Text))))}";
    }

    private static string Text(object value) => value is IFormattable number ? number.ToString("R", CultureInfo.InvariantCulture).Replace("E+00", "") : value.ToString()!;

    private static object Copy(object value) => value is Array array ? array.Clone() : value;

    // Reflection cannot pass spans, so a wrapper takes arrays.
    private MethodInfo Compile()
    {
        string arguments = string.Join(", ", _method.Parameters.Select((parameter, index) => $"({ArgumentType(parameter.Type)})p[{index}]"));
        string type = _method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("<T>", "<double>");
        string name = _method.IsGenericMethod ? _method.Name + "<double>" : _method.Name;
        string call = $"{type}.{name}({arguments})";
        string body = _method.ReturnsVoid ? $"{call}; return new object[0];"
            : _method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? $"var r = {call}; return new object[] {{ {string.Join(", ", Enumerable.Range(1, tuple.TupleElements.Length).Select(i => $"r.Item{i}"))} }};"
            : $"return new object[] {{ {call} }};";
        CSharpCompilation compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            $"public static class Wrapper {{ public static object[] Call(object[] p) {{ {body} }} }}", (CSharpParseOptions)_compilation.SyntaxTrees[0].Options));
        using var stream = new MemoryStream();
        Assert.Equal([], compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        return Assembly.Load(stream.ToArray()).GetType("Wrapper")!.GetMethod("Call")!;
    }

    private static string ArgumentType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{ArgumentType(array.ElementType)}[]",
        INamedTypeSymbol { TypeArguments.Length: 1 } span => $"{ArgumentType(span.TypeArguments[0])}[]",
        ITypeParameterSymbol => "double",
        _ => type.ToDisplayString(),
    };
}
