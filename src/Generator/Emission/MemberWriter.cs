using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>The parts that generated members have in common.</summary>
internal static class MemberWriter
{
    public static readonly string Version = typeof(MemberWriter).Assembly.GetName().Version.ToString(3);

    /// <summary>Documentation, attributes and the line of the declaration.</summary>
    public static void Header(
        SourceWriter writer, MethodRequest request, string name, string returnType, IReadOnlyList<MemberParameter> parameters, string summary, string? returns, string? remarks = null)
    {
        writer.Blank();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (MemberParameter parameter in parameters.Where(IsDeclared)) writer.Line($"/// <param name=\"{parameter.BareName}\">{parameter.Summary}</param>");
        if (returns is not null) writer.Line($"/// <returns>{returns}</returns>");
        if (remarks is not null) writer.Line($"/// <remarks>{remarks}</remarks>");
        Declaration(writer, request, request.Accessibility, name, returnType, parameters);
    }

    public static void Declaration(
        SourceWriter writer, MethodRequest request, string accessibility, string name, string returnType, IReadOnlyList<MemberParameter> parameters)
    {
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"SourceAutodiff\", \"{Version}\")]");
        if (request.AllowUnsafe) writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        string head = $"{accessibility} {(request.HasReceiver ? "" : "static ")}{returnType} {name}{request.TypeParameters}(";
        List<string> declared = Declared([.. parameters.Where(IsDeclared)]);
        string list = string.Join(", ", declared);
        string tail = request.Constraints.Length == 0 ? ")" : $") {request.Constraints}";
        if (head.Length + list.Length + tail.Length <= 130)
        {
            writer.Line(head + list + tail);
            return;
        }

        writer.Line(head);
        for (int i = 0; i < declared.Count; i++) writer.Line($"    {declared[i]}{(i + 1 < declared.Count ? "," : tail)}");
    }

    /// <summary>The receiver is not declared; defaults stay where only parameters with defaults follow.</summary>
    private static List<string> Declared(IReadOnlyList<MemberParameter> parameters)
    {
        int lastRequired = parameters.ToList().FindLastIndex(parameter => parameter.Default is null);
        return [.. parameters.Select((parameter, i) =>
            $"{(parameter.Modifier.Length == 0 ? "" : parameter.Modifier + " ")}{parameter.TypeText} {parameter.Name}{(i > lastRequired ? " = " + parameter.Default : "")}")];
    }

    private static bool IsDeclared(MemberParameter parameter) => parameter.Name != "this";

    /// <summary>The arguments of a call of another member with the same parameters.</summary>
    public static string Arguments(IEnumerable<MemberParameter> parameters) => string.Join(", ", parameters.Where(IsDeclared).Select(parameter => parameter.Argument));

    public static string See(MethodRequest request) => $"<see cref=\"{request.Cref}\"/>";
}
