using SourceAutodiff;

namespace Digits;

/// <summary>A function from images to a score for each digit, with the tensors it is trained by.</summary>
internal interface IModel
{
    string Name { get; }

    /// <summary>By name, to be saved.</summary>
    IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>Whether it is trained with images that are moved by a pixel, so that it does not learn where exactly a digit stands.</summary>
    bool IsTrainedWithShifts { get; }

    /// <param name="images">Of shape [count, 64].</param>
    /// <param name="random">Given while the model is trained: what dropout draws from.</param>
    /// <returns>Of shape [count, 10].</returns>
    Tensor Scores(Tensor images, RandomSource? random = null);
}

/// <summary>Two layers of weights with a rectifier between; while it is trained, some of what goes into them is left out.</summary>
internal sealed class Mlp : IModel
{
    public Mlp(Random random) => Parameters = new Dictionary<string, Tensor>
    {
        ["hidden.weight"] = Weights.Random(random, [256, 64], 64),
        ["hidden.bias"] = Tensor.Zeros([256], requiresGrad: true),
        ["output.weight"] = Weights.Random(random, [10, 256], 256),
        ["output.bias"] = Tensor.Zeros([10], requiresGrad: true),
    };

    public string Name => "MLP 64-256-10";

    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public bool IsTrainedWithShifts => false;

    public Tensor Scores(Tensor images, RandomSource? random = null)
    {
        Tensor x = Functional.Dropout(images, 0.1, random is not null, random);
        Tensor hidden = Functional.Linear(x, Parameters["hidden.weight"], Parameters["hidden.bias"]).Relu();
        hidden = Functional.Dropout(hidden, 0.3, random is not null, random);
        return Functional.Linear(hidden, Parameters["output.weight"], Parameters["output.bias"]);
    }
}

/// <summary>Two convolutions, each followed by a rectifier; the largest of each 2×2 pixels; a layer of weights.</summary>
internal sealed class ConvNet : IModel
{
    public ConvNet(Random random) => Parameters = new Dictionary<string, Tensor>
    {
        ["conv1.weight"] = Weights.Random(random, [16, 1, 3, 3], 9),
        ["conv1.bias"] = Tensor.Zeros([16], requiresGrad: true),
        ["conv2.weight"] = Weights.Random(random, [32, 16, 3, 3], 144),
        ["conv2.bias"] = Tensor.Zeros([32], requiresGrad: true),
        ["output.weight"] = Weights.Random(random, [10, 512], 512),
        ["output.bias"] = Tensor.Zeros([10], requiresGrad: true),
    };

    public string Name => "CNN 16-32 3×3";

    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public bool IsTrainedWithShifts => true;

    public Tensor Scores(Tensor images, RandomSource? random = null)
    {
        Tensor x = images.Reshape(-1, 1, 8, 8);
        x = Functional.Conv2d(x, Parameters["conv1.weight"], Parameters["conv1.bias"], padding: 1).Relu();
        x = Functional.Conv2d(x, Parameters["conv2.weight"], Parameters["conv2.bias"], padding: 1).Relu();
        x = Functional.MaxPool2d(x, 2);
        x = Functional.Dropout(x.Flatten(1), 0.2, random is not null, random);
        return Functional.Linear(x, Parameters["output.weight"], Parameters["output.bias"]);
    }
}

internal static class Weights
{
    /// <summary>Normal numbers of a size that keeps that of what goes through a rectifier (He et al., 2015).</summary>
    public static Tensor Random(Random random, int[] shape, int inputs)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            // Box and Muller.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), angle = 2 * Math.PI * random.NextDouble();
            values[i] = (float)(radius * Math.Cos(angle) * Math.Sqrt(2.0 / inputs));
        }

        return Tensor.From(values, shape, requiresGrad: true);
    }
}
