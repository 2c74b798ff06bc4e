namespace DerivativeTests.Harness;

/// <summary>
/// What a corpus method is called with. Without it: reals in [0.5, 2], integers in [2, 4], integer buffers in [0, 4], and all buffers of one length
/// between 5 and 9; so are the reals in structs and objects (see <see cref="TreeMaker"/>).
/// </summary>
/// <param name="parameter">The parameter meant; null means every parameter without an attribute of its own.</param>
/// <param name="values">For a scalar its values, one for each point in turn; for a buffer its contents; for anything else its reals in turn.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InputsAttribute(string? parameter = null, params double[] values) : Attribute
{
    public string? Parameter { get; } = parameter;

    public double[] Values { get; } = values;

    /// <summary>Number of elements of the buffer; negative: as by default.</summary>
    public int Length { get; set; } = -1;

    /// <summary>Length of the rows of a matrix or of a jagged array; negative: they are square.</summary>
    public int Columns { get; set; } = -1;

    public double Min { get; set; } = double.NaN;

    public double Max { get; set; } = double.NaN;

    /// <summary>The contents of the buffer ascend.</summary>
    public bool Sorted { get; set; }
}

/// <summary>How closely the engines are to agree on a corpus method, where the usual tolerance cannot be asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CheckAttribute : Attribute
{
    /// <summary>Number of input points.</summary>
    public int Points { get; set; } = 3;

    /// <summary>Relative, between vjp and jvp.</summary>
    public double Exact { get; set; } = double.NaN;

    /// <summary>Relative, against finite differences.</summary>
    public double FiniteDifferences { get; set; } = double.NaN;

    /// <summary>Need not depend on every input: what these are is its contract's business.</summary>
    public bool IsFree { get; set; }

    /// <summary>Leaves out entries of the Jacobian whose finite differences do not settle: there is a kink close by.</summary>
    public bool SkipsUnsettled { get; set; }

    /// <summary>For a method over <c>float</c>: a method of the same type that computes the same in <c>double</c>; its finite differences are the reference.</summary>
    public string? Twin { get; set; }
}

/// <summary>The primal throws this at the given inputs, and so must every derivative.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThrowsAttribute(Type exception) : Attribute
{
    public Type Exception { get; } = exception;
}
