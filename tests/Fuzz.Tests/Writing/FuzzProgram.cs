namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <param name="Members">Of the class of the program; what is left out of it when it is shrunk.</param>
internal sealed record FuzzProgram(int Seed, IReadOnlySet<Feature> Features, Block Members)
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Diagnostics;\nusing System.Linq;\nusing System.Numerics;\nusing System.Numerics.Tensors;\nusing System.Runtime.Intrinsics;\nusing System.Threading.Tasks;\nusing SourceAutodiff;\n\n";

    public string ClassName => $"P{Seed}";

    public string Text => $"{Usings}namespace Fuzz;\n\npublic static partial class {ClassName}\n{{\n{Indented(Members.ToString())}}}\n";

    private static string Indented(string text) => string.Concat(text.Split('\n').Where(line => line.Length > 0).Select(line => "    " + line + "\n"));
}
