using System.Globalization;

namespace Digits;

/// <summary>The command line.</summary>
internal sealed record Options(string Model, int Epochs, int Seed, string Folder)
{
    /// <returns>Null, and what is wrong, if it is not as it should be.</returns>
    public static Options? Parse(string[] args, out string error)
    {
        Options? options = new Options("both", 30, 1, ".");
        error = "";
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                error = $"{args[i]} has no value.";
                return null;
            }

            string value = args[i + 1];
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            options = args[i] switch
            {
                "--model" when value is "mlp" or "cnn" or "both" => options with { Model = value },
                "--epochs" when isNumber && number > 0 => options with { Epochs = number },
                "--seed" when isNumber => options with { Seed = number },
                "--out" => options with { Folder = value },
                _ => null,
            };
            if (options is null)
            {
                error = $"{args[i]} {value} is not understood.";
                return null;
            }
        }

        return options;
    }
}
