using System.Globalization;

namespace SourceAutodiff.Generator.Tests.Incrementality;

/// <summary>Whatever is edited, a generator that saw every version says the same as one that sees only the last.</summary>
public class RandomEditTests
{
    private const int FileCount = 4;
    private const int EditCount = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_stale_is_generated(int seed)
    {
        var random = new Random(seed);
        string[] bodies = [.. Enumerable.Range(0, FileCount * 2).Select(_ => "x")];
        string[] constants = [.. Enumerable.Range(0, FileCount).Select(_ => "1")];
        var project = new EditedProject(Enumerable.Range(0, FileCount).Select(i => ($"F{i}.cs", Text(i))));
        project.Run();

        int generated = 0;
        HashSet<string> seen = [];
        for (int edit = 0; edit < EditCount; edit++)
        {
            int file = random.Next(FileCount);
            if (random.Next(5) == 0) constants[file] = random.Next(1, 4).ToString(CultureInfo.InvariantCulture);
            else bodies[(file * 2) + random.Next(2)] = Expression(random, file, 3);
            project.Edit($"F{file}.cs", project.Text($"F{file}.cs"), Text(file));
            Dictionary<string, string> incremental = EditedProject.Sources(project.Run());
            Assert.Equal(project.RunAfresh(), incremental);
            generated += incremental.Count;
            seen.UnionWith(incremental.Values);
        }

        Assert.True(generated > EditCount, "hardly anything could be differentiated");
        Assert.True(seen.Count > EditCount / 3, $"only {seen.Count} files in {generated} differ");

        string Text(int i) => $$"""
            using SourceAutodiff;
            public static partial class C{{i}}
            {
                public const double K = {{constants[i]}};
                public static double H(double x) => {{bodies[i * 2]}};
                [Differentiable] public static double F(double x) { return x * {{bodies[(i * 2) + 1]}}; }
            }
            """;
    }

    /// <summary>Mostly a file further down; any file, and so a circle, now and then.</summary>
    private static int Callee(Random random, int file) =>
        file == FileCount - 1 || random.Next(8) == 0 ? random.Next(FileCount) : random.Next(file + 1, FileCount);

    /// <summary>Helpers call those of other files; now and then something that has no derivative.</summary>
    private static string Expression(Random random, int file, int depth) => random.Next(depth > 0 ? 9 : 2) switch
    {
        0 => "x",
        1 => $"C{random.Next(FileCount)}.K",
        2 or 3 => $"C{Callee(random, file)}.H({Expression(random, file, depth - 1)})",
        4 => $"System.Math.Sin({Expression(random, file, depth - 1)})",
        5 when random.Next(10) == 0 => "System.DateTime.Now.Ticks",
        _ => $"({Expression(random, file, depth - 1)} {"+-*"[random.Next(3)]} {Expression(random, file, depth - 1)})",
    };
}
