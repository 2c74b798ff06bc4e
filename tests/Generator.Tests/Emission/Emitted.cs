using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceAutodiff.Generator.Differentiation;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;
using SourceAutodiff.Residuals;

namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>IR text to C# text, and on to code that runs.</summary>
internal static class Emitted
{
    /// <summary>A request that fits the function's primal parameters and results.</summary>
    public static MethodRequest Request(Function function, RequestedDerivatives derivatives = RequestedDerivatives.None, params string[] resultNames)
    {
        Parameter[] primal = [.. function.Parameters.Where(parameter => parameter.Role == ParameterRole.Primal)];
        ArgumentRequest[] arguments = [.. primal.Select((parameter, i) => new ArgumentRequest(parameter.Value.Name, Layout(parameter.Value.Type), Passing.Value, null, false, i, 1))];
        ParameterRequest[] parameters = [.. primal.Select((parameter, i) => new ParameterRequest(parameter.Value.Name, parameter.Value.Type, i, parameter.Differentiated))];
        OutputRequest[] outputs = [.. function.Body.Yields.Select((value, i) => new OutputRequest(i < resultNames.Length ? resultNames[i] : null, Layout(value.Type)))];
        ResultRequest[] results = [.. function.Body.Yields.Select((value, i) => new ResultRequest(value.Type, i))];
        string types = string.Join(", ", arguments.Select(argument => argument.TypeText)).Replace('<', '{').Replace('>', '}');
        string generic = function.Parameters.Any(parameter => parameter.Value.Type is RealParameterType) ? "<T>" : "";
        return new MethodRequest(
            $"Model.{function.Name}.g.cs",
            "Tests",
            ["public static partial class Model"],
            function.Name,
            "public",
            generic,
            generic.Length == 0 ? "" : "where T : global::System.Numerics.IFloatingPointIeee754<T>",
            $"{function.Name}{generic.Replace('<', '{').Replace('>', '}')}({types})",
            new EquatableArray<ArgumentRequest>(arguments),
            new EquatableArray<ParameterRequest>(parameters),
            new EquatableArray<OutputRequest>(outputs),
            new EquatableArray<ResultRequest>(results),
            results.Length > 1,
            derivatives,
            AllowUnsafe: false);
    }

    private static Layout Layout(IrType type) => type is BufferType buffer
        ? new BufferLayout(CSharpTypes.Name(buffer), new ScalarLayout(CSharpTypes.Name(buffer.Element), buffer.Element), buffer.Kind)
        : new ScalarLayout(CSharpTypes.Name(type), type);

    /// <summary>The body of a function as it is printed, without the member around it.</summary>
    public static string Body(string ir)
    {
        Function function = IrTestText.Read(ir);
        var writer = new SourceWriter();
        var names = new NameScope();
        foreach (Parameter parameter in function.Parameters) names.Reserve(parameter.Value.Name);
        BodyResults results = BodyPrinter.Print(function, function.Parameters.ToDictionary(p => p.Value.Id, p => NameScope.Escape(p.Value.Name)), names, writer);
        if (results.Values.Count > 0) writer.Line($"return {TupleType.Value(results.Values)};");
        return (writer.Suppressed.Count > 0 ? $"#pragma warning disable {string.Join(", ", writer.Suppressed)}\n" : "") + writer;
    }

    /// <summary>All members for a primal function, as a consumer's project gets them.</summary>
    public static string Members(string ir, RequestedDerivatives derivatives = RequestedDerivatives.None, params string[] resultNames)
    {
        Function primal = Simplifier.Simplify(IrTestText.Read(ir));
        Function vjp = Vjp.Transform(primal, BuiltInRules.Table);
        Function backward = IrVerifier.Check(Simplifier.DropResults(vjp, result => result.Role == ResultRole.Primal));
        Function? gradient = primal.Results.Count == 1
            ? IrVerifier.Check(Simplifier.Specialize(vjp, vjp.Parameters.ToList().FindIndex(parameter => parameter.Role == ParameterRole.Seed), 1))
            : null;
        bool lanes = derivatives.HasFlag(RequestedDerivatives.Jacobian) && Jvp.SupportsLanes(primal);
        Function Forward(bool lanes) => IrVerifier.Check(Simplifier.Simplify(Jvp.Transform(primal, BuiltInRules.Table, lanes)));
        return Emitter.Emit(new DerivedFunctions(
            Request(primal, derivatives, resultNames), primal, backward, gradient, derivatives == 0 ? null : Forward(false), lanes ? Forward(true) : null));
    }

    /// <summary>Compiles with every warning an error, as a strict consumer does.</summary>
    public static Assembly Compile(params string[] sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create(
            "Emitted" + Guid.NewGuid().ToString("N"),
            sources.Select(source => CSharpSyntaxTree.ParseText(source, parse)),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ResidualMemory).Assembly.Location)],
            options);
        using var stream = new MemoryStream();
        Diagnostic[] problems = [.. compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (problems.Length > 0) Assert.Fail(string.Join("\n", problems.Select(p => p.ToString())) + "\n" + string.Join("\n", sources));
        stream.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(stream);
    }
}
