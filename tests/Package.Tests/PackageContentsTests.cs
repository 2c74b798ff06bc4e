using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace SourceAutodiff.Package.Tests;

[Collection(PackageCollection.Name)]
public class PackageContentsTests(PackedPackage package)
{
    private List<string> Entries(string path)
    {
        package.PackResult.Succeeded();
        using var archive = ZipFile.OpenRead(path);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal)];
    }

    private static bool IsContent(string name) =>
        !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml";

    private byte[] Read(string name)
    {
        using var archive = ZipFile.OpenRead(package.PackagePath);
        using var stream = archive.GetEntry(name)!.Open();
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [Fact]
    public void It_holds_the_runtime_the_compiler_parts_and_nothing_else() => Assert.Equal(
        [
            "README.md",
            "SourceAutodiff.nuspec",
            "analyzers/dotnet/cs/SourceAutodiff.Analyzers.dll",
            "analyzers/dotnet/cs/SourceAutodiff.CodeFixes.dll",
            "analyzers/dotnet/cs/SourceAutodiff.Generator.dll",
            "lib/net10.0/SourceAutodiff.dll",
            "lib/net10.0/SourceAutodiff.xml",
            "lib/net8.0/SourceAutodiff.dll",
            "lib/net8.0/SourceAutodiff.xml",
        ],
        Entries(package.PackagePath));

    [Fact]
    public void Symbols_are_beside_it() => Assert.Equal(
        ["SourceAutodiff.nuspec", "lib/net10.0/SourceAutodiff.pdb", "lib/net8.0/SourceAutodiff.pdb"],
        Entries(package.SymbolsPath));

    [Fact]
    public void It_depends_on_the_span_functions_only_and_says_what_it_is()
    {
        package.PackResult.Succeeded();
        var metadata = XDocument.Parse(Encoding.UTF8.GetString(Read("SourceAutodiff.nuspec")).TrimStart('\uFEFF')).Root!.Elements().Single();
        string? Text(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("SourceAutodiff", Text("id"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Contains("[Differentiable]", Text("description"), StringComparison.Ordinal);
        Assert.Contains("autodiff", Text("tags"), StringComparison.Ordinal);
        Assert.Equal(
            ["System.Numerics.Tensors"],
            metadata.Descendants().Where(element => element.Name.LocalName is "dependency" or "frameworkReference").Select(element => element.Attribute(element.Name.LocalName == "dependency" ? "id" : "name")!.Value).Distinct());
    }

    [Theory]
    [InlineData("lib/net8.0/SourceAutodiff.dll")]
    [InlineData("lib/net10.0/SourceAutodiff.dll")]
    [InlineData("analyzers/dotnet/cs/SourceAutodiff.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/SourceAutodiff.Analyzers.dll")]
    [InlineData("analyzers/dotnet/cs/SourceAutodiff.CodeFixes.dll")]
    public void An_assembly_does_not_tell_where_it_was_built(string assembly)
    {
        package.PackResult.Succeeded();
        Assert.DoesNotContain(package.SourceRoot, Encoding.Latin1.GetString(Read(assembly)), StringComparison.Ordinal);
    }
}
