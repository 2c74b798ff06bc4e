namespace DerivativeTests.HarnessTests;

/// <summary>Derivatives as the generator should write them, for the harness's own tests.</summary>
internal static class HandWritten
{
    public static double Product(double x, double y) => x * x * y;

    public static void ProductBackward(double x, double y, double gradOutput, ref double gradX, ref double gradY)
    {
        gradX += 2 * x * y * gradOutput;
        gradY += x * x * gradOutput;
    }

    public static (double X, double Y) ProductGradient(double x, double y) => (2 * x * y, x * x);

    public static (double Value, double X, double Y) ProductValueAndGradient(double x, double y) => (x * x * y, 2 * x * y, x * x);

    public static (double Value, double Tangent) ProductJvp(double x, double xTangent, double y, double yTangent) =>
        (x * x * y, (2 * x * y * xTangent) + (x * x * yTangent));

    public static void ProductJacobian(double x, double y, Span<double> jacobian)
    {
        jacobian[0] = 2 * x * y;
        jacobian[1] = x * x;
    }

    /// <summary>Changes a buffer in place and returns two numbers.</summary>
    public static (double Sum, double Last) Scale(Span<double> a, ReadOnlySpan<double> w, [NoGradient] double k, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            a[i] *= w[i] * k;
            sum += a[i];
        }

        return (sum, a[n - 1]);
    }

    public static void ScaleBackward(
        Span<double> a, ReadOnlySpan<double> w, double k, int n, double gradSumOutput, double gradLastOutput, Span<double> gradA, Span<double> gradW)
    {
        double[] old = a.ToArray();
        Scale(a, w, k, n);
        gradA[n - 1] += gradLastOutput;
        for (int i = n - 1; i >= 0; i--)
        {
            double grad = gradA[i] + gradSumOutput;
            gradW[i] += grad * old[i] * k;
            gradA[i] = grad * w[i] * k;
        }
    }

    public static ((double Sum, double Last) Value, (double Sum, double Last) Tangent) ScaleJvp(
        Span<double> a, Span<double> aTangent, ReadOnlySpan<double> w, ReadOnlySpan<double> wTangent, double k, int n)
    {
        double sum = 0, sumTangent = 0;
        for (int i = 0; i < n; i++)
        {
            aTangent[i] = ((aTangent[i] * w[i]) + (a[i] * wTangent[i])) * k;
            a[i] *= w[i] * k;
            sum += a[i];
            sumTangent += aTangent[i];
        }

        return ((sum, a[n - 1]), (sumTangent, aTangent[n - 1]));
    }

    public static void ScaleJacobian(Span<double> a, ReadOnlySpan<double> w, double k, int n, Span<double> jacobian)
    {
        // Rows: Sum, Last, a; columns: a, w.
        int columns = a.Length + w.Length;
        jacobian.Clear();
        double[] old = a.ToArray();
        Scale(a, w, k, n);
        for (int i = 0; i < a.Length; i++)
        {
            double byA = i < n ? w[i] * k : 1, byW = i < n ? old[i] * k : 0;
            if (i < n)
            {
                jacobian[i] = byA;
                jacobian[a.Length + i] = byW;
            }

            jacobian[((2 + i) * columns) + i] = byA;
            jacobian[((2 + i) * columns) + a.Length + i] = byW;
        }

        jacobian.Slice((2 + n - 1) * columns, columns).CopyTo(jacobian.Slice(columns, columns));
    }

    /// <summary>Generic and in single precision.</summary>
    public static T Cube<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => x * x * x;

    public static void CubeBackward<T>(T x, T gradOutput, ref T gradX)
        where T : System.Numerics.IFloatingPointIeee754<T> => gradX += T.CreateChecked(3) * x * x * gradOutput;

    public static T CubeGradient<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => T.CreateChecked(3) * x * x;

    public static (T Value, T X) CubeValueAndGradient<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T> => (x * x * x, T.CreateChecked(3) * x * x);

    public static (T Value, T Tangent) CubeJvp<T>(T x, T xTangent)
        where T : System.Numerics.IFloatingPointIeee754<T> => (x * x * x, T.CreateChecked(3) * x * x * xTangent);

    public static void Double(ReadOnlySpan<double> x, Span<double> r)
    {
        for (int i = 0; i < x.Length; i++) r[i] = 2 * x[i];
    }

    public static void DoubleBackward(ReadOnlySpan<double> x, Span<double> r, Span<double> gradX, Span<double> gradR)
    {
        Double(x, r);
        for (int i = 0; i < x.Length; i++)
        {
            gradX[i] += 2 * gradR[i];
            gradR[i] = 0;
        }
    }

    public static void DoubleJvp(ReadOnlySpan<double> x, ReadOnlySpan<double> xTangent, Span<double> r, Span<double> rTangent)
    {
        Double(x, r);
        Double(xTangent, rTangent);
    }

    public static void DoubleJacobian(ReadOnlySpan<double> x, Span<double> r, Span<double> jacobian)
    {
        // r is only written, so it is no column.
        Double(x, r);
        jacobian.Clear();
        for (int i = 0; i < x.Length; i++) jacobian[(i * x.Length) + i] = 2;
    }
}

/// <summary>Derivatives with one fault each.</summary>
internal static class Faulty
{
    public static double Gradient(double x) => x * x;

    public static void GradientBackward(double x, double gradOutput, ref double gradX) => gradX += 2.00001 * x * gradOutput;

    public static double Adds(double x) => x * x;

    public static void AddsBackward(double x, double gradOutput, ref double gradX) => gradX = 2 * x * gradOutput;

    public static double AddsGradient(double x) => 2 * x;

    public static (double Value, double X) AddsValueAndGradient(double x) => (x * x, 2 * x);

    public static double Value(double x) => x * x * x;

    public static void ValueBackward(double x, double gradOutput, ref double gradX) => gradX += 3 * x * x * gradOutput;

    public static double ValueGradient(double x) => 3 * x * x;

    public static (double Value, double X) ValueValueAndGradient(double x) => (Math.BitIncrement(x * x * x), 3 * x * x);

    public static (double Value, double Tangent) ValueJvp(double x, double xTangent) => (x * x * x, (3 * x * x * xTangent) + 1e-9);

    public static double State(Span<double> a) => a[0] * a[0];

    public static void StateBackward(Span<double> a, double gradOutput, Span<double> gradA)
    {
        gradA[0] += 2 * a[0] * gradOutput;
        a[1] = 0;
    }

    public static void StateGradient(Span<double> a, Span<double> gradA) => gradA[0] = 2 * a[0];

    public static double StateValueAndGradient(Span<double> a, Span<double> gradA)
    {
        gradA.Clear();
        gradA[0] = new double[1].Length * 2 * a[0];
        return a[0] * a[0];
    }

    public static double Signature(double x, double y) => x * y;

    public static void SignatureBackward(double x, double y, double gradOutput, ref double gradX) => gradX += y * gradOutput;
}
