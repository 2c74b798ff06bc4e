using System.Text.RegularExpressions;

namespace SourceAutodiff.Analyzers.Tests.Tensors;

/// <summary>SAD5001, in many guises. What is said to raise it throws at run time; what is said not to is of floating-point type, or of a type that cannot be known.</summary>
public partial class IntegerRequiresGradTests
{
    private static readonly string[] s_flaggedStatements =
    [
        // Literals, arrays and spans.
        "Tensor.From([1, 2], {|SAD5001:requiresGrad: true|});",
        "Tensor.From(new[] { 1, 2 }, {|SAD5001:requiresGrad: true|});",
        "Tensor.From(new long[] { 1, 2 }, {|SAD5001:true|});",
        "Tensor.From([true, false], {|SAD5001:requiresGrad: true|});",
        "Tensor.From(new byte[3], {|SAD5001:requiresGrad: true|});",
        "Tensor.From(new[,] { { 1, 2 }, { 3, 4 } }, {|SAD5001:requiresGrad: true|});",
        "Tensor.From(new int[2, 2, 2], {|SAD5001:requiresGrad: true|});",
        "int[][] rows = [[1, 2], [3, 4]]; Tensor.From(rows, {|SAD5001:requiresGrad: true|});",
        "Tensor.From(3, {|SAD5001:requiresGrad: true|});",
        "Tensor.From((short)3, {|SAD5001:requiresGrad: true|});",
        "ReadOnlySpan<int> span = [1, 2]; Tensor.From(span, {|SAD5001:requiresGrad: true|});",
        "Tensor.From(stackalloc int[] { 1, 2 }, {|SAD5001:requiresGrad: true|});",
        "Tensor.From<sbyte>([1, 2], {|SAD5001:requiresGrad: true|});",
        "int[] a = [.. Enumerable.Range(0, n)]; Tensor.From(a.AsSpan(1), [n - 1], {|SAD5001:requiresGrad: true|});",
        "Tensor.Wrap(new int[6], [2, 3], {|SAD5001:requiresGrad: true|});",
        "Tensor.From([1, 2, 3, 4], {|SAD5001:requiresGrad: true|}, shape: [2, 2]);",
        "Tensor.From(Enumerable.Range(0, n).ToArray(), {|SAD5001:requiresGrad: true|});",

        // dtype:
        "Tensor.Zeros([2], DType.Int64, {|SAD5001:true|});",
        "Tensor.Ones([2], {|SAD5001:requiresGrad: true|}, dtype: DType.Bool);",
        "Tensor.Eye(3, dtype: DType.Int32, {|SAD5001:requiresGrad: true|});",
        "Tensor.Full([2], 1, {|SAD5001:requiresGrad: true|});",
        "Tensor.Full([2], true, {|SAD5001:requiresGrad: true|});",
        "Tensor.Full([2], 1.5, DType.Int16, {|SAD5001:requiresGrad: true|});",
        "Tensor.Arange(10, {|SAD5001:requiresGrad: true|});",
        "Tensor.Arange(0, n, 2, {|SAD5001:requiresGrad: true|});",
        "Tensor.Linspace(0, 9, 10, DType.UInt8, {|SAD5001:requiresGrad: true|});",
        "const DType Kind = DType.Int8; Tensor.Zeros([2], Kind, {|SAD5001:requiresGrad: true|});",
        "DType kind = DType.Int64; Tensor.Zeros([2], kind, {|SAD5001:requiresGrad: true|});",
        "Tensor labels = Tensor.From([1, 2]); Tensor.Zeros([2], labels.DType, {|SAD5001:requiresGrad: true|});",
        "Tensor.Zeros([2], (DType)5, {|SAD5001:requiresGrad: true|});",
        "const bool Train = true; Tensor.Zeros([2], DType.Int64, {|SAD5001:Train|});",
        "bool train = true; Tensor.Zeros([2], DType.Int64, {|SAD5001:requiresGrad: train|});",

        // Set later.
        "Tensor t = Tensor.From([1, 2]); {|SAD5001:t.RequiresGrad = true|};",
        "var t = Tensor.From([1, 2]); {|SAD5001:t.SetRequiresGrad()|};",
        "var t = Tensor.From([1, 2]); {|SAD5001:t.SetRequiresGrad(true)|};",
        "{|SAD5001:Tensor.From([1, 2]).SetRequiresGrad(value: true)|};",
        "Tensor t; if (isReal) t = Tensor.From([1]); else t = Tensor.From([true]); {|SAD5001:t.RequiresGrad = true|};",
        "Tensor t = Tensor.From([1f]); t = Tensor.From([1]); {|SAD5001:t.RequiresGrad = true|};",
        "Tensor a = Tensor.From([1]), b = a, c = b; {|SAD5001:c.RequiresGrad = true|};",
        "(Tensor a, Tensor b) = (Tensor.From([1f]), Tensor.From([1])); a.RequiresGrad = true; {|SAD5001:b.RequiresGrad = true|};",

        // Conditions.
        "Tensor t = isReal ? Tensor.From([1]) : Tensor.From([2L]); {|SAD5001:t.RequiresGrad = true|};",
        "Tensor.Zeros([2], isReal ? DType.Int32 : DType.Int64, {|SAD5001:requiresGrad: true|});",
        "Tensor.Zeros([2], isReal ? DType.Float32 : DType.Int64, {|SAD5001:requiresGrad: true|});",
        "{|SAD5001:(isReal ? Tensor.From([1f]) : Tensor.From([1])).RequiresGrad = true|};",
        "Tensor t = n switch { 0 => Tensor.From([1]), 1 => Tensor.From([2L]), _ => Tensor.From([true]) }; {|SAD5001:t.RequiresGrad = true|};",
        "Tensor.Zeros([2], n switch { 0 => DType.Float32, _ => DType.Int64 }, {|SAD5001:requiresGrad: true|});",
        "Tensor? t = null; t ??= Tensor.From([1]); {|SAD5001:t.RequiresGrad = true|};",

        // Operations.
        "{|SAD5001:(x > 0).RequiresGrad = true|};",
        "{|SAD5001:x.Eq(x).SetRequiresGrad()|};",
        "Tensor best = x.Argmax(1); {|SAD5001:best.RequiresGrad = true|};",
        "{|SAD5001:x.Argsort().RequiresGrad = true|};",
        "{|SAD5001:x.Sort().Indices.RequiresGrad = true|};",
        "var (values, indices) = x.Topk(3); values.RequiresGrad = true; {|SAD5001:indices.RequiresGrad = true|};",
        "Tensor i = x.To(DType.Int64); {|SAD5001:i.RequiresGrad = true|};",
        "Tensor i = Tensor.From([7, 8]).FloorDivide(2); {|SAD5001:i.RequiresGrad = true|};",
        "Tensor i = Tensor.From([7, 8]).Div(Tensor.From([2]), \"floor\"); {|SAD5001:i.RequiresGrad = true|};",
        "Tensor i = Tensor.From([7, 8]) * 2 + Tensor.From([1L]) - 3; {|SAD5001:i.RequiresGrad = true|};",
        "Tensor i = Tensor.From([7, 8]); i *= 2; {|SAD5001:i.RequiresGrad = true|};",
        "Tensor i = -Tensor.From([7, 8]).Abs(); {|SAD5001:i.RequiresGrad = true|};",
        "{|SAD5001:Tensor.From([7, 8]).Sum().RequiresGrad = true|};",
        "{|SAD5001:Tensor.From([7, 8]).Reshape(2, 1).T().Unsqueeze(0).RequiresGrad = true|};",
        "Tensor i = Tensor.From([7, 8]); {|SAD5001:i[..1].RequiresGrad = true|};",
        "{|SAD5001:Tensor.Cat([Tensor.From([1]), Tensor.From([2L])]).RequiresGrad = true|};",
        "{|SAD5001:Tensor.Where(x > 0, Tensor.From([1]), Tensor.From([2])).RequiresGrad = true|};",
        "{|SAD5001:Tensor.RandInt(0, 9, [3]).RequiresGrad = true|};",
        "{|SAD5001:Tensor.ZerosLike(Tensor.RandPerm(3)).RequiresGrad = true|};",
        "{|SAD5001:x.Any().RequiresGrad = true|};",
        "{|SAD5001:(Tensor.From([true]) & Tensor.From([false])).RequiresGrad = true|};",
        "{|SAD5001:Tensor.From([1, 2]).Split(1)[0].RequiresGrad = true|};",
        "{|SAD5001:Tensor.From([1, 2]).Clone().Detach().RequiresGrad = true|};",

        // Loops, lambdas, async code.
        "for (int i = 0; i < n; i++) { Tensor t = Tensor.From([i]); {|SAD5001:t.RequiresGrad = true|}; }",
        "Tensor sum = Tensor.From([0]); for (int i = 0; i < n; i++) sum += Tensor.From([i]); {|SAD5001:sum.RequiresGrad = true|};",
        "foreach (Tensor t in new[] { Tensor.From([1]), Tensor.From([2L]) }) {|SAD5001:t.RequiresGrad = true|};",
        "Action make = () => Tensor.From([1], {|SAD5001:requiresGrad: true|});",
        "Tensor labels = Tensor.From([1]); Action set = () => {|SAD5001:labels.RequiresGrad = true|}; set();",
        "Tensor t = Tensor.From([1]); await Task.Delay(n); {|SAD5001:t.RequiresGrad = true|};",
        "Tensor t = await Task.FromResult(Tensor.From([1])); {|SAD5001:t.RequiresGrad = true|};",
        "Func<Tensor, Task> f = async y => { await Task.Yield(); {|SAD5001:(y > 0).RequiresGrad = true|}; }; await f(x);",
        "try { Tensor t = Tensor.From([1]); {|SAD5001:t.RequiresGrad = true|}; } catch (InvalidOperationException) { }",
        "using (Autograd.NoGrad()) { Tensor t = Tensor.From([1]); {|SAD5001:t.RequiresGrad = true|}; }",
        "void Local(Tensor y) { {|SAD5001:(y > 0).RequiresGrad = true|}; } Local(x);",
        "Tensor Local() => Tensor.From([1]); {|SAD5001:Local().RequiresGrad = true|};",
    ];

    private static readonly string[] s_flaggedMembers =
    [
        "class M { readonly Tensor _labels = Tensor.From([1, 2]); void F() => {|SAD5001:_labels.RequiresGrad = true|}; }",
        "class M { static readonly DType Kind = DType.Int64; Tensor F() => Tensor.Zeros([2], Kind, {|SAD5001:requiresGrad: true|}); }",
        "class M { private Tensor _labels = Tensor.From([1, 2]); void F() { {|SAD5001:_labels.RequiresGrad = true|}; } }",
        "class M { readonly Tensor _labels; M() { _labels = Tensor.From([1, 2]); } void F() { {|SAD5001:_labels.RequiresGrad = true|}; } }",
        "class M { readonly Tensor _t; M(bool b) { if (b) _t = Tensor.From([1]); else _t = Tensor.From([2L]); } void F() { {|SAD5001:_t.RequiresGrad = true|}; } }",
        "class M { Tensor Labels { get; } = Tensor.From([1, 2]); void F() { {|SAD5001:Labels.RequiresGrad = true|}; } }",
        "class M { static Tensor Labels => Tensor.From([1, 2]); void F() { {|SAD5001:Labels.RequiresGrad = true|}; } }",
        "class M { Tensor _t = Tensor.From([1, 2], {|SAD5001:requiresGrad: true|}); }",
        "class M { static Tensor Make() => Tensor.From([1, 2]); void F() { {|SAD5001:Make().RequiresGrad = true|}; } }",
        "class M { static Tensor Make(DType dtype = DType.Int64) => Tensor.Zeros([2], dtype); void F() { {|SAD5001:Make().RequiresGrad = true|}; } }",
        "class M { static Tensor Same(Tensor t) => t.Reshape(-1); void F() { {|SAD5001:Same(Tensor.From([1])).RequiresGrad = true|}; } }",
        "class M { static Tensor A() => B() * 2; static Tensor B() { Tensor t = Tensor.From([1]); return t; } void F() { {|SAD5001:A().RequiresGrad = true|}; } }",
        "class M { static async Task<Tensor> Load() { await Task.Yield(); return Tensor.From([1]); } async Task F() { Tensor t = await Load().ConfigureAwait(false); {|SAD5001:t.RequiresGrad = true|}; } }",
        "static class E { public static Tensor Mask(this Tensor t) => t > 0; } class M { void F(Tensor x) { {|SAD5001:x.Mask().RequiresGrad = true|}; } }",
        "class Layer { public Tensor Weight { get; } = Tensor.Zeros([2], DType.Int32); } class M { object F() => new Layer { Weight = { {|SAD5001:RequiresGrad = true|} } }; }",
        "class Layer { public Tensor? Weight { get; set; } } class M { object F() => new Layer { Weight = Tensor.From([1, 2], {|SAD5001:requiresGrad: true|}) }; }",
        "class M { static (Tensor Data, Tensor Labels) Load() => (Tensor.From([1f]), Tensor.From([1])); void F() { var (data, labels) = Load(); data.RequiresGrad = true; {|SAD5001:labels.RequiresGrad = true|}; } }",
        "class M { Tensor? _t; void F() { _t = Tensor.From([1]); {|SAD5001:_t.RequiresGrad = true|}; } }",
        "class M { Tensor _t = null!; void F() { this._t = Tensor.From([1]); {|SAD5001:this._t.SetRequiresGrad()|}; } }",
        "class M(int[] values) { readonly Tensor _t = Tensor.From(values, {|SAD5001:requiresGrad: true|}); Tensor T => _t; }",
        "Tensor topLevel = Tensor.From([1, 2]); {|SAD5001:topLevel.RequiresGrad = true|};",
    ];

    private static readonly string[] s_silentStatements =
    [
        // Floating-point types.
        "Tensor.From([1f, 2f], requiresGrad: true);",
        "Tensor.From(new[] { 1.0, 2 }, requiresGrad: true);",
        "Tensor.From(new Half[] { (Half)1 }, true);",
        "Tensor.From<double>([1, 2], requiresGrad: true);",
        "Tensor.From(new float[2, 2], requiresGrad: true);",
        "double[][] rows = [[1, 2], [3, 4]]; Tensor.From(rows, requiresGrad: true);",
        "Tensor.From(3.0, requiresGrad: true);",
        "ReadOnlySpan<double> span = [1, 2]; Tensor.From(span, requiresGrad: true);",
        "Tensor.From([(BFloat16)1f], requiresGrad: true);",
        "Tensor.Wrap(new float[6], [2, 3], requiresGrad: true);",
        "Tensor.Zeros([2], requiresGrad: true);",
        "Tensor.Ones([2], DType.Float64, true);",
        "Tensor.Eye(3, requiresGrad: true);",
        "Tensor.Full([2], 1.5, requiresGrad: true);",
        "Tensor.Full([2], 1, DType.Float32, requiresGrad: true);",
        "Tensor.Arange(10.0, requiresGrad: true);",
        "Tensor.Arange(0, n, 0.5, requiresGrad: true);",
        "Tensor.Arange(10, DType.Float32, requiresGrad: true);",
        "Tensor.Linspace(0, 9, 10, requiresGrad: true);",
        "Tensor.RandN([2, 3], requiresGrad: true);",
        "DType kind = DType.Float16; Tensor.Zeros([2], kind, requiresGrad: true);",

        // No gradient is asked for.
        "Tensor.From([1, 2]);",
        "Tensor.From([1, 2], requiresGrad: false);",
        "Tensor.Zeros([2], DType.Int64, false);",
        "Tensor.From([1, 2]).SetRequiresGrad(false);",
        "Tensor.From([1, 2]).RequiresGrad = false;",
        "Tensor.Zeros([2], isReal ? DType.Float32 : DType.Int64, requiresGrad: isReal);",
        "Tensor t = Tensor.From([1]); t.RequiresGrad = isReal;",
        "Tensor t = Tensor.From([1]); bool asked = t.RequiresGrad;",

        // Types that cannot be known.
        "x.RequiresGrad = true;",
        "x.SetRequiresGrad();",
        "Tensor.Zeros([2], dtype, requiresGrad: true);",
        "Tensor.Zeros([2], x.DType, requiresGrad: true);",
        "x.To(dtype).RequiresGrad = true;",
        "(x * 2).RequiresGrad = true;",
        "(x + Tensor.From([1])).RequiresGrad = true;",
        "x.Sum().RequiresGrad = true;",
        "Unknown().RequiresGrad = true;",
        "Unknown(1, 2).To(x.DType).SetRequiresGrad();",
        "Tensor[] list = [Tensor.From([1]), x]; list[n].RequiresGrad = true;",
        "Tensor[] list = [Tensor.From([1])]; list[0] = x; list[0].RequiresGrad = true;",
        "foreach (Tensor t in new List<Tensor> { Tensor.From([1f]) }) t.RequiresGrad = true;",
        "foreach (Tensor t in new[] { Tensor.From([1]), Tensor.From([2f]) }) t.RequiresGrad = true;",
        "Tensor.Full([2], Unknown().Item<int>() > 0 ? 1.0 : 2.0, requiresGrad: true);",
        "Tensor.Where(x > 0, x, Tensor.From([2])).RequiresGrad = true;",

        // Some ways are of floating-point type.
        "Tensor t = isReal ? Tensor.From([1f]) : Tensor.From([1]); if (isReal) t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); if (isReal) t = Tensor.From([1f]); if (isReal) t.RequiresGrad = true;",
        "DType kind = DType.Int64; if (isReal) kind = DType.Float32; if (isReal) Tensor.Zeros([2], kind, requiresGrad: true);",
        "Tensor t = Tensor.From([1]); t = Tensor.From([1f]); t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); t = t.To(DType.Float32); t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); for (int i = 0; i < n; i++) { if (i > 0) t.RequiresGrad = true; t = Tensor.From([1f]); }",
        "Tensor t = Tensor.From([1f]); try { t = Tensor.From([1]); Unknown(); t = Tensor.From([2f]); } catch (Exception) { } t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); void Set() => t = Tensor.From([1f]); Set(); t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); Action set = () => t = Tensor.From([1f]); set(); t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); ref Tensor r = ref t; r = Tensor.From([1f]); t.RequiresGrad = true;",
        "Tensor t = Tensor.From([1]); Replace(ref t); t.RequiresGrad = true; static void Replace(ref Tensor y) => y = Tensor.From([1f]);",
        "if (Unknown() is Tensor t) { } else { t = Tensor.From([1]); } t.RequiresGrad = true;",
        "var pair = (Tensor.From([1]), Tensor.From([1])); pair.Item1 = x; pair.Item1.RequiresGrad = true;",
        "if (n > 0) x = Tensor.From([1]); x.RequiresGrad = true;",
        "Tensor t; do { t = Unknown(); } while (n > 0); t.RequiresGrad = true;",

        // Operations that make floating-point numbers of integers.
        "(Tensor.From([1]) / 2).RequiresGrad = true;",
        "(Tensor.From([1]) / Tensor.From([2])).RequiresGrad = true;",
        "(Tensor.From([1]) * 2.5).RequiresGrad = true;",
        "(Tensor.From([1]) * Tensor.From([2f])).RequiresGrad = true;",
        "Tensor.From([1]).Exp().RequiresGrad = true;",
        "Tensor.From([1]).Sqrt().SetRequiresGrad();",
        "Tensor.From([1]).To(DType.Float32).RequiresGrad = true;",
        "Tensor.From([1, 2]).To(DType.Float64).Reshape(2, 1).Sum().RequiresGrad = true;",
        "Tensor.From([7, 8]).Div(Tensor.From([2]), null).RequiresGrad = true;",
        "Tensor.From([1]).FloatPower(2).RequiresGrad = true;",
        "Tensor i = Tensor.From([7, 8]); i /= 2; i.RequiresGrad = true;",
        "x.Sort().Values.RequiresGrad = true;",
        "Tensor.Cat([Tensor.From([1]), Tensor.From([2f])]).RequiresGrad = true;",
        "Tensor.From([1]).Clamp(0.5).RequiresGrad = true;",
        "Tensor.From([1]).Softmax(0).RequiresGrad = true;",
    ];

    private static readonly string[] s_silentMembers =
    [
        "class M { Tensor _t = Tensor.From([1]); public void Set(Tensor t) => _t = t; void F() { _t.RequiresGrad = true; } }",
        "class M { public Tensor T = Tensor.From([1]); void F() { T.RequiresGrad = true; } }",
        "class M { public Tensor T { get; set; } = Tensor.From([1]); void F() { T.RequiresGrad = true; } }",
        "class M { public Tensor T { get; init; } = Tensor.From([1]); void F() { T.RequiresGrad = true; } }",
        "class M { readonly Tensor _t = Tensor.From([1]); M() { } M(Tensor t) { _t = t; } void F() { _t.RequiresGrad = true; } }",
        "class M { readonly Tensor _t; M(bool b) { if (b) _t = Tensor.From([1]); else _t = Tensor.From([2f]); } void F() { _t.RequiresGrad = true; } }",
        "class M { Tensor? _t; void G() => _t = Tensor.From([1f]); void F() { _t = Tensor.From([1]); G(); _t.RequiresGrad = true; } }",
        "class M { protected virtual Tensor Make() => Tensor.From([1]); void F() { Make().RequiresGrad = true; } }",
        "interface I { Tensor Make() => Tensor.From([1]); } class M { void F(I i) { i.Make().RequiresGrad = true; } }",
        "class M { static Tensor Make(DType dtype = DType.Int64) => Tensor.Zeros([2], dtype); void F() { Make(DType.Float32).RequiresGrad = true; } }",
        "class M { static Tensor Make(bool b) { if (b) return Tensor.From([1]); return Tensor.From([1f]); } void F() { Make(false).RequiresGrad = true; } }",
        "class M { static Tensor Loop(int n) => n > 0 ? Loop(n - 1) : Tensor.From([1f]); void F() { Loop(3).RequiresGrad = true; } }",
        "class M { static Tensor Make<T>(T[] values) where T : unmanaged => Tensor.From(values, requiresGrad: true); void F() { Make([1f]); } }",
        "class M { static Tensor Make<T>(T[] values) where T : unmanaged => Tensor.From(values); void F() { Make([1f]).RequiresGrad = true; } }",
        "class M { static DType s_kind = DType.Int64; public static void Use(DType d) { s_kind = d; } Tensor F() => Tensor.Zeros([2], s_kind, requiresGrad: true); }",
        "class Tensor { public bool RequiresGrad { get; set; } public static Tensor From(int[] x, bool requiresGrad = false) => new(); } class M { void F() { Tensor.From([1], requiresGrad: true).RequiresGrad = true; } }",
        "class M { static Tensor A() => B(); static Tensor B() => C(); static Tensor C() => D(); static Tensor D() => Tensor.From([1f]); void F() { A().RequiresGrad = true; } }",
        "class M { Tensor F(Dictionary<string, Tensor> state) { state[\"w\"] = Tensor.From([1]); return state[\"w\"].SetRequiresGrad(); } }",
    ];

    public static TheoryData<string> Flagged => [.. s_flaggedStatements, .. s_flaggedMembers];

    public static TheoryData<string> Silent => [.. s_silentStatements, .. s_silentMembers];

    [Theory]
    [MemberData(nameof(Flagged))]
    public Task Integers_and_booleans_cannot_require_a_gradient(string source)
    {
        Assert.Single(Marks().Matches(source));
        return VerifyTensors.Analyzer(s_flaggedMembers.Contains(source) ? source : VerifyTensors.Method(source));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public Task What_may_be_of_floating_point_type_is_left_alone(string source)
    {
        Assert.Empty(Marks().Matches(source));
        return VerifyTensors.Analyzer(s_silentMembers.Contains(source) ? source : VerifyTensors.Method(source));
    }

    [Fact]
    public void There_are_many_of_both()
    {
        Assert.True(Flagged.Count >= 60);
        Assert.True(Silent.Count >= 60);
    }

    [GeneratedRegex(@"\{\|SAD5001:")]
    private static partial Regex Marks();
}
