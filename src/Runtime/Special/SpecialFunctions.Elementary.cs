using System.Numerics;
using SourceAutodiff.Special;

namespace SourceAutodiff;

/// <content>Compositions of exponentials and logarithms, without the loss of digits of the plain formula.</content>
public static partial class SpecialFunctions
{
    /// <summary><c>exp(x) - 1</c> with all digits near 0, which <c>double.ExpM1</c> does not have.</summary>
    /// <remarks>S. L. Moshier, Methods and Programs for Mathematical Functions (1989). All x; within 3 ulp.</remarks>
    public static T Expm1<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Expm1(ToDouble(x)));

    /// <summary><c>ln(1 + x)</c> with all digits near 0, which <c>double.LogP1</c> does not have.</summary>
    /// <remarks>The logarithm of the rounded sum, and a correction for the rounding. x from -1 on, NaN below; within 2 ulp.</remarks>
    public static T Log1p<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Log1p(ToDouble(x)));

    /// <summary>The normalised sine quotient, <c>sin(πx) / (πx)</c>, 1 at 0.</summary>
    /// <remarks>By that formula, as in libtorch: at whole numbers it is the rounding of πx and not 0. All finite x; error below 2e-16 absolute.</remarks>
    public static T Sinc<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Sinc(ToDouble(x)));

    /// <summary><c>-x ln x</c>: 0 at 0, -∞ below (<c>entr</c>).</summary>
    /// <remarks>By that formula; within 2 ulp.</remarks>
    public static T Entropy<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Entropy(ToDouble(x)));

    /// <summary><c>x ln y</c>, 0 where x is 0 and y is not NaN.</summary>
    /// <remarks>By that formula; within 2 ulp.</remarks>
    /// <param name="x">The factor.</param>
    /// <param name="y">What the logarithm is taken of.</param>
    public static T XLogY<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.XLogY(ToDouble(x), ToDouble(y)));

    /// <summary><c>x ln(1 + y)</c>, 0 where x is 0 and y is not NaN.</summary>
    /// <remarks>From <see cref="Log1p"/>; within 2 ulp.</remarks>
    /// <param name="x">The factor.</param>
    /// <param name="y">One less than what the logarithm is taken of.</param>
    public static T XLog1PY<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.XLog1PY(ToDouble(x), ToDouble(y)));

    /// <summary><c>ln(exp x + exp y)</c> without overflow.</summary>
    /// <remarks>The larger one and <c>Log1p(exp(-|x - y|))</c>. Error within 2e-16 of the larger of result and arguments.</remarks>
    /// <param name="x">The first logarithm.</param>
    /// <param name="y">The second logarithm.</param>
    public static T LogAddExp<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.LogAddExp(ToDouble(x), ToDouble(y)));

    /// <summary><c>log₂(2ˣ + 2ʸ)</c> without overflow.</summary>
    /// <remarks>As <see cref="LogAddExp"/>, with base 2.</remarks>
    /// <param name="x">The first logarithm.</param>
    /// <param name="y">The second logarithm.</param>
    public static T LogAddExp2<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.LogAddExp2(ToDouble(x), ToDouble(y)));

    /// <summary>The log-odds, <c>ln(x / (1 - x))</c>, the inverse of the sigmoid.</summary>
    /// <remarks>By that formula, near ½ by <see cref="Log1p"/>. 0 to 1, infinite at the ends, NaN outside; within 3 ulp.</remarks>
    public static T Logit<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Logit(ToDouble(x)));

    /// <summary>The log-odds of x when it is moved into the interval from eps to 1 - eps.</summary>
    /// <remarks>As <see cref="Logit{T}(T)"/>.</remarks>
    /// <param name="x">The probability.</param>
    /// <param name="eps">The smallest probability.</param>
    public static T Logit<T>(T x, T eps)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ElementaryFunctions.Logit(ToDouble(x), ToDouble(eps)));
}
