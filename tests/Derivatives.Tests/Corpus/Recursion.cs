namespace DerivativeTests.Corpus;

/// <summary>Methods that call themselves or each other.</summary>
public static partial class Recursion
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Power(double x, double y) => PowerOf(x, 5) * y;

    private static double PowerOf(double x, int n) => n == 0 ? 1 : x * PowerOf(x, n - 1);

    [Differentiable(Derivatives.Jvp)]
    public static double OfItself(double x, double y) => x > 3 ? y * x : y * Math.Sin(OfItself(x + 1, y * 0.9));

    [Differentiable(Derivatives.Jvp)]
    public static double Fibonacci(double x, double y) => FibonacciOf(x, y, 8);

    private static double FibonacciOf(double x, double y, int n) =>
        n == 0 ? x : n == 1 ? y : 0.5 * FibonacciOf(x, y, n - 1) + 0.4 * Math.Cos(FibonacciOf(x, y, n - 2));

    [Differentiable(Derivatives.Jvp)]
    public static double BySquaring(double x, double y) => Squaring(x, 11) + Squaring(y, 6);

    private static double Squaring(double x, int n)
    {
        if (n == 0) return 1;
        double half = Squaring(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Determinant(ReadOnlySpan<double> a)
    {
        int n = a.Length >= 9 ? 3 : a.Length >= 4 ? 2 : 1;
        return Minors(a, n, 0, 0);
    }

    /// <summary>The determinant of the last rows without the columns in the mask.</summary>
    private static double Minors(ReadOnlySpan<double> a, int n, int row, int mask)
    {
        if (row == n) return 1;
        double sum = 0;
        double sign = 1;
        for (int column = 0; column < n; column++)
        {
            if ((mask & (1 << column)) != 0) continue;
            sum += sign * a[row * n + column] * Minors(a, n, row + 1, mask | (1 << column));
            sign = -sign;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double TreeSum(ReadOnlySpan<double> x, double y) => Tree(x, y);

    private static double Tree(ReadOnlySpan<double> x, double y)
    {
        if (x.Length == 0) return y;
        if (x.Length == 1) return Math.Exp(-x[0] * y);
        int half = x.Length / 2;
        return Tree(x.Slice(0, half), y) + 0.5 * Math.Sin(Tree(x.Slice(half), y + 0.1 * x[0]));
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Transform(Span<double> re, Span<double> im)
    {
        int n = 1;
        while (2 * n <= Math.Min(re.Length, im.Length)) n *= 2;
        if (n > 0 && re.Length > 0 && im.Length > 0) Fft(re.Slice(0, n), im.Slice(0, n));
    }

    private static void Fft(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        if (n == 1) return;
        double[] oddRe = new double[n / 2];
        double[] oddIm = new double[n / 2];
        for (int i = 0; i < n / 2; i++)
        {
            oddRe[i] = re[2 * i + 1];
            oddIm[i] = im[2 * i + 1];
            re[i] = re[2 * i];
            im[i] = im[2 * i];
        }

        for (int i = 0; i < n / 2; i++)
        {
            re[n / 2 + i] = oddRe[i];
            im[n / 2 + i] = oddIm[i];
        }

        Fft(re.Slice(0, n / 2), im.Slice(0, n / 2));
        Fft(re.Slice(n / 2, n / 2), im.Slice(n / 2, n / 2));
        for (int i = 0; i < n / 2; i++)
        {
            double angle = -2 * Math.PI * i / n;
            double c = Math.Cos(angle), s = Math.Sin(angle);
            double tRe = c * re[n / 2 + i] - s * im[n / 2 + i];
            double tIm = c * im[n / 2 + i] + s * re[n / 2 + i];
            re[n / 2 + i] = re[i] - tRe;
            im[n / 2 + i] = im[i] - tIm;
            re[i] += tRe;
            im[i] += tIm;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Mutual(double x, double y) => Even(x, y, 7);

    private static double Even(double x, double y, int n) => n == 0 ? x : Math.Sin(Odd(x * y, y, n - 1)) + x;

    private static double Odd(double x, double y, int n) => n == 0 ? y : x * Even(y, x, n - 1);

    [Differentiable(Derivatives.Jvp)]
    public static double Ackermann(double x, double y) => AckermannOf(x, y, 2, 2);

    private static double AckermannOf(double x, double y, int m, int n)
    {
        if (m == 0) return x * Math.Sin(n + y);
        if (n == 0) return 0.5 * AckermannOf(x, y, m - 1, 1) + x;
        double inner = AckermannOf(x, y, m, n - 1);
        return 0.3 * AckermannOf(inner, y, m - 1, n) + 0.1 * y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Simpson(double a, double k) => SimpsonOf(a, a + 1, k, 6);

    private static double Integrand(double x, double k) => Math.Exp(-k * x * x);

    private static double Rule(double a, double b, double k) => (b - a) / 6 * (Integrand(a, k) + 4 * Integrand(0.5 * (a + b), k) + Integrand(b, k));

    private static double SimpsonOf(double a, double b, double k, int depth)
    {
        double middle = 0.5 * (a + b);
        double left = Rule(a, middle, k), right = Rule(middle, b, k), whole = Rule(a, b, k);
        if (depth == 0 || Math.Abs(left + right - whole) < 1e-6) return left + right;
        return SimpsonOf(a, middle, k, depth - 1) + SimpsonOf(middle, b, k, depth - 1);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ContinuedFraction(ReadOnlySpan<double> a, double x) => Fraction(a, x, 0);

    private static double Fraction(ReadOnlySpan<double> a, double x, int i) => i == a.Length ? x : a[i] + x / (2 + Fraction(a, x, i + 1));

    [Differentiable(Derivatives.Jvp)]
    public static double NewtonRoot(double c, double start) => Newton(c, start, 0);

    private static double Newton(double c, double x, int step)
    {
        double next = 0.5 * (x + c / x);
        return step == 1 ? next : Newton(c, next, step + 1);
    }

    /// <summary>Each level reads and overwrites the buffer before and after the next one.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Overwriting(Span<double> x, double y) => Overwrite(x, y, 0);

    private static double Overwrite(Span<double> x, double y, int i)
    {
        if (i >= x.Length) return y;
        double before = x[i] * y;
        x[i] = 0.5 * Math.Sin(before);
        double inner = Overwrite(x, y + 0.1 * x[i], i + 1);
        x[i] = x[i] * inner + x[0];
        return inner * 0.5 + x[i] * x[x.Length - 1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InLoops(ReadOnlySpan<double> x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += PowerOf(x[i], i % 4) * FibonacciOf(y, x[i], i % 5);
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoopThatCarries(double x, double y)
    {
        double s = x;
        for (int i = 0; i < 5; i++) s = Math.Sin(PowerOf(s, 3) + y) + 0.1 * i;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfATuple(double x, double y)
    {
        (double a, double b) = Rotate(x, y, 4);
        return a * b;
    }

    private static (double A, double B) Rotate(double a, double b, int n)
    {
        if (n == 0) return (a, b);
        (double c, double d) = Rotate(b * 0.9, a + b, n - 1);
        return (c * a, d + c);
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SortedSum(ReadOnlySpan<double> x, double y)
    {
        double[] work = x.ToArray();
        if (work.Length > 0) Quicksort(work, 0, work.Length - 1);
        double s = y;
        for (int i = 0; i < work.Length; i++) s += work[i] * (i + 1) * y;
        return s;
    }

    private static void Quicksort(double[] a, int low, int high)
    {
        if (low >= high) return;
        double pivot = a[high];
        int place = low;
        for (int i = low; i < high; i++)
        {
            if (a[i] >= pivot) continue;
            double other = a[i];
            a[i] = a[place];
            a[place] = other;
            place++;
        }

        a[high] = a[place];
        a[place] = pivot;
        Quicksort(a, low, place - 1);
        Quicksort(a, place + 1, high);
    }

    /// <summary>The buffer that the recursion reads is changed between two runs of it.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double ReadsWhatChanges(Span<double> x, double y)
    {
        double s = Tree(x, y);
        for (int i = 0; i < x.Length; i++) x[i] *= 0.5 * s;
        return s * Tree(x, s);
    }

    [Differentiable(Derivatives.Jvp)]
    public static T Generic<T>(T x, T y)
        where T : System.Numerics.IFloatingPointIeee754<T> => GenericPower(x, 3) * y;

    private static T GenericPower<T>(T x, int n)
        where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? T.One : T.Sin(x) * GenericPower(x, n - 1);

    [Differentiable(Derivatives.Jvp)]
    public static double WithALoopThatEnds(double x, double y) => Ending(x, y, 3);

    private static double Ending(double x, double y, int n)
    {
        double s = y;
        int i = 0;
        while (s < 4 && i < 20)
        {
            s += x * s * 0.3;
            i++;
        }

        return n == 0 ? s : Ending(x * 0.8, 0.2 * s, n - 1) * x;
    }
}
