using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace SourceAutodiff.BuildCost;

/// <summary>A project of 1,000 ordinary methods in 100 files and 100 annotated ones in 20 files, in a temporary folder.</summary>
internal sealed class MeasuredProject : IDisposable
{
    public MeasuredProject()
    {
        string repository = Repository();
        Write("Measured.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{repository}/src/Runtime/bin/Release/net10.0/SourceAutodiff.dll" />
              </ItemGroup>
              <ItemGroup Condition="'$(Variant)' != 'neither'">
                <Analyzer Include="{repository}/src/Generator/bin/Release/netstandard2.0/SourceAutodiff.Generator.dll" />
              </ItemGroup>
              <ItemGroup Condition="'$(Variant)' == 'generator and analyzers'">
                <Analyzer Include="{repository}/src/Analyzers/Analyzers/bin/Release/netstandard2.0/SourceAutodiff.Analyzers.dll" />
              </ItemGroup>
            </Project>
            """);
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(file, "<Project />");
        for (int i = 0; i < 100; i++) Write($"Ordinary{i}.cs", Type($"public static class Ordinary{i}", Methods.Ordinary, 10, i));
        for (int i = 0; i < 20; i++) Write($"Model{i}.cs", Type($"public static partial class Model{i}", Methods.Annotated, 5, i));
        using Process restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", "-v:quiet"]) { WorkingDirectory = Folder })!;
        restore.WaitForExit();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("SourceAutodiff.BuildCost.").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The methods of a file differ in their constants.</summary>
    private static string Type(string declaration, string[] methods, int count, int file)
    {
        var text = new StringBuilder($"using SourceAutodiff;\n\nnamespace Measured;\n\n{declaration}\n{{\n");
        for (int i = 0; i < count; i++)
        {
            int number = (file * count) + i;
            text.Append(methods[number % methods.Length].Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).Append('\n');
        }

        return text.Append("}\n").ToString();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    private static string Repository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
