namespace SourceAutodiff.Benchmarks;

/// <summary>The gradients of <see cref="SumsOfSquares"/> as one derives and writes them by hand: one pass, sums in locals.</summary>
public static class HandWritten
{
    public static double Misra1a(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad)
    {
        double b0 = b[0], b1 = b[1], sum = 0, g0 = 0, g1 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(-b1 * x[i]);
            double r = y[i] - (b0 * (1 - e));
            sum += r * r;
            g0 -= 2 * r * (1 - e);
            g1 -= 2 * r * b0 * e * x[i];
        }

        (grad[0], grad[1]) = (g0, g1);
        return sum;
    }

    public static double Thurber(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad)
    {
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6];
        double sum = 0, g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i];
            double d = 1 + (t * (b4 + (t * (b5 + (t * b6)))));
            double m = (b0 + (t * (b1 + (t * (b2 + (t * b3)))))) / d;
            double r = y[i] - m;
            sum += r * r;
            double u = -2 * r / d;
            double v = -u * m * t;
            g0 += u;
            u *= t;
            g1 += u;
            u *= t;
            g2 += u;
            g3 += u * t;
            g4 += v;
            v *= t;
            g5 += v;
            g6 += v * t;
        }

        (grad[0], grad[1], grad[2], grad[3], grad[4], grad[5], grad[6]) = (g0, g1, g2, g3, g4, g5, g6);
        return sum;
    }

    public static double Gauss1(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad)
    {
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7];
        double sum = 0, g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0, g7 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double u = (x[i] - b3) / b4, v = (x[i] - b6) / b7;
            double e0 = Math.Exp(-b1 * x[i]), e1 = Math.Exp(-u * u), e2 = Math.Exp(-v * v);
            double r = y[i] - ((b0 * e0) + (b2 * e1) + (b5 * e2));
            sum += r * r;
            double s = -2 * r;
            g0 += s * e0;
            g1 -= s * b0 * e0 * x[i];
            g2 += s * e1;
            double w = s * b2 * e1 * 2 * u / b4;
            g3 += w;
            g4 += w * u;
            g5 += s * e2;
            w = s * b5 * e2 * 2 * v / b7;
            g6 += w;
            g7 += w * v;
        }

        (grad[0], grad[1], grad[2], grad[3], grad[4], grad[5], grad[6], grad[7]) = (g0, g1, g2, g3, g4, g5, g6, g7);
        return sum;
    }

    public static double Rat43(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad)
    {
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], sum = 0, g0 = 0, g1 = 0, g2 = 0, g3 = 0;
        double power = 1 / b3;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(b1 - (b2 * x[i]));
            double q = 1 + e;
            double p = Math.Pow(q, power);
            double m = b0 / p;
            double r = y[i] - m;
            sum += r * r;
            double s = -2 * r;
            g0 += s / p;
            double w = -s * m * power * e / q;
            g1 += w;
            g2 -= w * x[i];
            g3 += s * m * Math.Log(q) * power * power;
        }

        (grad[0], grad[1], grad[2], grad[3]) = (g0, g1, g2, g3);
        return sum;
    }

    public static double Roszman1(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b, Span<double> grad)
    {
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], sum = 0, g0 = 0, g1 = 0, g2 = 0, g3 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double d = x[i] - b3;
            double q = b2 / d;
            double r = y[i] - (b0 - (b1 * x[i]) - (Math.Atan(q) / Math.PI));
            sum += r * r;
            double s = -2 * r;
            g0 += s;
            g1 -= s * x[i];
            double w = -s / (Math.PI * (1 + (q * q)) * d);
            g2 += w;
            g3 += w * q;
        }

        (grad[0], grad[1], grad[2], grad[3]) = (g0, g1, g2, g3);
        return sum;
    }
}
