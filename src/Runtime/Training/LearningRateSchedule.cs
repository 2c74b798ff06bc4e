namespace SourceAutodiff;

/// <summary>Changes the learning rate of an optimizer from epoch to epoch: <see cref="Step"/> at the end of each.</summary>
public sealed class LearningRateSchedule
{
    private readonly Optimizer _optimizer;
    private readonly Func<int, double> _factor;
    private readonly double _first;

    /// <summary>The learning rate of the optimizer as it is now, times a factor for each epoch.</summary>
    /// <param name="optimizer">Whose learning rate.</param>
    /// <param name="factor">The factor of an epoch; they are counted from 0.</param>
    public LearningRateSchedule(Optimizer optimizer, Func<int, double> factor)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(factor);
        (_optimizer, _factor, _first) = (optimizer, factor, optimizer.LearningRate);
        _optimizer.LearningRate = _first * factor(0);
    }

    /// <summary>The epoch that the learning rate is set for, counted from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Times <paramref name="gamma"/> every <paramref name="epochs"/> epochs: PyTorch's <c>StepLR</c>.</summary>
    /// <param name="optimizer">Whose learning rate.</param>
    /// <param name="epochs">How long it stays; positive.</param>
    /// <param name="gamma">What it is multiplied by.</param>
    public static LearningRateSchedule Steps(Optimizer optimizer, int epochs, double gamma = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        return new(optimizer, epoch => Math.Pow(gamma, epoch / epochs));
    }

    /// <summary>Times <paramref name="gamma"/> in every epoch: PyTorch's <c>ExponentialLR</c>.</summary>
    /// <param name="optimizer">Whose learning rate.</param>
    /// <param name="gamma">What it is multiplied by.</param>
    public static LearningRateSchedule Exponential(Optimizer optimizer, double gamma) => new(optimizer, epoch => Math.Pow(gamma, epoch));

    /// <summary>Half a cosine from the learning rate down to <paramref name="least"/>: PyTorch's <c>CosineAnnealingLR</c>.</summary>
    /// <param name="optimizer">Whose learning rate; it must not be 0.</param>
    /// <param name="epochs">How many epochs it takes; positive.</param>
    /// <param name="least">The learning rate at the end.</param>
    public static LearningRateSchedule Cosine(Optimizer optimizer, int epochs, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentOutOfRangeException.ThrowIfZero(optimizer.LearningRate);
        double end = least / optimizer.LearningRate;
        return new(optimizer, epoch => end + ((1 - end) * (1 + Math.Cos(Math.PI * epoch / epochs)) / 2));
    }

    /// <summary>From <paramref name="start"/> times the learning rate up to the whole, in even steps: PyTorch's <c>LinearLR</c>.</summary>
    /// <param name="optimizer">Whose learning rate.</param>
    /// <param name="epochs">How many epochs it takes; positive.</param>
    /// <param name="start">The first factor.</param>
    public static LearningRateSchedule Warmup(Optimizer optimizer, int epochs, double start = 1.0 / 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        return new(optimizer, epoch => start + ((1 - start) * Math.Min(epoch, epochs) / epochs));
    }

    /// <summary>Goes on to the next epoch.</summary>
    public void Step() => _optimizer.LearningRate = _first * _factor(++Epoch);
}
