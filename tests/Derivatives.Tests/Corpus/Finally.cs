namespace DerivativeTests.Corpus;

public static partial class Finally
{
    [Differentiable(Derivatives.Jvp)]
    public static double ChangesALocal(double x, double y)
    {
        double s = x;
        try
        {
            s *= y;
        }
        finally
        {
            s += x * x;
        }

        return s * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double ReturnsBefore(double x, double y)
    {
        double s = x;
        try
        {
            s *= y;
            return s + x;
        }
        finally
        {
            s += 100;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double WritesAfterTheReturn(double x, double[] r)
    {
        double s = 1;
        try
        {
            if (x > 1)
            {
                s = x * r[0];
                return s;
            }

            s = x;
        }
        finally
        {
            r[1] = s * x * r[1];
        }

        return s * r[1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BothBranchesReturn(double x, double[] r)
    {
        double s = 1;
        try
        {
            if (x > 1)
            {
                s = x * r[0];
                return s;
            }
            else
            {
                s = x * x;
                return r[2];
            }
        }
        finally
        {
            r[1] = s * r[1];
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALoop(ReadOnlySpan<double> x, double k)
    {
        double s = 0, weight = 1;
        foreach (double v in x)
        {
            try
            {
                if (v < 0.7) continue;
                if (s > 4) break;
                s += v * weight;
            }
            finally
            {
                switch (s)
                {
                    case > 2:
                        if (v > 1.5) break;
                        weight *= v;
                        break;
                    default:
                        weight *= k;
                        break;
                }
            }

            s += 0.1 * v;
        }

        return s * weight;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Nested(double x, double y)
    {
        double s = x;
        try
        {
            try
            {
                s = s * y + 1;
                if (s > 2) return s * s;
            }
            finally
            {
                s *= x;
            }

            s += y;
        }
        finally
        {
            if (s > 100) throw new InvalidOperationException("too much");
        }

        return s;
    }

    /// <summary>A buffer is put back when the method is done with it.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double RestoresABuffer(double[] x, double k)
    {
        double[] before = x[..];
        try
        {
            for (int i = 0; i < x.Length; i++) x[i] *= k + i;
            double s = 0;
            foreach (double v in x) s += v * v;
            return s;
        }
        finally
        {
            for (int i = 0; i < x.Length; i++) x[i] = before[i];
        }
    }

    private static double Newton(double a, ref int steps)
    {
        double guess = 1;
        try
        {
            while (true)
            {
                double next = 0.5 * (guess + a / guess);
                if (Math.Abs(next - guess) < 1e-12) return next;
                guess = next;
            }
        }
        finally
        {
            steps++;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InAHelper(double[] x)
    {
        int steps = 0;
        double s = 0;
        foreach (double v in x) s += Newton(v, ref steps) * steps;
        return s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InASwitch(double x, double y, int n)
    {
        double s = y;
        switch (n)
        {
            case 2:
                try
                {
                    s *= x;
                    break;
                }
                finally
                {
                    s += x * y;
                }

            case 3:
                try
                {
                    return s * x;
                }
                finally
                {
                    y = 0;
                }
        }

        return s * s;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double SeveralReturns(ReadOnlySpan<double> x, double[] log, double k)
    {
        int count = 0;
        double s = k;
        try
        {
            foreach (double v in x)
            {
                count++;
                s = s * v + k;
                if (s > 6) return s;
                if (v < 0.6) return s * s;
            }

            return k * s;
        }
        finally
        {
            log[0] = s * count;
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double InALocalFunction(double x, double y)
    {
        double total = 0;
        double Step(double v)
        {
            try
            {
                if (v > 1.5) return v * y;
                return v;
            }
            finally
            {
                total += v;
            }
        }

        return Step(x) * Step(x * y) + total * total;
    }
}
