using SourceAutodiff.Analyzers.Tensors;
using SourceAutodiff.CodeFixes.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

public class DropRequiresGradFixTests
{
    [Fact]
    public Task All_of_a_file_are_dropped_and_the_rest_stays_as_it_is() => VerifyTensors.Fix<DropRequiresGradFix>(
        """
        class M
        {
            readonly Tensor _a = Tensor.From([1, 2], {|SAD5001:requiresGrad: true|}); // labels
            readonly Tensor _b = Tensor.Zeros([2],  DType.Int64, {|SAD5001:true|});
            readonly Tensor _c = Tensor.From([1, 2, 3, 4], {|SAD5001:requiresGrad: true|}, shape: [2, 2]);

            Tensor F()
            {
                Tensor t = Tensor.From([true]);
                // Set here.
                {|SAD5001:t.RequiresGrad = true|};
                {|SAD5001:t.SetRequiresGrad()|};
                Tensor u = {|SAD5001:Tensor.From([1]).SetRequiresGrad(true)|}.Clone();
                return t;
            }
        }
        """,
        """
        class M
        {
            readonly Tensor _a = Tensor.From([1, 2]); // labels
            readonly Tensor _b = Tensor.Zeros([2],  DType.Int64);
            readonly Tensor _c = Tensor.From([1, 2, 3, 4], shape: [2, 2]);

            Tensor F()
            {
                Tensor t = Tensor.From([true]);
                // Set here.
                Tensor u = Tensor.From([1]).Clone();
                return t;
            }
        }
        """);
}

public class MakeFloatingFixTests
{
    [Fact]
    public Task Numbers_and_types_become_floating_where_the_tensor_is_made() => VerifyTensors.Fix<MakeFloatingFix>(
        """
        class M
        {
            readonly Tensor _a = Tensor.From([1, -2], {|SAD5001:requiresGrad: true|}); // weights
            readonly Tensor _b = Tensor.Zeros([2],  DType.Int64, {|SAD5001:true|});
            readonly Tensor _c = Tensor.From(new int[] { 1, 2 }, {|SAD5001:requiresGrad: true|});
            readonly Tensor _d = Tensor.From(new[,] { { 1L, 2 }, { 3, 4 } }, {|SAD5001:requiresGrad: true|});
            readonly Tensor _e = Tensor.From(3, {|SAD5001:requiresGrad: true|});
            readonly Tensor _f = Tensor.Full([2, 2], 1, {|SAD5001:requiresGrad: true|});
            readonly Tensor _g = Tensor.Arange(10, {|SAD5001:requiresGrad: true|});
            readonly Tensor _h = Tensor.From<int>([0x10, 1_000], {|SAD5001:requiresGrad: true|});

            void F(Tensor x)
            {
                int[] values = [1, 2];
                Tensor t = Tensor.From(values);
                {|SAD5001:t.RequiresGrad = true|};
                Tensor u = x.To(DType.Int32);
                {|SAD5001:u.SetRequiresGrad()|};
            }
        }
        """,
        """
        class M
        {
            readonly Tensor _a = Tensor.From([1f, -2f], requiresGrad: true); // weights
            readonly Tensor _b = Tensor.Zeros([2],  DType.Float32, true);
            readonly Tensor _c = Tensor.From(new float[] { 1, 2 }, requiresGrad: true);
            readonly Tensor _d = Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } }, requiresGrad: true);
            readonly Tensor _e = Tensor.From(3f, requiresGrad: true);
            readonly Tensor _f = Tensor.Full([2, 2], 1f, requiresGrad: true);
            readonly Tensor _g = Tensor.Arange(10f, requiresGrad: true);
            readonly Tensor _h = Tensor.From<float>([16f, 1_000f], requiresGrad: true);

            void F(Tensor x)
            {
                float[] values = [1f, 2f];
                Tensor t = Tensor.From(values);
                t.RequiresGrad = true;
                Tensor u = x.To(DType.Float32);
                u.SetRequiresGrad();
            }
        }
        """);

    [Theory]
    [InlineData("Tensor t = Tensor.From([true], {|SAD5001:requiresGrad: true|});")]
    [InlineData("Tensor t = Tensor.From([n], {|SAD5001:requiresGrad: true|});")]
    [InlineData("int[] values = [1]; values[0] = n; Tensor t = Tensor.From(values, {|SAD5001:requiresGrad: true|});")]
    [InlineData("Tensor t = x > 0; {|SAD5001:t.RequiresGrad = true|};")]
    public Task What_has_no_number_to_change_is_left_alone(string statements) =>
        VerifyTensors.NoFix<MakeFloatingFix>(statements);
}

public class TensorStatementFixTests
{
    [Fact]
    public Task Changes_in_place_go_into_NoGrad() => VerifyTensors.Fix<NoGradFix>(
        """
        class M
        {
            void F(Tensor x)
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true);
                // Start anew.
                {|SAD5005:w.FillInPlace(1)|}; // ones
                {|SAD5005:w[0] = x|};
            }
        }
        """,
        """
        class M
        {
            void F(Tensor x)
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true);
                // Start anew.
                using (Autograd.NoGrad())
                {
                    w.FillInPlace(1);
                } // ones
                using (Autograd.NoGrad())
                {
                    w[0] = x;
                }
            }
        }
        """);

    [Fact]
    public Task The_gradient_of_a_result_is_kept() => VerifyTensors.Fix<RetainGradFix>(
        """
        class M
        {
            Tensor? F()
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true);
                Tensor y = w * w; // squares
                y.Sum().Backward();
                return {|SAD5004:y.Grad|};
            }
        }
        """,
        """
        class M
        {
            Tensor? F()
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true);
                Tensor y = w * w; // squares
                y.RetainGrad();
                y.Sum().Backward();
                return y.Grad;
            }
        }
        """);

    [Fact]
    public Task Gradients_are_set_to_zero_after_the_step() => VerifyTensors.Fix<ZeroGradFix>(
        """
        class M
        {
            void F(Tensor w, Optimizer optimizer)
            {
                for (int i = 0; i < 3; i++)
                {
                    w.Sum().Backward();
                    {|SAD5007:optimizer.Step()|}; // down
                    Console.WriteLine(w);
                }
            }
        }
        """,
        """
        class M
        {
            void F(Tensor w, Optimizer optimizer)
            {
                for (int i = 0; i < 3; i++)
                {
                    w.Sum().Backward();
                    optimizer.Step(); // down
                    optimizer.ZeroGrad();
                    Console.WriteLine(w);
                }
            }
        }
        """);

    [Fact]
    public Task What_an_operation_returns_is_assigned() => VerifyTensors.Fix<AssignResultFix>(
        """
        class M
        {
            Tensor _t = Tensor.From([1f]);

            void F(Tensor x)
            {
                // Outside of the graph.
                {|SAD5008:x.Detach();|}
                {|SAD5008:_t.To(DType.Float64);|} // wider
            }
        }
        """,
        """
        class M
        {
            Tensor _t = Tensor.From([1f]);

            void F(Tensor x)
            {
                // Outside of the graph.
                x = x.Detach();
                _t = _t.To(DType.Float64); // wider
            }
        }
        """);

    [Theory]
    [InlineData("class M { readonly Tensor _t = Tensor.From([1f]); void F() { {|SAD5008:_t.Detach();|} } }")]
    [InlineData("class M { void F(Tensor x) { {|SAD5008:x.Clone().Detach();|} } }")]
    [InlineData("class M { void F(Tensor x) { {|SAD5008:x.Sort();|} } }")]
    public Task What_cannot_be_assigned_is_left_alone(string source) => Verify<TensorAnalyzer>.NoFix<AssignResultFix>(source);

    [Fact]
    public Task A_result_is_detached() => VerifyTensors.Fix<DetachFix>(
        """
        class M
        {
            Tensor F()
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true), y = w * 2;
                {|SAD5006:y.RequiresGrad = false|}; // frozen
                return y;
            }
        }
        """,
        """
        class M
        {
            Tensor F()
            {
                Tensor w = Tensor.From([1f, 2f], requiresGrad: true), y = w * 2;
                y = y.Detach(); // frozen
                return y;
            }
        }
        """);
}

public class TensorExpressionFixTests
{
    [Fact]
    public Task A_backward_pass_begins_with_the_sum() => VerifyTensors.Fix<SumFix>(
        VerifyTensors.Method("Tensor w = Tensor.From([1f, 2f], requiresGrad: true); {|SAD5002:w.Backward()|}; {|SAD5002:(w * w).Backward(retainGraph: true)|};"),
        VerifyTensors.Method("Tensor w = Tensor.From([1f, 2f], requiresGrad: true); w.Sum().Backward(); (w * w).Sum().Backward(retainGraph: true);"));

    [Fact]
    public Task The_first_pass_keeps_the_graph() => VerifyTensors.Fix<RetainGraphFix>(
        VerifyTensors.Method("Tensor y = (x * x).Sum(), z = x * x; y.Backward(); {|SAD5003:y.Backward()|}; z.Backward(x); {|SAD5003:z.Backward(x)|};"),
        VerifyTensors.Method("Tensor y = (x * x).Sum(), z = x * x; y.Backward(retainGraph: true); y.Backward(); z.Backward(x, retainGraph: true); z.Backward(x);"));

    [Fact]
    public Task A_tensor_of_inference_mode_is_copied() => VerifyTensors.Fix<CloneFix>(
        VerifyTensors.Method("Tensor y, w = Tensor.From([1f, 2f], requiresGrad: true); using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w * {|SAD5009:y|};"),
        VerifyTensors.Method("Tensor y, w = Tensor.From([1f, 2f], requiresGrad: true); using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w * y.Clone();"));
}
