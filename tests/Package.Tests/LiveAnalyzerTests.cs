using System.Text.RegularExpressions;

namespace SourceAutodiff.Package.Tests;

/// <summary>The package's analyzers speak up in a consumer's build.</summary>
[Collection(PackageCollection.Name)]
public class LiveAnalyzerTests(PackedPackage package)
{
    private const string NotPartial = """
        using SourceAutodiff;

        Console.WriteLine(Model.Square(3));

        internal static class Model
        {
            [Differentiable]
            public static double Square(double x) => x * x;
        }
        """;

    private const string Unsupported = """
        using SourceAutodiff;

        Console.WriteLine(Model.Guarded(3));

        internal static partial class Model
        {
            [Differentiable]
            public static double Guarded(double x)
            {
                try
                {
                    return x * x;
                }
                catch (ArithmeticException)
                {
                    return x;
                }
            }
        }
        """;

    [Fact]
    public void A_type_that_is_not_partial_is_an_error()
    {
        var build = package.Consumer("NotPartial", NotPartial).Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"Program\.cs\(\d+,\d+\): error SAD1001: ", build.Output);
        Assert.DoesNotMatch("CS8785|AD0001", build.Output);
    }

    [Fact]
    public void An_unsupported_construct_is_an_error_at_its_place_and_the_only_one()
    {
        var build = package.Consumer("Unsupported", Unsupported).Build("-f", "net10.0");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"Program\.cs\(10,9\): error SAD2\d\d\d: ", build.Output);
        Assert.All(Regex.Matches(build.Output, @"error (\w+)").Select(match => match.Groups[1].Value), id => Assert.StartsWith("SAD2", id, StringComparison.Ordinal));
    }

    [Fact]
    public void The_packaged_code_fix_makes_the_type_partial()
    {
        var consumer = package.Consumer("Fixed", NotPartial);
        Command.Dotnet(consumer.Root, "restore").Succeeded();

        Command.Dotnet(consumer.Root, "format", "analyzers", "--diagnostics", "SAD1001", "--severity", "error", "--no-restore").Succeeded();

        Assert.Contains("static partial class Model", File.ReadAllText(Path.Combine(consumer.Root, "Program.cs")), StringComparison.Ordinal);
        consumer.Build("-f", "net10.0").Succeeded();
    }
}
