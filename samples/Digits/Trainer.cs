using SourceAutodiff;

namespace Digits;

/// <param name="Loss">The mean over the epoch.</param>
/// <param name="TestLoss">After the epoch, on the images to test with.</param>
/// <param name="Accuracy">The share of those that are recognised.</param>
internal sealed record EpochResult(double Loss, double TestLoss, double Accuracy);

internal static class Trainer
{
    /// <summary>Trains a model; each epoch is one result.</summary>
    public static IEnumerable<EpochResult> Train(IModel model, DigitsData train, DigitsData test, int epochs, int seed)
    {
        var random = new Random(seed);
        var dropout = new RandomSource(seed);
        var optimizer = new AdamW(model.Parameters.Values, learningRate: 3e-3);
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(optimizer, epochs);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            double sum = 0;
            foreach (DigitsData batch in train.Batches(64, random))
            {
                Tensor loss = Functional.CrossEntropy(model.Scores(model.IsTrainedWithShifts ? Shifted(batch.Images, random) : batch.Images, dropout), batch.Labels);
                loss.Backward();
                optimizer.Step();
                optimizer.ZeroGrad();
                sum += loss.Item() * batch.Count;
            }

            schedule.Step();
            (double testLoss, double accuracy) = Evaluate(model, test);
            yield return new EpochResult(sum / train.Count, testLoss, accuracy);
        }
    }

    /// <summary>The images moved by at most one pixel.</summary>
    private static Tensor Shifted(Tensor images, Random random)
    {
        (int down, int right) = (random.Next(3), random.Next(3));
        Tensor framed = Functional.Pad(images.View(-1, 8, 8), [1, 1, 1, 1], value: -5.0 / 6);
        return framed[.., down..(down + 8), right..(right + 8)].Reshape(-1, 64);
    }

    private static (double Loss, double Accuracy) Evaluate(IModel model, DigitsData data)
    {
        using ModeScope scope = Autograd.NoGrad();
        Tensor scores = model.Scores(data.Images);
        Tensor isRight = scores.Argmax(1).Eq(data.Labels);
        return (Functional.CrossEntropy(scores, data.Labels).Item(), isRight.Sum().Item() / data.Count);
    }
}
