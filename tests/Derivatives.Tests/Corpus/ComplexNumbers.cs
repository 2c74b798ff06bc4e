using System.Numerics;

namespace DerivativeTests.Corpus;

/// <summary>Complex numbers: pairs of real ones.</summary>
public static partial class ComplexNumbers
{
    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Complex Arithmetic(Complex a, Complex b, double k) => (a + b) * k - a / b + k * (a * b) / (k + b) - -a + 2 / a - (b - 1) * (1 - a) + Complex.Conjugate(a) / k;

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Complex Functions(Complex z) => Complex.Exp(z) + Complex.Log(z) * Complex.Sqrt(z) + Complex.Log10(z) / Complex.Reciprocal(z) + Complex.Log(z, 3);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Complex Trigonometry(Complex z) => Complex.Sin(z) * Complex.Cos(z) + Complex.Tan(z) + Complex.Sinh(z) / Complex.Cosh(z) - Complex.Tanh(z);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    [Inputs("z", -0.7, 0.4)]
    public static Complex Inverses(Complex z) => Complex.Asin(z) + 2 * Complex.Acos(z * z) + Complex.Atan(z) * Complex.Asin(3 * z) + Complex.Acos(-2 * z);

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static Complex Powers(Complex z, Complex w, double p) => Complex.Pow(z, w) + Complex.Pow(-z, p) * Complex.Pow(w, 2) + Complex.Pow(z, new Complex(-p, 1));

    [Differentiable(Derivatives.Jvp | Derivatives.Jacobian)]
    public static double Parts(Complex z, double angle) => z.Magnitude * z.Phase + Complex.Abs(z * z) + z.Real * z.Imaginary + (-z).Phase + Complex.FromPolarCoordinates(z.Real, angle).Imaginary;

    /// <summary>The current through a resistor, a coil and a capacitor.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Impedance(double voltage, double frequency, double resistance, double inductance, double capacitance)
    {
        double omega = 2 * Math.PI * frequency;
        Complex impedance = resistance + Complex.ImaginaryOne * omega * inductance + 1 / (Complex.ImaginaryOne * (omega * capacitance));
        return (voltage / impedance).Magnitude;
    }

    /// <summary>How far a point is from the Mandelbrot set, estimated.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("c", 0.8, 0.7)]
    [Inputs("radius", 20)]
    public static double Mandelbrot(Complex c, [NoGradient] double radius)
    {
        Complex z = 0, derivative = 0;
        for (int i = 0; i < 100; i++)
        {
            derivative = 2 * z * derivative + 1;
            z = z * z + c;
            if (z.Magnitude > radius) break;
        }

        double size = Complex.Abs(z);
        return size * Math.Log(size) / derivative.Magnitude;
    }

    /// <summary>The energy in the upper half of a spectrum: a fast Fourier transform in place.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("signal", Length = 8)]
    public static double Spectrum(Complex[] signal, double rate)
    {
        Complex[] x = new Complex[8];
        for (int i = 0; i < 8; i++) x[i] = signal[((i & 1) << 2) | (i & 2) | (i >> 2)] * rate;
        for (int size = 2; size <= 8; size *= 2)
        {
            Complex root = Complex.Exp(new Complex(0, -2 * Math.PI / size));
            for (int start = 0; start < 8; start += size)
            {
                Complex w = Complex.One;
                for (int k = 0; k < size / 2; k++)
                {
                    Complex even = x[start + k], odd = w * x[start + k + size / 2];
                    x[start + k] = even + odd;
                    x[start + k + size / 2] = even - odd;
                    w *= root;
                }
            }
        }

        double energy = 0;
        for (int i = 4; i < 8; i++) energy += x[i].Real * x[i].Real + x[i].Imaginary * x[i].Imaginary;
        return energy;
    }

    /// <summary>The Laplace transform of a damped oscillation, inverted along a line by Euler's sum.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Inversion(double t, double damping, double frequency)
    {
        const double A = 10;
        double sum = 0;
        for (int k = 0; k < 12; k++)
        {
            Complex s = new(A / (2 * t), k * Math.PI / t);
            Complex transformed = 1 / ((s + damping) * (s + damping) + frequency * frequency);
            sum += (k == 0 ? 0.5 : k % 2 == 0 ? 1 : -1) * transformed.Real;
        }

        return sum * Math.Exp(A / 2) / t;
    }

    /// <summary>A polynomial by Horner's rule, then Newton's method from a start to its root.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("coefficients", 1, 0.5, -0.7, 1.2, 0.3, -0.4, 1, 0.2)]
    [Inputs("start", 0.5, 1.5)]
    public static Complex Root(ReadOnlySpan<Complex> coefficients, Complex start)
    {
        Complex z = start;
        for (int step = 0; step < 5; step++)
        {
            Complex value = Complex.Zero, slope = Complex.Zero;
            foreach (Complex c in coefficients)
            {
                slope = slope * z + value;
                value = value * z + c;
            }

            if (value.Magnitude < 1e-3) return z;
            z -= value / slope;
        }

        return z;
    }

    /// <summary>The frequency response of a filter, written for each frequency.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static void Response(ReadOnlySpan<double> taps, ReadOnlySpan<double> frequencies, Span<Complex> response)
    {
        for (int i = 0; i < frequencies.Length; i++)
        {
            Complex sum = 0;
            for (int k = 0; k < taps.Length; k++) sum += Complex.FromPolarCoordinates(taps[k], -k * frequencies[i]);
            response[i] = sum * response[i] / (1 + sum.Magnitude);
        }
    }

    public readonly record struct Wave(Complex Amplitude, double Number)
    {
        public Complex At(double x) => Amplitude * Complex.Exp(Complex.ImaginaryOne * Number * x);
    }

    /// <summary>Two waves behind a slit.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static double Interference(Wave a, Wave b, double x)
    {
        Complex both = a.At(x) + b.At(x * x);
        bool isDark = both == Complex.Zero || Complex.IsNaN(both);
#pragma warning disable SAD3101 // The power is what is tested.
        return isDark ? 0 : Math.Pow(both.Magnitude, 2) * (a with { Number = x }).At(1).Real;
#pragma warning restore SAD3101
    }

    [Differentiable(Derivatives.Jvp)]
    public static void Rotate(Span<Complex> points, double angle, ref Complex total, out Complex last)
    {
        last = default;
        for (int i = 0; i < points.Length; i++)
        {
            points[i] *= Complex.FromPolarCoordinates(1, angle);
            total += points[i];
            last = points[i] / total;
        }
    }
}

/// <summary>In a generic type there is no accessor for the private fields of a complex number: it is made anew.</summary>
public static partial class ComplexIn<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable(Derivatives.Jvp)]
    [Inputs("points", 0.5, 1, 1.5, 0.7)]
    public static T Squares(Span<Complex> points, T k)
    {
        for (int i = 0; i < points.Length; i++) points[i] = points[i] * points[i] + Complex.One;
        return k * k;
    }
}
