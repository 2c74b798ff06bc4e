using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>What the formulas of rules are made of, for tensors in place of numbers: <c>T.Cos(x)</c> becomes <c>Lift.Cos(x)</c>. The functions of rows are generated.</summary>
internal static partial class Lift
{
    public static Tensor Zero => Number(0);

    public static Tensor One => Number(1);

    public static Tensor NegativeOne => Number(-1);

    public static Tensor Pi => Number(Math.PI);

    public static Tensor E => Number(Math.E);

    public static Tensor Tau => Number(Math.Tau);

    public static Tensor Number(double value) => Tensor.Number(value);

    public static Tensor Less(Tensor a, Tensor b) => a < b;

    public static Tensor LessOrEqual(Tensor a, Tensor b) => a <= b;

    public static Tensor Greater(Tensor a, Tensor b) => a > b;

    public static Tensor GreaterOrEqual(Tensor a, Tensor b) => a >= b;

    public static Tensor Equal(Tensor a, Tensor b) => a.Eq(b);

    public static Tensor NotEqual(Tensor a, Tensor b) => a.Ne(b);

    public static Tensor And(Tensor a, Tensor b) => a & b;

    public static Tensor Or(Tensor a, Tensor b) => a | b;

    public static Tensor Not(Tensor a) => ~a;

    public static Tensor Select(Tensor condition, Tensor whenTrue, Tensor whenFalse) => Tensor.Where(condition, whenTrue, whenFalse);

    public static Tensor IsNaN(Tensor x) => x.Ne(x);

    public static Tensor IsNormal(Tensor x) => x.IsNormal();
}
