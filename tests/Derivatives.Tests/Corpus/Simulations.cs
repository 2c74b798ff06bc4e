namespace DerivativeTests.Corpus;

/// <summary>Steps of physical simulations, states updated in place.</summary>
public static partial class Simulations
{
    /// <summary>Bodies in the plane under gravity, by leapfrog.</summary>
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("position", 0, 0.1, 1.2, 0.3, -0.4, 1.1)]
    [Inputs("velocity", Length = 6, Min = -0.5, Max = 0.5)]
    [Inputs("mass", Length = 3)]
    [Inputs("steps", 3)]
    public static void NBody(Span<double> position, Span<double> velocity, ReadOnlySpan<double> mass, int steps)
    {
        const double dt = 0.05;
        Span<double> acceleration = stackalloc double[6];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < acceleration.Length; i++) acceleration[i] = 0;
            for (int i = 0; i < mass.Length; i++)
            {
                for (int j = i + 1; j < mass.Length; j++)
                {
                    double dx = position[2 * j] - position[2 * i], dy = position[2 * j + 1] - position[2 * i + 1];
                    double squared = dx * dx + dy * dy + 0.01;
                    double inverse = 1 / (squared * Math.Sqrt(squared));
                    acceleration[2 * i] += mass[j] * dx * inverse;
                    acceleration[2 * i + 1] += mass[j] * dy * inverse;
                    acceleration[2 * j] -= mass[i] * dx * inverse;
                    acceleration[2 * j + 1] -= mass[i] * dy * inverse;
                }
            }

            for (int i = 0; i < velocity.Length; i++)
            {
                velocity[i] += dt * acceleration[i];
                position[i] += dt * velocity[i];
            }
        }
    }

    /// <summary>A grid of masses and springs, two corners pinned; only stretched springs pull.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("height", Length = 9, Min = -0.5, Max = 0.5)]
    [Inputs("velocity", Length = 9, Min = -0.5, Max = 0.5)]
    [Inputs("rest", Min = 0.8, Max = 0.95)]
    [Check(Points = 4)]
    public static void ClothStep(Span<double> height, Span<double> velocity, double stiffness, double damping, double rest)
    {
        const int width = 3;
        const double dt = 0.1;
        double[] force = new double[height.Length];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < force.Length; i++) force[i] = -0.5 - damping * velocity[i];
            for (int y = 0; y < width; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    int i = y * width + x;
                    if (x + 1 < width) Spring(height, force, i, i + 1, stiffness, rest);
                    if (y + 1 < width) Spring(height, force, i, i + width, stiffness, rest);
                }
            }

            for (int i = 0; i < height.Length; i++)
            {
                if (i == 0 || i == width - 1) continue;
                velocity[i] += dt * force[i];
                height[i] += dt * velocity[i];
            }
        }
    }

    private static void Spring(ReadOnlySpan<double> height, Span<double> force, int a, int b, double stiffness, double rest)
    {
        double rise = height[b] - height[a];
        double length = Math.Sqrt(1 + rise * rise);
        if (length <= rest) return;
        double pull = stiffness * (length - rest) / length * rise;
        force[a] += pull;
        force[b] -= pull;
    }

    /// <summary>A rope by Verlet's method: positions and earlier positions, lengths corrected a few times in each step.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", 0, 1.1, 2, 2.9)]
    [Inputs("y", 0, -0.2, 0.1, -0.3)]
    [Inputs("before", 0, -0.15, 0.15, -0.2)]
    public static double Rope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> before, double gravity, double segment)
    {
        int n = x.Length;
        double[] px = new double[n], py = new double[n];
        for (int i = 0; i < n; i++)
        {
            px[i] = x[i];
            py[i] = i == 0 ? y[i] : 2 * y[i] - before[i] - 0.01 * gravity;
        }

        for (int iteration = 0; iteration < 4; iteration++)
        {
            for (int i = 0; i + 1 < n; i++)
            {
                double dx = px[i + 1] - px[i], dy = py[i + 1] - py[i];
#pragma warning disable SAD3102 // No two points are in one place.
                double distance = Math.Sqrt(dx * dx + dy * dy);
#pragma warning restore SAD3102
                double correction = (distance - segment) / distance;
                double share = i == 0 ? 1 : 0.5;
                px[i + 1] -= share * correction * dx;
                py[i + 1] -= share * correction * dy;
                if (i == 0) continue;
                px[i] += share * correction * dx;
                py[i] += share * correction * dy;
            }
        }

        return px[n - 1] + 2 * py[n - 1] + py[1] * px[2];
    }

    /// <summary>The wave equation on a grid, three time levels that take turns by copying.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("u", Length = 16)]
    [Inputs("speed", Min = 0.2, Max = 0.6)]
    public static double Waves(ReadOnlySpan<double> u, double speed, double damping)
    {
        const int n = 4;
        double[] past = new double[n * n], now = new double[n * n], next = new double[n * n];
        for (int i = 0; i < n * n; i++)
        {
            past[i] = u[i];
            now[i] = u[i];
        }

        for (int step = 0; step < 3; step++)
        {
            for (int y = 0; y < n; y++)
            {
                for (int x = 0; x < n; x++)
                {
                    int i = y * n + x;
                    double sum = -4 * now[i];
                    if (x > 0) sum += now[i - 1];
                    if (x < n - 1) sum += now[i + 1];
                    if (y > 0) sum += now[i - n];
                    if (y < n - 1) sum += now[i + n];
                    next[i] = now[i] + (1 - 0.1 * damping) * (now[i] - past[i]) + speed * speed * sum;
                }
            }

            for (int i = 0; i < n * n; i++)
            {
                past[i] = now[i];
                now[i] = next[i];
            }
        }

        double energy = 0;
        foreach (double value in now) energy += value * value;
        return energy;
    }

    /// <summary>Gray and Scott's reaction and diffusion on a ring.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("u", Length = 6)]
    [Inputs("v", Length = 6, Min = 0.1, Max = 0.5)]
    public static void GrayScott(Span<double> u, Span<double> v, double feed, double kill)
    {
        int n = u.Length;
        double[] du = new double[n], dv = new double[n];
        for (int step = 0; step < 2; step++)
        {
            for (int i = 0; i < n; i++)
            {
                int left = (i + n - 1) % n, right = (i + 1) % n;
                double reaction = u[i] * v[i] * v[i];
                du[i] = 0.2 * (u[left] - 2 * u[i] + u[right]) - reaction + 0.1 * feed * (1 - u[i]);
                dv[i] = 0.1 * (v[left] - 2 * v[i] + v[right]) + reaction - 0.1 * (feed + kill) * v[i];
            }

            for (int i = 0; i < n; i++)
            {
                u[i] += 0.5 * du[i];
                v[i] += 0.5 * dv[i];
            }
        }
    }

    /// <summary>A bouncing particle in a box: walls reflect, and take some of the speed.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Min = 0.2, Max = 0.8)]
    [Inputs("y", Min = 0.2, Max = 0.8)]
    [Inputs("elasticity", Min = 0.5, Max = 0.9)]
    [Check(Points = 5)]
    public static (double X, double Y) Box(double x, double y, double vx, double vy, double elasticity)
    {
        for (int step = 0; step < 10; step++)
        {
            x += 0.1 * vx;
            y += 0.1 * vy;
            if (x > 1)
            {
                x = 2 - x;
                vx = -elasticity * vx;
            }

            if (y > 1)
            {
                y = 2 - y;
                vy = -elasticity * vy;
            }

            vy -= 0.05;
        }

        return (x, y);
    }

    /// <summary>Fluid particles: densities by a smoothing kernel, then the pressure's force on one of them.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 6, Min = 0, Max = 2)]
    public static double SmoothedParticles(ReadOnlySpan<double> x, double stiffness, double radius)
    {
        int n = x.Length;
        double[] density = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double d = Math.Abs(x[i] - x[j]);
                if (d >= radius) continue;
                double q = 1 - d * d / (radius * radius);
                density[i] += q * q * q;
            }
        }

        double force = 0;
        for (int j = 0; j < n; j++)
        {
            double d = x[j] - x[2];
            if (j == 2 || Math.Abs(d) >= radius) continue;
            double pressure = stiffness * (Math.Pow(density[2], 3) + Math.Pow(density[j], 3));
            double q = 1 - d * d / (radius * radius);
            force -= pressure / (density[j] * density[2]) * q * q * d;
        }

        return force + density[0];
    }

    /// <summary>An arm of three joints by forward kinematics; how far its tip is from a target.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("angles", Length = 3, Min = -1, Max = 1)]
    [Inputs("lengths", Length = 3)]
    public static double ArmReach(ReadOnlySpan<double> angles, ReadOnlySpan<double> lengths, double targetX, double targetY)
    {
        double x = 0, y = 0, angle = 0;
        for (int i = 0; i < angles.Length; i++)
        {
            angle += angles[i];
            (double sine, double cosine) = Math.SinCos(angle);
            x += lengths[i] * cosine;
            y += lengths[i] * sine;
        }

        return Math.Sqrt((x - targetX) * (x - targetX) + (y - targetY) * (y - targetY));
    }

    /// <summary>Inverse kinematics by gradient steps inside: differentiated through the optimisation.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("targetX", Min = 0.5, Max = 1)]
    [Inputs("targetY", Min = 0.5, Max = 1)]
    public static double InverseKinematics(double first, double second, double targetX, double targetY)
    {
        double a = 0.3, b = 0.4;
        for (int step = 0; step < 10; step++)
        {
            double x = first * Math.Cos(a) + second * Math.Cos(a + b), y = first * Math.Sin(a) + second * Math.Sin(a + b);
            double ex = x - targetX, ey = y - targetY;
            double ga = -ex * y + ey * x;
            double gb = second * (ey * Math.Cos(a + b) - ex * Math.Sin(a + b));
            a -= 0.1 * ga;
            b -= 0.1 * gb;
        }

        return a * a + b;
    }
}
