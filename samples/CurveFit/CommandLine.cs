using CurveFit.Fitting;
using CurveFit.Models;

namespace CurveFit;

/// <summary>What the command line asks for.</summary>
public sealed record CommandLine
{
    public const string Usage = """
        Fits NIST's nonlinear regression problems with Jacobians that SourceAutodiff generates.

        CurveFit                          fit all problems from both starts
        CurveFit --plot NAME              fit one problem and draw its data and curve to a PNG
        CurveFit FILE.dat --model NAME    fit a file in NIST's format with a model of the catalog

          --optimizer trust-region|mathnet    the sample's own solver (default) or MathNet.Numerics'
          --plot NAME                         the problem to draw; with a FILE.dat, the name that the file gives itself
          --output FILE.png                   where to draw it (default: NAME.png)
          --list                              list the models
          --help                              show this

        Exit code: 0 if every problem has 4 correct digits from some start, 1 if one has not, 2 if nothing could be fitted.
        """;

    private static readonly IOptimizer[] s_optimizers = [new TrustRegion(), new MathNetOptimizer()];

    public string? File { get; init; }

    /// <summary>The model for <see cref="File"/>.</summary>
    public CurveModel? Model { get; init; }

    /// <summary>The name of the problem to draw.</summary>
    public string? Plot { get; init; }

    public string? Output { get; init; }

    public IOptimizer Optimizer { get; init; } = s_optimizers[0];

    public bool List { get; init; }

    public bool Help { get; init; }

    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public static CommandLine Parse(string[] args)
    {
        var command = new CommandLine();
        for (int i = 0; i < args.Length; i++)
        {
            string argument = args[i];
            command = argument switch
            {
                "--help" or "-h" => command with { Help = true },
                "--list" => command with { List = true },
                "--model" => command with { Model = FindModel(Value()) },
                "--plot" => command with { Plot = Value() },
                "--output" => command with { Output = Value() },
                "--optimizer" => command with { Optimizer = FindOptimizer(Value()) },
                ['-', ..] => throw new UsageException($"unknown option '{argument}'"),
                _ when command.File is not null => throw new UsageException($"only one file can be fitted, and '{argument}' is a second one"),
                _ => command with { File = argument },
            };

            string Value() => ++i < args.Length && !args[i].StartsWith("--", StringComparison.Ordinal)
                ? args[i]
                : throw new UsageException($"{argument} needs a value");
        }

        return command.Checked();
    }

    private CommandLine Checked()
    {
        if (Help || List)
            return this;
        if (File is null && Model is not null)
            throw new UsageException("--model chooses the model for a file, and no file is given");
        if (File is not null && Model is null)
            throw new UsageException("a file needs the name of its model: --model NAME");
        if (Output is not null && Plot is null)
            throw new UsageException("--output says where to draw, and --plot NAME is missing");
        if (File is null && Plot is not null)
            FindModel(Plot);
        return this;
    }

    private static CurveModel FindModel(string name) => ModelCatalog.Find(name)
        ?? throw new UsageException($"unknown model '{name}'; there are {string.Join(", ", ModelCatalog.All.Select(model => model.Name))}");

    private static IOptimizer FindOptimizer(string name) => s_optimizers.FirstOrDefault(optimizer => optimizer.Name == name)
        ?? throw new UsageException($"unknown optimizer '{name}'; there are {string.Join(", ", s_optimizers.Select(optimizer => optimizer.Name))}");
}

/// <summary>Arguments that make no sense.</summary>
public sealed class UsageException(string message) : Exception(message);
