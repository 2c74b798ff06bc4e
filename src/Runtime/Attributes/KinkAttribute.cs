using System.Globalization;

namespace SourceAutodiff;

/// <summary>Says where a function has no derivative and what its rule gives there.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KinkAttribute : Attribute
{
    /// <summary>A kink of a function of one argument.</summary>
    /// <param name="point">The argument.</param>
    /// <param name="convention">What the rule gives there.</param>
    public KinkAttribute(double point, string convention)
        : this(point.ToString("R", CultureInfo.InvariantCulture), convention)
    {
    }

    /// <summary>A kink of a function of several arguments.</summary>
    /// <param name="where">A condition on the arguments.</param>
    /// <param name="convention">What the rule gives there.</param>
    public KinkAttribute(string where, string convention)
    {
        Where = where;
        Convention = convention;
    }

    /// <summary>The argument, or a condition on the arguments.</summary>
    public string Where { get; }

    /// <summary>What the rule gives there.</summary>
    public string Convention { get; }
}
