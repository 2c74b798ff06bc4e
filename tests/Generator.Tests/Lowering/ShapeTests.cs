namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>The IR that comes out, for each kind of exit and loop: no flag where none is needed, counted loops counted, names the user's.</summary>
public class ShapeTests
{
    [Fact]
    public void A_branch_that_leaves_needs_no_flag() => Snippet.Body("if (x > y) return y; double z = x * y; return z - x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          gt = gt x, y
          result = if gt { yield y } else {
            z = mul x, y
            t = sub z, x
            yield t
          }
          yield result
        }
        """);

    [Fact]
    public void A_return_in_a_nested_branch_sets_a_flag() => Snippet.Body("if (x > y) { if (x > 5.0) return y; x = y; } return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          gt = gt x, y
          (returned, x.1, result) = if gt {
            c = const f64 5
            gt.1 = gt x, c
            (x.2, result.1) = if gt.1 { yield x, y } else { c.1 = const f64 0 yield y, c.1 }
            yield gt.1, x.2, result.1
          } else {
            c.2 = const bool false
            c.3 = const f64 0
            yield c.2, x, c.3
          }
          result.2 = if returned { yield result } else { yield x.1 }
          yield result.2
        }
        """);

    [Fact]
    public void A_loop_without_exits_is_counted() => Snippet.Body("double s = 0; for (int i = 1; i <= n; i += 2) s += a[i - 1] * x; return s;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          s = const f64 0
          c = const i32 1
          c.1 = const i32 1
          end = addChecked n, c.1
          s.1 = for i in c..end step 2 (s.2 = s) {
            c.2 = const i32 1
            t = sub i, c.2
            at = load a[t]
            t.1 = mul at, x
            s.3 = add s.2, t.1
            yield s.3
          }
          yield s.1
        }
        """);

    [Fact]
    public void Continue_in_a_counted_loop_is_a_branch() => Snippet.Body("foreach (double v in a) { if (v < 0.0) continue; x += v; } return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          aLength = length a
          c = const i32 0
          x.1 = for i in c..aLength (x.2 = x) {
            v = load a[i]
            c.1 = const f64 0
            lt = lt v, c.1
            x.3 = if lt { yield x.2 } else { x.4 = add x.2, v yield x.4 }
            yield x.3
          }
          yield x.1
        }
        """);

    [Fact]
    public void Break_is_a_flag_in_the_condition() => Snippet.Body("while (x < y) { x *= 2.0; if (x > 9.0) break; y -= 1.0; } return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          c = const bool false
          (x.1, y.1, stopped) = while (x.2 = x, y.2 = y, stopped.1 = c) cond {
            not = not stopped.1
            lt = lt x.2, y.2
            and = and not, lt
            yield and
          } body (x.3, y.3, stopped.2) {
            c.1 = const f64 2
            x.4 = mul x.3, c.1
            c.2 = const f64 9
            gt = gt x.4, c.2
            y.4 = if gt { yield y.3 } else { c.3 = const f64 1 y.5 = sub y.3, c.3 yield y.5 }
            yield x.4, y.4, gt
          }
          yield x.1
        }
        """);

    [Fact]
    public void Nothing_is_loaded_after_a_break() => Snippet.Body("for (int i = 0; a[i] > x; i++) if (i == n) break; return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          i = const i32 0
          c = const bool false
          (i.1, stopped) = while (i.2 = i, stopped.1 = c) cond {
            not = not stopped.1
            and = if not {
              ai = load a[i.2]
              gt = gt ai, x
              yield gt
            } else { c.1 = const bool false yield c.1 }
            yield and
          } body (i.3, stopped.2) {
            eq = eq i.3, n
            c.2 = const i32 1
            i.4 = add i.3, c.2
            yield i.4, eq
          }
          yield x
        }
        """);

    [Fact]
    public void A_loop_with_returns_only_carries_one_flag_and_the_result() => Snippet.Body("for (int i = 0; i < n; i++) { if (a[i] > x) return a[i]; } return y;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          i = const i32 0
          c = const bool false
          c.1 = const f64 0
          (returned, result, i.1) = while (returned.1 = c, result.1 = c.1, i.2 = i) cond {
            not = not returned.1
            lt = lt i.2, n
            and = and not, lt
            yield and
          } body (returned.2, result.2, i.3) {
            ai = load a[i.3]
            gt = gt ai, x
            result.3 = if gt { ai.1 = load a[i.3] yield ai.1 } else { yield result.2 }
            c.2 = const i32 1
            i.4 = add i.3, c.2
            yield gt, result.3, i.4
          }
          result.4 = if returned { yield result } else { yield y }
          yield result.4
        }
        """);

    [Fact]
    public void A_do_loop_tests_at_the_end_of_its_body() => Snippet.Body("do { x *= y; } while (x > 1.0); return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          c = const bool false
          (x.1, stopped) = while (x.2 = x, stopped.1 = c) cond {
            not = not stopped.1
            yield not
          } body (x.3, stopped.2) {
            x.4 = mul x.3, y
            c.1 = const f64 1
            gt = gt x.4, c.1
            not.1 = not gt
            yield x.4, not.1
          }
          yield x.1
        }
        """);

    [Fact]
    public void A_local_of_the_body_is_not_carried() => Snippet.Body("double t; for (int i = 0; i < n; i++) { t = a[i]; a[i] = t * t; } return x;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          c = const i32 0
          for i in c..n {
            t = load a[i]
            t.1 = mul t, t
            store a[i], t.1
          }
          yield x
        }
        """);

    [Fact]
    public void Short_circuits_are_operators_where_nothing_can_happen_and_branches_elsewhere() => Snippet.Body("return x > y && x < 2.0 && a[n] > x ? x : y;").Expect("""
        func F(x: f64, y: f64, n: i32, a: f64[]) -> (f64) {
          gt = gt x, y
          c = const f64 2
          lt = lt x, c
          and = and gt, lt
          and.1 = if and {
            an = load a[n]
            gt.1 = gt an, x
            yield gt.1
          } else { c.1 = const bool false yield c.1 }
          t = if and.1 { yield x } else { yield y }
          yield t
        }
        """);

    [Fact]
    public void Conversions_calls_and_rounding_modes() => Snippet.Members("public static float F(double x, float f) => f * (float)Math.Round(x, MidpointRounding.AwayFromZero) + MathF.Exp(G(f)); static float G(float g) => g;").Expect("""
        func F(x: f64, f: f32) -> (f32) {
          c = const i32 1
          round = RoundMidpoint x, c
          t = convert f32 round
          t.1 = mul f, t
          g: f32 = call G(f)
          exp = Exp g
          t.2 = add t.1, exp
          yield t.2
        }
        """);

    [Fact]
    public void Generic_math_keeps_its_type_parameter() => Snippet.Members("public static T F<T>(T x, Span<T> w) where T : IFloatingPointIeee754<T> { w[1] = T.Sin(x); return T.One / T.CreateChecked(3) + T.Pi; }").Expect("""
        func F(x: T, w: span<T>) -> (T) {
          c = const i32 1
          sin = Sin x
          store w[c], sin
          c.1 = const T 1
          c.2 = const T 3
          t = div c.1, c.2
          c.3 = const T 3.141592653589793
          t.1 = add t, c.3
          yield t.1
        }
        """);

    [Fact]
    public void Moving_a_method_changes_nothing_in_the_program()
    {
        const string body = "public static double F(double x, int n) => (int)x * x + G(n / 2); static double G(double g) => g;";
        Snippet here = Snippet.Members(body);
        Snippet below = Snippet.Members("\n\n// moved\n" + body);
        Assert.Equal(here.Program, below.Program);
        Assert.NotEqual(here.Result.Sites, below.Result.Sites);
    }

    [Fact]
    public void What_activity_must_report_has_its_place()
    {
        Snippet snippet = Snippet.Members("public static double F(double x, int n) => x * (int)x + G(n); static double G(int k) => k / 2 + 0.5 + 1 / 2 + 4 / 2;");
        Assert.Equal(
            ["Parameter F x", "RealToInteger F (int)x", "Parameter G k", "LiteralQuotient G 1 / 2"],
            snippet.Result.Sites.Select(site => $"{site.Kind} {site.Function} {site.Text}"));
    }
}
