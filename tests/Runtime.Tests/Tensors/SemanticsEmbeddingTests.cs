namespace SourceAutodiff.Runtime.Tests.Tensors;

public class SemanticsEmbeddingTests
{
    [Fact, Rows("236")]
    public void Indices_of_an_embedding_may_be_Int32() =>
        SemanticsAssert.IsTyped(Functional.Embedding(Tensor.From([1, 0]), Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } })), DType.Float32, 3, 4, 1, 2);
}
