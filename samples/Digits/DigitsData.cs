using System.Globalization;
using System.IO.Compression;
using SourceAutodiff;

namespace Digits;

/// <summary>Handwritten digits of 8×8 pixels, split into those to train with and those to test with.</summary>
/// <param name="Images">Float32 of shape [count, 64], with a mean near 0 and a deviation near 1.</param>
/// <param name="Labels">Int64 of shape [count], from 0 to 9.</param>
internal sealed record DigitsData(Tensor Images, Tensor Labels)
{
    public int Count => Images.Shape[0];

    /// <summary>Reads the file beside the program and shuffles it.</summary>
    /// <param name="seed">Another seed gives another split.</param>
    public static (DigitsData Train, DigitsData Test) Load(int seed)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var rows = new List<float[]>();
        while (reader.ReadLine() is { } line) rows.Add([.. line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]);
        float[][] shuffled = [.. rows];
        new Random(seed).Shuffle(shuffled);
        int train = shuffled.Length * 4 / 5;
        return (From(shuffled[..train]), From(shuffled[train..]));
    }

    /// <summary>Parts of the data in a random order.</summary>
    public IEnumerable<DigitsData> Batches(int size, Random random)
    {
        long[] order = [.. Enumerable.Range(0, Count).Select(i => (long)i)];
        random.Shuffle(order);
        foreach (long[] part in order.Chunk(size))
        {
            Tensor index = Tensor.From(part);
            yield return new DigitsData(Images.IndexSelect(0, index), Labels.IndexSelect(0, index));
        }
    }

    private static DigitsData From(float[][] rows) => new(
        Tensor.From(rows.Select(row => Array.ConvertAll(row[..64], pixel => (pixel - 5) / 6)).ToArray()),
        Tensor.From(Array.ConvertAll(rows, row => (long)row[64])));
}
