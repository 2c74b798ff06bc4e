using SourceAutodiff.GradBench.Modules;
using SourceAutodiff.GradBench.Protocol;

namespace SourceAutodiff.GradBench;

/// <summary>A GradBench tool: JSON lines on standard input and output, until standard input ends.</summary>
public static class Program
{
    public static int Main()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        using Stream output = Console.OpenStandardOutput();
        try
        {
            new Session(AllModules.ByName).Run(input, output);
        }
        catch (IOException)
        {
            // The other side has closed the pipe, which is how an eval may end.
        }

        return 0;
    }
}
