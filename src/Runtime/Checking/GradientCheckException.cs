namespace SourceAutodiff;

/// <summary>A derivative did not pass a <see cref="GradientCheck"/>. The message is the result's report.</summary>
public sealed class GradientCheckException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public GradientCheckException()
        : base("A derivative did not pass its gradient check.") { }

    /// <summary>Creates the exception with the given message.</summary>
    /// <param name="message">What is off.</param>
    public GradientCheckException(string message)
        : base(message) { }

    /// <summary>Creates the exception with the given message and cause.</summary>
    /// <param name="message">What is off.</param>
    /// <param name="innerException">What led to it.</param>
    public GradientCheckException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the exception for a result.</summary>
    /// <param name="result">The result that did not pass.</param>
    public GradientCheckException(GradientCheckResult result)
        : base((result ?? throw new ArgumentNullException(nameof(result))).ToString()) => Result = result;

    /// <summary>The result that did not pass, where there is one.</summary>
    public GradientCheckResult? Result { get; }
}
