using System.Numerics;
using SourceAutodiff.Special;

namespace SourceAutodiff;

/// <content>The error function and the normal distribution.</content>
public static partial class SpecialFunctions
{
    /// <summary>The error function, <c>2/√π ∫₀ˣ exp(-t²) dt</c>.</summary>
    /// <remarks>W. J. Cody, Math. Comp. 23 (1969). All x; within 4 ulp.</remarks>
    public static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.Erf(ToDouble(x)));

    /// <summary>The complement of the error function, <c>1 - erf(x)</c>, with all digits also where it is small.</summary>
    /// <remarks>W. J. Cody, Math. Comp. 23 (1969). All x; within 5 ulp.</remarks>
    public static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.Erfc(ToDouble(x)));

    /// <summary>The scaled complement of the error function, <c>exp(x²) erfc(x)</c>, which neither vanishes nor overflows for positive x.</summary>
    /// <remarks>W. J. Cody, Math. Comp. 23 (1969). All x; within 4 ulp.</remarks>
    public static T Erfcx<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.Erfcx(ToDouble(x)));

    /// <summary>The inverse of the error function.</summary>
    /// <remarks>From the normal quantile of M. J. Wichura, Algorithm AS 241, Appl. Statist. 37 (1988). -1 to 1, infinite at the ends, NaN outside; within 6 ulp.</remarks>
    public static T Erfinv<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.Erfinv(ToDouble(x)));

    /// <summary>The standard normal distribution function, <c>½ erfc(-x/√2)</c> (<c>ndtr</c>), with all digits also in the lower tail.</summary>
    /// <remarks>W. J. Cody, Math. Comp. 23 (1969). All x; within 5 ulp.</remarks>
    public static T NormalCdf<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.NormalCdf(ToDouble(x)));

    /// <summary>The logarithm of the standard normal distribution function (<c>log_ndtr</c>), also where that vanishes.</summary>
    /// <remarks>W. J. Cody, Math. Comp. 23 (1969). All x; within 5 ulp.</remarks>
    public static T LogNormalCdf<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.LogNormalCdf(ToDouble(x)));

    /// <summary>The inverse of the standard normal distribution function (<c>ndtri</c>).</summary>
    /// <remarks>M. J. Wichura, Algorithm AS 241, Appl. Statist. 37 (1988). 0 to 1, infinite at the ends, NaN outside; within 4 ulp.</remarks>
    public static T NormalQuantile<T>(T p)
        where T : IFloatingPointIeee754<T> =>
        FromDouble<T>(ErrorFunctions.NormalQuantile(ToDouble(p)));
}
