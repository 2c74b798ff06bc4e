namespace CurveFit.Fitting;

/// <summary>Where an optimiser ended.</summary>
/// <param name="Stopped">Why it stopped, for people.</param>
public sealed record FitResult(double[] Parameters, double ResidualSumOfSquares, int Iterations, string Stopped);
