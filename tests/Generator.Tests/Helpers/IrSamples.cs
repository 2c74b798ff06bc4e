namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>Functions that between them use every operation of the IR, as <see cref="IR.IrPrinter"/> prints them.</summary>
internal static class IrSamples
{
    /// <summary>A call on an object of unknown class.</summary>
    public const string Contract = """
        func Price(p: object<"global::P">, x: f64) -> (f64) {
          value: f64 = invoke "Value" (reads grad, value grad) backward "ValueBackward" jvp "ValueJvp" on "global::P" (p, x)
          yield value
        }

        """;

    public const string Decay = """
        func Decay(x: rospan<f64>, rate: f64) -> (f64) {
          xLength = length x
          c = const i32 0
          c.1 = const f64 0
          c.2 = const f64 1
          c.3 = const bool true
          (i, s, a, go) = while (i.1 = c, s.1 = c.1, a.1 = c.2, go.1 = c.3) cond {
            t = lt i.1, xLength
            t.1 = and go.1, t
            yield t.1
          } body (i.2, s.2, a.2, go.2) {
            xi = load x[i.2]
            p = mul rate, xi
            q = neg p
            e = Exp q // the only transcendental
            next = mul a.2, e
            c.4 = const f64 1E-09
            stop = lt next, c.4
            t.2 = if stop {
              yield s.2
            } else {
              u = add s.2, next
              yield u
            }
            go.3 = not stop
            c.5 = const i32 1
            i.3 = add i.2, c.5
            yield i.3, t.2, next, go.3
          }
          yield s
        }

        """;

    public const string Dot = """
        func Dot(x: f64[], y: rospan<f64> nograd, n: i32) -> (f64) {
          c = const i32 0
          c.1 = const f64 0
          s = for i in c..n (s.1 = c.1) { // the sum
            xi = load x[i]
            yi = load y[i]
            p = mul xi, yi
            s.2 = add s.1, p
            yield s.2
          }
          yield s
        }

        """;

    /// <summary>Memory, stacks, slices, conversions, a call, loops of both directions, roles.</summary>
    public const string Everything = """
        func Everything(x: span<f32>, w: f64, gradOutput: f64 seed(0), gradX: span<f32> cotangent(0), t: T nograd, v: lanes<f64>) -> (f64 gradient(1), i32) {
          n = length x
          b = allocate uninit f64[n]
          z: f64[] = allocate f64[n]
          st = stack f64
          c = const i32 0
          c.1 = const i32 -1
          half = slice x[c, n]
          tail = slice inrange x[n, n]
          for i in c..n {
            xi = load half[i]
            d = convert f64 xi
            store b[i], d
            push st, d
          }
          g = for i.1 in n..c step -1 reversed (g.1 = w) {
            r = pop st
            m = mul r, gradOutput
            f = convert f32 m
            at = add i.1, c.1
            accumulate gradX[at], f
            g.2 = add g.1, m
            yield g.2
          }
          store z[c], w
          k: i32 = Sign w
          (p: f64, q: f64) = call "Model.Split(double)"(w)
          (re: f64, im: f64) = compute "Complex.Exp(Complex)"(p, q)
          l = mul p, v
          big = lt g, q
          if big {
            z.1 = load x[n]
            store x[c], z.1
            throw "new E(\"{{\" + {0})"(g)
          }
          perform "M.Log(\"\\n\", {0}, {1})"(w, n)
          k.1 = addChecked k, n
          k.2 = negChecked k.1
          k.3 = convert checked u8 k.2
          one = const T 0.1
          t.1 = Sin t
          t.2 = add t.1, one
          yield g, k
        }

        """;
}
