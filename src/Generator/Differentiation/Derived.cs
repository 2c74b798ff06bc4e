using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>The names of derived values: <c>gradX</c> for what a caller sees, <c>xBar</c> and <c>xTangent</c> for what stays inside.</summary>
internal static class Derived
{
    public static string GradientName(Value primal) => "grad" + char.ToUpperInvariant(primal.Name[0]) + primal.Name.Substring(1);

    public static string CotangentName(Value primal) => primal.Name + "Bar";

    public static string TangentName(Value primal) => primal.Name + "Tangent";
}
