namespace SourceAutodiff.GradBench.Evals;

/// <summary>Bundle adjustment: how far each observed point is from where its camera should see it.</summary>
public static partial class Ba
{
    /// <summary>The error of one observation, two numbers. Its Jacobian has a column for each camera parameter, coordinate, and the weight.</summary>
    /// <param name="camera">Rotation (3, angle times axis), centre (3), focal length, principal point (2), radial distortion (2).</param>
    /// <param name="point">The point in space.</param>
    /// <param name="weight">The observation's weight.</param>
    /// <param name="feature">Where the point was observed in the image.</param>
    /// <param name="error">The result.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void ReprojectionError(
        ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, [NoGradient] ReadOnlySpan<double> feature, Span<double> error)
    {
        (double x, double y, double z) = Rotate(
            camera[0], camera[1], camera[2], point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]);
        double a = x / z, b = y / z;
        double squared = (a * a) + (b * b);
        double distortion = 1 + (camera[9] * squared) + (camera[10] * squared * squared);
        error[0] = weight * ((a * distortion * camera[6]) + camera[7] - feature[0]);
        error[1] = weight * ((b * distortion * camera[6]) + camera[8] - feature[1]);
    }

    /// <summary>The error of one weight.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - (weight * weight);

    /// <summary>Rodrigues' formula.</summary>
    private static (double X, double Y, double Z) Rotate(double rx, double ry, double rz, double x, double y, double z)
    {
        double squaredAngle = (rx * rx) + (ry * ry) + (rz * rz);
#pragma warning disable SAD3104 // The formula for small angles, whose derivative is right there.
        if (squaredAngle == 0) return (x + (ry * z) - (rz * y), y + (rz * x) - (rx * z), z + (rx * y) - (ry * x));
#pragma warning restore SAD3104

        double angle = Math.Sqrt(squaredAngle);
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        double ax = rx / angle, ay = ry / angle, az = rz / angle;
        double along = ((ax * x) + (ay * y) + (az * z)) * (1 - cos);
        return (
            (x * cos) + (((ay * z) - (az * y)) * sin) + (ax * along),
            (y * cos) + (((az * x) - (ax * z)) * sin) + (ay * along),
            (z * cos) + (((ax * y) - (ay * x)) * sin) + (az * along));
    }
}
