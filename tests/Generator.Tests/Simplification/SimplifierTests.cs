using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Simplification;
using SourceAutodiff.Generator.Tests.Helpers;

namespace SourceAutodiff.Generator.Tests.Simplification;

/// <summary>One small function for each thing the simplifier knows: IR text in, IR text out.</summary>
public class SimplifierTests
{
    private const string Parameters = "x: f64, w: f64, f: f32, t: T, v: lanes<f64>, n: i32, m: i32, p: bool, q: bool, a: f64[], b: rospan<f64>, j: span<f64[]>";

    [Theory]
    [InlineData("y = mul x, 1.0 yield y", "yield x")]
    [InlineData("y = mul 1.0, x yield y", "yield x")]
    [InlineData("y = div x, 1.0 yield y", "yield x")]
    [InlineData("y = sub x, 0.0 yield y", "yield x")]
    [InlineData("y = add x, -0.0 yield y", "yield x")]
    [InlineData("y = neg x z = neg y yield z", "yield x")]
    [InlineData("y = mul x, -1.0 yield y", "y = neg x yield y")]
    [InlineData("y = neg w z = add x, y yield z", "z = sub x, w yield z")]
    [InlineData("y = neg x z = add y, w yield z", "z = sub w, x yield z")]
    [InlineData("y = neg w z = sub x, y yield z", "z = add x, w yield z")]
    [InlineData("y = neg x z = neg w u = mul y, z yield u", "u = mul x, w yield u")]
    [InlineData("y = mul v, 1.0 yield y", "yield v")]
    [InlineData("o = const T 1 y = mul t, o yield y", "yield t")]
    [InlineData("y = add n, 0 yield y", "yield n")]
    [InlineData("y = mul n, 0 yield y", "c = const i32 0 yield c")]
    [InlineData("y = sub n, n yield y", "y = const i32 0 yield y")]
    [InlineData("y = add n, m z = sub y, m yield z", "yield n")]
    public void Identities(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = mul x, 0.0 yield y")]
    [InlineData("y = add x, 0.0 yield y")]
    [InlineData("y = sub x, x yield y")]
    [InlineData("y = div x, x yield y")]
    [InlineData("y = sub 0.0, x yield y")]
    [InlineData("c = lt x, w d = not c yield d")]
    [InlineData("c = eq x, x yield c")]
    [InlineData("o = const lanes<f64> 1 y = mul o, x yield y")]
    public void What_is_not_exact_stays(string body) => Expect(body, body);

    [Theory]
    [InlineData("y = mul 3.0, 0.5 yield y", "y = const f64 1.5 yield y")]
    [InlineData("c = const f32 0.1 y = mul c, c yield y", "y = const f32 0.010000000707805157 yield y")]
    [InlineData("c = const f64 0.1 y = convert f32 c yield y", "y = const f32 0.10000000149011612 yield y")]
    [InlineData("c = const i32 16777217 y = convert f32 c yield y", "y = const f32 16777216 yield y")]
    [InlineData("c = const f64 -2.7 y = convert i32 c yield y", "y = const i32 -2 yield y")]
    [InlineData("y = add 2147483647, 1 yield y", "y = const i32 -2147483648 yield y")]
    [InlineData("y = rem -7, 3 yield y", "y = const i32 -1 yield y")]
    [InlineData("y = shl 1, 33 yield y", "y = const i32 2 yield y")]
    [InlineData("c = const u32 4294967295 y = div c, c yield y", "y = const u32 1 yield y")]
    [InlineData("c = lt 1.0, 2.0 yield c", "c = const bool true yield c")]
    [InlineData("c = const T 3 y = neg c yield y", "y = const T -3 yield y")]
    public void Constants(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = div 1, 0 yield y")]
    [InlineData("y = div 0.0, 0.0 yield y", "c = const f64 0 y = div c, c yield y")]
    [InlineData("c = const f64 1e300 y = convert i32 c yield y")]
    [InlineData("y = Sin 1.0 yield y")]
    [InlineData("c = const T 0.1 y = add c, c yield y")]
    public void What_is_not_known_for_sure_is_not_folded(string before, string? after = null) => Expect(before, after ?? before);

    [Theory]
    [InlineData("c = not p d = not c yield d", "yield p")]
    [InlineData("c = and p, true yield c", "yield p")]
    [InlineData("c = and false, p yield c", "c = const bool false yield c")]
    [InlineData("c = or p, true yield c", "c = const bool true yield c")]
    [InlineData("c = or p, p yield c", "yield p")]
    [InlineData("c = eq p, false yield c", "c = not p yield c")]
    [InlineData("c = ne p, true yield c", "c = not p yield c")]
    [InlineData("c = lt n, m d = not c yield d", "d = ge n, m yield d")]
    [InlineData("c = eq x, w d = not c yield d", "d = ne x, w yield d")]
    [InlineData("c = if p { yield q } else { yield false } yield c", "c = and p, q yield c")]
    [InlineData("c = if p { yield true } else { yield q } yield c", "c = or p, q yield c")]
    [InlineData("c = if p { yield false } else { yield true } yield c", "c = not p yield c")]
    [InlineData("c = if p { d = lt x, w yield d } else { yield false } yield c", "d = lt x, w c = and p, d yield c")]
    public void Logic(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = if true { yield x } else { yield w } yield y", "yield x")]
    [InlineData("y = if false { yield x } else { z = neg w yield z } yield y", "z = neg w yield z")]
    [InlineData("y = if p { yield x } else { yield x } yield y", "yield x")]
    [InlineData("y = if p { yield 2.0 } else { yield 2.0 } yield y", "c = const f64 2 yield c")]
    [InlineData("if p { y = neg x } yield x", "yield x")]
    [InlineData("y = if p { z = Sin x yield z } else { z.1 = Sin x yield z.1 } yield y", "z = Sin x yield z")]
    [InlineData("(y, z) = if p { yield x, w } else { yield w, x } yield z", "z = if p { yield w } else { yield x } yield z")]
    [InlineData("c = not p y = if c { yield x } else { yield w } yield y", "y = if p { yield w } else { yield x } yield y")]
    public void Branches(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("s = for i in 0..n (r = x) { yield r } yield s", "yield x")]
    [InlineData("s = for i in 3..3 (r = x) { u = neg r yield u } yield s", "yield x")]
    [InlineData("s = for i in 3..2 (r = x) { u = neg r yield u } yield s", "yield x")]
    [InlineData("s = for i in 0..n (r = x) { u = neg r yield u } yield x", "yield x")]
    [InlineData(
        "(s, d) = for i in 0..n (r = x, e = w) { u = neg r g = add e, r yield u, g } yield s",
        "c = const i32 0 s = for i in c..n (r = x) { u = neg r yield u } yield s")]
    [InlineData(
        "(s, d) = for i in 0..n (r = x, e = w) { u = add r, e yield u, e } yield s",
        "c = const i32 0 s = for i in c..n (r = x) { u = add r, w yield u } yield s")]
    [InlineData(
        "(s, d) = for i in 0..n (r = x, e = x) { u = Sin r yield u, u } yield s, d",
        "c = const i32 0 s = for i in c..n (r = x) { u = Sin r yield u } yield s, s")]
    [InlineData("s = while (r = x) cond { yield false } body (r.1) { u = neg r.1 yield u } yield s", "yield x")]
    [InlineData(
        "(s, d) = while (r = x, e = w) cond { c = lt r, e yield c } body (r.1, e.1) { u = mul r.1, 2.0 yield u, e.1 } yield s",
        "c.1 = const f64 2 s = while (r = x) cond { c = lt r, w yield c } body (r.1) { u = mul r.1, c.1 yield u } yield s")]
    public void Carried_values(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData(
        "s = for i in 0..n (r = x) { k = Exp w u = mul r, k yield u } yield s",
        "c = const i32 0 k = Exp w s = for i in c..n (r = x) { u = mul r, k yield u } yield s")]
    [InlineData(
        "for i in 0..n { l = length a for k in 0..l { z = convert f64 i store a[k], z } }",
        "c = const i32 0 l = length a for i in c..n { z = convert f64 i for k in c..l { store a[k], z } }")]
    [InlineData(
        "for i in 0..n { k = div n, m z = convert f64 k store a[i], z }",
        "c = const i32 0 for i in c..n { k = div n, m z = convert f64 k store a[i], z }")]
    public void Loop_invariants(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = Exp x z = Exp x u = add y, z yield u", "y = Exp x u = add y, y yield u")]
    [InlineData("y = Exp x u = if p { z = Exp x yield z } else { yield w } yield u, y", "y = Exp x u = if p { yield y } else { yield w } yield u, y")]
    [InlineData("y = load b[n] z = load b[n] u = add y, z yield u", "y = load b[n] u = add y, y yield u")]
    [InlineData("y = const f64 0 z = const f64 0 yield y, z", "y = const f64 0 yield y, y")]
    public void Common_subexpressions(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = load a[n] store a[m], x z = load a[n] u = add y, z yield u")]
    [InlineData("s = slice a[n, m] y = load a[n] store s[m], x z = load a[n] u = add y, z yield u")]
    [InlineData("y = const f64 0 z = const f64 -0 yield y, z")]
    [InlineData("u = if p { y = Exp x yield y } else { yield w } z = Exp x yield u, z")]
    public void What_may_differ_is_not_shared(string body) => Expect(body, body);

    [Theory]
    [InlineData("y = load a[n] z = load a[n] store a[n], x u = add y, z yield u", "y = load a[n] store a[n], x u = add y, y yield u")]
    [InlineData("store a[n], x y = load a[n] yield y", "store a[n], x yield x")]
    [InlineData("y = load a[n] z = if p { d = load a[n] u = Exp d yield u } else { yield w } yield y, z", "y = load a[n] z = if p { u = Exp y yield u } else { yield w } yield y, z")]
    public void An_element_that_is_known_is_not_loaded_again(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = load a[n] store a[m], x z = load a[n] u = add y, z yield u")]
    [InlineData("y = load a[n] for i in n..m { d = load a[n] store a[i], d } yield y")]
    public void An_element_that_may_have_changed_is_loaded_again(string body) => Expect(body, body);

    [Theory]
    [InlineData("y = load a[n] u = add y, x store a[n], u", "accumulate a[n], x")]
    [InlineData("y = load a[n] u = sub y, x store a[n], u", "x.1 = neg x accumulate a[n], x.1")]
    public void Adding_to_an_element_is_one_operation(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = load a[n] u = add x, y store a[n], u")]
    [InlineData("y = load a[n] u = add y, x store a[n], u yield u")]
    [InlineData("y = load a[n] store a[m], w u = add y, x store a[n], u")]
    [InlineData("y = load a[n] k = div n, m u = add y, x store a[n], u")]
    public void Other_changes_of_an_element_stay_as_they_are(string body) => Expect(body, body);

    [Theory]
    [InlineData("e = for i in n..m (k = m) { store a[k], x one = const i32 1 k.1 = add k, one yield k.1 }", "for i in n..m { t.1 = sub i, n k = add m, t.1 store a[k], x }")]
    public void A_counter_follows_from_the_index(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = Exp x", "")]
    [InlineData("st = stack f64 push st, x", "")]
    [InlineData("st = stack f64 push st, x y = pop st", "")]
    [InlineData("r = allocate uninit f64[n] store r[m], x", "")]
    [InlineData("l = length a for i in 0..l { y = load a[i] }", "")]
    [InlineData("l = length a for i in 0..l reversed { y = load a[i] }", "")]
    [InlineData("s = slice inrange a[n, m] r = row inrange j[n]", "")]
    [InlineData("l = length j for i in 0..l { r = row j[i] }", "")]
    public void Dead_code(string before, string after) => Expect(before, after);

    [Theory]
    [InlineData("y = load a[n]")]
    [InlineData("y = div n, m")]
    [InlineData("y = Clamp x, w, x")]
    [InlineData("r = allocate f64[n] store r[m], x")]
    [InlineData("l = length b c = const i32 0 for i in c..l { y = load a[i] }")]
    [InlineData("c = const i32 -1 l = length a for i in c..l { y = load a[i] }")]
    [InlineData("st = stack f64 push st, x push st, w y = pop st z = pop st yield z")]
    [InlineData("r = allocate uninit f64[n] store r[m], x y = load r[n] yield y")]
    [InlineData("s = slice a[n, m]")]
    [InlineData("r = row j[n]")]
    [InlineData("l = length a c = const i32 0 for i in c..l { r = row j[i] }")]
    public void What_can_be_noticed_is_not_dead(string body) => Expect(body, body);

    [Fact]
    public void Notes_stay_and_do_not_keep_equal_operations_apart() =>
        Expect("y = Exp x // one\n z = Exp x // two\n yield y, z", "y = Exp x // one\n yield y, y");

    [Fact]
    public void Dropping_results_drops_what_only_they_needed()
    {
        Function function = IrTestText.Read("func F(x: f64, w: f64) -> (f64, f64 gradient(0)) { y = Sin x z = Cos x g = mul z, w yield y, g }");
        Function gradient = Simplifier.DropResults(function, result => result.Role == ResultRole.Primal);
        IrTestText.Expect("func F(x: f64, w: f64) -> (f64 gradient(0)) { z = Cos x g = mul z, w yield g }", gradient);
    }

    [Fact]
    public void A_parameter_becomes_a_constant()
    {
        Function function = IrTestText.Read("func F(x: f64, seed: f64 seed(0)) -> (f64 gradient(0)) { z = Cos x g = mul seed, z yield g }");
        IrTestText.Expect("func F(x: f64) -> (f64 gradient(0)) { z = Cos x yield z }", Simplifier.Specialize(function, 1, 1.0));
    }

    private static void Expect(string before, string after) => IrTestText.Expect(InFunction(after), Simplifier.Simplify(IrTestText.Read(InFunction(before))));

    /// <summary>The results' types are those of the yielded values; the text need not repeat them.</summary>
    private static string InFunction(string body)
    {
        int yields = body.LastIndexOf("yield", StringComparison.Ordinal);
        bool yieldsAtEnd = yields >= 0 && !body[yields..].Contains('}');
        int count = yieldsAtEnd ? body[yields..].Count(c => c == ',') + 1 : 0;
        return $"func F({Parameters}) -> ({string.Join(", ", Enumerable.Repeat("f64", count))}) {{ {body} }}";
    }
}
