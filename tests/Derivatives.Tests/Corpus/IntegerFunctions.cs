using System.Numerics;

namespace DerivativeTests.Corpus;

public static partial class IntegerFunctions
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", -3, 2, 5)]
    public static double Absolute(double x, int n) => x * x * Math.Abs(n) + Math.Abs((long)n) * x;

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", -3, 0, 5)]
    public static double Signs(double x, int n) => x * (2 + Math.Sign(n)) * x;

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", -3, 2, 50)]
    public static double Clamped(double x, int n) => x * Math.Clamp(n, 1, 10) + x * x * Math.Clamp((byte)5, (byte)1, (byte)3);

    [Differentiable(Derivatives.Jvp)]
    public static double ClampedIndex(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[Math.Clamp(i - 2, 0, x.Length - 1)] * x[Math.Abs(i - 3)];
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Bits(double x, int n) => x * BitOperations.PopCount((uint)n * 37u) + x * x * BitOperations.Log2((uint)n) + x / (1 + BitOperations.TrailingZeroCount(n));

    [Differentiable(Derivatives.Jvp)]
    public static double BitReversal(ReadOnlySpan<double> x)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)x.Length);
        int bits = BitOperations.Log2((uint)size);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int reversed = 0;
            for (int b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b);
            if (reversed < x.Length) s += x[i] * x[reversed] * (i + 1);
            else s += x[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfTheNumberTypes(double x, int n) => int.IsEvenInteger(n) ? x * int.Max(n, 3) : x * x * int.RotateLeft(n, 2);

    [Differentiable(Derivatives.Jvp)]
    [Inputs("c", 53, 97, 65)]
    public static double Characters(double x, char c) => char.IsDigit(c) ? x * (c - '0') : char.IsLower(c) ? x * x : 1 / x;

    [Differentiable(Derivatives.Jvp)]
    public static double BigProduct(double x, int n) => x * x * Math.BigMul(n, 1 << 20) * 1e-6;

    [Differentiable(Derivatives.Jvp)]
    public static double Powers(double x, int n) => x * Math.Pow(2, n) * (1L << n) + Math.Pow(x, n);
}
