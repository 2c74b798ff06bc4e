namespace DerivativeTests.Corpus;

public static partial class DynamicalSystems
{
    private static double Pendulum(double angle, double damping, double speed) => -Math.Sin(angle) - damping * speed;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static (double Angle, double Speed) RungeKutta4(double angle, double speed, double damping, int steps)
    {
        const double h = 0.1;
        for (int i = 0; i < steps; i++)
        {
            double a1 = speed, s1 = Pendulum(angle, damping, speed);
            double a2 = speed + 0.5 * h * s1, s2 = Pendulum(angle + 0.5 * h * a1, damping, speed + 0.5 * h * s1);
            double a3 = speed + 0.5 * h * s2, s3 = Pendulum(angle + 0.5 * h * a2, damping, speed + 0.5 * h * s2);
            double a4 = speed + h * s3, s4 = Pendulum(angle + h * a3, damping, speed + h * s3);
            angle += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
            speed += h / 6 * (s1 + 2 * s2 + 2 * s3 + s4);
        }

        return (angle, speed);
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Lorenz(Span<double> state, double sigma, double rho, double beta, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            double x = state[0], y = state[1], z = state[2];
            state[0] += 0.05 * sigma * (y - x);
            state[1] += 0.05 * (x * (rho - z) - y);
            state[2] += 0.05 * (x * y - beta * z);
        }
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("u", Length = 20)]
    [Inputs("width", 5)]
    public static void Heat(Span<double> u, double conductivity, int width, int steps)
    {
        int height = u.Length / width;
        double[] next = new double[u.Length];
        for (int step = 0; step < steps; step++)
        {
            for (int y = 1; y < height - 1; y++)
            {
                for (int x = 1; x < width - 1; x++)
                {
                    int i = y * width + x;
                    next[i] = u[i] + 0.1 * conductivity * (u[i - 1] + u[i + 1] + u[i - width] + u[i + width] - 4 * u[i]);
                }
            }

            for (int y = 1; y < height - 1; y++)
            {
                for (int x = 1; x < width - 1; x++) u[y * width + x] = next[y * width + x];
            }
        }
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Burgers(Span<double> u, double viscosity)
    {
        for (int step = 0; step < 5; step++)
        {
            double left = u[0];
            for (int i = 1; i < u.Length - 1; i++)
            {
                double here = u[i];
                u[i] = here - 0.1 * here * (here - left) + 0.05 * viscosity * (u[i + 1] - 2 * here + left);
                left = here;
            }
        }

        double energy = 0;
        foreach (double v in u) energy += v * v;
        return energy;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double BouncingBall(double height, double speed, double elasticity)
    {
        double y = height, v = speed, e = 0.3 + 0.2 * elasticity;
        for (int i = 0; i < 60; i++)
        {
            v -= 0.05 * 9.81;
            y += 0.05 * v;
            if (y < 0)
            {
                y = -y * e;
                v = -v * e;
            }
        }

        return y + v * v;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double AdaptiveStep(double rate, double y)
    {
        double t = 0, h = 0.2;
        while (t < 1)
        {
            if (t + h > 1) h = 1 - t;
            double full = y - h * rate * y;
            double half = y - h / 2 * rate * y;
            half -= h / 2 * rate * half;
            double error = Math.Abs(full - half);
            if (error > 0.003)
            {
                h /= 2;
                continue;
            }

            t += h;
            y = 2 * half - full;
            if (error < 0.001) h *= 1.5;
        }

        return y;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Kalman(ReadOnlySpan<double> measured, double process, double noise)
    {
        double x = 0, p = 1, logLikelihood = 0;
        foreach (double z in measured)
        {
            p += process;
            double innovation = z - x, s = p + noise, gain = p / s;
            logLikelihood -= 0.5 * (Math.Log(2 * Math.PI * s) + innovation * innovation / s);
            x += gain * innovation;
            p *= 1 - gain;
        }

        return logLikelihood;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 8)]
    [Inputs("masses", Length = 4)]
    public static double NBodyEnergy(ReadOnlySpan<double> x, ReadOnlySpan<double> masses)
    {
        double energy = 0;
        for (int i = 0; i < masses.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double dx = x[2 * i] - x[2 * j], dy = x[2 * i + 1] - x[2 * j + 1];
                energy -= masses[i] * masses[j] / Math.Sqrt(dx * dx + dy * dy + 0.01);
            }
        }

        return energy;
    }
}
