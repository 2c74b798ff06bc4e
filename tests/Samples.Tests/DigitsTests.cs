using Digits;
using Spectre.Console;

namespace SourceAutodiff.Samples.Tests;

public class DigitsTests
{
    [Fact]
    public void Both_networks_learn_the_digits_and_leave_plots_and_weights()
    {
        string folder = Directory.CreateTempSubdirectory("digits").FullName;
        try
        {
            using var output = new StringWriter();
            int exitCode = Application.Run(["--out", folder, "--epochs", "20"], Console(output), TextWriter.Null);
            Assert.True(exitCode == 0, output.ToString());
            foreach (string name in new[] { "mlp", "cnn" })
            {
                Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(folder, $"{name}-loss.png"))[..4]);
                Assert.Contains("output.weight", SafeTensors.Load(Path.Combine(folder, $"{name}.safetensors")).Keys);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        (DigitsData train, DigitsData test) = DigitsData.Load(3);
        EpochResult first = Trainer.Train(new ConvNet(new Random(3)), train, test, 1, 3).Single(), second = Trainer.Train(new ConvNet(new Random(3)), train, test, 1, 3).Single();
        Assert.Equal(first, second);
        Assert.NotEqual(first, Trainer.Train(new ConvNet(new Random(4)), train, test, 1, 4).Single());
    }

    [Theory]
    [InlineData("--epochs")]
    [InlineData("--epochs", "0")]
    [InlineData("--model", "rnn")]
    [InlineData("--colour", "1")]
    public void Wrong_arguments_are_explained(params string[] args)
    {
        using var errors = new StringWriter();
        Assert.Equal(2, Application.Run(args, Console(TextWriter.Null), errors));
        Assert.Contains(args[0], errors.ToString());
    }

    private static IAnsiConsole Console(TextWriter output) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
}
