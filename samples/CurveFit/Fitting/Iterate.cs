namespace CurveFit.Fitting;

/// <summary>Parameters with the residuals there and, once asked for, the Jacobian.</summary>
internal sealed class Iterate
{
    public Iterate(FitProblem problem, double[] parameters)
    {
        Parameters = parameters;
        problem.Residuals(parameters, Residuals = new double[problem.Observations]);
        double sum = 0;
        foreach (double residual in Residuals)
            sum += residual * residual;
        SumOfSquares = double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    public double[] Parameters { get; }

    public double[] Residuals { get; }

    /// <summary>Infinite where the model is not a number, so that no step leads there.</summary>
    public double SumOfSquares { get; }

    /// <summary>One row for each observation.</summary>
    public double[] Jacobian { get; private set; } = [];

    /// <summary>Computes the Jacobian, and says whether an optimiser can go on from here.</summary>
    public bool Differentiate(FitProblem problem)
    {
        problem.Jacobian(Parameters, Jacobian = new double[problem.Observations * problem.Parameters]);
        return double.IsFinite(SumOfSquares) && Array.TrueForAll(Jacobian, double.IsFinite);
    }
}
