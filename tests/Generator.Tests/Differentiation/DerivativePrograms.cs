namespace SourceAutodiff.Generator.Tests.Differentiation;

/// <summary>Programs in IR text whose derivatives are held against finite differences. Parameters: real scalars, real buffers, i32.</summary>
internal static class DerivativePrograms
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["StraightLine"] = """
            func F(x: f64, y: f64) -> (f64) {
              p = mul x, y
              s = Sin p
              q = mul x, x
              r = add s, q
              d = div r, y
              yield d
            }
            """,
        ["Decay"] = Helpers.IrSamples.Decay,
        ["Dot"] = """
            func Dot(x: f64[], y: rospan<f64>) -> (f64) {
              n = length x
              c = const i32 0
              c.1 = const f64 0
              s = for i in c..n step 1 (s.1 = c.1) {
                xi = load x[i]
                yi = load y[i]
                p = mul xi, yi
                s.2 = add s.1, p
                yield s.2
              }
              yield s
            }
            """,
        ["LoopCarriedProduct"] = """
            func F(x: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              p = for i in c..n step 1 (p.1 = a) {
                xi = load x[i]
                e = Exp xi
                t = mul p.1, e
                t.1 = div t, a
                yield t.1
              }
              yield p
            }
            """,
        ["BranchOutsideLoop"] = """
            func F(x: f64, y: f64) -> (f64) {
              c = lt x, y
              r = if c {
                e = Exp x
                d = div e, y
                m = mul d, e
                yield m
              } else {
                s = Sin y
                big = lt s, x
                r.1 = if big {
                  q = Sqrt x
                  w = mul q, s
                  yield w
                } else {
                  yield y
                }
                m.1 = mul r.1, s
                yield m.1
              }
              z = mul r, x
              yield z
            }
            """,
        ["InPlaceRecurrence"] = """
            func F(x: span<f64>, a: f64) -> () {
              n = length x
              one = const i32 1
              for i in one..n step 1 {
                j = sub i, one
                u = load x[j]
                v = load x[i]
                s = Sin u
                w = mul s, v
                w.1 = mul w, a
                store x[i], w.1
              }
            }
            """,
        ["SweepsOverOneBuffer"] = """
            func F(x: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              one = const i32 1
              three = const i32 3
              zero = const f64 0
              b = allocate f64[n]
              for i in c..n step 1 {
                xi = load x[i]
                store b[i], xi
              }
              for k in c..three step 1 {
                for i.1 in one..n step 1 {
                  j = sub i.1, one
                  l = load b[j]
                  r = load b[i.1]
                  lr = mul l, r
                  t = mul lr, a
                  store b[i.1], t
                }
              }
              s = for i.2 in c..n step 1 (s.1 = zero) {
                bi = load b[i.2]
                e = Exp bi
                s.2 = add s.1, e
                yield s.2
              }
              yield s
            }
            """,
        ["TriangularNest"] = """
            func F(x: rospan<f64>) -> (f64) {
              n = length x
              c = const i32 0
              one = const f64 1
              s = for i in c..n step 1 (s.1 = one) {
                xi = load x[i]
                t = for j in c..i step 1 (t.1 = s.1) {
                  xj = load x[j]
                  e = Cos xj
                  m = mul t.1, e
                  m.1 = add m, xi
                  yield m.1
                }
                yield t
              }
              yield s
            }
            """,
        ["RectangularNest"] = """
            func F(x: rospan<f64>, y: rospan<f64>) -> (f64) {
              n = length x
              m = length y
              c = const i32 0
              one = const f64 1
              two = const i32 2
              s = for i in m..c step -1 (s.1 = one) {
                at = sub m, i
                yi = load y[at]
                t = for j in c..n step 2 (t.1 = s.1) {
                  xj = load x[j]
                  e = Exp xj
                  p = mul t.1, e
                  d = div p, yi
                  yield d
                }
                yield t
              }
              yield s
            }
            """,
        ["LocalBufferInLoop"] = """
            func F(x: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              zero = const f64 0
              s = for i in c..n step 1 (s.1 = zero) {
                b = allocate f64[n]
                for j in c..n step 1 {
                  xj = load x[j]
                  t = mul xj, a
                  u = mul t, xj
                  store b[j], u
                }
                bi = load b[i]
                b0 = load b[c]
                p = mul bi, b0
                s.2 = add s.1, p
                yield s.2
              }
              yield s
            }
            """,
        ["SliceAndParent"] = """
            func F(x: span<f64>, a: f64) -> () {
              n = length x
              c = const i32 0
              one = const i32 1
              two = const i32 2
              m = sub n, two
              for i in c..m step 1 {
                part = slice x[i, two]
                u = load part[c]
                v = load part[one]
                p = mul u, v
                store part[one], p
                w = load x[i]
                q = mul w, a
                store x[i], q
              }
            }
            """,
        ["WhileInsideFor"] = """
            func F(x: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              zero = const f64 0
              limit = const f64 20
              s = for i in c..n step 1 (s.1 = zero) {
                xi = load x[i]
                w = while (w.1 = xi) cond {
                  go = lt w.1, limit
                  yield go
                } body (w.2) {
                  sq = mul w.2, w.2
                  t = add sq, a
                  yield t
                }
                l = Log w
                s.2 = add s.1, l
                yield s.2
              }
              yield s
            }
            """,
        ["IntegerMemoryAsIndex"] = """
            func F(x: rospan<f64>) -> (f64) {
              n = length x
              c = const i32 0
              one = const i32 1
              zero = const f64 1
              idx = allocate i32[n]
              s = for i in c..n step 1 (s.1 = zero) {
                k = load idx[c]
                xk = load x[k]
                m = mul s.1, xk
                k1 = add k, one
                k2 = rem k1, n
                store idx[c], k2
                yield m
              }
              yield s
            }
            """,
        ["BranchesInLoop"] = """
            func F(x: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              one = const f64 1
              s = for i in c..n step 1 (s.1 = one) {
                xi = load x[i]
                up = lt xi, a
                t = if up {
                  q = Sqrt xi
                  p = mul q, s.1
                  yield p
                } else {
                  e = Exp s.1
                  l = Log e
                  d = div l, xi
                  yield d
                }
                yield t
              }
              yield s
            }
            """,
        ["SwappedCarried"] = """
            func F(x: f64, y: f64) -> (f64, f64) {
              c = const i32 0
              n = const i32 5
              (a, b) = for i in c..n step 1 (a.1 = x, b.1 = y) {
                s = Sin a.1
                t = mul s, b.1
                yield b.1, t
              }
              yield a, b
            }
            """,
        ["UntakenBranchIsNotEvaluated"] = """
            func F(x: f64) -> (f64) {
              zero = const f64 100
              c = lt x, zero
              r = if c {
                yield x
              } else {
                m = sub zero, x
                q = Sqrt m
                yield q
              }
              yield r
            }
            """,
        ["SumOfSquares"] = """
            func F(x: rospan<f64>, y: rospan<f64>, b: rospan<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              one = const i32 1
              zero = const f64 0
              half = const f64 0.5
              s = for i in c..n step 1 (s.1 = zero) {
                xi = load x[i]
                yi = load y[i]
                b0 = load b[c]
                b1 = load b[one]
                t = mul b1, xi
                t.1 = mul t, a
                e = Exp t.1
                m = mul b0, e
                r = sub yi, m
                big = lt r, half
                l = if big {
                  q = mul r, r
                  q.1 = mul q, half
                  yield q.1
                } else {
                  w = Sqrt r
                  yield w
                }
                s.2 = add s.1, l
                yield s.2
              }
              p = for i.1 in c..n step 1 (p.1 = s) {
                z = load y[i.1]
                z.1 = Sin z
                p.2 = sub p.1, z.1
                yield p.2
              }
              h = mul p, half
              yield h
            }
            """,
        ["FusedWithLoopsInside"] = """
            func F(x: rospan<f64>, w: rospan<f64>) -> (f64) {
              n = length x
              m = length w
              c = const i32 0
              zero = const f64 0
              one = const f64 1
              s = for i in c..n step 1 (s.1 = zero) {
                xi = load x[i]
                b = allocate f64[m]
                for j in c..m step 1 {
                  wj = load w[j]
                  t = mul wj, xi
                  e = Tanh t
                  store b[j], e
                }
                p = for k in c..m step 1 (p.1 = one) {
                  bk = load b[k]
                  q = mul p.1, bk
                  q.1 = add q, xi
                  yield q.1
                }
                l = Log p
                s.2 = add s.1, l
                yield s.2
              }
              yield s
            }
            """,
        ["LaterWriteToWhatASumRead"] = """
            func F(x: span<f64>, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              zero = const f64 0
              s = for i in c..n step 1 (s.1 = zero) {
                xi = load x[i]
                e = Exp xi
                s.2 = add s.1, e
                yield s.2
              }
              x0 = load x[c]
              y = mul x0, a
              store x[c], y
              yield s
            }
            """,
        ["TwoSumsOverLoopsOfOneRange"] = """
            func F(x: rospan<f64>, m: i32, a: f64) -> (f64) {
              n = length x
              c = const i32 0
              zero = const f64 0
              s = for i in c..n step 1 (s.1 = zero) {
                xi = load x[i]
                p = for j in c..m step 1 (p.1 = xi) {
                  e = Sin p.1
                  q = mul e, a
                  yield q
                }
                s.2 = add s.1, p
                yield s.2
              }
              r = for i.1 in c..n step 1 (r.1 = s) {
                xk = load x[i.1]
                p.2 = for j.1 in c..m step 1 (p.3 = xk) {
                  e.1 = Cos p.3
                  q.1 = mul e.1, a
                  yield q.1
                }
                r.2 = add r.1, p.2
                yield r.2
              }
              yield r
            }
            """,
    };
}
