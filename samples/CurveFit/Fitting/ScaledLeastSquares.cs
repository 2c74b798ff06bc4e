using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace CurveFit.Fitting;

/// <summary>
/// The linearised problem, min |J·step + r| with |scale·step| at most a radius. One QR decomposition takes J to a small triangle, and the singular
/// values of that give the step for any radius at the cost of a few dot products.
/// </summary>
internal sealed class ScaledLeastSquares
{
    private readonly double[] _scale;
    private readonly Vector<double> _singular;
    private readonly Vector<double> _residuals;   // in the basis of the left singular vectors
    private readonly Matrix<double> _right;       // rows: the right singular vectors

    public ScaledLeastSquares(double[] jacobian, double[] residuals, double[] scale)
    {
        _scale = [.. scale.Select(unit => unit > 0 ? unit : 1)];
        Matrix<double> scaled = Matrix<double>.Build.DenseOfRowMajor(residuals.Length, scale.Length, jacobian);
        for (int k = 0; k < scale.Length; k++)
            scaled.SetColumn(k, scaled.Column(k) / _scale[k]);

        QR<double> qr = scaled.QR(QRMethod.Thin);
        Svd<double> svd = qr.R.Svd();
        _singular = svd.S;
        _right = svd.VT;
        _residuals = svd.U.TransposeThisAndMultiply(qr.Q.TransposeThisAndMultiply(Vector<double>.Build.Dense(residuals)));
    }

    /// <summary>The best step within the radius, its scaled length, and by how much the linearised sum of squares falls.</summary>
    public (double[] Step, double Length, double Predicted) Step(double radius)
    {
        double damping = Damping(radius);
        double predicted = 0;
        Vector<double> coordinates = Vector<double>.Build.Dense(_singular.Count);
        for (int k = 0; k < coordinates.Count; k++)
        {
            coordinates[k] = Coordinate(k, damping);
            double left = _residuals[k] + _singular[k] * coordinates[k];
            predicted += (_residuals[k] - left) * (_residuals[k] + left);
        }

        Vector<double> step = _right.TransposeThisAndMultiply(coordinates);
        return ([.. step.Zip(_scale, (value, unit) => value / unit)], coordinates.L2Norm(), predicted);
    }

    /// <summary>Zero where the undamped step fits in the radius, else Newton's iteration on 1/|step| = 1/radius, which is nearly linear.</summary>
    private double Damping(double radius)
    {
        double damping = 0;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double square = 0, slope = 0;
            for (int k = 0; k < _singular.Count; k++)
            {
                double coordinate = Coordinate(k, damping);
                if (coordinate == 0)
                    continue;
                square += coordinate * coordinate;
                slope += coordinate * coordinate / (_singular[k] * _singular[k] + damping);
            }

            double length = Math.Sqrt(square);
            if (length <= 1.1 * radius)
                return damping;
            damping += square / slope * (length / radius - 1);
        }

        return damping;
    }

    /// <summary>The step along one right singular vector; none along those that the data say nothing about.</summary>
    private double Coordinate(int k, double damping)
    {
        double s = _singular[k];
        return s <= 1e-15 * _singular[0] && damping == 0 ? 0 : -s * _residuals[k] / (s * s + damping);
    }
}
