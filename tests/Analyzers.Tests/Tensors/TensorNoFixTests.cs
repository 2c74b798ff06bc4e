using SourceAutodiff.CodeFixes.Tensors;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>Where a fix would not leave code that compiles and does what its title says, it is not offered.</summary>
public class TensorNoFixTests
{
    private const string W = "Tensor w = Tensor.From([1f, 2f], requiresGrad: true);";

    [Fact]
    public Task A_statement_that_is_the_only_one_after_a_condition_stays() => VerifyTensors.NoFix<DropRequiresGradFix>("Tensor t = Tensor.From([1]); if (n > 0) {|SAD5001:t.RequiresGrad = true|};");

    [Fact]
    public Task A_pass_that_says_what_happens_to_the_graph_is_left_alone() => VerifyTensors.NoFix<RetainGraphFix>("Tensor y = (x * x).Sum(); y.Backward(retainGraph: false); {|SAD5003:y.Backward()|};");

    [Fact]
    public Task A_result_without_a_name_is_not_detached() => VerifyTensors.NoFix<DetachFix>(W + " {|SAD5006:(w * 2).RequiresGrad = false|};");

    [Fact]
    public Task A_result_without_a_name_is_not_kept() => VerifyTensors.NoFix<RetainGradFix>(W + " Tensor? g = {|SAD5004:(w * w).Grad|};");

    [Fact]
    public Task A_change_after_a_condition_stays() => VerifyTensors.NoFix<NoGradFix>(W + " if (n > 0) {|SAD5005:w.FillInPlace(1)|};");

    [Fact]
    public Task A_copy_that_nothing_uses_is_not_made() => VerifyTensors.NoFix<CloneFix>("Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } {|SAD5009:y|}.RequiresGrad = true;");

    [Fact]
    public Task A_sum_of_what_may_be_null_is_not_made() => VerifyTensors.NoFix<SumFix>(W + " w?{|SAD5002:.Backward()|};");

    [Fact]
    public Task A_step_after_a_condition_stays() => VerifyTensors.NoFix<ZeroGradFix>("Optimizer optimizer = new Sgd([x], 0.1); for (int i = 0; i < 3; i++) { x.Sum().Backward(); if (n > 0) {|SAD5007:optimizer.Step()|}; }");
}
