namespace SourceAutodiff;

/// <summary>Which derivative members to generate beside the backward method, which always exists.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Only <c>FBackward</c> and, for a method with one real result, <c>FGradient</c> and <c>FValueAndGradient</c>.</summary>
    None = 0,

    /// <summary><c>FJvp</c>: the value and the Jacobian-vector product (forward mode).</summary>
    Jvp = 1,

    /// <summary><c>FJacobian</c>: the whole Jacobian, row-major, one row for each output and one column for each differentiated input.</summary>
    Jacobian = 2,
}
