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
    public void The_program_prints_what_the_page_says(string page)
    {
        string expected = string.Concat(Pages.Blocks(page, "text"));
        Assert.NotEqual("", expected);
        Assert.Equal(expected, DocumentedProgram.Run(Pages.Blocks(page, "csharp")));
    }

    /// <summary>Limitations are shown beside what works instead; what is shown as working has to.</summary>
    [Fact]
    public void The_code_of_the_limitations_page_compiles()
    {
        IReadOnlyList<string> blocks = Pages.Blocks("docs/limitations.md", "csharp");
        Assert.NotEmpty(blocks);
        string members = string.Concat(blocks);
        DocumentedProgram.Compile(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, $"using SourceAutodiff;\n\npublic static partial class Model\n{{\n{members}}}\n");
    }
}
