using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>The parts that generated members have in common.</summary>
internal static class MemberWriter
{
    private static readonly string Version = typeof(MemberWriter).Assembly.GetName().Version.ToString(3);

    /// <summary>Documentation, attributes and the line of the declaration.</summary>
    public static void Header(
        SourceWriter writer, MethodRequest request, string name, string returnType, IReadOnlyList<MemberParameter> parameters, string summary, string? returns, string? remarks = null)
    {
        writer.Blank();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (MemberParameter parameter in parameters) writer.Line($"/// <param name=\"{parameter.BareName}\">{parameter.Summary}</param>");
        if (returns is not null) writer.Line($"/// <returns>{returns}</returns>");
        if (remarks is not null) writer.Line($"/// <remarks>{remarks}</remarks>");
        Declaration(writer, request, request.Accessibility, name, returnType, parameters);
    }

    public static void Declaration(
        SourceWriter writer, MethodRequest request, string accessibility, string name, string returnType, IReadOnlyList<MemberParameter> parameters)
    {
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"SourceAutodiff\", \"{Version}\")]");
        if (request.AllowUnsafe) writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        string head = $"{accessibility} static {returnType} {name}{request.TypeParameters}(";
        string list = string.Join(", ", parameters.Select(parameter => $"{parameter.TypeText} {parameter.Name}"));
        string tail = request.Constraints.Length == 0 ? ")" : $") {request.Constraints}";
        if (head.Length + list.Length + tail.Length <= 130)
        {
            writer.Line(head + list + tail);
            return;
        }

        writer.Line(head);
        for (int i = 0; i < parameters.Count; i++)
        {
            writer.Line($"    {parameters[i].TypeText} {parameters[i].Name}{(i + 1 < parameters.Count ? "," : tail)}");
        }
    }

    /// <summary>Checks at entry: derivative buffers fit their primal ones, and nothing that is written overlaps anything else.</summary>
    public static void Guards(SourceWriter writer, IReadOnlyList<MemberParameter> parameters)
    {
        foreach (MemberParameter parameter in parameters)
        {
            if (parameter.Of is not { IsBuffer: true } of || parameter.Name == of.Text) continue;
            writer.Line($"{parameter.Name} = {CSharpTypes.Residuals}Guard.Matching({parameter.Name}, {of.Text}.Length, \"{parameter.BareName}\", \"{of.Name}\");");
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            for (int j = i + 1; j < parameters.Count; j++)
            {
                MemberParameter first = parameters[i], second = parameters[j];
                if (first.Element is null || first.Element != second.Element || !(first.IsWritten || second.IsWritten)) continue;
                (MemberParameter written, MemberParameter other) = second.IsWritten ? (second, first) : (first, second);
                writer.Line(
                    $"{CSharpTypes.Residuals}Guard.NoOverlap<{CSharpTypes.Name(written.Element!)}>({written.Name}, {other.Name}, \"{written.BareName}\", \"{other.BareName}\");");
            }
        }
    }

    public static string See(MethodRequest request) => $"<see cref=\"{request.Cref}\"/>";
}
