using System.Buffers.Binary;
using System.Text;

namespace SourceAutodiff.Runtime.Tests.Training;

public class SafeTensorsTests
{
    [Fact]
    public void What_is_saved_is_loaded()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["weight"] = Tensor.From(new float[,] { { 1, -2 }, { 3.5f, float.NaN } }, requiresGrad: true),
            ["bias"] = Tensor.From([1e-300, 2]),
            ["mask"] = Tensor.From([true, false, true]),
            ["step"] = Tensor.From(42L),
            ["half"] = Tensor.From([1.5, -2]).To(DType.Float16),
            ["brain"] = Tensor.From([1.5, -2]).To(DType.BFloat16),
            ["empty"] = Tensor.Zeros([0, 3], DType.Int32),
            ["transposed"] = Tensor.From(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }).T(),
        };
        using var stream = new MemoryStream();
        SafeTensors.Save(stream, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        stream.Position = 0;
        Dictionary<string, Tensor> loaded = SafeTensors.Load(stream);
        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
        foreach ((string name, Tensor tensor) in tensors)
        {
            Assert.Equal(tensor.DType, loaded[name].DType);
            Assert.Equal(tensor.Shape, loaded[name].Shape);
            Assert.Equal(tensor.To(DType.Float64).ToArray<double>(), loaded[name].To(DType.Float64).ToArray<double>());
            Assert.False(loaded[name].RequiresGrad);
        }
    }

    /// <summary>Bytes as another implementation of the format writes them.</summary>
    [Fact]
    public void A_file_of_other_tools_is_read()
    {
        Dictionary<string, Tensor> loaded = Load("""{"b":{"dtype":"I16","shape":[2],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", [0, 0, 0x80, 0x3F, 1, 0, 0xFF, 0xFF]);
        Assert.Equal(1f, loaded["a"].Item<float>());
        Assert.Equal([1, -1], loaded["b"].ToArray<short>());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "do not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "ends in the elements of 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap or leave gaps")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "C64")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,8]}}""", 8, "header")]
    [InlineData("not json", 0, "header")]
    public void Damaged_files_are_refused(string header, int bytes, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(header, new byte[bytes])).Message);

    [Fact]
    public void Other_files_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => SafeTensors.Load(new MemoryStream([1, 2, 3])));
        Assert.Contains("not a safetensors file", Assert.Throws<InvalidDataException>(() => SafeTensors.Load(new MemoryStream(Encoding.ASCII.GetBytes("PK\u0003\u0004 something else")))).Message);
    }

    private static Dictionary<string, Tensor> Load(string header, byte[] data)
    {
        var bytes = new byte[8 + header.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        return SafeTensors.Load(new MemoryStream([.. bytes, .. data]));
    }
}
