namespace DerivativeTests.Throwing;

/// <summary>Elements that only a condition reads, on which nothing depends, and that are not there.</summary>
public static partial class UnusedConditions
{
    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double BeforeContinueAtTheEnd(double x, double y)
    {
        double[] a = new double[5];
        int i = 0;
        while (i < a.Length)
        {
            if (++i > 9) break;
            if (a[i] > x && y < a[2]) continue;
        }

        return x * y + a[0];
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double AfterAStep(double x, [NoGradient] double[] a)
    {
        int i = 0;
        while (i < a.Length)
        {
            i++;
            bool unused = a[i] > x;
        }

        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double OfNewMemory(double x)
    {
        var a = new double[5];
        int i = 0;
        while (i < a.Length)
        {
            i++;
            bool unused = a[i] > x;
        }

        return x * x;
    }

    [Differentiable(Derivatives.Jvp)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static double OnOneWay(double x, [NoGradient] double[] a)
    {
        int i = 0;
        while (i < a.Length)
        {
            if (++i > 9) break;
            if (a[i] > x) continue;
        }

        return x * x;
    }

    private static double Helper(double x)
    {
        var a = new double[5];
        var l = System.Runtime.Intrinsics.Vector128<double>.Zero;
        double r = Math.Tanh(0.2 * (l[0 % 2]));
        return (a[8 % a.Length] > r ? r * x : Math.Cos(1.349)) + 0.3 * x + x;
    }

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Throws(typeof(IndexOutOfRangeException))]
    public static (double First, double Second) WhatAHelperIsComparedWith(double x)
    {
        var r = Helper(x);
        int k = (1 + 1) % 5;
        double[] a = new double[5];
        int i = 0;
        while (i < a.Length)
        {
            if (++i > 9) break;
            if ((a[i] > x && r < a[(k + 1) % a.Length])) continue;
        }

        return (Math.Cos(a[0]) + x, x * x);
    }
}
