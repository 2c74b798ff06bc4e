using System.Numerics;
using SourceAutodiff.Special;

namespace SourceAutodiff;

/// <content>Modified Bessel functions of the first kind.</content>
public static partial class SpecialFunctions
{
    /// <summary>The modified Bessel function of the first kind of order 0.</summary>
    /// <remarks>Power series up to 8 (Abramowitz and Stegun 9.6.10), Chebyshev's series beyond. All x; within 4 ulp.</remarks>
    public static T BesselI0<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(BesselFunctions.I0(ToDouble(x)));

    /// <summary>The scaled modified Bessel function of order 0, <c>exp(-|x|) I₀(x)</c>.</summary>
    /// <remarks>Power series up to 8 (Abramowitz and Stegun 9.6.10), Chebyshev's series beyond. All x; within 4 ulp.</remarks>
    public static T BesselI0e<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(BesselFunctions.I0e(ToDouble(x)));

    /// <summary>The modified Bessel function of the first kind of order 1.</summary>
    /// <remarks>Power series up to 8 (Abramowitz and Stegun 9.6.10), Chebyshev's series beyond. All x; within 4 ulp.</remarks>
    public static T BesselI1<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(BesselFunctions.I1(ToDouble(x)));

    /// <summary>The scaled modified Bessel function of order 1, <c>exp(-|x|) I₁(x)</c>.</summary>
    /// <remarks>Power series up to 8 (Abramowitz and Stegun 9.6.10), Chebyshev's series beyond. All x; within 4 ulp.</remarks>
    public static T BesselI1e<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(BesselFunctions.I1e(ToDouble(x)));
}
