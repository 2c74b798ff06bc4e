using System.Globalization;

namespace CurveFit.Nist;

/// <summary>A certified parameter.</summary>
/// <param name="HalfUnit">Half a unit in the last digit that is printed: no fit can be told from the exact one more closely.</param>
public readonly record struct CertifiedValue(double Value, double HalfUnit, double StandardDeviation)
{
    /// <summary>The number of digits to which NIST certifies.</summary>
    public const double AllDigits = 11;

    /// <summary>
    /// The log relative error of a fitted value, −log10(|fitted − certified| / |certified|), which counts correct digits: between 0 and
    /// <see cref="AllDigits"/>, and all of them when the fitted value rounds to the certified one.
    /// </summary>
    public double CorrectDigits(double fitted)
    {
        double error = Math.Abs(fitted - Value);
        if (error <= HalfUnit * (1 + 1e-6))   // the last digit is a decimal one: allow for its conversion
            return AllDigits;
        double digits = -Math.Log10(Value == 0 ? error : error / Math.Abs(Value));
        return double.IsNaN(digits) ? 0 : Math.Clamp(digits, 0, AllDigits);
    }

    /// <summary>Half a unit in the last place of a number as it is printed, such as 5E-13 for <c>9.5100000027E-02</c>.</summary>
    public static double HalfUnitOf(string printed)
    {
        int e = printed.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? printed : printed[..e];
        int exponent = e < 0 ? 0 : int.Parse(printed.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        return 0.5 * Math.Pow(10, exponent - decimals);
    }
}
