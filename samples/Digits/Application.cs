using System.Globalization;
using ScottPlot;
using SourceAutodiff;
using Spectre.Console;

namespace Digits;

internal static class Application
{
    private const string Usage = """
        Trains networks to recognise handwritten digits of 8×8 pixels.

        dotnet run -c Release --project samples/Digits -- [--model mlp|cnn|both] [--epochs N] [--seed N] [--out FOLDER]

        --model   what is trained; both if not given
        --epochs  how often all images are gone through; 30 if not given
        --seed    of the split, the weights and the order; 1 if not given
        --out     where the plot of the losses and the trained weights are written; the working folder if not given
        """;

    /// <returns>0 if every network recognised more than 97 of 100 images that it had not seen, 1 if not, 2 for wrong arguments.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter errors)
    {
        if (args.Contains("--help"))
        {
            console.WriteLine(Usage);
            return 0;
        }

        if (Options.Parse(args, out string error) is not { } options)
        {
            errors.WriteLine($"{error}\n\n{Usage}");
            return 2;
        }

        (DigitsData train, DigitsData test) = DigitsData.Load(options.Seed);
        console.WriteLine($"{train.Count} images to train with, {test.Count} to test with");
        Directory.CreateDirectory(options.Folder);
        bool isGood = true;
        foreach (IModel model in Models(options))
        {
            EpochResult[] results = Train(model, train, test, options, console);
            string name = model is Mlp ? "mlp" : "cnn";
            Plot(model, results, Path.Combine(options.Folder, $"{name}-loss.png"));
            SafeTensors.Save(Path.Combine(options.Folder, $"{name}.safetensors"), model.Parameters);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: loss {results[^1].Loss:F4}, test loss {results[^1].TestLoss:F4}, test accuracy {100 * results[^1].Accuracy:F2} % ({name}-loss.png, {name}.safetensors)"));
            isGood &= results[^1].Accuracy > 0.97;
        }

        return isGood ? 0 : 1;
    }

    private static IEnumerable<IModel> Models(Options options)
    {
        if (options.Model is "mlp" or "both") yield return new Mlp(new Random(options.Seed));
        if (options.Model is "cnn" or "both") yield return new ConvNet(new Random(options.Seed));
    }

    private static EpochResult[] Train(IModel model, DigitsData train, DigitsData test, Options options, IAnsiConsole console) =>
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask(model.Name, maxValue: options.Epochs);
            var results = new List<EpochResult>();
            foreach (EpochResult result in Trainer.Train(model, train, test, options.Epochs, options.Seed))
            {
                results.Add(result);
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {100 * result.Accuracy:F1} %");
                task.Increment(1);
            }

            return results.ToArray();
        });

    private static void Plot(IModel model, EpochResult[] results, string path)
    {
        using var plot = new Plot();
        double[] epochs = [.. Enumerable.Range(1, results.Length).Select(i => (double)i)];
        plot.Add.Scatter(epochs, results.Select(result => Math.Log10(result.Loss)).ToArray()).LegendText = "training";
        plot.Add.Scatter(epochs, results.Select(result => Math.Log10(result.TestLoss)).ToArray()).LegendText = "test";
        plot.Title(model.Name);
        plot.XLabel("epoch");
        plot.YLabel("log10 of the loss");
        plot.ShowLegend();
        plot.SavePng(path, 800, 500);
    }
}
