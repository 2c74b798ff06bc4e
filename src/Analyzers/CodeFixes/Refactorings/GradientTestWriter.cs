using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceAutodiff.Generator;
using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>
/// A test that compares the derivatives of a method with finite differences, by <c>GradientCheck</c>. What the generated members take and
/// return is asked of the generator, so it does not matter whether it has run.
/// </summary>
internal sealed class GradientTestWriter
{
    private readonly CheckText _text;
    private readonly MethodShape _shape;
    private readonly IMethodSymbol _method;
    private readonly Dictionary<PrimalArgument, CheckedArgument> _arguments;
    private readonly SourceWriter _writer = new();

    private GradientTestWriter(CheckText text, IMethodSymbol method, Dictionary<PrimalArgument, CheckedArgument> arguments)
    {
        (_text, _shape, _method, _arguments) = (text, text.Shape, method, arguments);
        Results = new CheckedResults(text);
    }

    private CheckedResults Results { get; }

    private IEnumerable<CheckedArgument> Arguments => _shape.Arguments.Select(argument => _arguments[argument]);

    /// <summary>One number comes out, and nothing else: <c>FGradient</c> is checked, else <c>FBackward</c>.</summary>
    private bool IsSimple => _shape.Functions.ValueAndGradient is not null && !Arguments.Any(argument => argument.IsOutput);

    /// <summary>The file, every name qualified; null if no test can be written for the method.</summary>
    /// <param name="target">The project that the test is to be in.</param>
    public static string? Write(IMethodSymbol method, DerivedFunctions functions, TestFramework framework, Compilation target, string ns, string className)
    {
        var shape = new MethodShape(functions);
        if (CheckText.Of(shape, method, target.Assembly) is not { } text) return null;
        var arguments = new Dictionary<PrimalArgument, CheckedArgument>();
        foreach (PrimalArgument argument in shape.Arguments)
        {
            if (CheckedArgument.Of(argument, text) is not { } made) return null;
            arguments.Add(argument, made);
        }

        if (arguments.Values.All(argument => !argument.Inputs.Any())) return null;
        var writer = new GradientTestWriter(text, method, arguments);
        writer.WriteFile(framework, GlobalUsings(target), ns, className);
        string file = writer._writer.ToString();
        // A field that only the generated code reaches.
        return file.IndexOf('⟦') < 0 ? file : null;
    }

    private void WriteFile(TestFramework framework, HashSet<string> known, string ns, string className)
    {
        string[] usings = ["SourceAutodiff", framework.Namespace, DeclarationText.Namespace(_method.ContainingNamespace)];
        foreach (string name in usings.Where(name => name.Length > 0 && name != ns && !known.Contains(name)).Distinct().OrderBy(name => name, StringComparer.Ordinal)) _writer.Line($"using {name};");
        _writer.Blank();
        if (ns.Length > 0)
        {
            _writer.Line($"namespace {ns};");
            _writer.Blank();
        }

        _writer.Line($"/// <summary>The derivatives of {MemberOf(_method)} are those that finite differences give.</summary>");
        if (framework.OnClass is { } onClass) _writer.Line($"[{onClass}]");
        _writer.Open($"public class {className}");
        WriteTest(framework, IsSimple ? "GradientMatchesFiniteDifferences" : "BackwardMatchesFiniteDifferences", WriteBackward);
        if (_shape.Functions.Jvp is not null && _shape.Request.Derivatives.HasFlag(RequestedDerivatives.Jvp))
        {
            _writer.Blank();
            WriteTest(framework, "JvpMatchesFiniteDifferences", WriteJvp);
        }

        _writer.Close();
    }

    /// <summary>Namespaces that every file of the project has in scope.</summary>
    private static HashSet<string> GlobalUsings(Compilation target) =>
    [
        .. target.SyntaxTrees.SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot()).Usings)
            .Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None))
            .Select(directive => directive.NamespaceOrType.ToString().Replace("global::", "")),
    ];

    private static string MemberOf(IMethodSymbol method) => $"<c>{method.ContainingType.Name}.{method.Name}</c>";

    private void WriteTest(TestFramework framework, string name, Action write)
    {
        _writer.Line($"[{framework.OnMethod}]");
        _writer.Open($"public void {name}()");
        _writer.Line("// The numbers are samples. Choose points of your own domain, away from kinks and poles.");
        string[] hidden = [.. Arguments.SelectMany(argument => argument.Unchecked)];
        if (hidden.Length > 0) _writer.Line($"// Not checked, since it cannot be set from here: {string.Join(", ", hidden)}.");
        _writer.Line("global::SourceAutodiff.GradientCheck");
        List<string> declared = [.. Arguments.SelectMany(argument => argument.Inputs), .. Arguments.SelectMany(argument => argument.Outputs)];
        if (!IsSimple) declared.AddRange(Results.Outputs);
        foreach (string call in declared) _writer.Line($"    .{call}");
        write();
        _writer.Line("    .ThrowIfFailed();");
        _writer.Close();
    }

    private void WriteBackward()
    {
        _writer.Line(IsSimple ? "    .Check(" : "    .CheckBackward(");
        WritePrimal();
        var body = new SourceWriter();
        string? last = IsSimple ? Gradient(body) : Backward(body);
        Lambda($"({_text.Arguments}, {_text.Gradients})", body, last, ")", isVoid: true);
    }

    private void WriteJvp()
    {
        _writer.Line("    .CheckJvp(");
        WritePrimal();
        var body = new SourceWriter();
        string? last = Jvp(body);
        Lambda($"({_text.Arguments}, {_text.Tangents})", body, last, ")", isVoid: !IsSimple);
    }

    private void WritePrimal()
    {
        var body = new SourceWriter();
        string call = Call("", body, [.. _shape.Arguments.Where(argument => !argument.Request.IsReceiver).Select(argument => _arguments[argument].Pass(body))]);
        if (IsSimple)
        {
            Lambda(_text.Arguments, body, Results.Number(call), ",", isVoid: false);
            return;
        }

        Results.Take(call, _text.Arguments, body);
        foreach (CheckedArgument argument in Arguments) argument.Leave(body);
        Lambda(_text.Arguments, body, null, ",", isVoid: true);
    }

    /// <summary>Ends with a call of <c>FGradient</c>, whose arguments have no outputs.</summary>
    private string? Gradient(SourceWriter body)
    {
        List<string> arguments = [.. _shape.Arguments.Where(argument => !argument.Request.IsReceiver).Select(argument => _arguments[argument].Pass(body))];
        List<CheckedArgument> inPlace = [.. Arguments.Where(argument => argument.Argument is { IsDifferentiated: true, Form: not ArgumentForm.Value, IsOut: false })];
        List<CheckedNumbers> returned = [.. Arguments.Where(argument => argument.Argument is { IsDifferentiated: true, Form: ArgumentForm.Value }).Cast<CheckedNumbers>()];
        arguments.AddRange(inPlace.Select(argument => argument.PassGradient(body)));
        string call = Call("Gradient", body, arguments);
        if (returned.Count > 0 && returned.All(argument => argument.Target is not null))
        {
            string targets = string.Join(", ", returned.Select(argument => argument.Target));
            call = $"{(returned.Count == 1 ? targets : $"({targets})")} = {call}";
        }
        else if (returned.Count > 0)
        {
            string variables = string.Join(", ", returned.Select(argument => argument.GradientVariable));
            body.Line($"var {(returned.Count == 1 ? variables : $"({variables})")} = {call};");
            foreach (CheckedNumbers argument in returned) argument.Store(argument.GradientVariable, body);
            foreach (CheckedArgument argument in inPlace) argument.LeaveGradient(body);
            return null;
        }

        return Finish(call, body, after => inPlace.ForEach(argument => argument.LeaveGradient(after)));
    }

    private string? Backward(SourceWriter body)
    {
        List<string> arguments = [];
        int output = 0;
        foreach (MemberParameter parameter in BackwardMember.Signature(_shape).Parameters)
        {
            if (parameter.Of is null) arguments.Add(Results.Seed(output++, _text.Gradients, body));
            else if (parameter.Role != ParameterRole.Primal) arguments.Add(_arguments[parameter.Of].PassGradient(body));
            else if (!parameter.Of.Request.IsReceiver) arguments.Add(_arguments[parameter.Of].Pass(body));
        }

        return Finish(Call("Backward", body, arguments), body, after =>
        {
            foreach (CheckedArgument argument in Arguments.Where(argument => argument.Argument.IsDifferentiated)) argument.LeaveGradient(after);
        });
    }

    private string? Jvp(SourceWriter body)
    {
        List<string> arguments = [];
        foreach (MemberParameter parameter in JvpMember.Signature(_shape, _shape.Functions.Jvp!).Parameters)
        {
            if (parameter.Role != ParameterRole.Primal) arguments.Add(_arguments[parameter.Of!].PassTangent(body));
            else if (!parameter.Of!.Request.IsReceiver) arguments.Add(_arguments[parameter.Of].Pass(body));
        }

        string call = Call("Jvp", body, arguments);
        if (IsSimple) return Results.Tangent(call);
        Results.TakeTangents(call, _text.Tangents, body);
        foreach (CheckedArgument argument in Arguments.Where(argument => argument.Argument.IsDifferentiated)) argument.LeaveTangent(body);
        return null;
    }

    private static string? Finish(string call, SourceWriter body, Action<SourceWriter> after)
    {
        var rest = new SourceWriter();
        after(rest);
        if (rest.Lines.Count == 0) return call;
        body.Line(call + ";");
        body.Append(rest);
        return null;
    }

    /// <summary>The call of a member of the method's type or object, which is made before.</summary>
    private string Call(string suffix, SourceWriter body, IReadOnlyList<string> arguments)
    {
        string target = DeclarationText.Type(_method.ContainingType);
        if (_shape.Arguments.FirstOrDefault(argument => argument.Request.IsReceiver) is { } receiver)
        {
            _arguments[receiver].Pass(body);
            target = _arguments[receiver].Local;
        }

        return $"{target}.{NameScope.Escape(_method.Name + suffix)}{_shape.Request.TypeParameters}({string.Join(", ", arguments)})";
    }

    private void Lambda(string parameters, SourceWriter body, string? last, string after, bool isVoid)
    {
        const string Indent = "        ";
        if (body.Lines.Count == 0 && last is not null)
        {
            _writer.Line($"{Indent}{parameters} => {last}{after}");
            return;
        }

        _writer.Line($"{Indent}{parameters} =>");
        _writer.Line(Indent + "{");
        foreach (string line in body.Lines) _writer.Line($"{Indent}    {line}");
        if (last is not null) _writer.Line($"{Indent}    {(isVoid ? "" : "return ")}{last};");
        _writer.Line($"{Indent}}}{after}");
    }
}
