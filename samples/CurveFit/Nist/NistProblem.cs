namespace CurveFit.Nist;

/// <summary>A regression problem as NIST publishes it: data, two starting points, certified results.</summary>
public sealed record NistProblem
{
    public required string File { get; init; }

    public required string Name { get; init; }

    /// <summary>Lower, Average or Higher.</summary>
    public required string Difficulty { get; init; }

    /// <summary>What the response is, as the header says it, such as <c>y = magnetism</c>.</summary>
    public required string ResponseLabel { get; init; }

    /// <summary>What the predictors are, such as <c>x1 = time; x2 = temperature</c>.</summary>
    public required string PredictorLabel { get; init; }

    public required int Predictors { get; init; }

    /// <summary>The predictors, one row of <see cref="Predictors"/> numbers for each observation.</summary>
    public required double[] X { get; init; }

    /// <summary>The responses.</summary>
    public required double[] Y { get; init; }

    public required IReadOnlyList<double[]> Starts { get; init; }

    public required IReadOnlyList<CertifiedValue> Certified { get; init; }

    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Where the file says what a model must agree with.</summary>
    public required NistLineNumbers Lines { get; init; }

    public int Parameters => Certified.Count;

    public int Observations => Y.Length;
}

/// <summary>The lines, counted from 1, of the number of parameters, the number of predictors, the sum of squares and the first observation.</summary>
public readonly record struct NistLineNumbers(int Parameters, int Predictors, int ResidualSumOfSquares, int Data);
