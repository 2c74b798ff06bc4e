namespace DerivativeTests.Corpus;

/// <summary>Filters that carry a mean and a covariance matrix along.</summary>
public static partial class StateEstimation
{
    /// <summary>The likelihood of positions under a model of constant velocity, with matrices written out.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double ConstantVelocity(ReadOnlySpan<double> measured, double process, double noise)
    {
        double position = 0, velocity = 0, p00 = 1, p01 = 0, p11 = 1, log = 0;
        for (int t = 0; t < measured.Length; t++)
        {
            position += velocity;
            p00 += 2 * p01 + p11 + process / 3;
            p01 += p11 + process / 2;
            p11 += process;

            double innovation = measured[t] - position, s = p00 + noise;
            double k0 = p00 / s, k1 = p01 / s;
            position += k0 * innovation;
            velocity += k1 * innovation;
            (p00, p01, p11) = ((1 - k0) * p00, (1 - k0) * p01, p11 - k1 * p01);
            log -= 0.5 * (Math.Log(2 * Math.PI * s) + innovation * innovation / s);
        }

        return log;
    }

    /// <summary>Any number of states with one measurement at a time: everything in arrays, updated in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("transition", Length = 9, Min = -0.4, Max = 0.6)]
    [Inputs("observation", Length = 3)]
    [Inputs("measured", Length = 5)]
    public static double KalmanLikelihood(ReadOnlySpan<double> transition, ReadOnlySpan<double> observation, ReadOnlySpan<double> measured, double process, double noise)
    {
        int n = observation.Length;
        double[] mean = new double[n], predicted = new double[n], gain = new double[n];
        double[] covariance = new double[n * n], work = new double[n * n];
        for (int i = 0; i < n; i++) covariance[i * n + i] = 1;
        double log = 0;
        foreach (double y in measured)
        {
            for (int i = 0; i < n; i++)
            {
                predicted[i] = 0;
                for (int j = 0; j < n; j++) predicted[i] += transition[i * n + j] * mean[j];
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    work[i * n + j] = 0;
                    for (int k = 0; k < n; k++) work[i * n + j] += transition[i * n + k] * covariance[k * n + j];
                }
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    covariance[i * n + j] = i == j ? process : 0;
                    for (int k = 0; k < n; k++) covariance[i * n + j] += work[i * n + k] * transition[j * n + k];
                }
            }

            double s = noise, innovation = y;
            for (int i = 0; i < n; i++)
            {
                gain[i] = 0;
                for (int j = 0; j < n; j++) gain[i] += covariance[i * n + j] * observation[j];
                s += observation[i] * gain[i];
                innovation -= observation[i] * predicted[i];
            }

            for (int i = 0; i < n; i++)
            {
                mean[i] = predicted[i] + gain[i] * innovation / s;
                for (int j = 0; j < n; j++) covariance[i * n + j] -= gain[i] * gain[j] / s;
            }

            log -= 0.5 * (Math.Log(s) + innovation * innovation / s);
        }

        return log;
    }

    /// <summary>An extended filter: range measured to a moving target.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("ranges", Min = 1.5, Max = 3)]
    public static double ExtendedKalman(ReadOnlySpan<double> ranges, double speed, double process, double noise)
    {
        double x = 1, y = 1, pxx = 0.5, pxy = 0, pyy = 0.5, log = 0;
        for (int t = 0; t < ranges.Length; t++)
        {
            x += 0.1 * speed;
            pxx += process;
            pyy += process;
#pragma warning disable SAD3102 // The inputs are away from zero.
            double range = Math.Sqrt(x * x + y * y);
#pragma warning restore SAD3102
            double hx = x / range, hy = y / range;
            double gx = pxx * hx + pxy * hy, gy = pxy * hx + pyy * hy;
            double s = hx * gx + hy * gy + noise;
            double innovation = ranges[t] - range;
            x += gx / s * innovation;
            y += gy / s * innovation;
            pxx -= gx * gx / s;
            pxy -= gx * gy / s;
            pyy -= gy * gy / s;
            log -= 0.5 * (Math.Log(s) + innovation * innovation / s);
        }

        return log;
    }

    /// <summary>Forward filter, then a backward pass over what it stored.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("smoothed", Length = 6)]
    [Inputs("measured", Length = 6)]
    public static void Smoother(ReadOnlySpan<double> measured, double process, double noise, Span<double> smoothed)
    {
        int n = measured.Length;
        double[] mean = new double[n], variance = new double[n];
        double m = 0, p = 1;
        for (int t = 0; t < n; t++)
        {
            p += process;
            double gain = p / (p + noise);
            m += gain * (measured[t] - m);
            p *= 1 - gain;
            mean[t] = m;
            variance[t] = p;
        }

        smoothed[n - 1] = mean[n - 1];
        for (int t = n - 2; t >= 0; t--)
        {
            double gain = variance[t] / (variance[t] + process);
            smoothed[t] = mean[t] + gain * (smoothed[t + 1] - mean[t]);
        }
    }

    /// <summary>The likelihood of a particle filter without resampling: weights are normalised in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("particles", Length = 6, Min = -1, Max = 1)]
    [Inputs("measured", Length = 4, Min = -1, Max = 1)]
    public static double ParticleWeights(ReadOnlySpan<double> particles, ReadOnlySpan<double> measured, double decay, double noise)
    {
        double[] position = new double[particles.Length], weight = new double[particles.Length];
        for (int i = 0; i < position.Length; i++)
        {
            position[i] = particles[i];
            weight[i] = 1.0 / position.Length;
        }

        double log = 0;
        foreach (double y in measured)
        {
            double total = 0;
            for (int i = 0; i < position.Length; i++)
            {
                position[i] = position[i] * Math.Exp(-0.1 * decay) + 0.1 * Math.Sin(position[i]);
                double z = (y - position[i]) / noise;
                weight[i] *= Math.Exp(-0.5 * z * z);
                total += weight[i];
            }

            log += Math.Log(total) - Math.Log(noise);
            for (int i = 0; i < weight.Length; i++) weight[i] /= total;
        }

        return log;
    }

    /// <summary>Exponential smoothing with trend and seasons (Holt and Winters), seasons updated in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 9)]
    [Inputs("alpha", Min = 0.1, Max = 0.6)]
    [Inputs("beta", Min = 0.1, Max = 0.6)]
    [Inputs("gamma", Min = 0.1, Max = 0.6)]
    public static double HoltWinters(ReadOnlySpan<double> x, double alpha, double beta, double gamma)
    {
        const int period = 3;
        Span<double> season = stackalloc double[period];
        double level = x[0], trend = 0, squares = 0;
        for (int t = 0; t < x.Length; t++)
        {
            int s = t % period;
            double error = x[t] - (level + trend + season[s]);
            squares += error * error;
            double previous = level;
            level = alpha * (x[t] - season[s]) + (1 - alpha) * (level + trend);
            trend = beta * (level - previous) + (1 - beta) * trend;
            season[s] = gamma * (x[t] - level) + (1 - gamma) * season[s];
        }

        return squares;
    }
}
