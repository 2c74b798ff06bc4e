using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceAutodiff.Kernels;

/// <summary>Sums over a row and changes of a row, each in one pass: what normalizations are made of.</summary>
internal static unsafe class RowMoments<T, TVector, TRegisters>
    where T : unmanaged, IFloatingPointIeee754<T> where TRegisters : IRegisters<TVector, T>
{
    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum(T* x, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector a = TRegisters.Zero, b = a, c = a, d = a;
        for (; i <= count - (4 * n); i += 4 * n)
        {
            a = TRegisters.Add(a, TRegisters.Load(x + i));
            b = TRegisters.Add(b, TRegisters.Load(x + i + n));
            c = TRegisters.Add(c, TRegisters.Load(x + i + (2 * n)));
            d = TRegisters.Add(d, TRegisters.Load(x + i + (3 * n)));
        }

        for (; i <= count - n; i += n) a = TRegisters.Add(a, TRegisters.Load(x + i));
        T sum = TRegisters.Sum(TRegisters.Add(TRegisters.Add(a, b), TRegisters.Add(c, d)));
        for (; i < count; i++) sum += x[i];
        return sum;
    }

    /// <summary>Σ (x - mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Spread(T* x, T mean, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), a = TRegisters.Zero, b = a, c = a, d = a;
        for (; i <= count - (4 * n); i += 4 * n)
        {
            TVector p = TRegisters.Subtract(TRegisters.Load(x + i), m), q = TRegisters.Subtract(TRegisters.Load(x + i + n), m);
            TVector r = TRegisters.Subtract(TRegisters.Load(x + i + (2 * n)), m), s = TRegisters.Subtract(TRegisters.Load(x + i + (3 * n)), m);
            a = TRegisters.MultiplyAdd(p, p, a);
            b = TRegisters.MultiplyAdd(q, q, b);
            c = TRegisters.MultiplyAdd(r, r, c);
            d = TRegisters.MultiplyAdd(s, s, d);
        }

        for (; i <= count - n; i += n)
        {
            TVector p = TRegisters.Subtract(TRegisters.Load(x + i), m);
            a = TRegisters.MultiplyAdd(p, p, a);
        }

        T sum = TRegisters.Sum(TRegisters.Add(TRegisters.Add(a, b), TRegisters.Add(c, d)));
        for (; i < count; i++) sum += (x[i] - mean) * (x[i] - mean);
        return sum;
    }

    /// <summary>y = (x - mean) factor + added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(T* x, T mean, T factor, T added, T* y, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), f = TRegisters.Broadcast(factor), b = TRegisters.Broadcast(added);
        for (; i <= count - n; i += n) TRegisters.Store(TRegisters.MultiplyAdd(TRegisters.Subtract(TRegisters.Load(x + i), m), f, b), y + i);
        for (; i < count; i++) y[i] = ((x[i] - mean) * factor) + added;
    }

    /// <summary>y = (x - mean) factor weight + bias, with one of both for each element, or without.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(T* x, T mean, T factor, T* weight, T* bias, T* y, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), f = TRegisters.Broadcast(factor);
        for (; i <= count - n; i += n)
        {
            TVector v = TRegisters.Multiply(TRegisters.Subtract(TRegisters.Load(x + i), m), f);
            if (weight is not null && bias is not null) v = TRegisters.MultiplyAdd(v, TRegisters.Load(weight + i), TRegisters.Load(bias + i));
            else if (weight is not null) v = TRegisters.Multiply(v, TRegisters.Load(weight + i));
            else if (bias is not null) v = TRegisters.Add(v, TRegisters.Load(bias + i));
            TRegisters.Store(v, y + i);
        }

        for (; i < count; i++)
        {
            T v = (x[i] - mean) * factor;
            if (weight is not null) v *= weight[i];
            y[i] = bias is null ? v : v + bias[i];
        }
    }

    /// <summary>Σ g and Σ g (x - mean).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (T Grads, T Products) Products(T* g, T* x, T mean, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), a = TRegisters.Zero, b = a, c = a, d = a;
        for (; i <= count - (2 * n); i += 2 * n)
        {
            TVector p = TRegisters.Load(g + i), q = TRegisters.Load(g + i + n);
            a = TRegisters.Add(a, p);
            b = TRegisters.Add(b, q);
            c = TRegisters.MultiplyAdd(p, TRegisters.Subtract(TRegisters.Load(x + i), m), c);
            d = TRegisters.MultiplyAdd(q, TRegisters.Subtract(TRegisters.Load(x + i + n), m), d);
        }

        T grads = TRegisters.Sum(TRegisters.Add(a, b)), products = TRegisters.Sum(TRegisters.Add(c, d));
        for (; i < count; i++)
        {
            grads += g[i];
            products += g[i] * (x[i] - mean);
        }

        return (grads, products);
    }

    /// <summary>Σ g weight and Σ g weight (x - mean); and g (x - mean) factor is added to the gradient of the weight, g to that of the bias, where they are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (T Grads, T Products) Products(T* g, T* x, T mean, T factor, T* weight, T* ofWeight, T* ofBias, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), f = TRegisters.Broadcast(factor), a = TRegisters.Zero, b = a;
        for (; i <= count - n; i += n)
        {
            TVector p = TRegisters.Load(g + i), apart = TRegisters.Subtract(TRegisters.Load(x + i), m);
            if (ofWeight is not null) TRegisters.Store(TRegisters.MultiplyAdd(p, TRegisters.Multiply(apart, f), TRegisters.Load(ofWeight + i)), ofWeight + i);
            if (ofBias is not null) TRegisters.Store(TRegisters.Add(TRegisters.Load(ofBias + i), p), ofBias + i);
            if (weight is not null) p = TRegisters.Multiply(p, TRegisters.Load(weight + i));
            a = TRegisters.Add(a, p);
            b = TRegisters.MultiplyAdd(p, apart, b);
        }

        T grads = TRegisters.Sum(a), products = TRegisters.Sum(b);
        for (; i < count; i++)
        {
            T h = g[i], apart = x[i] - mean;
            if (ofWeight is not null) ofWeight[i] += h * (apart * factor);
            if (ofBias is not null) ofBias[i] += h;
            if (weight is not null) h *= weight[i];
            grads += h;
            products += h * apart;
        }

        return (grads, products);
    }

    /// <summary>y = g weight p + (x - mean) q + r, with a weight for each element, or without.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chain(T* g, T* weight, T* x, T mean, T p, T q, T r, T* y, int count)
    {
        int n = TRegisters.Lanes, i = 0;
        TVector m = TRegisters.Broadcast(mean), byGrad = TRegisters.Broadcast(p), byInput = TRegisters.Broadcast(q), added = TRegisters.Broadcast(r);
        for (; i <= count - n; i += n)
        {
            TVector h = TRegisters.Load(g + i);
            if (weight is not null) h = TRegisters.Multiply(h, TRegisters.Load(weight + i));
            TRegisters.Store(TRegisters.MultiplyAdd(h, byGrad, TRegisters.MultiplyAdd(TRegisters.Subtract(TRegisters.Load(x + i), m), byInput, added)), y + i);
        }

        for (; i < count; i++) y[i] = ((weight is null ? g[i] : g[i] * weight[i]) * p) + ((x[i] - mean) * q) + r;
    }
}
