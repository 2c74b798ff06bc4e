using System.Text.Json;

namespace SourceAutodiff.GradBench.Protocol;

/// <summary>Arrays of numbers in and out of JSON.</summary>
internal static class Json
{
    extension(JsonElement element)
    {
        public int Int(string name) => element.GetProperty(name).GetInt32();

        public double Real(string name) => element.GetProperty(name).GetDouble();

        /// <summary>The numbers of an array in order, however it is nested: a matrix comes row by row.</summary>
        public double[] Reals(string name)
        {
            var numbers = new List<double>();
            Collect(element.GetProperty(name), numbers, item => item.GetDouble());
            return [.. numbers];
        }

        /// <inheritdoc cref="Reals"/>
        public int[] Ints(string name)
        {
            var numbers = new List<int>();
            Collect(element.GetProperty(name), numbers, item => item.GetInt32());
            return [.. numbers];
        }
    }

    extension(Utf8JsonWriter writer)
    {
        public void WriteVector(ReadOnlySpan<double> values)
        {
            writer.WriteStartArray();
            foreach (double value in values) writer.WriteNumberValue(value);
            writer.WriteEndArray();
        }

        public void WriteVector(ReadOnlySpan<int> values)
        {
            writer.WriteStartArray();
            foreach (int value in values) writer.WriteNumberValue(value);
            writer.WriteEndArray();
        }

        public void WriteMatrix(ReadOnlySpan<double> values, int rows, int columns)
        {
            writer.WriteStartArray();
            for (int i = 0; i < rows; i++) writer.WriteVector(values.Slice(i * columns, columns));
            writer.WriteEndArray();
        }
    }

    private static void Collect<T>(JsonElement element, List<T> numbers, Func<JsonElement, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            numbers.Add(read(element));
            return;
        }

        foreach (JsonElement item in element.EnumerateArray()) Collect(item, numbers, read);
    }
}
