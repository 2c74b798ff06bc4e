using System.Globalization;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Printing;

/// <summary>
/// How the numbers of a tensor are written, all alike and right-aligned: floating-point numbers that are all whole as <c>2.</c>, others with four digits, and if they
/// differ much or are very large or small as <c>1.0000e+05</c>.
/// </summary>
internal sealed class NumberFormat
{
    private const int Digits = 4;
    private const double LargestRatio = 1000;
    private const double Largest = 1e8;
    private const double Smallest = 1e-4;

    private readonly bool _isFloating;
    private readonly bool _isWhole = true;
    private readonly bool _isScientific;

    /// <param name="type">What the elements are.</param>
    /// <param name="values">Those that are shown.</param>
    public NumberFormat(DType type, IEnumerable<Scalar> values)
    {
        Scalar[] shown = [.. values];
        _isFloating = type.IsFloatingPoint();
        if (_isFloating)
        {
            // Zeros, infinities and NaN decide nothing, also not how wide a column is.
            shown = [.. shown.Where(value => value.ToDouble() != 0 && double.IsFinite(value.ToDouble()))];
            if (shown.Length > 0)
            {
                _isWhole = shown.All(value => value.ToDouble() == Math.Ceiling(value.ToDouble()));
                double smallest = shown.Min(value => Math.Abs(value.ToDouble())), largest = shown.Max(value => Math.Abs(value.ToDouble()));
                _isScientific = largest / smallest > LargestRatio || largest > Largest || (!_isWhole && smallest < Smallest);
            }
        }

        Width = shown.Select(Text).Select(text => text.Length).DefaultIfEmpty(1).Max();
    }

    /// <summary>Of the widest number.</summary>
    public int Width { get; }

    public string Write(Scalar value) => Text(value).PadLeft(Width);

    private string Text(Scalar value)
    {
        if (!_isFloating) return value.ToString();
        double number = value.ToDouble();
        if (double.IsNaN(number)) return "nan";
        if (double.IsInfinity(number)) return number > 0 ? "inf" : "-inf";
        string sign = double.IsNegative(number) ? "-" : "";
        number = Math.Abs(number);
        return sign + (_isScientific ? Scientific(number) : _isWhole ? Fixed(number, 0) + "." : Fixed(number, Digits));
    }

    private static string Fixed(double number, int digits)
    {
        string text = Exact(number, "F", digits), rounded = number.ToString("F" + digits, CultureInfo.InvariantCulture);
        int end = text.IndexOf('.') + 1 + digits;
        return IsTieToEven(text, end) ? text[..(digits == 0 ? end - 1 : end)] : rounded;
    }

    private static string Scientific(double number)
    {
        string text = Exact(number, "E", Digits), rounded = number.ToString("E" + Digits, CultureInfo.InvariantCulture);
        int end = Digits + 2, exponent = rounded.IndexOf('E');
        string mantissa = IsTieToEven(text[..text.IndexOf('E')], end) ? text[..end] : rounded[..exponent];

        // At least two digits of the exponent, where the framework writes three.
        return $"{mantissa}e{rounded[exponent + 1]}{rounded[(exponent + 2)..].TrimStart('0').PadLeft(2, '0')}";
    }

    /// <summary>So many digits more that a tie can be told from what is close to one.</summary>
    private static string Exact(double number, string format, int digits) => number.ToString(format + (digits + 40), CultureInfo.InvariantCulture);

    /// <summary>Whether what is cut off is exactly one half and the digit before is even: the framework rounds away from zero there, C to the even digit.</summary>
    private static bool IsTieToEven(string text, int end) =>
        text[end] == '5' && text[(end + 1)..].All(digit => digit == '0') && (text[end - 1] == '.' ? text[end - 2] : text[end - 1]) is '0' or '2' or '4' or '6' or '8';
}
