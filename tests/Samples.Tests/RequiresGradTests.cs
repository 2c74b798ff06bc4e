namespace SourceAutodiff.Samples.Tests;

public class RequiresGradTests
{
    /// <summary>Lines as PyTorch prints them for the same statements.</summary>
    [Theory]
    [InlineData(">>> Tensor.From([1f, 2f, 3f], requiresGrad: true)", "tensor([1., 2., 3.], requires_grad=True)")]
    [InlineData(">>> w * x", "tensor([ 2.,  6., 12.], grad_fn=<MulBackward0>)")]
    [InlineData(">>> y", "tensor([ 3.,  7., 13.], grad_fn=<AddBackward0>)")]
    [InlineData(">>> loss", "tensor(23., grad_fn=<SumBackward0>)")]
    [InlineData(">>> b.Grad", "tensor(3.)")]
    [InlineData(">>> w.GradFn", "null")]
    [InlineData(">>> y.IsLeaf", "False")]
    public void Statements_print_what_PyTorch_prints(string statement, string expected)
    {
        string[] lines = Transcript.Value.Split('\n');
        int index = Array.IndexOf(lines, statement);
        Assert.True(index >= 0, statement);
        Assert.Equal(expected, lines[index + 1]);
    }

    [Theory]
    [InlineData("Only Tensors of floating point and complex dtype can require gradients")]
    [InlineData("grad can be implicitly created only for scalar outputs")]
    [InlineData("a leaf Variable that requires grad is being used in an in-place operation")]
    [InlineData("Trying to backward through the graph a second time")]
    public void Mistakes_are_explained(string message) => Assert.Contains("InvalidOperationException: " + message, Transcript.Value);

    private static readonly Lazy<string> Transcript = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("requires-grad").FullName, before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder;
        try
        {
            using var output = new StringWriter { NewLine = "\n" };
            RequiresGrad.Walkthrough.Run(output);
            Assert.True(File.Exists("graph.svg"));
            return output.ToString();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    });
}
