using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>
/// Tensors by name in the safetensors format: eight bytes with the length of a JSON header, the header, and the elements, little-endian and row by row. Nothing in such a
/// file is ever run.
/// </summary>
public static class SafeTensors
{
    private const long LongestHeader = 100_000_000;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="tensors">Names and tensors.</param>
    /// <param name="metadata">Further text by name.</param>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using FileStream stream = File.Create(path);
        Save(stream, tensors, metadata);
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Is written to from where it is.</param>
    /// <param name="tensors">Names and tensors.</param>
    /// <param name="metadata">Further text by name.</param>
    public static void Save(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.ContainsKey("__metadata__")) throw new ArgumentException("A tensor cannot be called __metadata__; the format uses that name for itself.", nameof(tensors));

        // Larger elements first, as the reference implementation does, so that all are aligned.
        (string Name, Tensor Tensor)[] ordered = [.. tensors.OrderByDescending(pair => Size(pair.Value.DType)).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];
        byte[] header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor tensor) in ordered) tensor.DType.Run(new WriteAction(stream, tensor.Plain()));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name. None requires a gradient.</returns>
    /// <exception cref="InvalidDataException">It is not in the format, or is damaged.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Load(stream);
    }

    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">Is read from where it is.</param>
    /// <returns>The tensors by name. None requires a gradient.</returns>
    /// <exception cref="InvalidDataException">It is not in the format, or is damaged.</exception>
    public static Dictionary<string, Tensor> Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8) throw new InvalidDataException("The file is shorter than the eight bytes that a safetensors file begins with.");
        long length = BinaryPrimitives.ReadInt64LittleEndian(start);
        if (length is < 2 or > LongestHeader) throw new InvalidDataException($"The header is said to have {length} bytes, so this is not a safetensors file.");
        var header = new byte[length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < length) throw new InvalidDataException("The file ends in its header.");

        // In the order of the elements, so that the stream is read once.
        (string Name, DType Type, int[] Sizes, long Start, long End)[] entries = [.. Entries(header).OrderBy(entry => entry.Start)];
        var tensors = new Dictionary<string, Tensor>(entries.Length);
        long at = 0;
        foreach ((string name, DType type, int[] sizes, long from, long to) in entries)
        {
            if (from != at) throw new InvalidDataException($"The elements of '{name}' begin at {from}, where {at} was expected: tensors overlap or leave gaps.");
            Tensor tensor = Tensor.Empty(sizes, type);
            if (to - from != (long)tensor.ElementCount * Size(type)) throw new InvalidDataException($"'{name}' has the shape {tensor.Shape} of {type}, and {to - from} bytes, which do not fit.");
            type.Run(new ReadAction(stream, tensor, name));
            tensors.Add(name, tensor);
            at = to;
        }

        return tensors;
    }

    private static byte[] Header(IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", s_names[(int)tensor.DType]);
                json.WriteStartArray("shape");
                foreach (int size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += (long)tensor.ElementCount * Size(tensor.DType));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of eight bytes.
        while (memory.Length % 8 != 0) memory.WriteByte((byte)' ');
        return memory.ToArray();
    }

    private static List<(string Name, DType Type, int[] Sizes, long Start, long End)> Entries(byte[] header)
    {
        var entries = new List<(string, DType, int[], long, long)>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") continue;
                string type = property.Value.GetProperty("dtype").GetString() ?? "";
                int index = Array.IndexOf(s_names, type);
                if (index < 0) throw new InvalidDataException($"'{property.Name}' has elements of type {type}, which tensors cannot hold. They can be {string.Join(", ", s_names)}.");
                int[] sizes = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
                JsonElement offsets = property.Value.GetProperty("data_offsets");
                entries.Add((property.Name, (DType)index, sizes, offsets[0].GetInt64(), offsets[1].GetInt64()));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The header is not that of a safetensors file: {e.Message}", e);
        }

        return entries;
    }

    /// <summary>By the numbers of <see cref="DType"/>.</summary>
    private static readonly string[] s_names = ["BOOL", "U8", "I8", "I16", "I32", "I64", "F16", "BF16", "F32", "F64"];

    private static int Size(DType type) => type switch
    {
        DType.Bool or DType.UInt8 or DType.Int8 => 1,
        DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        _ => 8,
    };

    private readonly struct WriteAction(Stream stream, Tensor tensor) : ITypedAction
    {
        public void Run<T>() where T : unmanaged => stream.Write(MemoryMarshal.AsBytes<T>(tensor.Items<T>().AsSpan(tensor.Layout.Offset, tensor.ElementCount)));
    }

    private readonly struct ReadAction(Stream stream, Tensor tensor, string name) : ITypedAction
    {
        public void Run<T>() where T : unmanaged
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(tensor.Items<T>().AsSpan());
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException($"The file ends in the elements of '{name}'.");
        }
    }
}
