using SourceAutodiff.Analyzers.Tensors;
using SourceAutodiff.Generator.Diagnostics;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>SAD5002 to SAD5009: what raises each, and what comes near to it and does not.</summary>
public class TensorAnalyzerTests
{
    private const string Leaf = "Tensor w = Tensor.From([1f, 2f], requiresGrad: true); ";

    private static readonly string[] s_raising =
    [
        // Several elements.
        Leaf + "{|SAD5002:w.Backward()|};",
        Leaf + "Tensor y = w * 2 + x; {|SAD5002:y.Backward()|};",
        "Tensor w = Tensor.Zeros([2, 3], requiresGrad: true); {|SAD5002:w.Exp().Reshape(3, 2).Backward()|};",
        "Tensor w = Tensor.From(new float[4], requiresGrad: true); {|SAD5002:w.Backward(null, retainGraph: true)|};",
        "Tensor w = Tensor.RandN([1, 1, 2], requiresGrad: true); for (int i = 0; i < n; i++) {|SAD5002:(w * w).Backward(createGraph: true)|};",

        // A graph that is freed.
        "Tensor loss = (x * x).Sum(); loss.Backward(); {|SAD5003:loss.Backward()|};",
        "Tensor loss = x.Exp().Mean(); loss.Backward(); Console.WriteLine(loss); if (isReal) {|SAD5003:loss.Backward()|};",
        "Tensor loss = (x * x).Sum(), same = loss; same.Backward(retainGraph: false); {|SAD5003:loss.Backward(retainGraph: true)|};",
        "for (int i = 0; i < n; i++) { Tensor loss = x.Matmul(x).Sum(); loss.Backward(); {|SAD5003:loss.Backward()|}; }",

        // The gradient of a result.
        Leaf + "Tensor y = w * w; y.Sum().Backward(); Tensor? g = {|SAD5004:y.Grad|};",
        Leaf + "Tensor y = w.Exp(); y.Sum().Backward(); Console.WriteLine({|SAD5004:y.Grad|}!.Item());",
        Leaf + "Func<Tensor?> f = () => { Tensor v = Tensor.From(1.0, requiresGrad: true), y = v * v; y.Backward(); return {|SAD5004:y.Grad|}; };",

        // A leaf.
        Leaf + "{|SAD5005:w.AddInPlace(1)|};",
        Leaf + "{|SAD5005:w[0] = x|};",
        "Tensor b = Tensor.Zeros([2]); b.RequiresGrad = true; {|SAD5005:b.FillInPlace(1)|};",
        Leaf + "using (Autograd.NoGrad()) { w.MulInPlace(2); } {|SAD5005:w.MulInPlace(2)|};",
        Leaf + "using (Autograd.NoGrad()) using (Autograd.EnableGrad()) { {|SAD5005:w.SubInPlace(w)|}; }",
        Leaf + "for (int i = 0; i < n; i++) { (w * x).Sum().Backward(); {|SAD5005:w.SubInPlace(w.Grad! * 0.1)|}; w.Grad = null; }",

        // The flag of a result.
        Leaf + "Tensor y = w * 2; {|SAD5006:y.RequiresGrad = false|};",
        Leaf + "Tensor y = w.Reshape(2, 1); {|SAD5006:y.SetRequiresGrad(false)|};",
        Leaf + "{|SAD5006:w.Sum().RequiresGrad = false|};",

        // Gradients that add up.
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { (w * x).Sum().Backward(); {|SAD5007:optimizer.Step()|}; }",
        Leaf + "Optimizer optimizer = new Adam([w]); while (n > 0) { foreach (Tensor y in new[] { x, x }) { (w * y).Sum().Backward(); } {|SAD5007:optimizer.Step()|}; }",
        Leaf + "var optimizer = new AdamW([w]); optimizer.ZeroGrad(); do { Tensor zeros = Tensor.Zeros([2]); (w * zeros).Sum().Backward(); {|SAD5007:optimizer.Step()|}; } while (isReal);",

        // Results that are ignored.
        "{|SAD5008:x.Detach();|}",
        "{|SAD5008:x.To(DType.Float64);|}",
        "{|SAD5008:x.Add(1);|} {|SAD5008:x.Reshape(-1);|}",
        "Action act = () => { {|SAD5008:x.Detach();|} };",

        // Tensors of inference mode.
        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w * {|SAD5009:y|};",
        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = x * 2; } Tensor z = {|SAD5009:y|}.Mul(w);",
        "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } {|SAD5009:y|}.RequiresGrad = true;",
    ];

    /// <summary>What a mode would make right is not reported where a caller may set one.</summary>
    [Theory]
    [InlineData("static void Main() { using (Autograd.NoGrad()) Start(); }", "w.AddInPlace(1);")]
    [InlineData("static void Main() { using (Autograd.NoGrad()) Middle(); } static void Middle() => Start();", "w.AddInPlace(1);")]
    [InlineData("static void Main() { using var scope = Autograd.InferenceMode(); new List<int> { 1 }.ForEach(_ => Start()); }", "Tensor y = w * 2; y.RequiresGrad = false;")]
    [InlineData("static void Main() { using (Autograd.SetGradEnabled(false)) { Action start = Start; start(); } }", "Tensor y = w * w; Tensor? g = y.Grad;")]
    [InlineData("static void Main() { using (Autograd.NoGrad()) { } } static void Other() => Start();", "{|SAD5005:w.AddInPlace(1)|};")]
    [InlineData("static void Main() { Start(); } static void Start(int n) { using (Autograd.NoGrad()) { Start(1); } }", "{|SAD5005:w.AddInPlace(1)|};")]
    public Task A_mode_of_a_caller_counts(string callers, string statements) => Verify<TensorAnalyzer>.Analyzer(
        $$"""class M { {{callers}} static void Start() { Tensor w = Tensor.Zeros([2], requiresGrad: true); {{statements}} } }""");

    [Fact]
    public Task A_mode_of_who_creates_the_object_counts() => Verify<TensorAnalyzer>.Analyzer(
        """
        class Layer { public Tensor W = Tensor.Zeros([2]); public Layer() { Tensor w = Tensor.Zeros([2], requiresGrad: true); w.AddInPlace(1); W = w; } }
        class Other { public Tensor W = Tensor.Zeros([2]); public Other() { Tensor w = Tensor.Zeros([2], requiresGrad: true); {|SAD5005:w.AddInPlace(1)|}; W = w; } }
        class M { static Other s_other = new(); static Layer Make() { using (Autograd.NoGrad()) { Layer made = new(); return made; } } }
        """);

    private static readonly string[] s_nearMisses =
    [
        "Tensor w = Tensor.From([1f], requiresGrad: true); (w * 2).Backward();",
        "Tensor w = Tensor.From(1f, requiresGrad: true); w.Backward();",
        Leaf + "w.Sum().Backward(); (w * w).Mean().Backward(); w.Max().Backward();",
        Leaf + "w.Backward(Tensor.From([1f, 1f])); (w * w).Backward(gradient: x);",
        Leaf + "w[0].Backward(); w.Select(0, 1).Backward(); w.Slice(0, 0, 1).Backward();",
        "x.Backward(); (x * 2).Backward(); Tensor.Zeros([n], requiresGrad: true).Backward(); Tensor.From(new float[n], requiresGrad: true).Backward();",
        Leaf + "Tensor y = isReal ? w : w.Sum(); y.Backward();",
        Leaf + "w.Sum(0).Backward(); w.Sum([0]).Backward();",

        "Tensor loss = (x * x).Sum(); loss.Backward(retainGraph: true); loss.Backward();",
        "Tensor loss = (x * x).Sum(); loss.Backward(createGraph: true); loss.Backward();",
        "Tensor loss = (x * x).Sum(); loss.Backward(retainGraph: isReal); loss.Backward();",
        "Tensor loss = (x * x).Sum(); loss.Backward(); loss = (x * x).Sum(); loss.Backward();",
        "Tensor loss = x.Sum(); loss.Backward(); loss.Backward();",
        "Tensor loss = (x * 2).Sum(); loss.Backward(); loss.Backward();",
        "Tensor loss = (x * x).Sum(); if (isReal) loss.Backward(); loss.Backward();",
        "Tensor loss = (x * x).Sum(); if (isReal) { loss.Backward(); return; } loss.Backward();",
        "for (int i = 0; i < n; i++) { Tensor loss = (x * x).Sum(); loss.Backward(); }",
        "Tensor loss = (x * x).Sum(); for (int i = 0; i < n; i++) loss.Backward();",
        "x.Backward(); x.Backward();",
        "Tensor loss = (x * x + x).Sum(), other = (x * x).Sum(); loss.Backward(); other.Backward();",

        Leaf + "(w * w).Sum().Backward(); Tensor? g = w.Grad;",
        Leaf + "Tensor y = w * w; y.RetainGrad(); y.Sum().Backward(); Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w; if (isReal) y.RetainGrad(); y.Sum().Backward(); Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w; y.Grad = x; Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w, same = y; same.RetainGrad(); y.Sum().Backward(); Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w; Unknown(y); Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w; Action keep = () => y.RetainGrad(); keep(); Tensor? g = y.Grad;",
        Leaf + "Tensor y = w * w; y.DetachInPlace(); y.RequiresGrad = true; Tensor? g = y.Grad;",
        Leaf + "Tensor y; using (Autograd.NoGrad()) { y = w * w; } Tensor? g = y.Grad;",
        Leaf + "Tensor y = w > 0; Tensor? g = y.Grad;",
        "Tensor y = x * x; Tensor? g = y.Grad; Tensor z = Unknown(); g = z.Grad;",
        Leaf + "Tensor y = w.Detach(); Tensor? g = y.Grad; y = w.To(DType.Float32); g = y.Grad;",
        Leaf + "Tensor y = w * w; y.Grad = null;",

        Leaf + "using (Autograd.NoGrad()) { w.AddInPlace(1); w[0] = x; }",
        Leaf + "using ModeScope scope = Autograd.NoGrad(); w.AddInPlace(1);",
        Leaf + "using (Autograd.InferenceMode()) { w.AddInPlace(1); }",
        Leaf + "using (Autograd.SetGradEnabled(isReal)) { w.AddInPlace(1); }",
        Leaf + "ModeScope scope = Autograd.NoGrad(); try { w.AddInPlace(1); } finally { scope.Dispose(); }",
        Leaf + "ModeScope? scope = isReal ? Autograd.NoGrad() : null; w.AddInPlace(1); scope?.Dispose();",
        Leaf + "Action step = () => { Tensor v = Tensor.Zeros([2], requiresGrad: true); v.AddInPlace(1); }; using (Autograd.NoGrad()) step();",
        "Tensor b = Tensor.Zeros([2]); b.FillInPlace(1); b.RequiresGrad = true;",
        "x.AddInPlace(1); x[0] = x; Unknown().ZeroInPlace();",
        Leaf + "Tensor y = w * 2; y.AddInPlace(1);",
        Leaf + "w.RequiresGrad = false; w.AddInPlace(1);",
        Leaf + "Tensor same = w; same.SetRequiresGrad(false); w.AddInPlace(1);",
        Leaf + "Tensor[] all = [w]; foreach (Tensor t in all) t.RequiresGrad = false; w.AddInPlace(1);",
        Leaf + "w.Detach().AddInPlace(1); w.Clone().AddInPlace(1);",
        Leaf + "w += 1; w -= x;",
        Leaf + "try { using (Autograd.NoGrad()) { Unknown(); } } catch (Exception) { w.AddInPlace(1); }",

        Leaf + "w.RequiresGrad = false; w.SetRequiresGrad(false);",
        Leaf + "Tensor y = w * 2; y.RequiresGrad = true; y.RequiresGrad = isReal;",
        Leaf + "Tensor y = (w * 2).Detach(); y.RequiresGrad = false;",
        Leaf + "Tensor y = w > 1; y.RequiresGrad = false; y = w.Argmax(); y.RequiresGrad = false;",
        "Tensor y = x * 2; y.RequiresGrad = false;",
        Leaf + "using (Autograd.NoGrad()) { Tensor y = w * 2; y.RequiresGrad = false; }",

        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { (w * x).Sum().Backward(); optimizer.Step(); optimizer.ZeroGrad(); }",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { if (i > 3) optimizer.ZeroGrad(); (w * x).Sum().Backward(); optimizer.Step(); }",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { w.Grad = null; (w * x).Sum().Backward(); optimizer.Step(); }",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { Clean(); (w * x).Sum().Backward(); optimizer.Step(); } void Clean() { foreach (Tensor p in optimizer.Parameters) p.Grad = null; }",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { Unknown(optimizer); (w * x).Sum().Backward(); optimizer.Step(); }",
        Leaf + "for (int i = 0; i < n; i++) { var optimizer = new Sgd([w]); (w * x).Sum().Backward(); optimizer.Step(); }",
        Leaf + "var optimizer = new Sgd([w]); (w * x).Sum().Backward(); optimizer.Step();",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) (w * x).Sum().Backward(); optimizer.Step(); optimizer.ZeroGrad(); }",
        Leaf + "var optimizer = new Sgd([w]); for (int i = 0; i < n; i++) (w * x).Sum().Backward(); optimizer.Step();",
        Leaf + "var optimizer = new Sgd([w]); Action zero = () => optimizer.ZeroGrad(); for (int i = 0; i < n; i++) { zero(); (w * x).Sum().Backward(); optimizer.Step(); }",

        "x = x.Detach(); Tensor y = x.To(DType.Float64); _ = x.Add(1);",
        "Action act = () => x.Detach(); Func<Tensor> f = () => x.Detach();",
        "x.AddInPlace(1); x.DetachInPlace(); x.Backward(); x.RetainGrad(); x.SetRequiresGrad();",
        "Unknown(x.Detach()).Item();",

        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w * y.Clone();",
        Leaf + "Tensor y; using (Autograd.NoGrad()) { y = Tensor.From([1f, 2f]); } Tensor z = w * y;",
        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w + y; z = y * x;",
        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); Tensor z = w * y; y.RequiresGrad = true; }",
        Leaf + "Tensor y; using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } using (Autograd.NoGrad()) { Tensor z = w * y; }",
        Leaf + "Tensor y = Tensor.From([1f]); if (isReal) using (Autograd.InferenceMode()) { y = Tensor.From([1f, 2f]); } Tensor z = w * y;",
    ];

    public static TheoryData<string> Raising => [.. s_raising];

    public static TheoryData<string> NearMisses => [.. s_nearMisses];

    [Theory]
    [MemberData(nameof(Raising))]
    public Task Raises(string source) => VerifyTensors.Analyzer(VerifyTensors.Method(source));

    [Theory]
    [MemberData(nameof(NearMisses))]
    public Task Is_silent(string source)
    {
        Assert.DoesNotContain("{|", source, StringComparison.Ordinal);
        return VerifyTensors.Analyzer(VerifyTensors.Method(source));
    }

    [Fact]
    public void Every_diagnostic_of_tensors_is_raised() =>
        Assert.Equal([TensorDescriptors.IntegerRequiresGrad.Id], TensorDescriptors.All.Select(descriptor => descriptor.Id).Where(id => !s_raising.Any(source => source.Contains($"{{|{id}:", StringComparison.Ordinal))));

    [Fact]
    public Task What_a_function_of_the_users_own_does_may_run_without_recording() => VerifyTensors.Analyzer("""
        class Twice : TensorFunction
        {
            protected override Tensor Forward(IReadOnlyList<Tensor> inputs) { Tensor w = Tensor.Zeros([2], requiresGrad: true); w.AddInPlace(1); return inputs[0] * 2; }
            protected override IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor result, Tensor gradient) => [gradient * 2];
        }
        """);

    [Fact]
    public Task Gradients_may_be_set_to_zero_by_a_method_that_is_called() => VerifyTensors.Analyzer("""
        class M
        {
            private readonly Sgd _optimizer;
            private readonly Tensor _w = Tensor.From([1f], requiresGrad: true);
            public M() => _optimizer = new Sgd([_w]);
            public void Train(int n) { for (int i = 0; i < n; i++) { Begin(); _w.Sum().Backward(); _optimizer.Step(); } }
            public void Wrong(int n) { for (int i = 0; i < n; i++) { _w.Sum().Backward(); {|SAD5007:_optimizer.Step()|}; } }
            private void Begin() => Inner();
            private void Inner() => _optimizer.ZeroGrad();
        }
        """);
}
