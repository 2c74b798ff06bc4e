namespace DerivativeTests.Corpus;

/// <summary>Differential equations whose steps are implicit, with a Newton iteration inside, and the explicit ones around them.</summary>
public static partial class StiffSystems
{
    /// <summary>Backward Euler for y' = −k y³ + sin t.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("steps", 4)]
    public static double BackwardEuler(double y, double k, int steps)
    {
        const double h = 0.2;
        for (int step = 1; step <= steps; step++)
        {
            double next = y;
            for (int iteration = 0; iteration < 20; iteration++)
            {
                double residual = next - y - h * (-k * next * next * next + Math.Sin(step * h));
                double slope = 1 + 3 * h * k * next * next;
                double change = residual / slope;
                next -= change;
                if (Math.Abs(change) < 1e-13) break;
            }

            y = next;
        }

        return y;
    }

    /// <summary>Van der Pol's oscillator by the trapezoidal rule; Newton with a 2 × 2 system solved by Cramer's rule.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("steps", 3)]
    public static (double X, double V) VanDerPol(double x, double v, double mu, int steps)
    {
        const double h = 0.1;
        for (int step = 0; step < steps; step++)
        {
            double x1 = x, v1 = v;
            double fx = v, fv = mu * (1 - x * x) * v - x;
            double error;
            int iterations = 0;
            do
            {
                double g1 = x1 - x - 0.5 * h * (fx + v1);
                double g2 = v1 - v - 0.5 * h * (fv + mu * (1 - x1 * x1) * v1 - x1);
                double a12 = -0.5 * h;
                double a21 = -0.5 * h * (-2 * mu * x1 * v1 - 1);
                double a22 = 1 - 0.5 * h * mu * (1 - x1 * x1);
                double determinant = a22 - a12 * a21;
                double dx = (g1 * a22 - a12 * g2) / determinant;
                double dv = (g2 - a21 * g1) / determinant;
                x1 -= dx;
                v1 -= dv;
                error = Math.Abs(dx) + Math.Abs(dv);
                iterations++;
            }
            while (error > 1e-13 && iterations < 20);

            (x, v) = (x1, v1);
        }

        return (x, v);
    }

    /// <summary>Robertson's reaction, three species: backward Euler, Newton, and elimination of a 3 × 3 system in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("y", 1, 0.001, 0.1)]
    [Inputs("rates", 0.04, 30, 10)]
    [Check(Exact = 1e-10)]
    public static void Robertson(Span<double> y, ReadOnlySpan<double> rates)
    {
        const double h = 0.1;
        double[] next = new double[3], residual = new double[3], jacobian = new double[9];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < 3; i++) next[i] = y[i];
            for (int iteration = 0; iteration < 8; iteration++)
            {
                double r1 = rates[0] * next[0], r2 = rates[1] * next[1] * next[1], r3 = rates[2] * next[1] * next[2];
                residual[0] = next[0] - y[0] - h * (r3 - r1);
                residual[1] = next[1] - y[1] - h * (r1 - r2 - r3);
                residual[2] = next[2] - y[2] - h * r2;
                jacobian[0] = 1 + h * rates[0];
                jacobian[1] = -h * rates[2] * next[2];
                jacobian[2] = -h * rates[2] * next[1];
                jacobian[3] = -h * rates[0];
                jacobian[4] = 1 + h * (2 * rates[1] * next[1] + rates[2] * next[2]);
                jacobian[5] = h * rates[2] * next[1];
                jacobian[6] = 0;
                jacobian[7] = -2 * h * rates[1] * next[1];
                jacobian[8] = 1;
                Eliminate(jacobian, residual);
                for (int i = 0; i < 3; i++) next[i] -= residual[i];
            }

            for (int i = 0; i < 3; i++) y[i] = next[i];
        }
    }

    private static void Eliminate(Span<double> a, Span<double> b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
            b[i] /= a[i * n + i];
        }
    }

    /// <summary>The heat equation by Crank and Nicolson, a tridiagonal system in each step.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("u", Length = 7)]
    [Inputs("steps", 3)]
    public static void CrankNicolson(Span<double> u, double conductivity, int steps)
    {
        int n = u.Length;
        double[] upper = new double[n], right = new double[n];
        double r = 0.3 * conductivity;
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < n; i++)
            {
                double left = i > 0 ? u[i - 1] : 0, next = i < n - 1 ? u[i + 1] : 0;
                double value = u[i] + 0.5 * r * (left - 2 * u[i] + next);
                double diagonal = 1 + r;
                if (i > 0)
                {
                    diagonal += 0.5 * r * upper[i - 1];
                    value += 0.5 * r * right[i - 1];
                }

                upper[i] = -0.5 * r / diagonal;
                right[i] = value / diagonal;
            }

            u[n - 1] = right[n - 1];
            for (int i = n - 2; i >= 0; i--) u[i] = right[i] - upper[i] * u[i + 1];
        }
    }

    /// <summary>Runge and Kutta's fourth-order method for a system, with one work array for each stage.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("y", Length = 3)]
    [Inputs("steps", 3)]
    public static void RungeKutta(Span<double> y, double a, double b, double h, int steps)
    {
        int n = y.Length;
        double[] k1 = new double[n], k2 = new double[n], k3 = new double[n], k4 = new double[n], trial = new double[n];
        h *= 0.1;
        for (int step = 0; step < steps; step++)
        {
            Rossler(y, a, b, k1);
            for (int i = 0; i < n; i++) trial[i] = y[i] + 0.5 * h * k1[i];
            Rossler(trial, a, b, k2);
            for (int i = 0; i < n; i++) trial[i] = y[i] + 0.5 * h * k2[i];
            Rossler(trial, a, b, k3);
            for (int i = 0; i < n; i++) trial[i] = y[i] + h * k3[i];
            Rossler(trial, a, b, k4);
            for (int i = 0; i < n; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
    }

    private static void Rossler(ReadOnlySpan<double> y, double a, double b, Span<double> derivative)
    {
        derivative[0] = -y[1] - y[2];
        derivative[1] = y[0] + a * y[1];
        derivative[2] = b + y[2] * (y[0] - 5);
    }

    /// <summary>Steps are halved until two half steps agree with a whole one, and doubled when they agree well.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Check(Points = 4)]
    public static double AdaptiveHeun(double y, double k, double end)
    {
        double t = 0, h = 0.5;
        while (t < end)
        {
            if (t + h > end) h = end - t;
            double whole = Heun(t, y, h, k);
            double half = Heun(t + 0.5 * h, Heun(t, y, 0.5 * h, k), 0.5 * h, k);
            double error = Math.Abs(whole - half);
            if (error > 1e-3 && h > 1e-3)
            {
                h *= 0.5;
                continue;
            }

            y = half + (half - whole) / 3;
            t += h;
            if (error < 1e-4) h *= 2;
        }

        return y;
    }

    private static double Heun(double t, double y, double h, double k)
    {
        double k1 = Slope(t, y, k);
        double k2 = Slope(t + h, y + h * k1, k);
        return y + 0.5 * h * (k1 + k2);
    }

    private static double Slope(double t, double y, double k) => Math.Cos(t) - k * y;

    /// <summary>Backward differentiation of second order: two values are carried, the first step is Euler's.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Bdf2(double y0, double rate, double capacity)
    {
        const double h = 0.25;
        double previous = y0, current = LogisticStep(y0, h, rate, capacity);
        for (int step = 1; step < 5; step++)
        {
            double next = LogisticStep((4 * current - previous) / 3, 2 * h / 3, rate, capacity);
            previous = current;
            current = next;
        }

        return current;
    }

    /// <summary>Solves y = start + h r y (1 − y/c) by Newton's method.</summary>
    private static double LogisticStep(double start, double h, double rate, double capacity)
    {
        double y = start;
        for (int iteration = 0; iteration < 12; iteration++)
        {
            double g = y - start - h * rate * y * (1 - y / capacity);
            double slope = 1 - h * rate * (1 - 2 * y / capacity);
            y -= g / slope;
        }

        return y;
    }

    /// <summary>The time at which a falling body with drag reaches the ground: an event located inside a step.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("height", Min = 1, Max = 2)]
    [Inputs("drag", Min = 0.1, Max = 0.5)]
    public static double TimeOfImpact(double height, double drag)
    {
        double t = 0, y = height, v = 0;
        const double h = 0.1;
        while (true)
        {
            double nextV = (v - h * 9.81) / (1 + h * drag);
            double nextY = y + h * nextV;
            if (nextY <= 0) return t + y / -nextV;
            (t, y, v) = (t + h, nextY, nextV);
        }
    }
}
