namespace SourceAutodiff.Benchmarks;

/// <summary>The sum of squared residuals of five NIST models, written as a user would, and their generated gradients.</summary>
public static partial class SumsOfSquares
{
    /// <summary>y = b0 (1 - exp(-b1 x))</summary>
    [Differentiable]
    public static double Misra1a([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - (b[0] * (1 - Math.Exp(-b[1] * x[i])));
            sum += residual * residual;
        }

        return sum;
    }

    /// <summary>y = (b0 + b1 x + b2 x² + b3 x³) / (1 + b4 x + b5 x² + b6 x³)</summary>
    [Differentiable]
    public static double Thurber([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i];
            double numerator = b[0] + (t * (b[1] + (t * (b[2] + (t * b[3])))));
            double denominator = 1 + (t * (b[4] + (t * (b[5] + (t * b[6])))));
            double residual = y[i] - (numerator / denominator);
            sum += residual * residual;
        }

        return sum;
    }

    /// <summary>y = b0 exp(-b1 x) + b2 exp(-(x - b3)² / b4²) + b5 exp(-(x - b6)² / b7²)</summary>
    [Differentiable]
    public static double Gauss1([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double u = (x[i] - b[3]) / b[4];
            double v = (x[i] - b[6]) / b[7];
            double model = (b[0] * Math.Exp(-b[1] * x[i])) + (b[2] * Math.Exp(-u * u)) + (b[5] * Math.Exp(-v * v));
            double residual = y[i] - model;
            sum += residual * residual;
        }

        return sum;
    }

    /// <summary>y = b0 / (1 + exp(b1 - b2 x))^(1 / b3)</summary>
    [Differentiable]
    public static double Rat43([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - (b[0] / Math.Pow(1 + Math.Exp(b[1] - (b[2] * x[i])), 1 / b[3]));
            sum += residual * residual;
        }

        return sum;
    }

    /// <summary>y = b0 - b1 x - atan(b2 / (x - b3)) / π</summary>
    [Differentiable]
    public static double Roszman1([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - (b[0] - (b[1] * x[i]) - (Math.Atan(b[2] / (x[i] - b[3])) / Math.PI));
            sum += residual * residual;
        }

        return sum;
    }
}
