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
}
