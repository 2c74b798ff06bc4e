using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Generator.Tests.Docs;

/// <summary>The code that newcomers copy compiles and prints what the page says. Alone, because it redirects the console.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ConsoleCollection
{
    public const string Name = "Console";
}

[Collection(ConsoleCollection.Name)]
public class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("src/Runtime/README.md")]
    [InlineData("docs/tensors.md")]
    public void The_program_prints_what_the_page_says(string page)
    {
        string expected = string.Concat(Pages.Blocks(page, "text"));
        Assert.NotEqual("", expected);
        Assert.Equal(expected, DocumentedProgram.Run(Pages.Blocks(page, "csharp")));
    }

    /// <summary>What is shown as working has to, and generated members that the text mentions have the parameters it says.</summary>
    [Fact]
    public void The_code_of_the_limitations_page_compiles()
    {
        const string Page = "docs/limitations.md";
        IReadOnlyList<string> blocks = Pages.Blocks(Page, "csharp");
        Compilation compilation = DocumentedProgram.Compile(
            OutputKind.DynamicallyLinkedLibrary, $"using SourceAutodiff;\n\npublic static partial class Model\n{{\n{string.Concat(blocks)}}}\n");
        MatchCollection mentions = Regex.Matches(Pages.Read(Page), @"`(\w+(?:Backward|Jacobian))\((.+?)\)`");
        Assert.NotEmpty(mentions);
        foreach (Match mention in mentions)
        {
            var member = (IMethodSymbol)compilation.GetSymbolsWithName(mention.Groups[1].Value).Single();
            Assert.Equal(mention.Groups[2].Value, string.Join(", ", member.Parameters.Select(parameter => (parameter.RefKind == RefKind.Ref ? "ref " : "") + parameter.Name)));
        }
    }
}
