using System.Runtime.InteropServices;

namespace SourceAutodiff.Package.Tests;

/// <summary>A fresh console project outside the repository, as strict as a project can be.</summary>
internal sealed class ConsumerProject
{
    private readonly string _name;

    public ConsumerProject(string directory, string name, string feed, string version, string program, string extraProperties)
    {
        (Root, _name) = (directory, name);
        Directory.CreateDirectory(directory);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="local" value="{feed}" />
              </packageSources>
            </configuration>
            """);
        // Nothing from a folder above gets in.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true\n");
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishAot Condition="'$(TargetFramework)' == 'net10.0'">true</PublishAot>
                {extraProperties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SourceAutodiff" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    public string Root { get; }

    public static string RuntimeIdentifier => RuntimeInformation.RuntimeIdentifier;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Root, file), text);

    public CommandResult Build(params string[] arguments) => Command.Dotnet(Root, ["build", "-v:quiet", .. arguments]);

    public CommandResult Run(string framework) =>
        Command.Dotnet(Root, Path.Combine(Root, "bin", "Debug", framework, $"{_name}.dll"));

    /// <summary>Publishes for this machine as NativeAOT and gives the native program's path.</summary>
    public string PublishNative()
    {
        Assert.True(
            !OperatingSystem.IsLinux() || OnPath("clang") || OnPath("gcc"),
            "NativeAOT needs a C linker: install clang, or gcc and zlib1g-dev (.ci/run does it).");
        string output = Path.Combine(Root, "native");
        Command.Dotnet(Root, "publish", "-f", "net10.0", "-r", RuntimeIdentifier, "-o", output, "-v:quiet").Succeeded();
        return Path.Combine(output, OperatingSystem.IsWindows() ? $"{_name}.exe" : _name);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
