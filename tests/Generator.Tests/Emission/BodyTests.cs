namespace SourceAutodiff.Generator.Tests.Emission;

/// <summary>What the printed statements look like.</summary>
public class BodyTests
{
    [Fact]
    public void ASumInNestedLoopsIsOneVariable() => Expect(
        """
        func Sum(x: rospan<f64>, n: i32, m: i32) -> (f64) {
          zero = const i32 0
          s0 = const f64 0
          s = for i in zero..n (s.1 = s0) {
            s.2 = for j in zero..m (s.3 = s.1) {
              p = mul i, m
              k = add p, j
              xi = load x[k]
              s.4 = add s.3, xi
              yield s.4
            }
            yield s.2
          }
          yield s
        }
        """,
        """
        double s = 0.0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                s += x[i * m + j];
            }
        }
        return s;
        """);

    [Fact]
    public void SwappedVariablesGoThroughATemporary() => Expect(
        """
        func Swap(a0: f64, b0: f64, n: i32) -> (f64, f64) {
          zero = const i32 0
          (a, b) = for i in zero..n (a.1 = a0, b.1 = b0) {
            yield b.1, a.1
          }
          yield a, b
        }
        """,
        """
        double a = a0;
        double b = b0;
        for (int i = 0; i < n; i++)
        {
            double aOld = a;
            a = b;
            b = aOld;
        }
        return (a, b);
        """);

    [Fact]
    public void FibonacciKeepsTheOldValueAsLongAsItIsNeeded() => Expect(
        """
        func Fib(n: i32) -> (f64) {
          zero = const i32 0
          a0 = const f64 0
          b0 = const f64 1
          (a, b) = for i in zero..n (a.1 = a0, b.1 = b0) {
            next = add a.1, b.1
            yield b.1, next
          }
          yield a
        }
        """,
        """
        double a = 0.0;
        double b = 1.0;
        for (int i = 0; i < n; i++)
        {
            double next = a + b;
            a = b;
            b = next;
        }
        return a;
        """);

    [Fact]
    public void AnUpdateUnderAConditionIsAStatement() => Expect(
        """
        func Positive(x: rospan<f64>) -> (f64) {
          zero = const i32 0
          s0 = const f64 0
          n = length x
          s = for i in zero..n (s.1 = s0) {
            xi = load x[i]
            c = gt xi, s0
            t = if c {
              u = add s.1, xi
              yield u
            } else {
              yield s.1
            }
            yield t
          }
          yield s
        }
        """,
        """
        double s = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            double xi = x[i];
            if (xi > 0.0) s += xi;
        }
        return s;
        """);

    [Fact]
    public void WhatIsTakenOnlyBecauseItCanThrowHasNoName() => Expect(
        """
        func Checks(a: f64[], j: span<f64[]>, n: i32) -> (f64) {
          minus = const i32 -1
          r = row j[minus]
          s = slice a[n, n]
          x = load a[n]
          y = load a[minus]
          yield y
        }
        """,
        """
        #pragma warning disable CS0251
        _ = j[-1];
        _ = new global::System.Span<double>(a, n, n);
        _ = a[n];
        return a[-1];
        """);

    [Fact]
    public void WhatAnotherMemberOfTheElementChecksIsNotCheckedAgain() => Expect(
        """
        func Members(n: i32, m: i32) -> (f64) {
          x = allocate f64[m]
          y = allocate f64[m]
          xn = load x[n]
          t = convert f64 n
          store y[n], t
          sx = slice x[n, m]
          sy = slice y[n, m]
          yn = load sy[n]
          again = load x[n]
          other = load x[m]
          yield yn
        }
        """,
        """
        using var scope = global::SourceAutodiff.Residuals.ResidualMemory.Enter<double>();
        global::System.Span<double> x = scope.RentZeroed(m);
        global::System.Span<double> y = scope.RentZeroed(m);
        y[n] = (double)n;
        global::System.Span<double> sy = y.Slice(n, m);
        _ = x[m];
        return sy[n];
        """);

    [Fact]
    public void DecayReadsLikeItsSource() => Expect(
        Helpers.IrSamples.Decay,
        """
        int i = 0;
        double s = 0.0;
        double a = 1.0;
        bool go = true;
        while (go & (i < x.Length))
        {
            // the only transcendental
            a *= global::System.Math.Exp(-(rate * x[i]));
            bool stop = a < 1E-09;
            if (!stop) s += a;
            go = !stop;
            i++;
        }
        return s;
        """);

    [Fact]
    public void WorkMemoryOfLoopsIsDeclaredBeforeThem() => Expect(
        """
        func Stacks(x: rospan<f64>, n: i32) -> (f64) {
          zero = const i32 0
          for i in zero..n {
            st = stack f64
            t = allocate f64[n]
            xi = load x[i]
            push st, xi
            u = pop st
            store t[i], u
          }
          s0 = const f64 0
          s = for j in zero..n (s.1 = s0) {
            st.1 = stack f64
            xj = load x[j]
            push st.1, xj
            v = pop st.1
            s.2 = add s.1, v
            yield s.2
          }
          yield s
        }
        """,
        """
        using var scope = global::SourceAutodiff.Residuals.ResidualMemory.Enter<double>();
        global::SourceAutodiff.Residuals.ResidualStack<double> st = scope.NewStack();
        global::SourceAutodiff.Residuals.ScratchBuffer<double> tMemory = scope.NewScratch();
        global::SourceAutodiff.Residuals.ResidualStack<double> st2 = scope.NewStack();
        for (int i = 0; i < n; i++)
        {
            st.Clear();
            global::System.Span<double> t = tMemory.GetZeroed(n);
            st.Push(x[i]);
            double u = st.Pop();
            t[i] = u;
        }
        double s = 0.0;
        for (int j = 0; j < n; j++)
        {
            st2.Clear();
            st2.Push(x[j]);
            double v = st2.Pop();
            s += v;
        }
        return s;
        """);

    private static void Expect(string ir, string expected) =>
        Assert.Equal(expected.Replace("\r", "", StringComparison.Ordinal).TrimEnd(), Emitted.Body(ir).TrimEnd());
}
