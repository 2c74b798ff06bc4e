using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Package.Tests;

/// <summary>The package, packed once from a copy of the sources, in a local folder feed; consumer projects are created beside it.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("SourceAutodiff.Package.Tests.").FullName;

    public PackedPackage()
    {
        // Packing a copy leaves the repository's own bin and obj folders alone, and shows that a clean tree packs by itself.
        string repository = RepositoryRoot(), copy = Path.Combine(_root, "repository");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(repository).Where(IsPartOfTheBuild))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        CopySources(Path.Combine(repository, "src"), Path.Combine(copy, "src"));

        var watch = Stopwatch.StartNew();
        PackResult = Command.Dotnet(copy, "pack", "src/Runtime", "--output", Feed, $"-p:Version={Version}", "-v:quiet");
        PackSeconds = watch.Elapsed.TotalSeconds;
    }

    /// <summary>Never the same twice, so that no cache can hold it.</summary>
    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    public double PackSeconds { get; }

    internal CommandResult PackResult { get; }

    public string Feed => Path.Combine(_root, "feed");

    public string SourceRoot => Path.Combine(_root, "repository");

    public string PackagePath => Path.Combine(Feed, $"SourceAutodiff.{Version}.nupkg");

    public string SymbolsPath => Path.ChangeExtension(PackagePath, ".snupkg");

    /// <summary>Creates a project that uses the package the way anybody would: one reference and no setting.</summary>
    internal ConsumerProject Consumer(string name, string program, string extraProperties = "")
    {
        PackResult.Succeeded();
        return new ConsumerProject(Path.Combine(_root, name), name, Feed, Version, program, extraProperties);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string cached = Path.Combine(packages, "sourceautodiff", Version);
        if (Directory.Exists(cached))
            Directory.Delete(cached, recursive: true);
    }

    private static bool IsPartOfTheBuild(string file) =>
        Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".txt" || Path.GetFileName(file) is ".editorconfig" or "LICENSE";

    private static void CopySources(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string directory in Directory.EnumerateDirectories(from))
        {
            if (Path.GetFileName(directory) is not ("bin" or "obj"))
                CopySources(directory, Path.Combine(to, Path.GetFileName(directory)));
        }
    }

    private static string RepositoryRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}

/// <summary>Tests that share the package, one after the other: their builds would only fight for the processors.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "package";
}
