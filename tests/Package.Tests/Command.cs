using System.Diagnostics;
using System.Text;

namespace SourceAutodiff.Package.Tests;

/// <summary>What a finished process left behind.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output)
{
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"'{CommandLine}' ended with exit code {ExitCode}:\n{Output}");
        return this;
    }
}

internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static CommandResult Dotnet(string directory, params string[] arguments) => Run(directory, "dotnet", arguments);

    /// <summary>Runs a program to its end and gives its output, standard error included.</summary>
    public static CommandResult Run(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own settings for MSBuild and the runtime are not the nested build's.
        foreach (string name in start.Environment.Keys.Where(IsOfTheTestHost).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Nodes that outlive the build would keep the pipes of this process open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // A consumer of net8.0 runs where only a newer runtime is installed.
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        string commandLine = $"{program} {string.Join(' ', arguments)}";
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            return new(commandLine, -1, $"{output}\n(stopped after {Limit.TotalMinutes} minutes)");
        }

        process.WaitForExit();
        return new(commandLine, process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.Append(line).Append('\n');
        }
    }

    private static bool IsOfTheTestHost(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
